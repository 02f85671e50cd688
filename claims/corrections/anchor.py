"""Quotations found again in a text, also one that was cleaned anew; never guessed.

Texts are compared without regard to the forms of quotation marks, dashes and white space, which
another cleaning or another copy changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.corrections.record import Quote, Quotes
from claims.spans import Span, Spans

ALONE = 24
"""Characters of a quotation that are enough to know it by where it stands only once."""
CONTEXT = 12
"""Characters around a shorter or repeated one that have to agree."""

_MARKS = str.maketrans("“”„«»‘’‚‛′‐‑‒–—−", "\"\"\"\"\"'''''------")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with one form of marks and of white space, and its characters' places before."""

    text: str
    offsets: tuple[int, ...]
    """For each character where it stood, and at the end the length of the text before."""

    @classmethod
    def of(cls, text: str) -> Folded:
        """The text, folded."""
        kept: list[str] = []
        offsets: list[int] = []
        position = 0
        for gap in (*_SPACE.finditer(text), None):
            stop = gap.start() if gap else len(text)
            kept.append(text[position:stop].translate(_MARKS))
            offsets += range(position, stop)
            if gap:
                kept.append(" ")
                offsets.append(stop)
                position = gap.end()
        return cls("".join(kept), (*offsets, len(text)))

    def span(self, start: int, end: int) -> Span:
        """A stretch of the folded text in the text before."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def located(text: str, folded: Folded, quotes: Quotes, *, same: bool) -> Spans | None:
    """Where the quotations stand in the text, in its order; None where that cannot be told.

    `same` says that the text is the one they were taken from, so that they stand where they say.
    """
    places: list[Span] = []
    for quote in quotes:
        place = Span(quote.start, quote.end)
        if not (same and text[quote.start : quote.end] == quote.exact):
            found = _find(folded, quote)
            if found is None:
                return None
            place = found
        if places and place.start < places[-1].end:
            return None  # parts that have changed places are not the same stretch
        places.append(place)
    return tuple(places)


def _find(folded: Folded, quote: Quote) -> Span | None:
    """The one place of a quotation whose context agrees better than any other's."""
    exact = Folded.of(quote.exact).text
    prefix, suffix = Folded.of(quote.prefix).text, Folded.of(quote.suffix).text
    found: list[tuple[int, int]] = []
    start = folded.text.find(exact)
    while start >= 0:
        end = start + len(exact)
        before = folded.text[max(0, start - len(prefix)) : start]
        after = folded.text[end : end + len(suffix)]
        agreeing = _beginning(before[::-1], prefix[::-1]) + _beginning(after, suffix)
        found.append((agreeing, start))
        start = folded.text.find(exact, start + 1)
    if not found:
        return None
    found.sort(reverse=True)
    best, start = found[0]
    alone = len(found) == 1 and len(exact) >= ALONE
    enough = best >= min(CONTEXT, len(prefix) + len(suffix))
    clear = len(found) == 1 or best > found[1][0]
    return folded.span(start, start + len(exact)) if alone or (enough and clear) else None


def _beginning(text: str, wanted: str) -> int:
    """How many characters two texts share from their beginning on."""
    shared = 0
    for one, other in zip(text, wanted, strict=False):
        if one != other:
            break
        shared += 1
    return shared
