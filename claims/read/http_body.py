"""The body of an HTTP answer as the page that it is: chunks joined, compression undone."""

from __future__ import annotations

import re
import zlib

from claims.errors import InputError
from claims.read.limits import check_size

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP = b"\x1f\x8b"
_CUT = "is cut off"


def page_of(body: bytes, transfer: str, encoding: str, limit: int) -> bytes:
    """The bytes of a page, given what the headers Transfer-Encoding and Content-Encoding say.

    Crawlers store some bodies decoded and keep the headers: a body that is not as they say is
    taken as it is. Raises InputError for one that is cut off, or larger than `limit`.
    """
    for coding in reversed([*_codings(encoding), *_codings(transfer)]):
        match coding:
            case "chunked":
                body = _joined(body)
            case "gzip" | "x-gzip":
                body = _inflated(body, 31, limit) if body.startswith(_GZIP) else body
            case "deflate":
                body = _deflated(body, limit)
            case "br":
                body = _unbrotli(body, limit)
            case "identity":
                pass
            case _ if _is_markup(body):
                pass
            case _:
                raise InputError("is packed in a way that is not read here")
    check_size(len(body), limit)
    return body


def _codings(header: str) -> list[str]:
    return [coding for part in header.split(",") if (coding := part.strip().lower())]


def _is_markup(body: bytes) -> bool:
    return body[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _joined(body: bytes) -> bytes:
    """The chunks of a body; what has none is no chunked one."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(body, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        start = match.end()
        if start + size > len(body):
            if not parts:
                return body
            raise InputError(_CUT)
        parts.append(body[start : start + size])
        at = start + size
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    if not parts:
        return body
    raise InputError(_CUT if at >= len(body) else "has broken chunks")


def _inflated(body: bytes, kind: int, limit: int) -> bytes:
    parts: list[bytes] = []
    have = 0
    while body:  # members may follow one another
        unpacker = zlib.decompressobj(kind)
        try:
            part = unpacker.decompress(body, limit + 1 - have)
        except zlib.error as error:
            if parts:
                break  # something else follows
            raise InputError("is not packed as it says") from error
        parts.append(part)
        have += len(part)
        check_size(have if have <= limit else None, limit)
        if not unpacker.eof:
            raise InputError(_CUT)
        body = unpacker.unused_data
    return b"".join(parts)


def _deflated(body: bytes, limit: int) -> bytes:
    if _is_markup(body):
        return body
    try:
        return _inflated(body, zlib.MAX_WBITS, limit)
    except InputError as error:
        if not isinstance(error.__cause__, zlib.error):
            raise
        return _inflated(body, -zlib.MAX_WBITS, limit)  # as old servers of Microsoft's do


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        made = unpacker.process(body, output_buffer_limit=limit + 1)
        while len(made) <= limit and not unpacker.is_finished():
            more = unpacker.process(b"", output_buffer_limit=limit + 1 - len(made))
            if not more:
                break
            made += more
    except brotli.error as error:
        if _is_markup(body):
            return body
        raise InputError("is not packed as it says") from error
    check_size(len(made) if len(made) <= limit else None, limit)
    if not unpacker.is_finished():
        if _is_markup(body):
            return body
        raise InputError(_CUT)
    return bytes(made)
