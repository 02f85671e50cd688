from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.read import read
from claims.records import Document, Rejection

DAY = dt.date(2022, 1, 11)


def reading(
    path: Path, table: dict[str, pa.Array], **options: object
) -> list[Document | Rejection]:
    pq.write_table(pa.table(table), path)
    return list(read([path], **options))  # type: ignore[arg-type]


def test_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    first, second = reading(
        path,
        {
            "text": pa.array(["He said “no”.", "She said 😀."]),
            "title": pa.array(["Troops", None]),
            "outlet": pa.array(["The Example", None]).dictionary_encode(),
            "source_uri": pa.array(["https://www.example.com/a", None], pa.large_string()),
            "language": pa.array(["en", "xyz"]),
            "byline": pa.nulls(2),
            "extra": pa.array([[1], [2]]),
        },
    )
    assert isinstance(first, Document)
    assert first.source_uri == "https://www.example.com/a"
    assert first.origin == f"{path}:1"
    assert first.title is not None
    assert (first.title.text, first.outlet, first.language) == ("Troops", "The Example", "en")
    assert first.source_sha256 == hashlib.sha256("He said “no”.".encode()).hexdigest()
    assert list(first.body.offsets) == list(range(13))
    assert isinstance(second, Document)
    assert second.source_uri == "a.parquet:2"
    assert second.body.text == "She said 😀."
    assert (second.title, second.outlet, second.language, second.byline) == (None,) * 4


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    stored = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a.b": pa.array(["He said so."])}), stored)
    named = stored.rename(tmp_path / os.fsdecode(b"caf\xe9.parquet"))
    [found] = read([named], columns={"text": "a.b"})
    assert isinstance(found, Document), found
    assert (found.body.text, found.source_uri) == ("He said so.", "caf\ufffd.parquet:1")


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["2022-01-11"]),
        pa.array(["2022-01-11T10:00:00Z"]),
        pa.array([DAY]),
        pa.array([DAY], pa.date64()),
        pa.array([dt.datetime.fromisoformat("2022-01-11T23:30")], pa.timestamp("ns")),
        pa.array([dt.datetime.fromisoformat("2022-01-11T23:30")], pa.timestamp("s")),
        # the day in New York, where it is already Wednesday in UTC
        pa.array(
            [dt.datetime(2022, 1, 12, 4, 30, tzinfo=dt.UTC)], pa.timestamp("us", "America/New_York")
        ),
    ],
    ids=lambda column: str(column.type),
)
def test_published(tmp_path: Path, column: pa.Array) -> None:
    [found] = reading(tmp_path / "a.parquet", {"text": pa.array(["a"]), "published": column})
    assert isinstance(found, Document), found
    assert found.published == DAY


def test_a_day_before_1970(tmp_path: Path) -> None:
    column = pa.array([dt.datetime.fromisoformat("1969-07-20T20:17")], pa.timestamp("ms"))
    [found] = reading(tmp_path / "a.parquet", {"text": pa.array(["a"]), "published": column})
    assert isinstance(found, Document)
    assert found.published == dt.date(1969, 7, 20)


def test_their_names(tmp_path: Path) -> None:
    columns = {"text": "body", "published": "date"}
    table = {"body": pa.array(["a"]), "date": pa.array([DAY]), "text": pa.array([1])}
    [found] = reading(tmp_path / "a.parquet", table, columns=columns)
    assert isinstance(found, Document)
    assert (found.body.text, found.published) == ("a", DAY)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (
            {"id": pa.array([1, 2]), "body": pa.array(["a", "b"])},
            'has no column "text"; it has "id", "body"; map the one that holds it, as in text=body',
        ),
        ({"text": pa.array([b"a"])}, 'has binary in column "text", which must hold strings'),
        ({"text": pa.nulls(2)}, 'has null in column "text", which must hold strings'),
        (
            {"text": pa.array(["a"]), "title": pa.array([1])},
            'has int64 in column "title", which must hold strings',
        ),
        (
            {"text": pa.array(["a"]), "published": pa.array([2022])},
            'has int64 in column "published", which must hold dates, timestamps or strings',
        ),
        ({"text": pa.array([], pa.string())}, "holds no rows"),
    ],
)
def test_columns_at_fault_are_one_rejection(
    tmp_path: Path, table: dict[str, pa.Array], why: str
) -> None:
    path = tmp_path / "a.parquet"
    found = reading(path, table)
    assert found == [Rejection(str(path), why, hashlib.sha256(path.read_bytes()).hexdigest())]


def test_bad_rows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    data = pa.py_buffer(b"a\0\xe9bz")
    places = pa.array([0, 0, 2, 4, 5], pa.int32()).buffers()[1]
    broken = pa.Array.from_buffers(pa.string(), 4, [None, places, data])
    table = {
        "text": broken,
        "published": pa.array([None, None, None, "soon"]),
    }
    digests = [hashlib.sha256(text).hexdigest() for text in (b"", b"a\0", b"z")]
    assert reading(path, table) == [
        Rejection(f"{path}:1", '"text" is empty', digests[0]),
        Rejection(f"{path}:2", '"text" holds a NUL character at offset 1', digests[1]),
        Rejection(f"{path}:3", '"text" is not UTF-8: the byte at offset 0 cannot be decoded'),
        Rejection(f"{path}:4", '"published" is "soon", not a date such as 2022-01-31', digests[2]),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"nothing like it at all", b"PAR1" + b"x" * 50 + b"PAR1"]
)
def test_corrupt(fault: Callable[..., str], data: bytes) -> None:
    assert fault("a.parquet", data).startswith("is not a Parquet file that can be read: ")


def test_corrupt_amid_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = pa.array([f"article {number} " * 50 for number in range(4000)])
    pq.write_table(pa.table({"text": texts}), path, row_group_size=1000, use_dictionary=False)
    data = bytearray(path.read_bytes())
    at = int(len(data) * 0.6)
    data[at : at + 2000] = b"\xff" * 2000
    path.write_bytes(data)
    *articles, damage = read([path])
    assert len(articles) >= 1000
    assert isinstance(damage, Rejection)
    assert "past row" in damage.reason
    assert "\n" not in damage.reason


def test_rows_come_in_batches(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = pa.array([f"article {number} " * 1000 for number in range(1200)])
    pq.write_table(pa.table({"text": texts}), path, compression="zstd", use_dictionary=False)
    before = pa.total_allocated_bytes()
    size = sum(len(text.as_py()) for text in texts)
    del texts
    peak = 0
    count = 0
    for _ in read([path]):
        count += 1
        peak = max(peak, pa.total_allocated_bytes() - before)
    assert count == 1200
    assert peak < size / 3
