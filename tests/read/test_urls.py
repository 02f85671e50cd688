"""Inputs at addresses: a real S3 server, and fsspec's files in memory."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest

from claims.dataset import _portable
from claims.read import read
from claims.records import Document, Rejection, Skipped
from tests.crawl import QUOTE, URL, Archive
from tests.s3 import BUCKET, server

FILES = {
    "news/b.txt": b"The bridge is shut, the mayor said.",
    "news/a/c.jsonl": b'{"text": "One."}\n{"text": ""}\n',
    "news/a.txt": b"The port is open, the mayor said.",
    "news/.hidden/x.txt": b"Nobody reads this.",
    "news/x.docx": b"no",
}


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    with server() as client:
        for name, data in FILES.items():
            client.put_object(Bucket=BUCKET, Key=name, Body=data)  # type: ignore[attr-defined]
        yield client


@pytest.fixture
def memory() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for name, data in FILES.items():
        files.pipe_file(f"/{name}", data)
    yield "memory://news"
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def places(*inputs: str) -> list[str]:
    return [one.origin if isinstance(one, Document) else one.source for one in read(inputs)]


def test_a_folder_is_read_as_one_here_is(s3: object, tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    here = list(read([tmp_path / "news"]))
    there = list(read([f"s3://{BUCKET}/news"]))
    for one, other in zip(here, there, strict=True):
        if isinstance(one, Document):
            assert isinstance(other, Document)
            assert (one.source_uri, one.body, one.source_sha256) == (
                other.source_uri, other.body, other.source_sha256,
            )  # fmt: skip
        else:
            assert isinstance(other, Rejection)
            given = [str(tmp_path / "news")], [f"s3://{BUCKET}/news/"]
            assert _portable(one, given[0]) == _portable(other, given[1])
    assert places(f"s3://{BUCKET}/news/") == [
        f"s3://{BUCKET}/news/{name}" for name in ("a.txt", "a/c.jsonl:1", "a/c.jsonl:2", "b.txt", "x.docx")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("**/*.jsonl", ["a/c.jsonl:1", "a/c.jsonl:2"]),
        ("[a]*", ["a/c.jsonl:1", "a/c.jsonl:2", "a.txt"]),
        ("b.txt", ["b.txt"]),
    ],
)
def test_patterns(s3: object, memory: str, pattern: str, names: list[str]) -> None:
    for base in (f"s3://{BUCKET}/news", memory):
        assert places(f"{base}/{pattern}") == [f"{base}/{name}" for name in names]


def test_a_file_is_read_once(memory: str) -> None:
    assert places(f"{memory}/b.txt", memory, f"{memory}/*.txt")[0] == f"{memory}/b.txt"
    assert len(places(f"{memory}/b.txt", memory, f"{memory}/*.txt")) == 5


def test_a_warc_file_by_its_address(s3: Any) -> None:
    archive = Archive().pages(2)
    archive.add("x", kind="metadata")
    s3.put_object(Bucket=BUCKET, Key="crawl/n.warc.gz", Body=archive.bytes.getvalue())
    skipped: list[Skipped] = []
    found = list(read([f"s3://{BUCKET}/crawl/*.warc.gz"], skipped=skipped.append))
    assert [one.source_uri for one in found if isinstance(one, Document)] == [URL + "0", URL + "1"]
    assert all(isinstance(one, Document) and QUOTE in one.body.text for one in found)
    assert skipped == [Skipped(f"s3://{BUCKET}/crawl/n.warc.gz", {"metadata": 1})]


def test_what_is_not_there_is_rejected_and_the_rest_read(s3: object, memory: str) -> None:
    inputs = [f"s3://{BUCKET}/none.txt", f"s3://{BUCKET}/none/*.txt", "s3://no-such-bucket/x",
              "nosuch://a/b", f"{memory}/a.txt"]  # fmt: skip
    *faults, good = read(inputs)
    assert [fault.reason for fault in faults if isinstance(fault, Rejection)] == [
        "does not exist",
        "matches no file",
        "does not exist",
        "is an address of no known kind; known are s3://, gs://, hf:// and others of fsspec",
    ]
    assert [fault.source for fault in faults if isinstance(fault, Rejection)] == inputs[:-1]
    assert isinstance(good, Document)


def test_what_is_missing_here_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    [fault] = read(["gs://bucket/news"])
    why = "cannot be reached without another package: pip install gcsfs"
    assert fault == Rejection("gs://bucket/news", why)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    [fault] = read(["s3://other-bucket/news"])
    assert isinstance(fault, Rejection)
    assert fault.reason.startswith("cannot be reached without credentials that are known there (")
    assert fault.reason.endswith(
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use `aws configure`"
    )
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_of_the_web_data_is_fetched_and_pages_are_not(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text(json.dumps({"text": "One."}))
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{web.server_address[1]}"
        good, missing, refused = read([f"{base}/n.jsonl?x=1", f"{base}/no.jsonl", f"{base}/n.html"])
        web.shutdown()
    assert isinstance(good, Document)
    assert (good.source_uri, good.origin) == ("n.jsonl:1", f"{base}/n.jsonl?x=1:1")
    assert missing == Rejection(f"{base}/no.jsonl", "does not exist")
    why = "is a web address, and no page is fetched from the network; save the page as .html"
    assert refused == Rejection(f"{base}/n.html", why)
