"""A file of extractions in the folder of releases, so that no build does again what one did.

It is a convenience and never an error: where it is damaged it is made anew, and where it cannot be
written a build goes on without. SQLite, since several builds may use it at once and may be killed.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims.engine.kept.codec import DamagedError, decode, encode
from claims.engine.kept.key import context, key_of
from claims.read.unparsed import Item
from claims.records import Extraction

FOLDER = ".kept"
"""In the folder of releases; no part of any."""
_FILE = "extractions.sqlite"
_TABLE = """
    CREATE TABLE IF NOT EXISTS kept (
        id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL
    )
"""
_WAIT = 10.0
"""Seconds for another build's write, which takes milliseconds."""
_MOST = 64
_SECONDS = 1.0
"""Extractions, or time, after which they are written: what is lost where a build is killed."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_ANOTHERS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY}
"""Failures of a file that is good: for another build, or for whoever may write there."""


class Kept:
    """The extractions kept in a folder of releases, as one build uses them."""

    def __init__(self, releases: Path, vocabulary: str) -> None:
        """`vocabulary` is the digest of the vocabulary of frames."""
        self._path = releases / FOLDER / _FILE
        self._context = context(vocabulary)
        self._used = array("q")
        self._new: dict[bytes, bytes] = {}
        self._written = time.monotonic()
        self._usable = True
        self._connection: sqlite3.Connection | None = None
        self._last = 0
        """The id of the last one from the builds before."""
        if self._path.exists():
            with self._safely():
                self._open()

    def key(self, item: Item) -> bytes | None:
        """Under which the item's extraction is kept; None for an item that gives none."""
        try:
            return key_of(item, self._context)
        except UnicodeEncodeError:  # half a surrogate pair: the work tells what is wrong
            return None

    def get(self, key: bytes) -> Extraction | None:
        """What is kept under the key."""
        row: tuple[int, bytes] | None = None
        with self._safely():
            if self._connection is not None:
                asked = "SELECT id, value FROM kept WHERE key = ?"
                row = self._connection.execute(asked, [key]).fetchone()
        if row is None:
            return None
        try:
            extraction = decode(row[1])
        except (DamagedError, TypeError):
            return None
        self._used.append(row[0])
        return extraction

    def put(self, key: bytes, extraction: Extraction) -> None:
        """Keep the extraction, at the latest when the build ends."""
        if not self._usable:
            return
        self._new[key] = encode(extraction)
        if len(self._new) >= _MOST or time.monotonic() - self._written > _SECONDS:
            with self._safely():
                self._write()

    def finish(self) -> None:
        """Drop what the builds before kept and this one, which is whole, did not use."""
        with self._safely():
            self._write()
            self._drop()

    def close(self) -> None:
        """Write what is not written, and close the file."""
        with self._safely():
            self._write()
        self._disconnect()

    @contextmanager
    def _safely(self) -> Iterator[None]:
        """Go on where the file fails: with a new one if it was damaged, else without."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._disconnect()
            code = getattr(error, "sqlite_errorcode", None)
            self._usable = self._usable and code in _DAMAGED
            if code not in _ANOTHERS:
                self._remove()
            self._used, self._last = array("q"), 0

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody means to publish it with the releases.
        (self._path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        # No thread but one uses it at a time; a generator may be ended in another.
        opened = sqlite3.connect(self._path, timeout=_WAIT, check_same_thread=False)
        self._connection = opened
        opened.execute("PRAGMA auto_vacuum = FULL")
        with opened:
            opened.execute(_TABLE)
        (self._last,) = opened.execute("SELECT coalesce(max(id), 0) FROM kept").fetchone()
        return opened

    def _write(self) -> None:
        if not self._new or not self._usable:
            return
        connection = self._connection or self._open()
        with connection:
            connection.executemany(
                "INSERT OR REPLACE INTO kept (key, value) VALUES (?, ?)", self._new.items()
            )
        self._new.clear()
        self._written = time.monotonic()

    def _drop(self) -> None:
        if self._connection is None:
            return
        with self._connection:
            self._connection.execute("CREATE TEMP TABLE used (id INTEGER PRIMARY KEY)")
            rows = ((one,) for one in self._used)
            self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", rows)
            # Not what another build has put there meanwhile.
            self._connection.execute(
                "DELETE FROM kept WHERE id <= ? AND id NOT IN (SELECT id FROM used)", [self._last]
            )

    def _remove(self) -> None:
        for path in (self._path, self._path.with_name(f"{_FILE}-journal")):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                self._usable = False
