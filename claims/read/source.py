"""The bytes of one file, read within limits, with what is needed to name them later."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from claims.errors import InputError
from claims.ids import file_sha256
from claims.read.limits import check_size


@dataclass(frozen=True, slots=True)
class Source:
    """One file's bytes, unpacked where it was compressed."""

    name: str
    """The file's name, the `source_uri` of an article that names no URL."""
    origin: str
    """Where it was read from, for messages."""
    data: bytes
    sha256: str
    """Hex digest of the bytes as they are stored."""


def printable(path: str | Path) -> str:
    """`path` as text that can be written as UTF-8, which a file's name need not be."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes as a stream, unpacked; what fails while it is read is an `InputError`."""
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path, "rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            with path.open("rb") as stream:
                yield stream
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError("is cut off or not gzip; compress or fetch it again") from error
    except OSError as error:
        raise InputError(f"cannot be read: {reason(error)}") from error


def load(path: Path, limit: int) -> Source:
    """The whole of a file that holds one article."""
    with opened(path) as stream:
        if path.suffix.lower() != ".gz":
            check_size(path.stat().st_size, limit)
        data = stream.read(limit + 1)
        check_size(None if len(data) > limit else len(data), limit)
        packed = path.suffix.lower() == ".gz"
        digest = file_sha256(path) if packed else hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise InputError("is empty")
    return Source(printable(path.name), printable(path), data, digest)


def file_digest(path: Path) -> str | None:
    """Hex digest of a file's bytes as they are stored; None where they cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return None


def reason(error: OSError) -> str:
    """What the system says went wrong, without the path, which the message has already."""
    return (error.strerror or type(error).__name__).lower()


def outlet_of(uri: str) -> str | None:
    """The host of a web address without "www.": who publishes, where nothing better is stated."""
    try:
        parts = urlsplit(uri)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return host.removeprefix("www.") or None
