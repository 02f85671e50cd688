"""A text as the model reads it: word pieces with their places, paragraphs kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.spans import Span

WINDOW = 254
"""Pieces that the model sees at once; the encoder adds one at each end."""
REACH = 160
"""Pieces on each side of a cue among which its source and content are looked for."""
NEAR = 16
FAR = 12
"""Distances up to NEAR have an embedding each; longer ones share FAR more by powers."""
CORE = 200
"""Pieces of a window whose cues are read in it; the others are there as context."""

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces, in order; a separator stands between paragraphs.

    All arrays have one entry a piece.
    """

    ids: Ints
    capital: Ints
    """1 where the piece begins with a capital: the vocabulary itself knows no case."""
    starts: Ints
    ends: Ints
    """Half-open places in the text; a separator's place is empty."""
    paragraph: Ints
    """The number of the paragraph that it stands in."""

    def __len__(self) -> int:
        return len(self.ids)


def encode(text: str, paragraphs: Sequence[Span], tokenizer: Tokenizer, separator: int) -> Pieces:
    """The pieces of a text's paragraphs. A tokenizer must not truncate or pad.

    A separator is of the paragraph that it opens, and counts as a capital if that begins with one.
    """
    ids: list[int] = []
    places: list[tuple[int, int]] = []
    paragraph: list[int] = []
    stretches = [text[start:end] for start, end in paragraphs]
    encoded = tokenizer.encode_batch(stretches, add_special_tokens=False)
    for number, ((first, _), words) in enumerate(zip(paragraphs, encoded, strict=True)):
        if number:
            ids.append(separator)
            places.append((first, first))
            paragraph.append(number)
        ids.extend(words.ids)
        places.extend((first + start, first + end) for start, end in words.offsets)
        paragraph.extend([number] * len(words.ids))
    starts, ends = np.array(places, dtype=np.int32).reshape(-1, 2).T
    capital = [int(text[start : start + 1].isupper()) for start in starts]
    return Pieces(
        ids=np.array(ids, dtype=np.int32),
        capital=np.array(capital, dtype=np.int32),
        starts=starts,
        ends=ends,
        paragraph=np.array(paragraph, dtype=np.int32),
    )


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece that may open a cue, and how likely each piece near it has each role to it."""

    anchor: int
    likely: float
    start: int
    roles: Floats
    """Shape (pieces from `start` on, 4): none, source, cue, content."""


def cores(pieces: Pieces) -> Iterator[range]:
    """The pieces cut into stretches of whole paragraphs, as many as fit; long ones are cut."""
    edges = [*np.flatnonzero(np.diff(pieces.paragraph)) + 1, len(pieces)]
    start = end = 0
    for edge in map(int, edges):
        if edge - start > CORE and end > start:
            yield range(start, end)
            start = end
        while edge - start > CORE:
            yield range(start, start + CORE)
            start += CORE
        end = edge
    if end > start:
        yield range(start, end)
