from __future__ import annotations

import gzip
import hashlib
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.read import MAX_ARTICLE_BYTES, read
from claims.records import Document, Rejection

TEXT = "The president said on Tuesday that the troops would leave the country in two days. " * 4
TOO_LARGE = "; an article may have up to 10 MB; if it holds many articles, convert it to .jsonl"
DAMAGED = "is cut off or not gzip; compress or fetch it again"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.gz", TEXT),
        ("a.md.gz", TEXT),
        ("a.html.gz", f"<html><body><p>{TEXT}</p></body></html>"),
        ("a.json.gz", json.dumps({"text": TEXT.strip()})),
        ("a.jsonl.gz", json.dumps({"text": TEXT.strip()})),
        ("A.TXT.GZ", TEXT),
    ],
)
def test_packed_files(article: Callable[..., Document], name: str, content: str) -> None:
    found = article(name, gzip.compress(content.encode()))
    assert found.body.text == TEXT.strip()
    assert found.source_uri == (f"{name}:1" if "jsonl" in name else name)


def test_the_digest_is_of_the_file_as_stored(article: Callable[..., Document]) -> None:
    data = gzip.compress(TEXT.encode())
    assert article("a.txt.gz", data).source_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.json.gz"])
@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TEXT.encode(), mtime=0)[:-12],
        b"not gzip at all",
        b"\x1f\x8b\x08" + b"\xff" * 40,
    ],
    ids=["cut", "text", "corrupt"],
)
def test_damage(fault: Callable[..., str], name: str, data: bytes) -> None:
    assert fault(name, data) == DAMAGED


def test_damage_amid_lines(
    reading: Callable[..., list[Document | Rejection]], tmp_path: Path
) -> None:
    lines = b"".join(b'{"text": "article %d"}\n' % number for number in range(20_000))
    data = gzip.compress(lines)[:-2000]
    *articles, damage = reading("a.jsonl.gz", data)
    assert len(articles) > 100
    assert all(isinstance(each, Document | Rejection) for each in articles)
    assert damage == Rejection(f"{tmp_path}/a.jsonl.gz", DAMAGED, hashlib.sha256(data).hexdigest())


def test_a_bomb_fills_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(100):
            stream.write(b" " * 2_000_000)
    tracemalloc.start()
    found = list(read([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == [Rejection(str(path), "is over 10 MB" + TOO_LARGE, digest)]
    assert peak < 5 * MAX_ARTICLE_BYTES


def test_a_file_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(read([path])) == [Rejection(str(path), "is 50 MB" + TOO_LARGE, digest)]


def test_the_limit_itself_is_allowed(article: Callable[..., Document]) -> None:
    data = b"a" * MAX_ARTICLE_BYTES
    assert len(article("a.txt", data).body) == MAX_ARTICLE_BYTES


@pytest.mark.parametrize(
    ("data", "text", "uri"),
    [
        (TEXT.encode(), TEXT.strip(), "stdin"),
        (
            f"{TEXT}\n\nSource: https://a.example.com/x".encode(),
            TEXT.strip(),
            "https://a.example.com/x",
        ),
        (f"\n<!DOCTYPE html><html><body><p>{TEXT}</p>".encode(), TEXT.strip(), "stdin"),
        (f'<?xml version="1.0"?><html><body><p>{TEXT}</p>'.encode(), TEXT.strip(), "stdin"),
        (b'{"text": "He said so."}', "He said so.", "stdin:1"),
        (b'{\n"text": "He said so."\n}', "He said so.", "stdin"),
        (b'[{"text": "He said so."}]', "He said so.", "stdin:1"),
        (b"{He} said so, and not she.", "{He} said so, and not she.", "stdin"),
    ],
    ids=["text", "URL", "HTML", "XHTML", "JSONL", "JSON", "array", "braces"],
)
def test_stdin(data: bytes, text: str, uri: str) -> None:
    [found] = read(["-"], stdin=io.BytesIO(data))
    assert isinstance(found, Document), found
    assert (found.body.text, found.source_uri) == (text, uri)
    assert found.origin == ("stdin:1" if uri == "stdin:1" else "stdin")


def test_many_lines_on_stdin() -> None:
    line = json.dumps({"text": "a" * 1000}).encode() + b"\n"
    count = MAX_ARTICLE_BYTES // len(line) + 10
    found = list(read(["-"], stdin=io.BytesIO(line * count)))
    assert len(found) == count
    assert found[-1].source_uri == f"stdin:{count}"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b" \n", "is empty"),
        (b"\x89PNG\r\n", "is a binary file"),
        (b"a" * (MAX_ARTICLE_BYTES + 1), "is over 10 MB" + TOO_LARGE),
    ],
    ids=["empty", "binary", "large"],
)
def test_bad_stdin(data: bytes, why: str) -> None:
    # What lies beyond the limit is not read, so its digest is not known.
    digest = hashlib.sha256(data).hexdigest() if len(data) <= MAX_ARTICLE_BYTES else None
    assert list(read(["-"], stdin=io.BytesIO(data))) == [Rejection("stdin", why, digest)]
