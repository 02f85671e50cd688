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
    folder = data / name
    folder.mkdir(parents=True)
    return [_write(part, split, name, folder) for split, part in by_split(frame).items()]


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


def _write(frame: pl.DataFrame, split: str, name: str, folder: Path) -> File:
    path, schema = folder / file_name(split), arrow_schema(TABLES[name])
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        write_page_checksum=True,
        write_page_index=True,
        use_dictionary=list(_repeated(name, schema)),
        data_page_size=_PAGE_BYTES,
        write_batch_size=_ROWS_AT_ONCE,
    ) as writer:
        # Group by group, each in one piece: the encoder cuts its pages where the chunks it is
        # given end. No group without rows: datasets raises on it.
        for group in frame.iter_slices(ROWS_IN_GROUP):
            if group.height:
                writer.write_table(group.rechunk().to_arrow().cast(schema).combine_chunks())
    return described(path, split)


def _repeated(name: str, schema: pa.Schema) -> Iterator[str]:
    """The columns, as Parquet calls them, whose values are written once and then by number."""
    for field in schema:
        if field.name == key_of(TABLES[name]) or field.name in _SELDOM_REPEATED:
            continue
        if pa.types.is_string(field.type):
            yield field.name
        elif pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
            yield f"{field.name}.list.element"
