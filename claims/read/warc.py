"""WARC: the pages that a crawler stored, such as those of Common Crawl's news (CC-NEWS)."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from claims.errors import InputError
from claims.read.http_body import page_of
from claims.read.limits import MAX_ARTICLE_BYTES, check_size
from claims.read.source import Source, printable, reason
from claims.read.unparsed import Unparsed
from claims.read.warc_stream import DamagedError, Record, next_start, records
from claims.records import Rejection, Skipped

_HTTP = StatusAndHeadersParser(["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/2", "HTTP/3"])
_MOST = MAX_ARTICLE_BYTES + 1_000_000
"""Of a record's bytes that are kept: a page of the largest size, with the answer's headers."""
_PAGES = {"text/html", "application/xhtml+xml"}
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_KINDS = {"warcinfo", "request", "metadata", "revisit", "resource", "conversion", "continuation"}


def read_warc(
    path: Path, skipped: Callable[[Skipped], None] | None = None
) -> Iterator[Unparsed | Rejection]:
    """The pages among a file's records; what is no page is counted and told to `skipped`.

    A damaged record is rejected, and reading goes on with the next one that can be found. Raises
    InputError where the file holds no record at all.
    """
    packed = path.suffix.lower() == ".gz"
    origin = printable(path)
    counts: Counter[str] = Counter()
    number = good = 0
    at: int | None = 0
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise InputError("is empty")
            while at is not None:
                try:
                    for record in records(file, at, packed=packed, most=_MOST):
                        number += 1
                        good += 1
                        found = _page(record, f"{origin}:{number}")
                        if isinstance(found, str):
                            counts[found] += 1
                        else:
                            yield found
                    at = None
                except DamagedError as damage:
                    number += 1
                    at = next_start(file, damage.at + 1, packed=packed)
                    if at is None and not good:
                        raise InputError(_not_warc(packed)) from damage
                    yield Rejection(f"{origin}:{number}", _told(damage, at))
    except OSError as error:
        raise InputError(f"cannot be read: {reason(error)}") from error
    finally:
        if counts and skipped is not None:
            skipped(Skipped(origin, dict(sorted(counts.items()))))
    if not number:
        raise InputError("holds no records")


def _not_warc(packed: bool) -> str:
    why = "is not a WARC file, or is cut off in its first record; fetch it again"
    return f"{why}, and see that it is compressed by gzip" if packed else why


def _told(damage: DamagedError, following: int | None) -> str:
    rest = "nothing is read from here on"
    if following is not None:
        rest = f"reading goes on at byte {following:,}"
    return f"the record at byte {damage.at:,} {damage}; {rest}"


def _page(record: Record, origin: str) -> Unparsed | Rejection | str:
    """The page that a record holds; else, as people call it, what it is instead."""
    kind = (record.headers.get_header("WARC-Type") or "").lower()
    if kind != "response":
        return kind if kind in _KINDS else "other"
    stream = io.BytesIO(record.block)
    try:
        answer = _HTTP.parse(stream)
    except (StatusAndHeadersParserException, EOFError):
        return "response without HTTP"
    if answer.get_statuscode() != "200":
        return "status other than 200"
    body = record.block[stream.tell() :]
    if not _is_html(record.headers, answer, body):
        return "not HTML"
    url = _address(record.headers)
    try:
        if not url:
            raise InputError("has no address")
        if cut := record.headers.get_header("WARC-Truncated"):
            raise InputError(f"was cut off by the crawler ({printable(cut)[:40]})")
        check_size(record.length if record.length <= _MOST else None, MAX_ARTICLE_BYTES)
        data = page_of(
            body,
            answer.get_header("Transfer-Encoding") or "",
            answer.get_header("Content-Encoding") or "",
            MAX_ARTICLE_BYTES,
        )
    except InputError as error:
        whole = record.length == len(record.block)
        digest = hashlib.sha256(body).hexdigest() if whole else None
        return Rejection(origin, f"{url}: {error}" if url else str(error), digest)
    charset = _CHARSET.search(answer.get_header("Content-Type") or "")
    source = Source(url, origin, data, hashlib.sha256(data).hexdigest())
    return Unparsed(source, "html", url, charset[1] if charset else None)


def _is_html(headers: StatusAndHeaders, answer: StatusAndHeaders, body: bytes) -> bool:
    stated = (
        answer.get_header("Content-Type") or headers.get_header("WARC-Identified-Payload-Type")
    ) or ""
    kind = stated.partition(";")[0].strip().lower()
    return kind in _PAGES or (not kind and _HTML.match(body) is not None)


def _address(headers: StatusAndHeaders) -> str:
    stated = (headers.get_header("WARC-Target-URI") or "").strip()
    if stated.startswith("<") and stated.endswith(">"):  # as early versions of the standard had it
        stated = stated[1:-1]
    return printable(stated).replace("\0", "")
