"""Several people's words on one row: what holds, where they contradict, how far they agree.

The rule. Of each person the latest word on each column counts, and a removal is their word on
whether the row is there at all. The word of most people holds; of as many, that of the latest date;
of the same date, the one whose record's id sorts first. Columns are decided one by one, after it is
decided whether the row stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.corrections.record import Correction, Quote
from claims.wording import plain

THERE = "there"
"""The column that stands for whether the row is there."""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says of a column."""

    by: str
    at: str
    record: str
    value: Any


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A column of a row of which people say different things."""

    table: str
    row: str
    """The row's id, or the words of one that is added."""
    column: str
    words: tuple[Word, ...]
    """Each person's; that which holds first."""

    def __str__(self) -> str:
        said = "; ".join(f"{word.by}: {_shown(word.value)}" for word in self.words)
        return plain(f"{self.table} {self.row}, {self.column}: {said}")


def words(group: Iterable[Correction]) -> dict[str, list[Word]]:
    """For each column what each person said last, the word that holds first."""
    last: dict[tuple[str, str], Word] = {}
    for one in sorted(group, key=lambda one: (one.at, one.id)):
        said = {THERE: one.kind != "remove"} | (dict(one.new) if one.kind != "remove" else {})
        for column, value in said.items():
            last[column, one.by] = Word(one.by, one.at, one.id, value)
    by_column: dict[str, list[Word]] = defaultdict(list)
    for (column, _), word in last.items():
        by_column[column].append(word)
    return {column: _in_order(several) for column, several in by_column.items()}


def _in_order(several: Sequence[Word]) -> list[Word]:
    counts = Counter(hashable(word.value) for word in several)
    ordered = sorted(several, key=lambda word: word.record)
    ordered.sort(key=lambda word: word.at, reverse=True)
    ordered.sort(key=lambda word: counts[hashable(word.value)], reverse=True)
    return ordered


def contradictions(groups: Mapping[tuple[str, str], Sequence[Correction]]) -> list[Contradiction]:
    """The columns on which people differ, by table and row."""
    found = []
    for (table, row), group in sorted(groups.items()):
        for column, several in sorted(words(group).items()):
            if len({hashable(word.value) for word in several}) > 1:
                found.append(Contradiction(table, row, column, tuple(several)))
    return found


def agreement(groups: Mapping[tuple[str, str], Sequence[Correction]]) -> dict[str, float]:
    """Krippendorff's alpha, nominal, of each column that two people judged in some row.

    Boundaries count as the same only where every character is. Left out are columns of which only
    one value was ever given: chance explains all agreement there, and alpha is not defined.
    """
    units: dict[str, list[list[Hashable]]] = defaultdict(list)
    for (table, _), group in sorted(groups.items()):
        for column, several in words(group).items():
            units[f"{table}.{column}"].append([hashable(word.value) for word in several])
    alphas = {column: alpha(values) for column, values in sorted(units.items())}
    return {column: value for column, value in alphas.items() if value is not None}


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data; None where it is not defined.

    Each unit holds the values that its coders gave. Krippendorff, Computing Krippendorff's
    Alpha-Reliability (2011), section C: coincidences of pairable values, observed over expected.
    """
    totals: Counter[Hashable] = Counter()
    weights: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for values in units:
        counted = Counter(values)
        size = len(values)
        if size < 2:
            continue
        totals.update(counted)
        for one, first in counted.items():
            for other, second in counted.items():
                number = first * (second - 1) if one == other else first * second
                weights[one, other] += number / (size - 1)
    count = sum(totals.values())
    expected = sum(n * (count - n) for n in totals.values())
    if not expected:
        return None
    observed = sum(weight for (one, other), weight in weights.items() if one != other)
    return 1 - (count - 1) * observed / expected


def hashable(value: Any) -> Hashable:
    """A value by which it is told from others: of quotations, their places and words."""
    if isinstance(value, tuple):
        return tuple((one.start, one.end, one.exact) for one in value)
    return value  # type: ignore[no-any-return]


def _shown(value: Any) -> str:
    if isinstance(value, tuple) and all(isinstance(one, Quote) for one in value):
        return " … ".join(one.exact for one in value) or "–"
    return {True: "there", False: "not there", None: "–"}.get(value, str(value))
