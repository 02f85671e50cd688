"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from claims.spans import Span

if TYPE_CHECKING:
    Offsets = array[int]
else:  # so that the type can be told at run time: before Python 3.12 it takes no parameter
    Offsets = array

NOWHERE = -1
Replace = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text, and for each character its offset in the source it was taken from.

    Offsets are code points into the decoded source. A character that stands nowhere in the
    source (a space put in to join two lines) has the offset -1.
    """

    text: str
    offsets: Offsets

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters but {len(self.offsets)} offsets")

    def __len__(self) -> int:
        return len(self.text)

    @classmethod
    def identity(cls, text: str, start: int = 0) -> Self:
        """`text` as it stands in its source from offset `start` on."""
        return cls(text, array("i", range(start, start + len(text))))

    @classmethod
    def inserted(cls, text: str) -> Self:
        """`text` that stands nowhere in the source."""
        return cls(text, array("i", [NOWHERE]) * len(text))

    @classmethod
    def join(cls, parts: Iterable[Mapped]) -> Self:
        """The parts one after the other."""
        kept = list(parts)
        offsets = array("i")
        for part in kept:
            offsets.extend(part.offsets)
        return cls("".join(part.text for part in kept), offsets)

    def slice(self, start: int, end: int | None = None) -> Self:
        """The characters from `start` up to `end`, with their offsets."""
        return type(self)(self.text[start:end], self.offsets[start:end])

    def strip(self) -> Self:
        """Without white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, max(left, len(self.text.rstrip())))

    def sub(self, pattern: re.Pattern[str], replacement: str | Replace) -> Self:
        r"""Each match replaced, as `re.sub` does it.

        A replacement `\1` keeps the offsets of the group. Any other takes those of the match's
        first characters; what it is longer than the match counts as inserted.
        """
        group = (
            int(replacement[1:]) if isinstance(replacement, str) and replacement[:1] == "\\" else 0
        )
        parts: list[Mapped] = []
        done = 0
        for match in pattern.finditer(self.text):
            parts.append(self.slice(done, match.start()))
            start, done = match.span()
            if group:
                parts.append(self.slice(*match.span(group)))
                continue
            new = replacement if isinstance(replacement, str) else replacement(match)
            offsets = self.offsets[start : min(done, start + len(new))]
            offsets.extend([NOWHERE] * (len(new) - len(offsets)))
            parts.append(Mapped(new, offsets))
        return type(self).join([*parts, self.slice(done)]) if parts else self

    def to_source(self, span: Span) -> Span | None:
        """The smallest span of the source that holds all of `span`; None where it holds none."""
        known = [offset for offset in self.offsets[span.start : span.end] if offset != NOWHERE]
        return Span(min(known), max(known) + 1) if known else None
