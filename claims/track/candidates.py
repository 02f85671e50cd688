"""Pairs of claims that may say the same: few of all, and always the same ones.

Whether two claims meet depends on them and on those said before them, not on the order in which
they are given, nor on later ones (but for there being so many that signatures are needed). So an
index that is filled in some order, such as an HNSW graph, will not do: what it finds moves when
others are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.track.meaning import WIDTH, Floats

Ints = NDArray[np.int64]
Words = NDArray[np.uint32]
Pairs = NDArray[np.int64]
"""Shape (pairs, 2): the places of two claims, the earlier first."""

RUN = 4
"""Words in a row that make a shingle."""
OLDEST, NEWEST = 6, 4
"""How many claims that share a shingle each is paired with: the first ones, the last before it."""
NEAR_SAME, NEAR_ANY = 0.35, 0.6
"""Cosines from which claims meet: of one speaker, and of any two."""
NEAREST = 8
"""Claims of those that each meets at most by its vector, each way."""
EXACT = 30_000
"""Claims up to which all vectors are compared with all; past it those that share a signature."""
TABLES, BITS, GROUP = 24, 12, 64
"""Signatures, and bits of each where there are more: as many more as leave so many claims to one
signature, were they spread evenly. So the work grows no faster than the claims."""
FEW = 16
"""Claims of a group up to which all of their pairs are looked at together with other groups'."""
_BLOCK = 1024
_MARGIN = 0.001
_WAITING = 4_000_000
"""Pairs, or runs of words, that are sorted together."""
_TOGETHER = 500_000
"""Pairs whose cosines are looked at together."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Said:
    """Claims in the order of their saying, as arrays."""

    words: Words
    """A number for each of all claims' words, one claim after the other."""
    lengths: Ints
    """Words of each claim."""
    speakers: Ints
    """A number for each claim's speaker; -1 for one that is not known."""
    vectors: Floats
    """Shape (claims, WIDTH), each of length 1 or 0."""
    people: NDArray[np.bool_] | None = None
    """Whether each claim's speaker is a person; None where that is not known."""
    tells: NDArray[np.bool_] | None = None
    """Whether each of `words` means something by itself; None where that is not known."""

    def __len__(self) -> int:
        return len(self.lengths)


def pairs(said: Said) -> Pairs:
    """The pairs to decide on, sorted by the later claim, each once.

    Those of two people are none: what one says is not what another says.
    """
    found = _Found(said)
    for some in by_shingles(said):
        found.add(some)
    of_one, of_any = _Found(said), _Found(said)
    for some in by_speaker(said):
        of_one.add(some)
    for some in near(said.vectors, np.arange(len(said)), NEAR_ANY):
        of_any.add(some)
    for met, least in ((of_one, NEAR_SAME), (of_any, NEAR_ANY)):
        found.add(nearest(met.pairs(), said.vectors, least))
    return found.pairs()


class _Found:
    """Pairs as they are found, many of them more than once."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._count = max(len(said), 1)
        self._coded = np.zeros(0, np.int64)
        """The later claim times the number of claims, plus the earlier one: sorted, each once."""
        self._new: list[Ints] = []
        self._size = 0

    def add(self, found: Pairs) -> None:
        if self._said.people is not None:
            one, other = (self._said.speakers[found[:, side]] for side in (0, 1))
            people = self._said.people[found].all(1)
            found = found[~(people & (one >= 0) & (other >= 0) & (one != other))]
        self._new.append(found[:, 1] * self._count + found[:, 0])
        self._size += len(found)
        if self._size > _WAITING:
            self._take()

    def pairs(self) -> Pairs:
        self._take()
        return np.stack([self._coded % self._count, self._coded // self._count], 1)

    def _take(self) -> None:
        self._coded = np.unique(np.concatenate([self._coded, *self._new]))
        self._new, self._size = [], 0


def near(vectors: Floats, members: Ints, least: float) -> Iterator[Pairs]:
    """Of some claims, in their order, those whose vectors are near: by all of them, if not many."""
    if len(members) <= EXACT:
        yield by_vectors(vectors, members, least)
        return
    for numbers in signatures(vectors[members]):
        large, small = _groups(members, numbers)
        yield from (by_vectors(vectors, group, least) for group in large)
        yield from _in_groups(vectors, *small, least)


def by_speaker(said: Said) -> Iterator[Pairs]:
    """Claims of one speaker whose vectors are near."""
    large, small = _groups(np.arange(len(said)), said.speakers)
    for group in large:
        yield from near(said.vectors, group, NEAR_SAME)
    yield from _in_groups(said.vectors, *small, NEAR_SAME)


def by_shingles(said: Said) -> Iterator[Pairs]:
    """Claims that share four words in a row, one of which tells something: quotations, cut ones
    too."""
    words, lengths = said.words, said.lengths
    width = len(words) - RUN + 1
    if width < 1:
        return
    # Each run as a number. That two have the same by chance costs a needless look at one pair.
    runs = np.zeros(width, np.uint64)
    for place in range(RUN):
        runs = runs * _FACTOR + words[place : place + width].astype(np.uint64)
        runs ^= runs >> np.uint64(29)
    claim = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    whole = claim[:width] == claim[RUN - 1 :]
    if said.tells is not None:
        whole &= np.lib.stride_tricks.sliding_window_view(said.tells, RUN).any(1)
    # Some of the runs at a time: sorting takes several times their memory.
    part = (runs * _FACTOR) >> np.uint64(60)
    parts = 16 if width > _WAITING else 1
    for number in range(parts):
        own = whole & (part % np.uint64(parts) == number)
        yield _within(*_unique_rows(runs[own], claim[:width][own].astype(np.int64)))


def by_vectors(vectors: Floats, members: Ints, least: float) -> Pairs:
    """Of some claims, in their order, those of near vectors: each with the nearest before it."""
    found: list[Pairs] = []
    own = vectors[members]
    for start in range(1, len(members), _BLOCK):
        stop = min(start + _BLOCK, len(members))
        cosines = own[start:stop] @ own[:stop].T
        later, earlier = np.nonzero(cosines >= least - _MARGIN)
        before = earlier < later + start
        later, earlier = later[before], earlier[before]
        found.append(_nearest(later, earlier, cosines[later, earlier], least))
        found[-1][:, 1] += start
    if not found:
        return np.zeros((0, 2), np.int64)
    return members[np.concatenate(found)]


def nearest(found: Pairs, vectors: Floats, least: float) -> Pairs:
    """Of pairs sorted by the later claim those of its nearest: groups give each their own."""
    begins = np.flatnonzero(np.diff(found[:, 1], prepend=-1))
    # Some at a time, all of one claim together.
    places = np.searchsorted(begins, np.arange(_TOGETHER, len(found), _TOGETHER))
    cuts = np.unique(begins[places[places < len(begins)]])
    kept = [np.zeros((0, 2), np.int64)]
    for some in np.split(found, cuts):
        cosines = (vectors[some[:, 0]] * vectors[some[:, 1]]).sum(1)
        kept.append(_nearest(some[:, 1], some[:, 0], cosines, least))
    return np.concatenate(kept)


def _nearest(later: Ints, earlier: Ints, cosines: Floats, least: float) -> Pairs:
    """For each of `later`, which are sorted, the nearest; of equally near ones the first."""
    # Rounded first, so that the last digits of a sum, which differ by machine, decide nothing.
    rounded = np.round(cosines.astype(np.float64), 3)
    order = np.lexsort((earlier, -rounded, later))
    order = order[rounded[order] >= least]
    row = later[order]
    first = np.maximum.accumulate(np.where(np.diff(row, prepend=-1) != 0, np.arange(len(row)), 0))
    taken = order[np.arange(len(row)) - first < NEAREST]
    return np.stack([earlier[taken], later[taken]], 1)


def signatures(vectors: Floats) -> Iterator[Ints]:
    """Numbers of claims, the same for those whose vectors lie on the same side of the same planes
    through 0; -1 for a vector of zeros."""
    told = np.flatnonzero(vectors.any(1))
    bits = max(BITS, (len(told) // GROUP).bit_length())
    planes = np.random.default_rng(_SEED).standard_normal((TABLES, WIDTH, bits)).astype(np.float32)
    for table in planes:
        found = np.full(len(vectors), -1)
        for start in range(0, len(told), 65_536):
            some = told[start : start + 65_536]
            found[some] = (vectors[some] @ table > 0) @ (1 << np.arange(bits))
        yield found


def _groups(members: Ints, numbers: Ints) -> tuple[list[Ints], tuple[Ints, Ints]]:
    """Of claims the groups of one number that are large; of the small ones together the numbers
    and the claims, sorted. Those of -1 and those alone are left out."""
    order = np.argsort(numbers, kind="stable")
    order = order[numbers[order] >= 0]
    begins = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    sizes = np.diff(begins, append=len(order))
    large = sizes > FEW
    ends = begins + sizes
    found = [
        members[order[begin:end]] for begin, end in zip(begins[large], ends[large], strict=True)
    ]
    rest = order[np.repeat((sizes > 1) & ~large, sizes)]
    return found, (numbers[rest], members[rest])


def _in_groups(vectors: Floats, numbers: Ints, members: Ints, least: float) -> Iterator[Pairs]:
    """Of the claims of each number, which are few, those whose vectors are near."""
    for found in _apart(numbers, members, FEW - 1):
        for start in range(0, len(found), _TOGETHER):
            some = found[start : start + _TOGETHER]
            cosines = np.einsum("ij,ij->i", vectors[some[:, 0]], vectors[some[:, 1]])
            yield some[cosines >= least - _MARGIN]


def _unique_rows(keys: NDArray[np.uint64], claims: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """Keys and claims, sorted, each pair of them once."""
    order = np.lexsort((claims, keys))
    keys, claims = keys[order], claims[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (claims[1:] != claims[:-1])
    return keys[fresh], claims[fresh]


def _within(keys: NDArray[np.uint64], claims: Ints) -> Pairs:
    """Pairs of claims of one key: each with the first ones and with the last ones before it."""
    first = _firsts(keys)
    place = np.arange(len(keys))
    found = [*_apart(keys, claims, NEWEST)]
    for step in range(OLDEST):
        at = place[place - first > step + NEWEST]
        found.append(np.stack([claims[first[at] + step], claims[at]], 1))
    return np.concatenate(found)


def _apart(keys: NDArray[Any], claims: Ints, most: int) -> Iterator[Pairs]:
    """Pairs of claims of one key, of which so many places or fewer lie between."""
    since = np.arange(len(keys)) - _firsts(keys)
    for step in range(1, most + 1):
        at = np.flatnonzero(since >= step)
        yield np.stack([claims[at - step], claims[at]], 1)


def _firsts(keys: NDArray[Any]) -> Ints:
    """For each of sorted keys the place of the first that is the same."""
    begins = np.ones(len(keys), bool)
    begins[1:] = keys[1:] != keys[:-1]
    return np.maximum.accumulate(np.where(begins, np.arange(len(keys)), 0))
