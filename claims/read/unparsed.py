"""A file or record that holds one article, parsed where and when somebody wants its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.errors import InputError
from claims.read.source import Source
from claims.records import Document, Rejection

Format = Literal["html", "pdf", "text"]


@dataclass(frozen=True, slots=True)
class Unparsed:
    """One article's bytes and the format they are in."""

    source: Source
    format: Format
    url: str | None = None
    """The page's address, where what holds it says so."""
    charset: str | None = None
    """The encoding that it says."""

    def parse(self) -> Document | Rejection:
        """The article, or why there is none."""
        try:
            return self._document()
        except InputError as error:
            whose = f"{self.url}: " if self.url else ""
            return Rejection(self.source.origin, f"{whose}{error}", self.source.sha256)

    def _document(self) -> Document:
        # The modules of a format, and the heavy libraries behind them, are loaded when it is met.
        if self.format == "html":
            from claims.read.html import parse as parse_html

            return parse_html(self.source, url=self.url, charset=self.charset)
        if self.format == "pdf":
            from claims.read.pdf import parse
        else:
            from claims.read.text import parse
        return parse(self.source)


Item = Unparsed | Document | Rejection
"""What a reader gives; a rejection passes through."""
