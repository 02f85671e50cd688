"""One of the two releases that are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import polars as pl
import pyarrow as pa

from claims.errors import ReleaseError
from claims.release.manifest import Contents, Manifest
from claims.release.parquet import file_name, read
from claims.release.rejects import REJECTS

_MENDED = "restore the release from a copy or build it anew"

Reader = Callable[[str, Sequence[str]], pl.DataFrame]
"""Gives these columns of a table, its rows always in the same order."""


@dataclass(frozen=True, slots=True)
class Side:
    """What a release says of itself, and its rows, a few columns at a time."""

    version: str
    tables: Mapping[str, Contents]
    rejects: int
    rejects_sha256: str | None
    read: Reader

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The release in `folder`; ReleaseError where it cannot be read."""
        manifest = Manifest.of(folder)

        def reader(table: str, columns: Sequence[str]) -> pl.DataFrame:
            splits = manifest.tables[table].rows
            data = folder / "data" / table
            files = [data / file_name(split) for split in splits]
            try:
                frame = read(files, columns)
            except (OSError, pa.ArrowException) as error:
                reason = str(error).partition("\n")[0]
                raise ReleaseError(
                    f"cannot read {table} in {folder}: {reason}; {_MENDED}"
                ) from error
            if frame.height != manifest.tables[table].count:
                raise ReleaseError(
                    f"{table} in {folder} has {frame.height:,} rows, against what its release.json "
                    f"says; {_MENDED}"
                )
            return frame

        return cls._made(manifest, reader)

    @classmethod
    def given(cls, manifest: Manifest, frames: Mapping[str, pl.DataFrame]) -> Self:
        """A release that is not written yet."""
        return cls._made(manifest, lambda table, columns: frames[table].select(columns))

    @classmethod
    def _made(cls, manifest: Manifest, reader: Reader) -> Self:
        return cls(
            manifest.version,
            manifest.tables,
            manifest.rejects,
            manifest.files.get(REJECTS),
            reader,
        )

    def column(self, table: str, name: str) -> pl.Series:
        """A table's column."""
        return self.read(table, [name])[name]

    def count(self, table: str) -> int:
        """Rows of a table; 0 where there is no such table."""
        return self.tables[table].count if table in self.tables else 0

    def columns(self, table: str) -> Mapping[str, str]:
        """A table's columns with their types, in words; none where there is no such table."""
        return self.tables[table].columns if table in self.tables else {}
