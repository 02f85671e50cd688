"""The check of a whole release: each table by itself, then all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from claims.schemas.rules import Rule
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

_RULES = (*recomputed.RULES, *across.RULES)
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
    check = Check({name: rows for name, rows in tables.items() if name in across.ACROSS})
    check.take({name: rows for name, rows in tables.items() if name not in across.ACROSS})
    check.finish()


class Check:
    """The check of a release whose tables come a range of articles at a time.

    Each article comes once, with all that is its own. What rows of different articles have to do
    with one another is looked at in the end, by the few columns that it takes.
    """

    def __init__(self, tables: Mapping[str, pl.DataFrame | pa.Table]) -> None:
        """`tables` are those whose rows are of many articles: speakers and tracks."""
        self._own: dict[str, list[Fault]] = {}
        self._common: dict[Rule, Fault] = {}
        self._met: set[str] = set()
        self._usable: set[str] | None = None
        """Of the columns of all parts, those that are there and of their type."""
        self._kept = across.Kept()
        self._across = self._frames(tables)

    @property
    def good(self) -> bool:
        """Whether no fault was found so far."""
        return not (self._own or self._common)

    def take(self, tables: Mapping[str, pl.DataFrame | pa.Table]) -> None:
        """Check some articles, with their claims and framings."""
        frames = self._frames(tables) | self._across
        usable = {column for name, frame in frames.items() for column in _usable(name, frame)}
        self._look((rule for rule in _RULES if not rule.across), frames, usable)
        self._kept.take(frames, usable)
        self._usable = usable if self._usable is None else self._usable & usable

    def finish(self) -> None:
        """Raise SchemaError with all faults, if there are any."""
        self._look(
            (rule for rule in _RULES if rule.across),
            self._kept.frames() | self._across,
            self._usable or set(),
        )
        missing = [Fault(name, "", "table_missing") for name in TABLES if name not in self._met]
        unknown = [Fault(name, "", "table_unknown") for name in self._met if name not in TABLES]
        own = [fault for name in TABLES for fault in self._own.get(name, ())]
        common = [self._common[rule] for rule in _RULES if rule in self._common]
        if faults := [*missing, *sorted(unknown, key=str), *own, *common]:
            raise SchemaError(faults)

    def _frames(self, tables: Mapping[str, pl.DataFrame | pa.Table]) -> dict[str, pl.DataFrame]:
        """The tables that polars can hold, each checked by itself."""
        frames: dict[str, pl.DataFrame] = {}
        self._met |= tables.keys()
        for name in TABLES:
            if name not in tables:
                continue
            table = tables[name]
            if isinstance(table, pa.Table):
                if len(set(table.column_names)) < table.num_columns:
                    # Polars cannot hold such a table, so none of its checks can run.
                    self._add(name, [Fault(name, "", "column_names_unique")])
                    continue
                table = pl.DataFrame(pl.from_arrow(table))
            frames[name] = table
            self._add(name, _own_faults(name, table))
        return frames

    def _add(self, name: str, faults: Iterable[Fault]) -> None:
        for fault in faults:
            told = self._own.setdefault(name, [])
            same = [n for n, one in enumerate(told) if one.same_check(fault)]
            if same:
                told[same[0]] = told[same[0]].joined(fault)
            else:
                told.append(fault)

    def _look(
        self, rules: Iterator[Rule], frames: Mapping[str, pl.DataFrame], usable: set[str]
    ) -> None:
        """The faults that show only in several columns or tables together."""
        for rule in rules:
            if not usable.issuperset(rule.needs):
                continue
            good = rule.good(frames).fill_null(value=True)
            if not good.all():
                fault = Fault(rule.table, rule.column, rule.check)
                fault = fault.of_rows(frames[rule.table], key_of(TABLES[rule.table]), good)
                told = self._common.get(rule)
                self._common[rule] = fault if told is None else told.joined(fault)


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
