"""Which articles nearly repeat which: wire copy, cut, edited, under other headlines.

Works on signatures alone, in arrays. Articles that are found alike are joined, and what is joined
is one group.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.track.signatures import NONE, Numbers, Signatures
from claims.track.similar import candidates

# Set on copies of every second article of PolNeAR's training split: `benchmarks/duplicates.py`
# measures on the others.
CONTAINED = 0.4
"""Least share of the shorter article's shingles that stand in the longer one."""
CHANCE = 2
"""Shingles that must be shared besides: of two short articles a few are the same by chance."""
SHORTEST = 1 / 3
"""Least length of the shorter, as a share of the longer: a page of five stories repeats none."""
SAME_NUMBERS = 0.6
"""Least share of the numbers of the one that has fewer that stand in the other."""
OTHER_NUMBERS = 2
"""Numbers that need not: a paragraph that an editor adds may have one or two."""
EVENLY = 0.55
"""Least share of the shingles with names and numbers in both, to that of the other shingles.

An editor changes words of both kinds; the reports of a series differ in names and numbers.
"""
NUMBER = 2
"""So many shingles a number is worth there."""
_PAIRS = 1 << 14
"""Pairs that are compared at once."""


def firsts(signatures: Signatures, order: Numbers, same: Numbers) -> Numbers:
    """For each article the first of its group; itself where it is first, or alone.

    Articles are numbered as they were added; `order` has these numbers from the first article to
    the last, and `same` pairs, shape (n, 2), that belong together whatever their signatures say.
    The groups depend on the signatures, their order and these pairs, not on the numbers.
    """
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    found = candidates(signatures.phrases, order)
    parts = [found[at : at + _PAIRS] for at in range(0, len(found), _PAIRS)]
    kept = [part[alike(signatures, order[part])] for part in parts]
    least = joined(len(order), np.concatenate([*kept, rank[same].reshape(-1, 2)]))
    return order[least[rank]]


def alike(signatures: Signatures, pairs: Numbers) -> NDArray[np.bool_]:
    """Whether the articles of each pair nearly repeat each other; `pairs` has the shape (n, 2)."""
    sides = signatures.shingles.shared(*pairs.T)
    whole = _overlap(side != NONE for side in sides)
    named = _overlap((side % 2 == 1) & (side != NONE) for side in sides)
    plain = _overlap(side % 2 == 0 for side in sides)
    numbers = _overlap(side != NONE for side in signatures.numbers.shared(*pairs.T))
    least = np.minimum(whole.less, CONTAINED * whole.less + CHANCE)
    told, told_of = (n + NUMBER * m for n, m in zip(named[:2], numbers[:2], strict=True))
    found: NDArray[np.bool_] = (
        (whole.less > 0)
        & (whole.less >= SHORTEST * whole.more)
        & (whole.shared >= least)
        & (numbers.shared >= SAME_NUMBERS * numbers.less - OTHER_NUMBERS)
        & (told * plain.less >= EVENLY * plain.shared * told_of)
    )
    return found


class _Overlap(NamedTuple):
    """How many of some kind of hashes both articles of a pair have; arrays, a place a pair."""

    shared: Numbers
    less: Numbers
    """How many the article has that has fewer."""
    more: Numbers


def _overlap(sides: Iterable[NDArray[np.bool_]]) -> _Overlap:
    """The counts of hashes that are of that kind: in either article, and in both."""
    one, other, both = (side.sum(axis=1) for side in sides)
    return _Overlap(both, np.minimum(one, other), np.maximum(one, other))


def joined(count: int, pairs: Numbers) -> Numbers:
    """For each of `count` places the least that is joined to it, by one pair or by many."""
    least = np.arange(count)
    while True:
        one, other = least[pairs].T
        if np.array_equal(one, other):
            return least
        lesser = np.minimum(one, other)
        np.minimum.at(least, one, lesser)
        np.minimum.at(least, other, lesser)
        while not np.array_equal(least, shorter := least[least]):
            least = shorter
