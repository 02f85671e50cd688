"""What is wrong with a table: one value for each broken check."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

EXAMPLES = 5
LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """A check that some rows of a table, or the table as a whole, did not pass."""

    table: str
    column: str
    """Empty where the fault is the table's as a whole."""
    check: str
    row_ids: tuple[str, ...] = ()
    """The keys of the first five rows; "#7" for row 7 of a table without keys."""
    values: tuple[str, ...] = ()
    """What stands there, shortened."""
    count: int = 0
    """How many rows did not pass; 0 for a fault that is not of rows."""

    def __str__(self) -> str:
        where = f"{self.table}.{self.column}" if self.column else self.table
        if not self.count:
            return f"{where}: {self.check}" + "".join(f", found {value}" for value in self.values)
        examples = [f"{row}: {value}" for row, value in zip(self.row_ids, self.values, strict=True)]
        more = [] if self.count == len(examples) else ["…"]
        rows = f"{self.count} row{'s' * (self.count != 1)}"
        return f"{where}: {self.check}: {rows}, e.g. {', '.join(examples + more)}"

    def same_check(self, other: Fault) -> bool:
        """Whether both are of one check, of other rows."""
        one, two = (replace(fault, row_ids=(), count=0) for fault in (self, other))
        if self.count and other.count:
            one, two = replace(one, values=()), replace(two, values=())
        return one == two

    def joined(self, other: Fault) -> Fault:
        """The fault of this one's rows and then of those of `other`, of the same check."""
        if not other.count:
            return self
        return replace(
            self,
            row_ids=(*self.row_ids, *other.row_ids)[:EXAMPLES],
            values=(*self.values, *other.values)[:EXAMPLES],
            count=self.count + other.count,
        )

    def of_rows(self, frame: pl.DataFrame, key: str, good: pl.Series) -> Fault:
        """This fault with the rows of `frame` that are not `good`."""
        bad = (~good).arg_true()
        first = bad.head(EXAMPLES)
        keys = frame[key].gather(first).to_list() if key in frame.columns else [None] * len(first)
        return replace(
            self,
            row_ids=tuple(
                f"#{row}" if key is None else _id(key) for row, key in zip(first, keys, strict=True)
            ),
            values=tuple(map(shown, frame[self.column].gather(first).to_list())),
            count=len(bad),
        )


def shown(value: Any) -> str:
    """A value on one line of at most 40 characters, with nothing that moves a terminal's cursor."""
    match value:
        case None:
            text = "null"
        case float():
            # float32 values arrive widened: 1.2 as 1.2000000476837158.
            text = "NaN" if math.isnan(value) else f"{value:.6g}"
        case dt.date():
            text = value.isoformat()
        case {"start": start, "end": end}:
            text = f"{shown(start)}:{shown(end)}"
        case list():
            text = f"[{', '.join(map(shown, value[:LONGEST_VALUE]))}]"
        case _:
            text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _id(value: Any) -> str:
    """An id bare, as it is searched for; anything else quoted."""
    text = str(value)
    return text if text.isalnum() and len(text) <= LONGEST_VALUE else shown(value)
