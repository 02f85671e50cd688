"""Parquet: an article a row, read in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claims.errors import InputError
from claims.read.limits import MAX_ARTICLE_BYTES, check_size
from claims.read.rows import NAMES, Columns, document
from claims.read.source import printable, reason
from claims.records import Document, Rejection

# a few MB of news text; one row group may be the whole file
_BATCH_ROWS = 256


def read_rows(path: Path, columns: Columns) -> Iterator[Document | Rejection]:
    """The article of each row; an `InputError` where the file or its columns cannot be read."""
    row = 0
    try:
        # opened here, as pyarrow would take some names for the addresses of remote stores
        with path.open("rb") as stored, pq.ParquetFile(stored, pre_buffer=False) as file:
            wanted = _wanted(file.schema_arrow, columns)
            if not file.metadata.num_rows:
                raise InputError("holds no rows")
            for batch in file.iter_batches(_BATCH_ROWS, columns=list(wanted.values())):
                arrays = {ours: _readable(batch.column(theirs)) for ours, theirs in wanted.items()}
                for index in range(batch.num_rows):
                    row += 1
                    yield _row(arrays, index, columns, path, row)
    except pa.ArrowException as error:
        where = f" past row {row}" if row else ""
        raise InputError(
            f"is not a Parquet file that can be read{where}: {_first_line(error)}"
        ) from error
    except OSError as error:
        # pyarrow puts its own complaints into OSErrors without a number
        why = reason(error) if error.errno else _first_line(error)
        where = f" past row {row}" if row else ""
        raise InputError(f"cannot be read{where}: {why}") from error


def _wanted(schema: pa.Schema, columns: Columns) -> dict[str, str]:
    """The columns to read, by our names, once all are of types that can be used."""
    fault = columns.missing(schema.names, "column")
    if fault:
        raise InputError(fault)
    wanted = {ours: columns.theirs[ours] for ours in NAMES if columns.theirs[ours] in schema.names}
    for ours, theirs in wanted.items():
        if schema.names.count(theirs) > 1:
            raise InputError(f"has more than one column {columns.label(ours)}")
        kind = schema.field(theirs).type
        if not _usable(kind, ours):
            need = "dates, timestamps or strings" if ours == "published" else "strings"
            raise InputError(f"has {kind} in column {columns.label(ours)}, which must hold {need}")
    return wanted


def _usable(kind: pa.DataType, ours: str) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if ours == "published" and (pa.types.is_date(kind) or pa.types.is_timestamp(kind)):
        return True
    return (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or (pa.types.is_null(kind) and ours != "text")
    )


def _readable(array: pa.Array) -> pa.Array:
    """`array`, with timestamps as the days on which they fall in their own time zone."""
    if not pa.types.is_timestamp(array.type):
        return array
    if array.type.tz:
        array = pc.local_timestamp(array)
    return pc.floor_temporal(array, unit="day").cast(pa.date32())


def _row(
    arrays: dict[str, pa.Array], index: int, columns: Columns, path: Path, row: int
) -> Document | Rejection:
    origin = f"{printable(path)}:{row}"
    values: dict[str, object] = {}
    try:
        for ours, array in arrays.items():
            try:
                values[ours] = array[index].as_py()
            except UnicodeDecodeError as error:
                # Parquet does not check that its strings are UTF-8
                raise InputError(
                    f"{columns.label(ours)} is not UTF-8: the byte at offset {error.start} "
                    "cannot be decoded"
                ) from error
        text = values["text"]
        if isinstance(text, str):
            check_size(len(text), MAX_ARTICLE_BYTES)
        place = f"{printable(path.name)}:{row}"
        return document(values, columns, place=place, origin=origin, raw=None)
    except InputError as error:
        return Rejection(origin, str(error), _digest(values.get("text")))


def _digest(text: object) -> str | None:
    """A row has no bytes of its own: its text counts for them, as in an article's digest."""
    if not isinstance(text, str):
        return None
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".") or type(error).__name__
