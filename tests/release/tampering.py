"""Ways to alter a release, and the articles that the altered ones are made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from claims.ids import file_sha256
from claims.release import card, standards
from claims.release.digest import content_digest, table_digest
from claims.release.manifest import Manifest
from claims.release.parquet import described, file_name, read
from claims.schemas import TABLES, arrow_schema, key_of
from claims.stats import counts

PLACES = ("Turku", "Kotka", "Hamina", "Oulu", "Pori", "Rauma")
SPLITS = "40/30/30"
ARTICLE = """Port of Turku to Open in a Week — President

By Jane Doe

May 3, 2024

Finland's President Maria Virtanen said Thursday that the port of Turku would open in a week.

"We will talk to everyone in Turku," Virtanen said. The dockers have called the plan a sham.
"""


def data(folder: Path, table: str, split: str | None = None) -> Path:
    """A table's file of one split; of the first that has one where it does not matter."""
    if split is None:
        return min((folder / "data" / table).iterdir())
    return folder / "data" / table / file_name(split)


def flip(path: Path, offset: int, mask: int = 1) -> None:
    """Change bits of one byte; an offset below zero counts from the end."""
    content = bytearray(path.read_bytes())
    content[offset] ^= mask
    path.write_bytes(content)


def flip_in_a_page(path: Path) -> None:
    """Change a bit among the values of a table's first column."""
    column = pq.read_metadata(path).row_group(0).column(0)
    start = column.dictionary_page_offset or column.data_page_offset
    flip(path, start + column.total_compressed_size - 5)


def rewrite(path: Path, frame: pl.DataFrame) -> None:
    """Write a table's file anew with these rows, in the release's own form."""
    schema = arrow_schema(TABLES[path.parent.name])
    table = frame.to_arrow().cast(schema).combine_chunks()
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def edit(path: Path, row: int, column: str, value: Any) -> str:
    """Change one cell of a file; the row's id."""
    rows = pl.read_parquet(path)
    key = key_of(TABLES[path.parent.name])
    cells = rows[column].to_list()
    cells[row] = value
    rewrite(path, rows.with_columns(pl.Series(column, cells, rows.schema[column])))
    return str(rows[key][row])


def reseal(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what release.json says, with a checksum to match."""
    path = folder / "release.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    del said["checksum"]
    change(said)
    said["checksum"] = hashlib.sha256(_text(said)).hexdigest()
    path.write_bytes(_text(said))


def _text(said: dict[str, Any]) -> bytes:
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def renamed_digests(folder: Path) -> None:
    """Have release.json give the digests that the files have now, and nothing else."""

    def change(said: dict[str, Any]) -> None:
        said["files"] = {name: file_sha256(folder / name) for name in said["files"]}

    reseal(folder, change)


def forge(folder: Path) -> None:
    """Have all that the release says agree with its tables as they are now."""
    manifest = Manifest.of(folder)
    frames = {
        name: read(data(folder, name, split) for split in table.rows)
        for name, table in manifest.tables.items()
    }
    tables = {
        name: replace(table, sha256=table_digest(frames[name], key_of(TABLES[name])))
        for name, table in manifest.tables.items()
    }
    manifest = replace(
        manifest,
        tables=tables,
        content_sha256=content_digest({name: table.sha256 for name, table in tables.items()}),
    )
    files = {
        name: [described(data(folder, name, split), split) for split in table.rows]
        for name, table in tables.items()
    }
    lazy = {name: frame.lazy() for name, frame in frames.items()}
    languages = frames["articles"]["language"].unique().sort().to_list()
    text = card.text(manifest, files, languages, counts(lazy))
    (folder / "README.md").write_text(text, encoding="utf-8")
    digests = {name: file_sha256(folder / name) for name in manifest.files}
    text = standards.text(replace(manifest, files=digests), files, languages)
    (folder / "croissant.json").write_text(text, encoding="utf-8")
    digests = {name: file_sha256(folder / name) for name in manifest.files}
    (folder / "release.json").write_text(
        replace(manifest, files=digests).to_json(), encoding="utf-8"
    )
