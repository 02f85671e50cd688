"""Articles among those that they nearly repeat: which is the first, and the split of them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import numpy as np

from claims.earlier import Before, Cells, Inherited, Place
from claims.records import Split
from claims.splits import Splits
from claims.track.duplicates import firsts
from claims.track.signatures import Signatures


class Member(NamedTuple):
    """An article of a group of near duplicates; the least is published first."""

    published: str
    """ISO 8601, later than all dates where there is none."""
    article_id: str
    text_sha256: str


def groups_of(articles: Sequence[Member], signatures: Signatures) -> list[list[Member]]:
    """The articles that repeat one another, each in one group: those of the same text, and those
    that nearly repeat it by their `signatures`, which are in the order of the articles.
    """
    order = np.array(sorted(range(len(articles)), key=articles.__getitem__), dtype=np.int64)
    of_text: dict[str, int] = {}
    same = [
        (number, of_text.setdefault(one.text_sha256, number)) for number, one in enumerate(articles)
    ]
    pairs = np.array(same, dtype=np.int64).reshape(-1, 2)
    groups: dict[int, list[Member]] = defaultdict(list)
    for one, first in zip(articles, firsts(signatures, order, pairs), strict=True):
        groups[int(first)].append(one)
    return list(groups.values())


def drawn(
    groups: Iterable[Sequence[Member]], splits: Splits, before: Mapping[str, Place] | None = None
) -> dict[str, Place]:
    """For each article the first that it repeats, and the split of them all.

    The first of a group is the one published first, of several that of the least id; the digest of
    its text draws the split. Where the release `before` holds some of a group, the first is the
    first of those (of those that repeat none there, where there are such), and its split is theirs.
    So an article moves, or repeats another one, only where groups of that release have joined.
    """
    before = before or {}
    found: dict[str, Place] = {}
    for group in groups:
        held = [member for member in group if member.article_id in before]
        originals = [one for one in held if before[one.article_id].duplicate_of is None]
        first = min(originals or held or group)
        split = before[first.article_id].split if held else splits.of(first.text_sha256)
        for member in group:
            copied = None if member == first else first.article_id
            found[member.article_id] = Place(copied, split)
    return found


def placed(
    groups: Iterable[Sequence[Member]], splits: Splits, earlier: Before | Inherited | None
) -> tuple[dict[str, Place], dict[str, Cells]]:
    """The articles' places, and the cells that are otherwise than drawn anew.

    They follow from the release before, or are as they were recorded.
    """
    groups = list(groups)
    anew = drawn(groups, splits)
    found = anew
    if isinstance(earlier, Before):
        found = drawn(groups, splits, earlier.places)
    elif earlier is not None:
        found = drawn(groups, splits, dict(_recorded(anew, earlier.articles)))
    kept = {one: _otherwise(anew[one], place) for one, place in found.items()}
    return found, {one: cells for one, cells in kept.items() if cells}


def _recorded(anew: Mapping[str, Place], kept: Mapping[str, Cells]) -> Iterator[tuple[str, Place]]:
    """The places of which a cell is on record, as the release has them."""
    for one, cells in kept.items():
        if one in anew:
            split = cast("Split", cells.get("split", anew[one].split))
            yield one, Place(cells.get("duplicate_of", anew[one].duplicate_of), split)


def _otherwise(anew: Place, place: Place) -> Cells:
    cells: dict[str, str | None] = {}
    if place.duplicate_of != anew.duplicate_of:
        cells["duplicate_of"] = place.duplicate_of
    if place.split != anew.split:
        cells["split"] = place.split
    return cells
