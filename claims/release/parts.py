"""The tables of a release, a range of articles at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import polars as pl
import pyarrow as pa

from claims.schemas.across import ACROSS

Rows: TypeAlias = pl.DataFrame | pa.Table


class Parts(Protocol):
    """Tables that need not be in memory at once."""

    @property
    def across(self) -> Mapping[str, Rows]:
        """The tables `speakers` and `tracks`."""

    def __iter__(self) -> Iterator[Mapping[str, Rows]]:
        """The other tables, some articles with all that is theirs at a time, ranges of their ids
        in order; at least once."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """Tables as they are, in one part."""

    tables: Mapping[str, Rows]

    @property
    def across(self) -> Mapping[str, Rows]:
        return {name: self.tables[name] for name in ACROSS if name in self.tables}

    def __iter__(self) -> Iterator[Mapping[str, Rows]]:
        yield {name: rows for name, rows in self.tables.items() if name not in ACROSS}
