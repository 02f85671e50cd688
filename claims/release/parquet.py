"""Tables to Parquet files and back; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from claims.records import Split
from claims.schemas import TABLES, arrow_schema, key_of

ROWS_IN_GROUP = 10_000
"""A group is what readers fetch at once: of articles, the largest rows, it is about 50 MB."""

_PAGE_BYTES, _ROWS_AT_ONCE = 128 * 1024, 64
"""A page, which the page index finds, is what the explorer fetches for a few rows. Its size is
looked at after so many rows, of which those of articles are long."""
_SELDOM_REPEATED = frozenset(
    {"claim", "source_sha256", "source_uri", "text", "text_sha256", "title"}
)
"""Columns, beside the key, without a dictionary, which is read before any of the rows."""

_FIRST_SPAN = {"claims": "claim_spans", "framings": "phrase_spans"}


@dataclass(frozen=True, slots=True)
class File:
    """A table's file of one split."""

    split: str
    path: Path
    rows: int
    size: int
    """Bytes on disk."""
    unpacked: int
    """Bytes before compression."""


def canonical(name: str, table: pl.DataFrame | pa.Table) -> pl.DataFrame:
    """The table's rows in their one order.

    Articles and speakers by their id; claims and framings by article, then place in its text.
    """
    frame = pl.DataFrame(pl.from_arrow(table)) if isinstance(table, pa.Table) else table
    keys: list[str | pl.Expr] = [key_of(TABLES[name])]
    if name in _FIRST_SPAN:
        place = pl.col(_FIRST_SPAN[name]).list.first().struct
        keys = ["article_id", place.field("start"), place.field("end"), *keys]
    return frame.sort(keys)


def by_split(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The rows of each split that has some; all are `train` where there is no such column.

    Never nothing: a table without rows has `train`, without rows.
    """
    if "split" not in frame.columns or frame.is_empty():
        return {"train": frame}
    parts = {split: frame.filter(pl.col("split") == split) for split in get_args(Split)}
    return {split: part for split, part in parts.items() if not part.is_empty()}


def file_name(split: str) -> str:
    """The name of a table's file of one split, as `datasets` has it."""
    return f"{split}-00000-of-00001.parquet"


def write_splits(name: str, frame: pl.DataFrame, data: Path) -> list[File]:
    """Write a table in canonical order to `data/<name>`, one file a split."""
    writer = Writer(data)
    writer.add(name, frame)
    return writer.close()[name]


class Writer:
    """Writes tables to `<data>/<table>`, one file a split, some rows at a time.

    However many come at a time, the files are the same.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._files: dict[str, dict[str, _Part]] = {}

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Write rows of a table, which follow in canonical order on those before."""
        parts = self._files.setdefault(name, {})
        for split, rows in by_split(frame).items():
            if rows.height or not parts:
                if split not in parts:
                    (self._data / name).mkdir(parents=True, exist_ok=True)
                    parts[split] = _Part(self._data / name / file_name(split), name)
                parts[split].add(rows)

    def close(self) -> dict[str, list[File]]:
        """End the files, and say what is in them; splits without rows have none.

        A table without any rows has a file of `train`.
        """
        found: dict[str, list[File]] = {}
        for name, parts in self._files.items():
            filled = {
                split: part for split, part in parts.items() if part.close() or len(parts) < 2
            }
            for split in parts.keys() - filled.keys():
                (self._data / name / file_name(split)).unlink()
            ordered = [split for split in get_args(Split) if split in filled]
            found[name] = [described(filled[split].path, split) for split in ordered]
        return found


def read(files: Iterable[Path], columns: Sequence[str] | None = None) -> pl.DataFrame:
    """The rows of a table's files; an altered bit in them is an error, not a row."""
    wanted = None if columns is None else list(columns)
    tables = [
        # No partitioning: a folder of the user's named "run=3" is no column.
        pq.read_table(file, columns=wanted, partitioning=None, page_checksum_verification=True)
        for file in files
    ]
    return pl.DataFrame(pl.from_arrow(pa.concat_tables(tables)))


def described(path: Path, split: str) -> File:
    """What a table's file of one split says of itself, its rows unread."""
    metadata = pq.read_metadata(path)
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups)
    return File(split, path, metadata.num_rows, path.stat().st_size, unpacked)


class _Part:
    """A file on its way."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self._schema = arrow_schema(TABLES[name])
        self._waiting: list[pl.DataFrame] = []
        self._rows = 0
        self._writer = pq.ParquetWriter(
            path,
            self._schema,
            compression="zstd",
            write_page_checksum=True,
            write_page_index=True,
            use_dictionary=list(_repeated(name, self._schema)),
            data_page_size=_PAGE_BYTES,
            write_batch_size=_ROWS_AT_ONCE,
        )

    def add(self, frame: pl.DataFrame) -> None:
        self._waiting.append(frame)
        if sum(rows.height for rows in self._waiting) < ROWS_IN_GROUP:
            return
        rows = pl.concat(self._waiting)
        whole = rows.height // ROWS_IN_GROUP * ROWS_IN_GROUP
        self._write(rows[:whole])
        self._waiting = [rows[whole:]]

    def close(self) -> int:
        """End the file; how many rows it has."""
        self._write(pl.concat(self._waiting))
        self._writer.close()
        return self._rows

    def _write(self, rows: pl.DataFrame) -> None:
        # Group by group, each in one piece: the encoder cuts its pages where the chunks it is
        # given end. No group without rows: datasets raises on it.
        for group in rows.iter_slices(ROWS_IN_GROUP):
            if group.height:
                table = group.rechunk().to_arrow().cast(self._schema).combine_chunks()
                self._writer.write_table(table)
        self._rows += rows.height


def _repeated(name: str, schema: pa.Schema) -> Iterator[str]:
    """The columns, as Parquet calls them, whose values are written once and then by number."""
    for field in schema:
        if field.name == key_of(TABLES[name]) or field.name in _SELDOM_REPEATED:
            continue
        if pa.types.is_string(field.type):
            yield field.name
        elif pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
            yield f"{field.name}.list.element"
