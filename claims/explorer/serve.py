"""Serves a release on this machine alone, with the byte ranges that its page reads Parquet by."""

from __future__ import annotations

import mimetypes
import os
import re
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from claims.errors import ClaimsError
from claims.explorer.contents import FOLDER
from claims.release.manifest import Manifest
from claims.release.verify.files import walk
from claims.release.version import MANIFEST

HOST = "127.0.0.1"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page says of itself in its head, and `frame-ancestors`, which only a header may."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Asked again each time, which the ETag makes cheap: another release may come to this port.
    "Cache-Control": "no-cache",
}
_TYPES = {
    ".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml",
    ".json": "application/json", ".md": "text/plain", ".jsonl": "text/plain",
}  # fmt: skip
"""Those of the system differ from machine to machine, and a script of another type does not run."""

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_CHUNK = 1 << 18


class Server(ThreadingHTTPServer):
    """Serves the files that a release's manifest names, and the manifest; nothing else."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Listen at `port`, or at any that is free.

        Raises ReleaseError where `folder` is no release, ClaimsError where it has no explorer or
        the port cannot be had.
        """
        manifest = Manifest.of(folder)
        if f"{FOLDER}/index.html" not in manifest.files:
            raise ClaimsError(
                f"{folder} has no explorer: it was made by an older version; build it anew"
            )
        # A request is looked up in these, never made into a path, and so is a name of the manifest,
        # which may be altered: nothing outside the folder can be had, not by a link either.
        there, inside = walk(folder)[0], folder.resolve()
        self.paths = {
            f"/{name}": there[name]
            for name in (*manifest.files, MANIFEST)
            if name in there and there[name].resolve().is_relative_to(inside)
        }
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            raise ClaimsError(
                f"cannot listen at port {port}: {why}; give another one, or leave out --port"
            ) from error

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.server_port}/{FOLDER}/index.html"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that turns away in the midst of an answer is no error."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The bytes of a file that are asked for."""

    start: int
    end: int


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # so that a browser keeps its connections
    server: Server
    # Without it the last piece of each answer waits for the browser to acknowledge the others.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (what it is called)
        """Say nothing."""

    def version_string(self) -> str:
        return "claims"

    def _answer(self, *, body: bool) -> None:
        # Another name for this machine may be one that a web page has pointed at it.
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in (HOST, "localhost"):
            self._say(HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = unquote(urlsplit(self.path).path)
        if asked in ("/", f"/{FOLDER}", f"/{FOLDER}/"):
            self._say(HTTPStatus.FOUND, {"Location": f"/{FOLDER}/index.html"})
            return
        path = self.server.paths.get(asked)
        try:
            file = None if path is None else path.open("rb")
        except OSError:
            file = None
        if path is None or file is None:
            self._say(HTTPStatus.NOT_FOUND)
            return
        with file:
            self._file(file, path.suffix, body=body)

    def _file(self, file: BinaryIO, suffix: str, *, body: bool) -> None:
        status = os.fstat(file.fileno())
        tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        text = "; charset=utf-8" if kind.startswith("text/") else ""
        headers = {"ETag": tag, "Accept-Ranges": "bytes", "Content-Type": kind + text}
        if self.headers.get("If-None-Match") == tag:
            self._say(HTTPStatus.NOT_MODIFIED, headers, length=None)
            return
        size = status.st_size
        asked = self.headers.get("Range")
        if self.headers.get("If-Range", tag) != tag:
            asked = None
        part = None if asked is None else part_of(asked, size)
        if part is None:
            self._say(HTTPStatus.OK, headers, length=size)
            part = _Part(0, size)
        elif part.start >= part.end:
            headers["Content-Range"] = f"bytes */{size}"
            self._say(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers)
            return
        else:
            headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
            self._say(HTTPStatus.PARTIAL_CONTENT, headers, length=part.end - part.start)
        if body:
            self._send(file, part)

    def _send(self, file: BinaryIO, part: _Part) -> None:
        file.seek(part.start)
        left = part.end - part.start
        while left and (piece := file.read(min(left, _CHUNK))):
            self.wfile.write(piece)
            left -= len(piece)

    def _say(
        self,
        status: HTTPStatus,
        headers: dict[str, str] | None = None,
        length: int | None = 0,
    ) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, **(headers or {})}.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()


def part_of(asked: str, size: int) -> _Part | None:
    """What a Range header asks for of a file of that size; empty where it has no such bytes.

    None, which is all of the file, for a header that is none, or asks for several parts (RFC 9110
    lets a server ignore it).
    """
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return _Part(max(0, size - int(match[2])), size)
    start, last = int(match[1]), int(match[2] or size)
    if match[2] and last < start:
        return None
    return _Part(start, max(start, min(last + 1, size)) if start < size else start)
