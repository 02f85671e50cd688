"""Rows by article on their way to tables: on disk once they are many, so that memory stays flat.

They come in any order and are read a range of articles at a time, as an external sort does it: each
run that is written is sorted, and its batches are found by the first article in each.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import weakref
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from claims import locks
from claims.errors import ReleaseError

RUN = 10_000
"""Rows kept in memory before they are written: as Python's objects, twenty times as large as
Arrow's."""
BATCH = 512
"""Rows that are read at once."""
_PREFIX = ".spool-"
_NAME = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Articles:
    """A range of article ids: from `least`, up to `end` and without it."""

    least: str = ""
    end: str | None = None
    """None for no end."""

    @property
    def chosen(self) -> pl.Expr:
        """Whether a row is of one of them."""
        own = pl.col("article_id").fill_null("")
        chosen = own >= self.least
        return chosen if self.end is None else chosen & (own < self.end)


def ranges(count: int) -> list[Articles]:
    """So many ranges of about as many articles each, in order; their ids are hex digests."""
    digits = 8
    edges = [f"{number * 16**digits // count:0{digits}x}" for number in range(1, count)]
    return [Articles(*pair) for pair in zip(["", *edges], [*edges, None], strict=True)]


class Folder:
    """A hidden folder for what a build puts down for a while; made when it is first asked for.

    It is gone with the build. One that a killed build left is removed by the next.
    """

    def __init__(self, beside: Path | None = None) -> None:
        """It is made in the folder `beside`, which is where there is room; else in the system's."""
        self._beside = beside
        self._path: Path | None = None

    @property
    def path(self) -> Path:
        """The folder itself; ReleaseError where it cannot be made."""
        if self._path is None:
            beside = Path(tempfile.gettempdir()) if self._beside is None else self._beside
            fresh = not beside.exists()
            try:
                path, held = _made(beside)
            except OSError as error:
                raise ReleaseError(
                    f"cannot write to {beside}: {os.strerror(error.errno or 0)}; choose a folder "
                    "that you may write to"
                ) from error
            weakref.finalize(self, _remove, path, held, beside if fresh else None)
            self._path = path
        return self._path


def _made(beside: Path) -> tuple[Path, int | None]:
    """A new folder, held as long as this process lives, by which others know that it is in use."""
    while True:
        path = beside / f"{_PREFIX}{secrets.token_hex(4)}"
        path.mkdir(parents=True)
        held = locks.hold(path)
        if path.exists():  # not taken for an abandoned one before it was held
            return path, held
        locks.let_go(held)


def remove_abandoned(folder: Path) -> None:
    """Remove what builds that were killed have put down in `folder`."""
    for entry in folder.iterdir():
        if _NAME.fullmatch(entry.name):
            with suppress(OSError):
                held = locks.hold(entry, wait=False)
                if held is not None:
                    shutil.rmtree(entry, ignore_errors=True)
                locks.let_go(held)


def _remove(path: Path, held: int | None, made: Path | None) -> None:
    shutil.rmtree(path, ignore_errors=True)
    locks.let_go(held)
    if made is not None:
        with suppress(OSError):  # it has a release now
            made.rmdir()


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows sorted by article, in a file."""

    path: Path
    firsts: Sequence[str]
    """The article of the first row of each batch."""

    def read(self, articles: Articles, columns: Sequence[str] | None) -> list[pa.RecordBatch]:
        # The batch before the first that starts in the range may reach into it.
        start = max(bisect_left(self.firsts, articles.least) - 1, 0)
        stop = len(self.firsts)
        if articles.end is not None:
            stop = bisect_left(self.firsts, articles.end)
        if start >= stop:
            return []
        with pa.memory_map(str(self.path)) as mapped:
            schema = pa.ipc.open_file(mapped).schema
            fields = None if columns is None else [schema.get_field_index(one) for one in columns]
            options = pa.ipc.IpcReadOptions(included_fields=fields, use_threads=False)
            file = pa.ipc.open_file(mapped, options=options)
            return [file.get_batch(number) for number in range(start, stop)]


class Spool:
    """The rows of one table; those of an article stay in the order in which they came."""

    def __init__(self, name: str, schema: pa.Schema, folder: Folder) -> None:
        """`schema` has an `article_id`."""
        self._name, self._schema, self._folder = name, schema, folder
        self._rows: list[Mapping[str, Any]] = []
        self._frames = [self._frame()]
        """Rows that are not written."""
        self._runs: list[_Run] = []

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows, each with a value for each field of the schema."""
        self._rows.extend(rows)
        if len(self._rows) >= RUN:
            self.add_table(self._frame())

    def add_table(self, frame: pl.DataFrame) -> None:
        """Take the rows of a table."""
        self._frames.append(frame)
        if sum(one.height for one in self._frames) >= RUN:
            self._runs.append(self._written(self._sorted()))
            self._frames = [self._frame()]

    def read(
        self, articles: Articles | None = None, columns: Sequence[str] | None = None
    ) -> pl.DataFrame:
        """The rows of a range of articles, of all if none is given, article by article.

        Those without an article come first.
        """
        wanted = articles or Articles()
        names = self._schema.names if columns is None else list(columns)
        needed = list(dict.fromkeys(["article_id", *names]))
        found = []
        for run in self._runs:
            if batches := run.read(wanted, needed):
                frame = pl.DataFrame(pl.from_arrow(pa.Table.from_batches(batches)))
                found.append(frame.select(needed).filter(wanted.chosen))
        if self._rows or len(self._frames) > 1:
            self._frames = [self._sorted()]
        found.append(self._frames[0].select(needed).filter(wanted.chosen))
        return pl.concat(found).sort("article_id", maintain_order=True).select(names)

    def _frame(self) -> pl.DataFrame:
        """The rows that are no table yet, as one."""
        rows, self._rows = self._rows, []
        return pl.DataFrame(pl.from_arrow(pa.Table.from_pylist(rows, schema=self._schema)))

    def _sorted(self) -> pl.DataFrame:
        return pl.concat([*self._frames, self._frame()]).sort("article_id", maintain_order=True)

    def _written(self, frame: pl.DataFrame) -> _Run:
        path = self._folder.path / f"{self._name}-{len(self._runs):06}.arrow"
        table = frame.to_arrow().cast(self._schema)
        options = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
        try:
            with (
                pa.OSFile(str(path), "wb") as sink,
                pa.ipc.new_file(sink, self._schema, options=options) as writer,
            ):
                writer.write_table(table, max_chunksize=BATCH)
        except OSError as error:
            raise ReleaseError(
                f"cannot write {path}: {error}; see that there is room and that you may write there"
            ) from error
        firsts = frame["article_id"].gather_every(BATCH).fill_null("")
        return _Run(path, firsts.to_list())
