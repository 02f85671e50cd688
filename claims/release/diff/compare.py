"""The comparison of two releases: counts by table, and every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from claims.release.diff import rows
from claims.release.diff.overlap import SIDES
from claims.release.diff.pair import article_pairs, paired
from claims.release.diff.plan import FOLLOWING, PLANS, rank
from claims.release.diff.rows import SCHEMA
from claims.release.diff.side import Side
from claims.schemas import TABLES, key_of


@dataclass(frozen=True, slots=True)
class TableDiff:
    """How many rows of a table are in one release only, in both, and there alike."""

    name: str
    added: int
    removed: int
    changed: int
    same: int
    corrected: int
    """Rows that changed in a column that does not follow from other rows (see `FOLLOWING`)."""
    columns: Mapping[str, int]
    """In how many rows each column changed; the most telling column first."""
    new_columns: tuple[str, ...]
    """Only the later release has them, so that no row counts as changed for them."""
    gone_columns: tuple[str, ...]
    retyped_columns: tuple[str, ...]
    """Their types or classes differ."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two releases."""

    before: Side
    after: Side
    tables: tuple[TableDiff, ...]
    changes: pl.DataFrame
    """One row for each cell that changed and each row that came or went, the most telling first.

    `number` counts the rows of the releases that they are of, from 0; `table`; `key_before`,
    `key_after`; `article_id` (the later one); `change` ("changed", "added", "removed"); `column`,
    null unless changed; `before`, `after` (of a row that came or went its `words`); `words`, by
    which a reader knows the row.
    """
    unknown: tuple[str, ...]
    """Tables that differ and that this version of the package cannot compare."""

    @property
    def count(self) -> int:
        """Rows that changed, came or went."""
        return sum(table.added + table.removed + table.changed for table in self.tables)

    @property
    def merges(self) -> tuple[tuple[str, str], ...]:
        """Tracks that are gone, each with the tracks that its claims are on now; sorted."""
        gone = self.changes.filter((pl.col("table") == "tracks") & (pl.col("change") == "removed"))
        moved = self.changes.filter(
            (pl.col("table") == "claims")
            & (pl.col("column") == "track_id")
            & pl.col("after").is_not_null()
            & pl.col("before").is_in(gone["key_before"].implode())
        )
        return tuple(moved.select("before", "after").unique().sort("before", "after").iter_rows())

    @property
    def same_columns(self) -> bool:
        """Whether both have the same columns of the same types, in the same order."""
        one, other = (
            {name: list(table.columns.items()) for name, table in side.tables.items()}
            for side in (self.before, self.after)
        )
        return one == other

    @property
    def same_content(self) -> bool:
        """Whether both have the same rows."""
        one, other = (
            {name: table.sha256 for name, table in side.tables.items()}
            for side in (self.before, self.after)
        )
        return one == other

    @property
    def same_rejects(self) -> bool:
        """Whether the same inputs were rejected, for the same reasons."""
        return self.before.rejects_sha256 == self.after.rejects_sha256

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.same_columns and self.same_content and self.same_rejects


def compare(before: Side, after: Side) -> Comparison:
    """Compare two releases row by row, on the columns that both have.

    Where one holds less than all text, words are not compared: those of both count as withheld.

    Raises ReleaseError where a table cannot be read.
    """
    if {before.text, after.text} != {"full"}:
        before, after = before.without_text(), after.without_text()
    sides = before, after
    there = [name for name in PLANS if any(name in side.tables for side in sides)]
    differ = {name for name in there if not _alike(name, sides)}
    diffs: dict[str, TableDiff] = {}
    changes = [pl.DataFrame(schema=SCHEMA)]
    stories = None
    for name in there:
        pairs = None
        if name in differ or (name == "articles" and differ):
            pairs = _pairs(name, sides, stories)
        if name == "articles" and pairs is not None and pairs.height:
            stories = article_pairs(pairs, sides)
        if name in differ and pairs is not None:
            changes.append(rows.changes(name, sides, pairs, stories))
        diffs[name] = _counted(name, sides, changes[-1])
    unknown = {name for side in sides for name in side.tables} - PLANS.keys()
    return Comparison(
        before,
        after,
        tables=tuple(diffs[name] for name in TABLES if name in diffs),
        changes=_in_order(pl.concat(changes)),
        unknown=tuple(sorted(name for name in unknown if not _alike(name, sides))),
    )


def _alike(name: str, sides: tuple[Side, Side]) -> bool:
    """Whether the digests say that the table's rows are the same in both."""
    one, other = (side.tables.get(name) for side in sides)
    return one is not None and other is not None and one.sha256 == other.sha256


def _pairs(name: str, sides: tuple[Side, Side], stories: pl.DataFrame | None) -> pl.DataFrame:
    if not all(name in side.tables for side in sides):
        return pl.DataFrame(schema=dict.fromkeys(SIDES, pl.UInt32))
    return paired(name, PLANS[name], key_of(TABLES[name]), sides, stories)


def _counted(name: str, sides: tuple[Side, Side], changes: pl.DataFrame) -> TableDiff:
    own = changes.filter(pl.col("table") == name)
    cells = own.filter(pl.col("change") == "changed")
    removed, added = (
        own.filter(pl.col("change") == change).height for change in ("removed", "added")
    )
    keys = "key_before", "key_after"
    changed = cells.select(keys).n_unique()
    own_cells = cells.filter(~pl.col("column").is_in(FOLLOWING.get(name, frozenset())))
    columns = cells.group_by("column").len().rows()
    old, new = (side.columns(name) for side in sides)
    return TableDiff(
        name,
        added=added,
        removed=removed,
        changed=changed,
        same=sides[0].count(name) - removed - changed,
        corrected=own_cells.select(keys).n_unique(),
        columns=dict(sorted(columns, key=lambda one: (rank(name, one[0]), one[0]))),
        new_columns=tuple(column for column in new if column not in old),
        gone_columns=tuple(column for column in old if column not in new),
        retyped_columns=tuple(
            column for column in new if column in old and new[column] != old[column]
        ),
    )


def _in_order(changes: pl.DataFrame) -> pl.DataFrame:
    """The changes, the most telling first, those of a row together."""
    tables = {name: number for number, name in enumerate(TABLES)}
    keys = "key_before", "key_after"
    place = pl.col("table").replace_strict(tables, return_dtype=pl.UInt8)
    return (
        changes.sort(
            "rank", place, "article_id", "row", "change", *keys, "cell_rank", "column",
            nulls_last=True,
        )
        .with_columns(number=pl.struct("table", *keys).rle_id())
        .drop("rank", "cell_rank", "row")
    )  # fmt: skip
