"""Releases for comparisons, without files and unchecked: just rows, and what a manifest says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl
import pyarrow as pa

from claims.release.diff import Comparison, Side
from claims.release.digest import table_digest
from claims.release.manifest import Contents
from claims.release.parquet import by_split, canonical
from claims.schemas import TABLES, arrow_schema, columns, key_of

Rows = dict[str, list[dict[str, Any]]]


def side(
    rows: Rows, version: str = "1.0.0", *, rejects: int = 0, types: dict[str, str] | None = None
) -> Side:
    """A release with these rows; `types` replaces what it says of a column's type, in words."""
    frames = {
        name: canonical(name, pa.Table.from_pylist(several, schema=arrow_schema(TABLES[name])))
        for name, several in rows.items()
    }
    return of_frames(frames, version, rejects=rejects, types=types or {})


def of_frames(
    frames: dict[str, pl.DataFrame],
    version: str = "1.0.0",
    *,
    rejects: int = 0,
    types: dict[str, str] | None = None,
) -> Side:
    """A release with these tables; columns that the schemas do not know are strings."""
    known = {
        name: {one.name: one.type_name for one in columns(model)} for name, model in TABLES.items()
    }
    contents = {
        name: Contents(
            rows={split: part.height for split, part in by_split(frame).items()},
            columns={
                column: (types or {}).get(f"{name}.{column}", known[name].get(column, "string"))
                for column in frame.columns
            },
            sha256=table_digest(frame, key_of(TABLES[name])),
        )
        for name, frame in frames.items()
    }
    return Side(
        version,
        contents,
        rejects,
        f"{rejects:064}",
        lambda table, names: frames[table].select(names),
    )


def rows_of(tables: dict[str, pa.Table]) -> Rows:
    """The tables' rows, to be altered."""
    return {name: table.to_pylist() for name, table in tables.items()}


def counts(found: Comparison) -> dict[str, tuple[int, int, int, int]]:
    """For each table that differs how many rows are added, removed, changed and the same."""
    return {
        table.name: (table.added, table.removed, table.changed, table.same)
        for table in found.tables
        if table.added or table.removed or table.changed
    }


def cells(found: Comparison, names: Iterable[str] = ("column", "before", "after")) -> list[tuple]:
    """The changes, these columns of them."""
    return found.changes.select(names).rows()
