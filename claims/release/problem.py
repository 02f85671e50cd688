"""What is wrong with a release: one value for each thing found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Check = Literal[
    "manifest", "file_missing", "file_added", "file_bytes", "parquet", "columns", "split", "rows",
    "content", "schema", "card", "croissant", "rejects", "inputs", "inherited", "text", "chain",
    "signature",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a release that is not as it should be."""

    where: str
    """A file of the release, a table or a column of one ("claims.speaker"), or another release."""
    check: Check
    what: str
    """What is wrong, with what was expected and what was found, shortened."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def short(digest: str) -> str:
    """The start of a digest, enough to tell it from others."""
    return named(digest[:12]) + "…"


def named(name: str) -> str:
    """A name that others gave, on one line and with nothing that moves a terminal's cursor."""
    return name if name.isprintable() else ascii(name)
