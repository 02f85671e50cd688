"""WARC files: which records are pages, how their bytes become text, and what damage costs."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.clean import clean
from claims.read import read
from claims.read.http_body import page_of
from claims.read.warc_stream import DamagedError, records
from claims.records import Document, Rejection, Skipped
from tests.crawl import HTML, QUOTE, URL, Archive, page


def found_in(
    folder: Path, data: bytes, name: str = "news.warc.gz"
) -> tuple[list[Document | Rejection], list[Skipped]]:
    (folder / name).write_bytes(data)
    skipped: list[Skipped] = []
    return list(read([folder / name], skipped=skipped.append)), skipped


def told(found: Sequence[Document | Rejection]) -> list[str]:
    return [one.source_uri if isinstance(one, Document) else one.reason for one in found]


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc"])
def test_pages_are_articles_and_all_else_is_counted(tmp_path: Path, name: str) -> None:
    archive = Archive(packed=name.endswith(".gz"))
    archive.add("software: test", kind="warcinfo", uri="")
    archive.add("", ("Host", "news.example.org"), kind="request")
    archive.add(page(1), HTML, uri=URL + "one")
    archive.add("fetchTimeMs: 5", kind="metadata")
    archive.add("gone", HTML, status="404 Not Found")
    archive.add("", ("Location", "/"), status="301 Moved")
    archive.add(b"\x89PNG", ("Content-Type", "image/png"))
    archive.add("", HTML, kind="revisit", warc={"WARC-Profile": "x"})
    archive.add(page(2), ("Content-Type", "application/xhtml+xml"), uri=URL + "two")
    archive.add(page(3), uri=URL + "three")
    archive.add("<html><body>Cookies?</body></html>", HTML, uri=URL + "four")
    found, skipped = found_in(tmp_path, archive.bytes.getvalue(), name)
    why = f"{URL}four: holds no article text"
    assert told(found) == [URL + "one", URL + "two", URL + "three", why]
    counts = {"metadata": 1, "not HTML": 1, "request": 1, "revisit": 1, "status other than 200": 2,
              "warcinfo": 1}  # fmt: skip
    assert skipped == [Skipped(f"{tmp_path}/{name}", counts)]
    assert isinstance(found[-1], Rejection)
    assert found[-1].source == f"{tmp_path}/{name}:11"


def test_a_page_is_read_as_a_file_of_it_is(tmp_path: Path) -> None:
    archive = Archive()
    archive.add(page(), HTML)
    [stored], _ = found_in(tmp_path, archive.bytes.getvalue())
    (tmp_path / "page.html").write_text(page(), encoding="utf-8")
    [saved] = read([tmp_path / "page.html"])
    assert isinstance(stored, Document)
    assert isinstance(saved, Document)
    assert (
        stored.source_sha256 == saved.source_sha256 == hashlib.sha256(page().encode()).hexdigest()
    )
    assert (stored.body, stored.title) == (saved.body, saved.title)
    assert (stored.source_uri, stored.outlet) == (URL + "bridge", "news.example.org")
    assert str(stored.published) == "2024-05-06"  # of the address, not the day of the crawl
    article = clean(stored)
    start = article.text.index(QUOTE)
    assert article.source is not None
    places = article.source.offsets[start : start + len(QUOTE)]
    assert "".join(page()[place] for place in places) == QUOTE


def chunked(data: bytes, size: int = 40) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


RAW = page().encode()
CODED = {
    "chunked": (chunked(RAW), "chunked", ""),
    "gzip": (gzip.compress(RAW), "", "gzip"),
    "chunked gzip": (chunked(gzip.compress(RAW)), "chunked", "gzip"),
    "gzip as transfer": (chunked(gzip.compress(RAW)), "gzip, chunked", ""),
    "brotli": (brotli.compress(RAW), "", "br"),
    "deflate": (zlib.compress(RAW), "", "deflate"),
    "bare deflate": (raw_deflate(RAW), "", "deflate"),
    # crawlers store bodies decoded and leave the headers
    "not chunked": (RAW, "chunked", ""),
    "not gzip": (RAW, "", "gzip"),
    "not brotli": (RAW, "", "br"),
    "not deflate": (RAW, "", "deflate"),
    "unknown": (RAW, "", "zstd"),
}


@pytest.mark.parametrize("kind", CODED)
def test_codings_are_undone(tmp_path: Path, kind: str) -> None:
    body, transfer, encoding = CODED[kind]
    archive = Archive()
    archive.add(body, HTML, ("Transfer-Encoding", transfer), ("Content-Encoding", encoding))
    [found], _ = found_in(tmp_path, archive.bytes.getvalue())
    assert isinstance(found, Document), found
    assert QUOTE in found.body.text
    assert found.source_sha256 == hashlib.sha256(RAW).hexdigest()


@pytest.mark.parametrize(
    ("body", "transfer", "encoding", "why"),
    [
        (chunked(RAW)[:-60], "chunked", "", "is cut off"),
        (gzip.compress(RAW, mtime=0)[:-30], "", "gzip", "is cut off"),
        (brotli.compress(RAW)[:-30], "", "br", "is cut off"),
        (b"\x28\xb5\x2f\xfd__", "", "zstd", "is packed in a way that is not read here"),
        (gzip.compress(b"<p>" + bytes(11_000_000), mtime=0), "", "gzip", "is over 10 MB; "),
        (brotli.compress(b"<p>" + bytes(11_000_000)), "", "br", "is over 10 MB; "),
        (b"<p>" + b" " * 10_000_000, "", "", "is 10 MB; "),
    ],
)
def test_what_cannot_be_unpacked_is_rejected(
    tmp_path: Path, body: bytes, transfer: str, encoding: str, why: str
) -> None:
    archive = Archive()
    archive.add(body, HTML, ("Transfer-Encoding", transfer), ("Content-Encoding", encoding))
    archive.pages(1)
    [fault, after], _ = found_in(tmp_path, archive.bytes.getvalue())
    assert isinstance(fault, Rejection)
    assert fault.reason.startswith(f"{URL}bridge: {why}")
    assert fault.source_sha256 == hashlib.sha256(body).hexdigest()
    assert isinstance(after, Document)


@given(
    st.binary(max_size=3000), st.integers(1, 500), st.sampled_from(["", "gzip", "deflate", "br"])
)
@settings(max_examples=60, deadline=None)
def test_any_body_comes_back(data: bytes, size: int, encoding: str) -> None:
    pack = {"": bytes, "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
    assert page_of(chunked(pack[encoding](data), size), "chunked", encoding, 10_000) == data


def test_the_servers_encoding_is_a_hint(tmp_path: Path) -> None:
    quote = "“Le café d’Evian reste fermé,” said the mayor."
    meta = '<meta charset="{}">'.format
    archive = Archive()
    stated = ("Content-Type", "text/html; charset=ISO-8859-1")
    archive.add(page(quote=quote).encode("cp1252"), stated)
    archive.add(page(quote=quote, head=meta("koi8-r")).encode("cp1252"), stated)
    archive.add(page(quote=quote, head=meta("cp1252")).encode("cp1252"), HTML)
    archive.add(page(quote=quote).encode(), stated)
    found, _ = found_in(tmp_path, archive.bytes.getvalue())
    assert all(isinstance(one, Document) and quote in one.body.text for one in found), found


def test_a_page_that_the_crawler_cut_is_rejected(tmp_path: Path) -> None:
    archive = Archive()
    archive.add(page(), HTML, warc={"WARC-Truncated": "length"})
    [found], _ = found_in(tmp_path, archive.bytes.getvalue())
    assert told([found]) == [f"{URL}bridge: was cut off by the crawler (length)"]


def test_a_damaged_member_costs_one_record(tmp_path: Path) -> None:
    archive = Archive().pages(4)
    data, (_, second, third, last) = bytearray(archive.bytes.getvalue()), archive.starts
    data[second + 200] ^= 0xFF
    found, _ = found_in(tmp_path, bytes(data))
    why = f"the record at byte {second:,} is damaged; reading goes on at byte {third:,}"
    assert told(found) == [URL + "0", why, URL + "2", URL + "3"]
    assert isinstance(found[1], Rejection)
    assert found[1] == Rejection(f"{tmp_path}/news.warc.gz:2", why)
    whole = archive.bytes.getvalue()
    found, _ = found_in(tmp_path, whole[: second + 100] + whole[third:])
    assert [told(found)[at] for at in (0, 2, 3)] == [URL + "0", URL + "2", URL + "3"]
    found, _ = found_in(tmp_path, whole[:-20])
    why = f"the record at byte {last:,} is cut off; nothing is read from here on"
    assert told(found) == [URL + "0", URL + "1", URL + "2", why]


def test_a_damaged_record_of_a_bare_file_costs_no_other(tmp_path: Path) -> None:
    archive = Archive(packed=False).pages(3)
    whole, (_, second, third) = archive.bytes.getvalue(), archive.starts
    lying = re.sub(rb"(Content-Length: )(?=\d)", rb"\g<1>9", whole[second:third], count=1)
    found, _ = found_in(tmp_path, whole[:second] + lying + whole[third:], "news.warc")
    why = f"the record at byte {second:,} is cut off; reading goes on at byte {third + 1:,}"
    assert told(found) == [URL + "0", why, URL + "2"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"<html>", "is not a WARC file, or is cut off in its first record; fetch it again, and "),
        (gzip.compress(b"", mtime=0), "holds no records"),
        (gzip.compress(b"WARC/1.0\r\n" + b"x" * 3_000_000, mtime=0), "is not a WARC file"),
        (gzip.compress(b"WARC/1.0\r\nContent-Length: -1\r\n\r\n", mtime=0), "is not a WARC file"),
    ],
)
def test_what_is_no_warc_file(tmp_path: Path, data: bytes, why: str) -> None:
    [fault], skipped = found_in(tmp_path, data)
    assert isinstance(fault, Rejection)
    assert fault.reason.startswith(why)
    assert (fault.source, skipped) == (f"{tmp_path}/news.warc.gz", [])
    assert fault.source_sha256 == hashlib.sha256(data).hexdigest()


def test_one_member_may_hold_all_records(tmp_path: Path) -> None:
    data = gzip.compress(Archive(packed=False).pages(3).bytes.getvalue())
    found, _ = found_in(tmp_path, gzip.compress(b"", mtime=0) * 3000 + data + bytes(512))
    assert told(found) == [URL + "0", URL + "1", URL + "2"]


SAMPLE = {packed: Archive(packed).pages(3) for packed in (True, False)}


@given(st.booleans(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_damage_stops_reading_or_makes_up_a_page(packed: bool, data: st.DataObject) -> None:
    """Whatever happens to some bytes, records are whole ones, or damage that lies further on."""
    whole = SAMPLE[packed].bytes.getvalue()
    at = data.draw(st.integers(0, len(whole) - 1))
    gone = data.draw(st.integers(0, 40))
    new = data.draw(st.binary(max_size=40))
    file = io.BytesIO(whole[:at] + new + whole[at + gone :])
    known = {one.block for one in records(io.BytesIO(whole), 0, packed=packed, most=10**6)}
    try:
        for record in records(file, 0, packed=packed, most=10**6):
            assert len(record.block) == record.length
            assert record.block in known or not packed  # no checksum tells of a bare file
    except DamagedError as damage:
        assert 0 <= damage.at <= len(whole) + 40
