"""The records of a WARC file, one after the other, and what follows a damaged one."""

from __future__ import annotations

import os
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

_CHUNK = 1 << 16
_MAX_HEADERS = 1 << 20
"""Bytes; real ones have a few hundred."""
_MAGIC = b"\x1f\x8b\x08"
_PARSER = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"])


class DamagedError(Exception):
    """A record that cannot be read; `at` is the byte where it, or its gzip member, begins."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is whole."""

    headers: StatusAndHeaders
    block: bytes
    """Its content, of a longer one the first bytes."""
    length: int
    """Bytes of all its content."""


def records(file: BinaryIO, at: int, *, packed: bool, most: int) -> Iterator[Record]:
    """The records from byte `at` on, each with up to `most` bytes of its block.

    A record is given once it is known to be whole: it ends where it says, and the checksum of its
    gzip member is right. A DamagedError ends it; reading may go on at `next_start`.
    """
    stream = _Gzip(file, at) if packed else _Plain(file, at)
    while (start := stream.begin()) is not None:
        length, headers = _headers(stream, start)
        block = stream.read(min(length, most))
        stream.skip(length - len(block))
        later = None
        try:
            stream.end()
        except DamagedError as damage:
            if damage.at == start:
                raise
            later = damage
        yield Record(headers, block, length)
        if later is not None:
            raise later


def next_start(file: BinaryIO, at: int, *, packed: bool) -> int | None:
    """Where from byte `at` on a record seems to begin; None where none does."""
    sign = _MAGIC if packed else b"\nWARC/"
    file.seek(at)
    tail, position = b"", at
    while chunk := file.read(_CHUNK):
        data = tail + chunk
        found = data.find(sign)
        while found >= 0:
            place = position - len(tail) + found
            if not packed:
                return place + 1
            if _opens_record(file, place):
                return place
            found = data.find(sign, found + 1)
        position += len(chunk)
        file.seek(position)
        tail = data[-len(sign) + 1 :]
    return None


def _opens_record(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    try:
        return zlib.decompressobj(31).decompress(file.read(_CHUNK), 5) == b"WARC/"
    except zlib.error:
        return False


def _headers(stream: _Stream, start: int) -> tuple[int, StatusAndHeaders]:
    """The length of a record's block, and its headers."""
    try:
        headers = _PARSER.parse(stream)
    except (StatusAndHeadersParserException, EOFError) as error:
        raise DamagedError(start, "does not begin as a WARC record does") from error
    said = headers.get_header("Content-Length") or ""
    if not (said.isascii() and said.isdigit() and len(said) <= 15):
        raise DamagedError(start, "has no length")
    return int(said), headers


class _Stream(ABC):
    """Bytes of records, with their place in the file."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file = file
        self._file.seek(at)
        self._data = b""
        self._next = 0
        self._allowed = 0
        self._start = at

    def begin(self) -> int | None:
        """The place of the next record; None at the end."""
        while True:
            self._data = self._data[self._next :].lstrip(b"\r\n")
            self._next = 0
            if self._data or not self._fill():
                break
        self._start = self._place()
        self._allowed = _MAX_HEADERS
        return self._start if self._data else None

    def readline(self) -> bytes:
        """A line of headers."""
        while (found := self._data.find(b"\n", self._next)) < 0:
            if len(self._data) - self._next > self._allowed or not self._more():
                found = len(self._data) - 1
                break
        line = self._data[self._next : found + 1]
        self._next = found + 1
        self._allowed -= len(line)
        if self._allowed < 0:
            raise DamagedError(self._start, "has endless headers")
        return line

    def read(self, size: int) -> bytes:
        """The next bytes of a record."""
        parts = []
        while size:
            part = self._data[self._next : self._next + size]
            parts.append(part)
            self._next += len(part)
            size -= len(part)
            if size and not self._more():
                raise DamagedError(self._start, "is cut off")
        return b"".join(parts)

    def skip(self, size: int) -> None:
        """Pass over the next bytes of a record."""
        while size > 0:
            size -= len(self.read(min(size, _CHUNK)))

    @abstractmethod
    def end(self) -> None:
        """Raise where a record does not end here."""

    def _must_end(self) -> None:
        rest = self._data[self._next :].lstrip(b"\r\n")
        if rest and not b"WARC/".startswith(rest[:5]):
            raise DamagedError(self._start, "does not end where it says")

    @abstractmethod
    def _more(self) -> bool:
        """Whether there were more bytes of the record to have; they are behind the others."""

    @abstractmethod
    def _fill(self) -> bool:
        """Whether there were more bytes to have between records."""

    @abstractmethod
    def _place(self) -> int:
        """The place in the file of the next byte."""

    def _kept(self, data: bytes) -> bool:
        self._data = self._data[self._next :] + data
        self._next = 0
        return bool(data)


class _Plain(_Stream):
    def __init__(self, file: BinaryIO, at: int) -> None:
        self._size = file.seek(0, os.SEEK_END)
        super().__init__(file, at)

    def skip(self, size: int) -> None:
        ahead = size - (len(self._data) - self._next)
        if ahead <= 0:
            self._next += size
            return
        if self._file.tell() + ahead > self._size:
            raise DamagedError(self._start, "is cut off")
        self._file.seek(ahead, os.SEEK_CUR)
        self._data, self._next = b"", 0

    def end(self) -> None:
        while len(self._data[self._next :].lstrip(b"\r\n")) < 5 and self._more():
            pass
        self._must_end()

    def _more(self) -> bool:
        return self._kept(self._file.read(_CHUNK))

    _fill = _more

    def _place(self) -> int:
        return self._file.tell() - len(self._data) + self._next


class _Gzip(_Stream):
    """A record lies in one gzip member, which may hold more of them."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        super().__init__(file, at)
        self._member = at
        self._packed = b""
        self._unpacker: zlib._Decompress | None = None

    def end(self) -> None:
        while not self._data[self._next :].lstrip(b"\r\n") and self._more():
            pass
        while 0 < len(self._data[self._next :].lstrip(b"\r\n")) < 5 and self._more():
            pass
        self._must_end()

    def _fill(self) -> bool:
        while not self._more():
            if not self._opened():
                return False
        return True

    def _place(self) -> int:
        return self._member

    def _more(self) -> bool:
        while self._unpacker is not None:
            if not self._packed:
                self._packed = self._file.read(_CHUNK)
                if not self._packed:
                    raise DamagedError(self._member, "is cut off")
            try:
                data = self._unpacker.decompress(self._packed, _CHUNK)
            except zlib.error as error:
                raise DamagedError(self._member, "is damaged") from error
            self._packed = self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                self._packed = self._unpacker.unused_data
                self._unpacker = None
            if data:
                return self._kept(data)
        return False

    def _opened(self) -> bool:
        """Whether another member follows."""
        while not self._packed.lstrip(b"\0"):  # some writers fill up a block of the disk
            self._packed = self._file.read(_CHUNK)
            if not self._packed:
                return False
        place = self._file.tell() - len(self._packed)
        if not self._packed.startswith(_MAGIC[: len(self._packed)]):
            raise DamagedError(place, "is not gzip")
        self._member = place
        self._unpacker = zlib.decompressobj(31)
        return True
