from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.read import read
from claims.records import Document, Rejection

Found = Document | Rejection


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., list[Found]]:
    """Reads one file, written from its bytes, and gives all that comes of it."""

    def read_bytes(name: str, data: bytes, **options: object) -> list[Found]:
        path = tmp_path / name
        path.write_bytes(data)
        return list(read([path], **options))  # type: ignore[arg-type]

    return read_bytes


@pytest.fixture
def article(reading: Callable[..., list[Found]]) -> Callable[..., Document]:
    """The one article in a file."""

    def read_article(name: str, data: bytes | str, **options: object) -> Document:
        data = data.encode() if isinstance(data, str) else data
        [found] = reading(name, data, **options)
        assert isinstance(found, Document), found
        return found

    return read_article


@pytest.fixture
def fault(reading: Callable[..., list[Found]], tmp_path: Path) -> Callable[..., str]:
    """Why a file was rejected as a whole, once the rejection is known to name it."""

    def read_fault(name: str, data: bytes | str, **options: object) -> str:
        data = data.encode() if isinstance(data, str) else data
        [found] = reading(name, data, **options)
        assert isinstance(found, Rejection), found
        assert found.source == str(tmp_path / name)
        return found.reason

    return read_fault
