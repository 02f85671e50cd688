"""Rows of a table against those of the same table elsewhere, told apart by their key."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of which some cells are not the same."""

    id: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.id}: {', '.join(self.columns)}"


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of two tables differ; ids in their order."""

    missing: tuple[str, ...]
    """Only in the first."""
    added: tuple[str, ...]
    """Only in the second."""
    changed: tuple[ChangedRow, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.added or self.changed)


def compare(first: pl.DataFrame, second: pl.DataFrame, key: str) -> Rows:
    """How two tables of the same columns differ; NaN is the same as NaN, null as null."""
    missing = first.join(second, on=key, how="anti")[key].sort()
    added = second.join(first, on=key, how="anti")[key].sort()
    both = first.join(second, on=key, suffix=" again").sort(key)
    others = [column for column in first.columns if column != key]
    differs = both.select(key, *(pl.col(c).ne_missing(pl.col(f"{c} again")) for c in others))
    rows = differs.filter(pl.any_horizontal(others)).iter_rows(named=True)
    changed = tuple(ChangedRow(row[key], tuple(c for c in others if row[c])) for row in rows)
    return Rows(tuple(missing), tuple(added), changed)
