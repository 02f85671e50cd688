"""An article cut into stretches that the model sees at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from claims.attribute.words import Ints, Words

WINDOW = 254
"""Pieces that the model sees at once; the encoder adds one at each end."""
MARGIN = 16
"""Pieces at a cut between windows that are seen as context on either side."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the model is given of a window."""

    ids: Ints
    """The pieces, the encoder's own at both ends included."""
    word: Ints
    """For each piece the word it is of, from 1; 0 for the encoder's own."""
    opens: Ints
    """For each word the place of its first piece (after a separator)."""
    codes: Ints
    heads: Ints
    """For each word the one that it depends on, from 0; itself where that stands outside."""


def inputs(words: Words, seen: range, opening: int, closing: int) -> Inputs:
    """Those words as the model takes them, between the pieces `opening` and `closing`."""
    first, end = seen.start, seen.stop
    pieces = words.pieces[first:end]
    sizes = np.fromiter(map(len, pieces), np.int64, end - first)
    ids = np.fromiter((one for word in pieces for one in word), np.int64, int(sizes.sum()))
    starts = np.cumsum(sizes) - sizes + 1
    separated = ids[starts - 1] == closing
    own = np.arange(end - first)
    heads = words.heads[first:end] - first
    return Inputs(
        ids=np.concatenate([[opening], ids, [closing]]),
        word=np.concatenate([[0], np.repeat(own + 1, sizes), [0]]),
        opens=starts + separated,
        codes=words.codes[first:end],
        heads=np.where((heads >= 0) & (heads < end - first), heads, own),
    )


def cuts(words: Words) -> Iterator[tuple[range, range]]:
    """The windows of an article: the words whose scores count, and all that are seen.

    A core ends where a paragraph does if one ends in it, and every window holds its core with
    `MARGIN` pieces of context, and more where there is room.
    """
    total = len(words)
    after = np.cumsum(np.fromiter(map(len, words.pieces), np.int64, total))
    before = np.concatenate([[0], after])
    ends = np.append(np.flatnonzero(np.diff(words.paragraph)) + 1, total)
    first = 0
    while first < total:
        left = MARGIN if first else 0
        room = WINDOW - left
        end = int(np.searchsorted(after, before[first] + room, side="right"))
        if end < total:
            end = int(np.searchsorted(after, before[first] + room - MARGIN, side="right"))
            whole = ends[(ends > first) & (ends <= end)]
            if len(whole) and before[whole[-1]] - before[first] > room // 2:
                end = int(whole[-1])
        end = max(end, first + 1)
        spare = WINDOW - int(before[end] - before[first])
        low = int(np.searchsorted(before, before[first] - left))
        room = spare - int(before[first] - before[low])
        high = int(np.searchsorted(after, before[end] + min(room, 2 * MARGIN), side="right"))
        yield range(first, end), range(low, min(max(high, end), total))
        first = end
