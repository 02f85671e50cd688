"""The digest of a table's content, whatever file format, encoder or order of rows it came in.

It is the SHA-256 over one line for each row, in the order of the table's key; a line is the row as
JSON in UTF-8: keys sorted, no spaces, dates as "2024-05-06", float32 numbers in the fewest digits
that tell them apart (0.123), and a newline at its end.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from claims.spool import Folder

IN_MEMORY = 32_000_000
"""Bytes of lines that are sorted without a file."""


def row_lines(frame: pl.DataFrame, key: str) -> Iterator[bytes]:
    """Each row's line, in the order of `key`."""
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    plain = frame.sort(key).with_columns(
        pl.col(pl.Date).dt.to_string("%Y-%m-%d"),
        # By way of its shortest decimal: widened as it is, 0.123 would be 0.12300000339746475.
        pl.col(pl.Float32).cast(pl.String).cast(pl.Float64),
    )
    for row in plain.iter_rows(named=True):
        yield encode(row).encode() + b"\n"


def table_digest(frame: pl.DataFrame, key: str) -> str:
    """The digest of the table's content, in hex."""
    digest = hashlib.sha256()
    for line in row_lines(frame, key):
        digest.update(line)
    return digest.hexdigest()


class TableDigest:
    """The digest of a table whose rows come some at a time, in any order.

    It is `table_digest`'s where each key stands in one row. Lines that are too many for memory wait
    in files, one for the first letters of the key.
    """

    def __init__(self, key: str, room: Folder, name: str) -> None:
        """`room` is where there is room for as many bytes as the rows have; `name` is told apart
        there from what else is put down.
        """
        self._key, self._room, self._name = key, room, f"{name}.lines"
        self._lines: list[tuple[str, bytes]] = []
        self._bytes = 0
        self._files: set[Path] = set()

    def add(self, frame: pl.DataFrame) -> None:
        """Take some rows."""
        keys = frame[self._key].sort()
        for key, line in zip(keys, row_lines(frame, self._key), strict=True):
            self._lines.append((key or "", line))
            self._bytes += len(line)
            if self._bytes > IN_MEMORY:
                self._put_down()

    def hexdigest(self) -> str:
        """The digest of all rows that were added, in hex; they are used up."""
        digest = hashlib.sha256()
        if self._files:
            self._put_down()
        for path in sorted(self._files, key=lambda path: int(path.name, 16)):
            read = path.read_bytes().splitlines(keepends=True)
            path.unlink()
            pairs = (line.split(b" ", 1) for line in read)
            for _, line in sorted(map(tuple, pairs)):
                digest.update(line)
        for _, line in sorted(self._lines):
            digest.update(line)
        return digest.hexdigest()

    def _put_down(self) -> None:
        parts: dict[str, list[bytes]] = defaultdict(list)
        for key, line in self._lines:
            # In hex, whose order is the same, so that any key fits on the line.
            parts[key[:2]].append(key.encode().hex().encode() + b" " + line)
        folder = self._room.path / self._name
        folder.mkdir(exist_ok=True)
        for start, lines in parts.items():
            # By number, whose order is that of the letters: names of files are not told apart by
            # case everywhere.
            path = folder / start.encode("utf-32-be").hex().ljust(16, "0")
            with path.open("ab") as file:
                file.writelines(lines)
            self._files.add(path)
        self._lines, self._bytes = [], 0


def content_digest(digests: Mapping[str, str]) -> str:
    """The digest over all tables: of one line "name digest" for each, sorted by name."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
