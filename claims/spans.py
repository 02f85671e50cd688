"""Places in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text, half open, in Python string indices (Unicode code points)."""

    start: int
    end: int


Spans = tuple[Span, ...]


def words_at(text: str, spans: Spans) -> str:
    """The words that stand at `spans`; the parts of a split stretch are joined by " … "."""
    return " … ".join(text[start:end] for start, end in spans)
