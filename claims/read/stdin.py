"""Standard input: one article, or JSON lines."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from claims.errors import InputError
from claims.read.encoding import decode
from claims.read.limits import MAX_ARTICLE_BYTES, check_size
from claims.read.rows import Columns
from claims.read.source import Source
from claims.read.unparsed import Unparsed
from claims.records import Document, Rejection

_NAME = "stdin"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# an opening brace alone may begin a sentence
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*\{")
_BOM = b"\xef\xbb\xbf"


def read_stdin(stream: BinaryIO, columns: Columns) -> Iterator[Unparsed | Document | Rejection]:
    """What `stream` holds: a page, JSON, or else plain text."""
    head = stream.read(MAX_ARTICLE_BYTES + 1)
    complete = len(head) <= MAX_ARTICLE_BYTES
    digest = hashlib.sha256(head).hexdigest()
    try:
        start = head.removeprefix(_BOM).lstrip()
        if not start:
            raise InputError("is empty")
        if _is_lines(head):
            from claims.read.jsonl import read_lines

            whole = io.BufferedReader(_Chained(head, stream))
            yield from read_lines(whole, _NAME, _NAME, columns)
            return
        check_size(len(head) if complete else None, MAX_ARTICLE_BYTES)
        source = Source(_NAME, _NAME, head, digest)
        if _JSON.match(start):
            from claims.read.jsonl import read_json

            yield from read_json(source, columns)
        elif _HTML.match(start) or _HTML.match(decode(head, page=True)[:1000].encode()):
            yield Unparsed(source, "html")
        else:
            yield Unparsed(source, "text")
    except InputError as error:
        yield Rejection(_NAME, str(error), digest if complete else None)


def _is_lines(head: bytes) -> bool:
    """Whether each line looks like a JSON object; the last may be cut off."""
    lines = [line.strip() for line in head.removeprefix(_BOM).splitlines()]
    lines = [line for line in lines if line]
    return (
        all(line.startswith(b"{") for line in lines)
        and all(line.endswith(b"}") for line in lines[:-1])
        and (len(lines) > 1 or lines[0].endswith(b"}"))
    )


class _Chained(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
