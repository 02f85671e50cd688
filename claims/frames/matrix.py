"""Framers against labels, in counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import polars as pl

from claims.records import Polarity, SpeakerType


@dataclass(frozen=True, slots=True)
class Count:
    """Framings, those denied apart."""

    asserted: int = 0
    denied: int = 0

    @property
    def total(self) -> int:
        """Framings of either polarity."""
        return self.asserted + self.denied


@dataclass(frozen=True, slots=True)
class Framer:
    """Somebody who frames; nameless where the article names nobody.

    Those without an id ("many", "officials") are counted by their name, though they need not be
    the same people in two articles.
    """

    name: str | None
    speaker_id: str | None
    type: SpeakerType | None


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label, and how many framings have it."""

    label: str
    family: str
    count: Count


@dataclass(frozen=True, slots=True)
class Row:
    """A framer, and how many framings of each label are theirs."""

    framer: Framer
    count: Count
    by_label: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Framers and labels, each most frequent first, then by name."""

    labels: tuple[LabelCount, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Framings that have all these in common."""

    framer: Framer
    label: str
    family: str
    polarity: Polarity
    count: int


def groups(found: pl.DataFrame) -> list[Group]:
    """The framings counted by framer, label and polarity."""
    counted = found.group_by(
        "framer", "framer_id", "framer_type", "label", "family", "polarity"
    ).len()
    return [
        Group(Framer(name, speaker_id, kind), label, family, polarity, count)
        for name, speaker_id, kind, label, family, polarity, count in counted.iter_rows()
    ]


def matrix(counted: Iterable[Group]) -> Matrix:
    """The matrix of what is counted."""
    cells: defaultdict[Framer, defaultdict[str, Count]]
    cells = defaultdict(lambda: defaultdict(Count))
    labels: defaultdict[tuple[str, str], Count] = defaultdict(Count)
    for group in counted:
        more = Count(group.count) if group.polarity == "asserted" else Count(0, group.count)
        own = cells[group.framer]
        own[group.label] = added(own[group.label], more)
        kind = (group.label, group.family)
        labels[kind] = added(labels[kind], more)
    rows = [
        Row(framer, reduce(added, own.values()), {label: own[label] for label in sorted(own)})
        for framer, own in cells.items()
    ]
    return Matrix(
        labels=tuple(
            sorted(
                (LabelCount(label, family, count) for (label, family), count in labels.items()),
                key=lambda one: (-one.count.total, one.label),
            )
        ),
        rows=tuple(sorted(rows, key=lambda row: (-row.count.total, order(row.framer)))),
    )


def added(one: Count, other: Count) -> Count:
    """The framings of both."""
    return Count(one.asserted + other.asserted, one.denied + other.denied)


def order(framer: Framer) -> tuple[bool, str, str]:
    """By name, the nameless last."""
    return framer.name is None, framer.name or "", framer.speaker_id or ""
