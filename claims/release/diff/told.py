"""Changes in the words that people read: on a terminal, in JSON, in `CHANGES.md`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import polars as pl

from claims.release.diff.compare import Comparison, TableDiff
from claims.wording import plain, shortened

NOTHING = "–"
"""Stands for a null."""

_CONTEXT = 20
"""Characters that two texts share before they differ, and that are still shown."""
_MERGES = 50
"""Merged tracks that are named."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's values in the earlier and in the later release, as strings."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A row that changed, came or went."""

    table: str
    change: Literal["changed", "added", "removed"]
    key_before: str | None
    key_after: str | None
    article_id: str | None
    words: str | None
    """By which a reader knows it."""
    cells: tuple[Cell, ...]
    """The most telling first; none where the row came or went."""


def told(changes: pl.DataFrame, limit: int = 0) -> Iterator[Told]:
    """The rows of a comparison's changes, one after the other; 0 is no limit."""
    some = changes.filter(pl.col("number") < limit) if limit else changes
    for _, cells in groupby(some.iter_rows(named=True), key=lambda cell: cell["number"]):
        yield _one(list(cells))


def _one(cells: list[dict[str, Any]]) -> Told:
    first = cells[0]
    names = ("table", "change", "key_before", "key_after", "article_id", "words")
    return Told(
        **{name: first[name] for name in names},
        cells=tuple(
            Cell(cell["column"], cell["before"], cell["after"])
            for cell in cells
            if cell["column"] is not None
        ),
    )


def parted(row: Told, most: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The cells to give in full, at most so many, and the rest; ids count last."""
    ids = [cell for cell in row.cells if cell.column.endswith("_id")]
    ordered = [*(cell for cell in row.cells if cell not in ids), *ids]
    cut = min(most, len(row.cells) - len(ids) or most)
    return tuple(ordered[:cut]), tuple(ordered[cut:])


def contrasted(cell: Cell, most: int) -> tuple[str, str]:
    """Both values in at most so many characters and one line each, from where they differ."""
    one, other = (NOTHING if text is None else plain(text) for text in (cell.before, cell.after))
    if max(len(one), len(other)) <= most:
        return one, other
    both = zip(one, other, strict=False)
    shorter = min(len(one), len(other))
    apart = next((place for place, (a, b) in enumerate(both) if a != b), shorter)
    start = one.rfind(" ", 0, max(0, apart - _CONTEXT)) + 1
    opening = "… " if start else ""
    one, other = (shortened(f"{opening}{text[start:]}", most) for text in (one, other))
    return one, other


def schema_notes(found: Comparison) -> Iterator[str]:
    """A sentence for each table whose columns differ, and for each that was not compared."""
    for table in found.tables:
        parts = [
            f"{what} {', '.join(columns)}"
            for what, columns in (
                ("new:", table.new_columns),
                ("gone:", table.gone_columns),
                ("of another type:", table.retyped_columns),
            )
            if columns
        ]
        if parts:
            yield (
                f"Columns of {table.name} differ ({'; '.join(parts)}); rows are compared on those "
                "that both releases have."
            )
    if found.after.text != "full":
        yield "Text is withheld, so words are not compared; rows are known by ids and places."
    for name in found.unknown:
        yield f"The table {name} differs; this version of claims cannot compare it."


def merges_note(found: Comparison) -> str | None:
    """A sentence on tracks that are one now: each that is gone, and what took its claims."""
    several = [f"{gone} into {kept}" for gone, kept in found.merges]
    if not several:
        return None
    more = [f"and {len(several) - _MERGES:,} more"] if len(several) > _MERGES else []
    return f"Tracks merged: {', '.join([*several[:_MERGES], *more])}."


def rejects_note(found: Comparison) -> str | None:
    """A sentence on rejected inputs, where others were rejected."""
    if found.same_rejects:
        return None
    return f"Rejected inputs: {found.before.rejects:,} before, {found.after.rejects:,} after."


def columns_note(table: TableDiff) -> str:
    """In how many rows of a table which column changed: "claims: speaker 3, cue 1"."""
    counts = (f"{column} {count:,}" for column, count in table.columns.items())
    return f"{table.name}: {', '.join(counts)}"
