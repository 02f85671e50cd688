"""`read` and `sources`: every input in its order, each by the reader of its format."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from claims.errors import InputError
from claims.read.inputs import expand
from claims.read.limits import MAX_ARTICLE_BYTES, MAX_PDF_BYTES
from claims.read.rows import Columns
from claims.read.source import file_digest, load, opened, printable
from claims.read.unparsed import Format, Item, Unparsed
from claims.read.urls import Skip, read_urls
from claims.records import Document, Rejection
from claims.remote import is_url


def read(
    inputs: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    skipped: Skip | None = None,
) -> Iterator[Document | Rejection]:
    """The articles of `inputs` one after the other, and a rejection for all that gives none.

    An input is a file, a folder (read with its subfolders, hidden files left out, in the order of
    the paths), a pattern such as `news/**/*.html`, or `-` for standard input. A file that is named
    twice is read once. An address that fsspec knows, such as `s3://bucket/news/*.jsonl.gz`, is a
    file, folder or pattern likewise, and what it stands for is fetched. `columns` maps this
    package's names to those of the fields or columns in JSON and Parquet inputs, as in
    `{"text": "body"}`; an `InputError` where it names no column.

    `skipped` is told what a WARC file holds beside its pages, which is neither article nor fault.
    """
    items = sources(inputs, columns=columns, stdin=stdin, skipped=skipped)
    return (item.parse() if isinstance(item, Unparsed) else item for item in items)


def sources(
    inputs: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    skipped: Skip | None = None,
) -> Iterator[Item]:
    """What `read` gives, but pages that are an article each not yet parsed.

    Parsing is most of the work of reading: who has other processes lets them do it.
    """
    return _sources(inputs, Columns.of(columns or {}), stdin, skipped)


def _sources(
    inputs: Iterable[str | Path], columns: Columns, stdin: BinaryIO | None, skipped: Skip | None
) -> Iterator[Item]:
    seen: set[str] = set()
    for item in inputs:
        if str(item) == "-":
            from claims.read.stdin import read_stdin

            yield from read_stdin(stdin or sys.stdin.buffer, columns)
            continue
        if is_url(item):
            yield from read_urls(str(item), seen, partial(_read_file, columns=columns), skipped)
            continue
        for found in expand(item, seen):
            if isinstance(found, Rejection):
                yield found
            else:
                yield from _read_file(found, skipped, columns=columns)


def _read_file(path: Path, skipped: Skip | None, *, columns: Columns) -> Iterator[Item]:
    return _digested(_read_kind(path, columns, skipped), path)


def _digested(found: Iterable[Item], path: Path) -> Iterator[Item]:
    """What was found in a file; a rejection of the file as a whole bears the file's digest."""
    whole = printable(path)
    for one in found:
        if isinstance(one, Rejection) and one.source == whole and one.source_sha256 is None:
            yield replace(one, source_sha256=file_digest(path))
        else:
            yield one


def _read_kind(path: Path, columns: Columns, skipped: Skip | None) -> Iterator[Item]:
    kind = "".join(suffix.lower() for suffix in path.suffixes[-2:])
    packed = kind.endswith(".gz")
    suffix = kind.removesuffix(".gz") if packed else path.suffix.lower()
    suffix = "." + suffix.rpartition(".")[2]
    try:
        if suffix in {".jsonl", ".ndjson"}:
            from claims.read.jsonl import read_lines

            with opened(path) as stream:
                yield from read_lines(stream, printable(path.name), printable(path), columns)
        elif suffix == ".json":
            from claims.read.jsonl import read_json

            yield from read_json(load(path, MAX_ARTICLE_BYTES), columns)
        elif suffix == ".parquet" and not packed:
            from claims.read.parquet import read_rows

            yield from read_rows(path, columns)
        elif suffix == ".warc":
            from claims.read.warc import read_warc

            yield from read_warc(path, skipped)
        elif suffix == ".pdf" and not packed:
            yield Unparsed(load(path, MAX_PDF_BYTES), "pdf")
        elif suffix in _PAGES:
            yield Unparsed(load(path, MAX_ARTICLE_BYTES), _PAGES[suffix])
        else:
            raise InputError(_unknown(path))
    except InputError as error:
        yield Rejection(printable(path), str(error))


_PAGES: Mapping[str, Format] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}


def _unknown(path: Path) -> str:
    suffix = printable("".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix)
    have = f"has the suffix {suffix}, which is not read" if suffix else "has no suffix"
    return (
        f"{have}; known are .txt, .md, .html, .htm, .xhtml, .json, .jsonl, .ndjson, .warc "
        "(each also with .gz), .pdf and .parquet"
    )
