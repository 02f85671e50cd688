"""A file that holds one article, parsed where and when somebody wants its article."""

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

    def parse(self) -> Document | Rejection:
        """The article, or why there is none."""
        try:
            return self._document()
        except InputError as error:
            return Rejection(self.source.origin, str(error), self.source.sha256)

    def _document(self) -> Document:
        # The modules of a format, and the heavy libraries behind them, are loaded when it is met.
        if self.format == "html":
            from claims.read.html import parse
        elif self.format == "pdf":
            from claims.read.pdf import parse
        else:
            from claims.read.text import parse
        return parse(self.source)
