"""A release's rows as an Arrow table, and for pandas, polars and DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

from claims.errors import ClaimsError, ReleaseError

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from datasets import Dataset
    from duckdb import DuckDBPyRelation

    from claims.selection import Rows, Table

Format = Literal["datasets", "arrow", "pandas", "polars", "duckdb"]


def check(name: str) -> None:
    """Raise ClaimsError where there is no such format, or its library is not installed."""
    if name not in get_args(Format):
        raise ClaimsError(f"there is no format {name!r}: choose {', '.join(get_args(Format))}")
    if name in ("pandas", "duckdb"):
        _optional(name)


def read(table: Table, rows: Sequence[Rows], name: Format) -> object:
    """The rows of a table's files in a format other than that of `datasets`."""
    if name == "polars":
        return lazy(table, rows)
    rows = [part for part in rows if len(part)]
    if name == "duckdb":
        return _relation(table, rows)
    arrow = _arrow(table, rows)
    return _pandas(arrow) if name == "pandas" else arrow


def convert(dataset: Dataset, name: Format) -> object:
    """The rows of a loaded dataset in another format, classes as their names."""
    import polars as pl

    arrow = _named(dataset)
    match name:
        case "pandas":
            return _pandas(arrow)
        case "polars":
            return pl.DataFrame(pl.from_arrow(arrow)).lazy()
        case "duckdb":
            return _optional("duckdb").from_arrow(arrow)
    return arrow


def lazy(table: Table, rows: Sequence[Rows]) -> pl.LazyFrame:
    """The rows as a scan of their files."""
    import polars as pl

    def scan(files: Sequence[Path]) -> pl.LazyFrame:
        return pl.scan_parquet(list(files), glob=False, hive_partitioning=False)

    rows = [part for part in rows if len(part)]
    if not rows:  # any file of the table gives the columns
        return scan(table.files()).head(0)
    if all(part.whole for part in rows):
        return scan([file for part in rows for file in part.files])
    return pl.concat([scan(part.files).slice(part.start, len(part)) for part in rows])


def _arrow(table: Table, rows: Sequence[Rows]) -> pa.Table:
    import pyarrow as pa

    if not rows:
        return read_files(table.files()[:1]).slice(0, 0)
    return pa.concat_tables([read_files(part.files).slice(part.start, len(part)) for part in rows])


def read_files(files: Sequence[Path]) -> pa.Table:
    """The rows of Parquet files; ReleaseError where a bit of them is not as written."""
    import pyarrow.parquet as pq

    try:
        return pq.read_table(
            list(files), memory_map=True, page_checksum_verification=True, partitioning=None
        )
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"cannot read {', '.join(map(str, files))}: {error}; restore the release from a copy "
            "or build it anew"
        ) from error


def _relation(table: Table, rows: Sequence[Rows]) -> DuckDBPyRelation:
    duckdb = _optional("duckdb")

    def scan(files: Sequence[Path]) -> DuckDBPyRelation:
        found: DuckDBPyRelation = duckdb.read_parquet(
            [_literal(str(file)) for file in files], hive_partitioning=False
        )
        return found

    if not rows:
        return scan(table.files()).limit(0)
    if all(part.whole for part in rows):
        return scan([file for part in rows for file in part.files])
    first, *others = (scan(part.files).limit(len(part), offset=part.start) for part in rows)
    for other in others:
        first = first.union(other)  # keeps what both have, and in this order
    return first


def _literal(path: str) -> str:
    """The path as DuckDB, which takes any for a pattern, finds it and no other."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)


def _pandas(arrow: pa.Table) -> pd.DataFrame:
    pandas = _optional("pandas")
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=pandas.ArrowDtype)
    return frame


def _named(dataset: Dataset) -> pa.Table:
    """The dataset's own memory, but with each class column's names in place of its numbers."""
    import pyarrow as pa
    from datasets import ClassLabel

    table: pa.Table = dataset.with_format("arrow")[:]
    for number, (column, feature) in enumerate(dataset.features.items()):
        if isinstance(feature, ClassLabel):
            names = pa.array(feature.names, pa.string())
            table = table.set_column(number, column, names.take(table[column].combine_chunks()))
    return table.replace_schema_metadata(None)


def _optional(library: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError as error:
        raise ClaimsError(
            f'format="{library}" needs {library}: install it with pip install {library}'
        ) from error
