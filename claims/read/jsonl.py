"""JSON: an article a line, an array of articles, or one article."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from claims.errors import InputError
from claims.read.limits import MAX_ARTICLE_BYTES, check_size
from claims.read.rows import NAMES, Columns, document
from claims.read.source import Source
from claims.records import Document, Rejection

_BOM = b"\xef\xbb\xbf"
_SPACE = re.compile(r"[ \t\r\n]*")


def read_lines(
    stream: BinaryIO, name: str, origin: str, columns: Columns
) -> Iterator[Document | Rejection]:
    """The article of each line of `stream`; one that holds none is rejected."""
    number = records = 0
    fields: set[str] = set()
    for number, line in enumerate(_lines(stream), 1):
        place, here = f"{name}:{number}", f"{origin}:{number}"
        raw = line.rstrip(b"\r\n")
        bare = raw.removeprefix(_BOM) if number == 1 else raw
        if not bare.strip():
            continue
        records += 1
        try:
            check_size(len(line) if len(line) <= MAX_ARTICLE_BYTES else None, MAX_ARTICLE_BYTES)
            record = _loaded(_decoded(bare))
            yield _document(record, columns, fields, place=place, origin=here, raw=raw)
        except InputError as error:
            whole = len(line) <= MAX_ARTICLE_BYTES
            yield Rejection(here, str(error), hashlib.sha256(raw).hexdigest() if whole else None)
    if not records:
        yield Rejection(origin, "is empty")
    yield from _never_met(fields, columns, origin)


def read_json(source: Source, columns: Columns) -> Iterator[Document | Rejection]:
    """The articles of a JSON array, or the one of a JSON object."""
    text = _decoded(source.data.removeprefix(_BOM))
    start = _skip(text, 0)
    if not text.startswith("[", start):
        record = _loaded(text)
        fields: set[str] = set()
        place, here = source.name, source.origin
        yield _document(record, columns, fields, place=place, origin=here, raw=source.data)
        yield from _never_met(fields, columns, here)
        return
    # one element at a time, so that a cut array still gives the articles before the cut
    fields = set()
    number, at = 0, _skip(text, start + 1)
    while not text.startswith("]", at):
        number += 1
        place, here = f"{source.name}:{number}", f"{source.origin}:{number}"
        try:
            record, end = _element(text, at)
        except InputError as error:
            yield Rejection(here, f"{error}; nothing is read from here on")
            return
        try:
            raw = text[at:end].encode("utf-8", "surrogatepass")
            yield _document(record, columns, fields, place=place, origin=here, raw=raw)
        except InputError as error:
            yield Rejection(here, str(error), hashlib.sha256(raw).hexdigest())
        at = _skip(text, end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("]", at):
            why = f"is cut off after record {number}, or has no comma there"
            yield Rejection(source.origin, f"{why}; nothing is read from here on")
            return
    if not number:
        yield Rejection(source.origin, "is an empty array")
    yield from _never_met(fields, columns, source.origin)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of `stream`; of a line beyond the limit, just enough to show that it is."""
    limit = MAX_ARTICLE_BYTES + 2  # a line end is no part of the article
    while line := stream.readline(limit):
        yield line
        rest = line
        while len(rest) == limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit)


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not UTF-8: the byte at offset {error.start} cannot be decoded"
        ) from error


def _loaded(text: str) -> object:
    record, end = _element(text, _skip(text, 0))
    end = _skip(text, end)
    if end != len(text):
        raise InputError(f"is not valid JSON: text follows the value at offset {end}")
    return record


def _element(text: str, at: int) -> tuple[object, int]:
    try:
        found: tuple[object, int] = json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise InputError(
            f"is not valid JSON: {_lowered(error.msg)} at offset {error.pos}"
        ) from error
    except RecursionError as error:
        raise InputError("is not valid JSON for an article: it is nested too deeply") from error
    except ValueError as error:
        # a number of thousands of digits
        raise InputError("is not valid JSON for an article: it holds an endless number") from error
    return found


def _document(
    record: object, columns: Columns, fields: set[str], *, place: str, origin: str, raw: bytes
) -> Document:
    """The record's article; its fields are added to `fields`."""
    if not isinstance(record, dict):
        raise InputError('is not a JSON object such as {"text": "…"}')
    fields.update(record)
    # Many writers leave out what is null, so only the text has to be in every record.
    fault = Columns(columns.theirs, frozenset()).missing(record, "field")
    if fault:
        raise InputError(fault)
    values = {ours: record.get(columns.theirs[ours]) for ours in NAMES}
    return document(values, columns, place=place, origin=origin, raw=raw)


def _never_met(fields: set[str], columns: Columns, origin: str) -> Iterator[Rejection]:
    """A mapping to a field that none of a file's records has is a slip, and said once."""
    if (
        fields
        and columns.theirs["text"] in fields
        and (fault := columns.missing(sorted(fields), "field"))
    ):
        yield Rejection(origin, fault)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:].removesuffix(" at")
