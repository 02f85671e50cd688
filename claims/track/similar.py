"""Which articles to compare: those that share phrases.

A sorted index of hashes of phrases: of all pairs of millions of articles it finds the few that
may be copies. The usual way, bands of MinHash values, is for texts that are nearly the same; a copy
that was cut by half and edited shares a third of all shingles, and few bands.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from claims.track.signatures import NONE, Numbers, Samples

CROWD = 8
"""The most articles sharing a phrase of which each is compared with each."""
NEXT = 2
"""In a crowd each is compared with so many after it, and with the first: other phrases of a copy
are in other crowds, or in none."""
SHARED = 2
"""Phrases that two articles must share to be compared."""
FEW = 8
"""Where either has fewer phrases, one is enough."""
_ENTRIES = 1 << 24
"""Entries of the index that are sorted at once."""
_ROWS = 1 << 14

_HALF, _END = np.uint64(32), np.uint64(0xFFFFFFFF)


def candidates(phrases: Samples, order: Numbers) -> Numbers:
    """Pairs of places in `order`, the lesser first, whose articles share phrases; shape (n, 2).

    `order` has the numbers of the articles in an order that does not depend on how they came in.
    """
    pairs, counts = np.empty(0, np.uint64), np.empty(0, np.uint8)
    sizes = phrases.sizes
    parts = 1 + int(sizes.sum()) // _ENTRIES
    for part in range(parts):
        index = np.concatenate(list(_entries(phrases, order, part, parts)))
        index.sort()
        pairs, counts = _added(pairs, counts, _near(index))
    few = sizes[order] < FEW
    kept = counts >= SHARED
    for side in (pairs >> _HALF, pairs & _END):
        kept |= few[side.astype(np.int64)]
    pairs = pairs[kept]
    return np.stack([pairs >> _HALF, pairs & _END], axis=1).astype(np.int64)


def _entries(
    phrases: Samples, order: Numbers, part: int, parts: int
) -> Iterator[NDArray[np.uint64]]:
    """The hashes of that part of the index, in the upper half, with the article's place."""
    yield np.empty(0, np.uint64)
    for at in range(0, len(order), _ROWS):
        articles = order[at : at + _ROWS]
        found = phrases.rows(articles)
        places = np.arange(at, at + len(articles), dtype=np.uint64)[:, None]
        here = (found != NONE) & (found // 2 % parts == part)
        yield (found.astype(np.uint64) << _HALF | places)[here]


def _near(index: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Pairs of places that share a hash, sorted, one for each hash that they share."""
    hashes, places = index >> _HALF, index & _END
    begins = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
    sizes = np.diff(begins, append=len(index))
    crowded = np.repeat(sizes > CROWD, sizes)
    found = [np.empty(0, np.uint64)]
    for step in range(1, CROWD):
        same = hashes[:-step] == hashes[step:]
        if step > NEXT:
            same &= ~crowded[step:]
        found.append(places[:-step][same] << _HALF | places[step:][same])
    begin = np.repeat(begins, sizes)
    far = crowded & (np.arange(len(index)) - begin > NEXT)
    pairs = np.concatenate([*found, places[begin[far]] << _HALF | places[far]])
    pairs.sort()
    return pairs


def _added(
    pairs: NDArray[np.uint64], counts: NDArray[np.uint8], more: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """Pairs, sorted, each once, with how often they came, up to `SHARED`, and more that come."""
    begins = np.flatnonzero(np.diff(more, prepend=~more[:1]))
    times = np.minimum(np.diff(begins, append=len(more)), SHARED).astype(np.uint8)
    if not len(pairs):
        return more[begins], times
    merged = np.concatenate([pairs, more[begins]])
    order = np.argsort(merged, kind="stable")
    merged, counts = merged[order], np.concatenate([counts, times])[order]
    # Each pair is in either half once, so it comes twice at most.
    again = merged[1:] == merged[:-1]
    counts[:-1][again] = np.minimum(counts[:-1][again] + counts[1:][again], SHARED)
    kept = np.ones(len(merged), bool)
    kept[1:] = ~again
    return merged[kept], counts[kept]
