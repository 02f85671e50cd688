"""Made-up crawls: WARC files by the library's own writer."""

from __future__ import annotations

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = ("Content-Type", "text/html; charset=utf-8")
QUOTE = "“The bridge — a folly — stays shut,” Zoë Ångström said 🌉."
URL = "https://news.example.org/2024/05/06/"


def page(number: int = 0, quote: str = QUOTE, head: str = "") -> str:
    filler = "The council had voted on the plan on Monday, after a debate of several hours. " * 3
    return (
        f"<html><head><title>Bridge {number} shut</title>{head}</head><body><article>"
        f"<h1>Bridge {number} shut</h1><p>{filler}</p><p>{quote}</p></article></body></html>"
    )


class Archive:
    """A WARC file in the making, by the library's own writer."""

    def __init__(self, packed: bool = True) -> None:
        self.bytes = io.BytesIO()
        self._writer = WARCWriter(self.bytes, gzip=packed)
        self.starts: list[int] = []

    def add(
        self,
        body: bytes | str,
        *headers: tuple[str, str],
        uri: str = URL + "bridge",
        kind: str = "response",
        status: str = "200 OK",
        warc: dict[str, str] | None = None,
    ) -> None:
        self.starts.append(self.bytes.tell())
        body = body.encode() if isinstance(body, str) else body
        http = None
        if kind in ("response", "request", "revisit"):
            line, protocol = (status, "HTTP/1.1") if kind != "request" else ("/ HTTP/1.1", "GET")
            http = StatusAndHeaders(line, list(headers), protocol=protocol)
        self._writer.write_record(
            self._writer.create_warc_record(
                uri, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=warc or {}
            )
        )

    def pages(self, count: int) -> Archive:
        for number in range(count):
            self.add(page(number), HTML, uri=f"{URL}{number}")
        return self
