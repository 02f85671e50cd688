"""One of the two releases that are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import polars as pl
import pyarrow as pa

from claims.errors import ReleaseError
from claims.release.manifest import Contents, Manifest
from claims.release.parquet import file_name, read
from claims.release.rejects import REJECTS
from claims.withheld import withhold

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
    text: str = "full"
    """Whether it holds the articles' words; see `claims.withheld.Text`."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The release in `folder`; ReleaseError where it cannot be read."""
        return cls.made(Manifest.of(folder), folder)

    @classmethod
    def made(cls, manifest: Manifest, folder: Path) -> Self:
        """The release whose tables lie in `folder`, be it written in whole or not."""

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

        # With its text a release is the same one as without: both are told apart by what they hold
        # or would hold with it.
        whole = manifest.with_text.tables if manifest.with_text else {}
        return cls(
            manifest.version,
            {
                name: replace(table, sha256=whole.get(name, table.sha256))
                for name, table in manifest.tables.items()
            },
            manifest.rejects,
            manifest.files.get(REJECTS),
            reader,
            manifest.provenance.options.text,
        )

    def without_text(self) -> Self:
        """The same release, its words withheld."""

        def reader(table: str, columns: Sequence[str]) -> pl.DataFrame:
            return withhold({table: self.read(table, columns)})[table]

        return replace(self, read=reader, text="none")

    def column(self, table: str, name: str) -> pl.Series:
        """A table's column."""
        return self.read(table, [name])[name]

    def count(self, table: str) -> int:
        """Rows of a table; 0 where there is no such table."""
        return self.tables[table].count if table in self.tables else 0

    def columns(self, table: str) -> Mapping[str, str]:
        """A table's columns with their types, in words; none where there is no such table."""
        return self.tables[table].columns if table in self.tables else {}
