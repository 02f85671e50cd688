"""The check of a whole release: each table by itself, then all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandera.errors
import polars as pl
import pyarrow as pa

from claims.errors import SchemaError
from claims.schemas import across, recomputed
from claims.schemas.articles import Articles
from claims.schemas.claims import Claims
from claims.schemas.columns import Table
from claims.schemas.derived import columns, key_of
from claims.schemas.faults import Fault
from claims.schemas.framings import Framings
from claims.schemas.speakers import Speakers
from claims.schemas.tracks import Tracks

TABLES: Mapping[str, type[Table]] = {
    "claims": Claims,
    "articles": Articles,
    "framings": Framings,
    "speakers": Speakers,
    "tracks": Tracks,
}
"""Every table by its name; the default one first."""

_Reason = pandera.errors.SchemaErrorReason
_STRUCTURE = {
    _Reason.COLUMN_NOT_IN_DATAFRAME: "column_missing",
    _Reason.COLUMN_NOT_IN_SCHEMA: "column_unknown",
    _Reason.COLUMN_NOT_ORDERED: "column_order",
}


def validate(tables: Mapping[str, pl.DataFrame | pa.Table]) -> None:
    """Raise SchemaError with every fault that the tables have; return if they have none.

    A check that cannot run, for a table or column that is missing or of another type, is left
    out; all others run and report.
    """
    faults = [Fault(name, "", "table_missing") for name in TABLES if name not in tables]
    faults += [Fault(name, "", "table_unknown") for name in tables if name not in TABLES]
    frames: dict[str, pl.DataFrame] = {}
    for name in TABLES:
        if name not in tables:
            continue
        table = tables[name]
        if isinstance(table, pa.Table):
            if len(set(table.column_names)) < table.num_columns:
                # Polars cannot hold such a table, so none of its checks can run.
                faults.append(Fault(name, "", "column_names_unique"))
                continue
            frames[name] = pl.DataFrame(pl.from_arrow(table))
        else:
            frames[name] = table
        faults += _own_faults(name, frames[name])
    faults += _common_faults(frames)
    if faults:
        raise SchemaError(faults)


def _own_faults(name: str, frame: pl.DataFrame) -> list[Fault]:
    """The faults that pandera finds in one table."""
    model = TABLES[name]
    try:
        model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        faults = [_translated(name, frame, error) for error in errors.schema_errors]
        return [fault for fault in faults if fault is not None]
    return []


def _translated(table: str, frame: pl.DataFrame, error: pandera.errors.SchemaError) -> Fault | None:
    """Pandera's finding as a fault, counted on all rows; its own report holds only some."""
    column = error.column_name or str(error.failure_cases)
    fault = Fault(table, column, _STRUCTURE.get(error.reason_code, _name(error)))
    if error.reason_code is _Reason.WRONG_DATATYPE:
        expected = TABLES[table].to_schema().columns[column].dtype
        return replace(fault, check=f"type({expected})", values=(str(frame.schema[column]),))
    if error.check_output is not None:
        good = pl.DataFrame(error.check_output).to_series().fill_null(value=True)
        return fault.of_rows(frame, key_of(TABLES[table]), good)
    if error.reason_code is _Reason.CHECK_ERROR:
        if len(_usable(table, frame)) < len(columns(TABLES[table])):
            return None  # it needs a column that is reported already
        return replace(fault, check=f"{fault.check} cannot run", values=(str(error),))
    return fault


def _name(error: pandera.errors.SchemaError) -> str:
    """The check's name with its bounds: "in_range(0, 1)"."""
    names = {"field_uniqueness": "unique", "not_nullable": "not_null"}
    if isinstance(error.check, str):
        return names.get(error.check, error.check)
    return str(error.check.error or error.check.name)


def _usable(table: str, frame: pl.DataFrame) -> set[str]:
    """The columns that are there and of their type."""
    return {
        f"{table}.{column.name}"
        for column in columns(TABLES[table])
        if frame.schema.get(column.name) == column.type
    }


def _common_faults(frames: Mapping[str, pl.DataFrame]) -> list[Fault]:
    """The faults that show only in several columns or tables together."""
    usable = {column for name, frame in frames.items() for column in _usable(name, frame)}
    faults = []
    for rule in (*recomputed.RULES, *across.RULES):
        if not usable.issuperset(rule.needs):
            continue
        good = rule.good(frames).fill_null(value=True)
        if not good.all():
            fault = Fault(rule.table, rule.column, rule.check)
            faults.append(fault.of_rows(frames[rule.table], key_of(TABLES[rule.table]), good))
    return faults
