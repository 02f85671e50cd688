"""An HTML page as its reader sees it, and what its markup says of it, with offsets.

The standard library's HTMLParser takes time quadratic in a page's size where comments or quotation
marks are left open, minutes for 100 kB; this goes through a page once, as browsers do.
"""

from __future__ import annotations

import html
import re
from array import array
from typing import NamedTuple

from claims.mapped import NOWHERE

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section summary "
    "table tbody td tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = frozenset({"noscript", "template", "select", "svg", "math", "object"})
# up to their own end tags, nothing inside is markup
_RAW = frozenset({"script", "style", "textarea", "iframe", "xmp", "noembed", "noframes"})

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']++|"[^"]*"|'[^']*')*+)>""")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_ATTRIBUTE = re.compile(
    r"""([^\s=/>"']+)(?:\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s>"']+)))?"""
)
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[a-zA-Z][a-zA-Z0-9]{0,40});?")

# where a block begins or ends, and where a line is broken; they stand nowhere in the source
PARAGRAPH = "\u2029"
LINE = "\u2028"


class Time(NamedTuple):
    """A `<time datetime>`."""

    stated: str
    of_publication: bool
    """Whether it is marked as that."""


class Markup:
    """The visible characters of one page, each with its offset, and its metadata as stated."""

    def __init__(self, source: str) -> None:
        self.characters: list[str] = []
        self.offsets = array("i")
        self.body_from = 0
        """The first visible character of the body: those before are the page's title."""
        self.language: str | None = None
        self.metas: dict[str, str] = {}
        """Content by property or name, in lower case; of several alike the first."""
        self.times: list[Time] = []
        self.linked_data: list[str] = []
        """The JSON-LD scripts."""
        self._source = source
        self._hidden: list[str] = []
        at = 0
        while at < len(source):
            tag = source.find("<", at)
            self._data(at, tag if tag >= 0 else len(source))
            at = self._tag(tag) if tag >= 0 else len(source)

    def _tag(self, at: int) -> int:
        """Take the markup at `at`; the offset after it."""
        source = self._source
        if source.startswith("<!--", at):
            # "<!-->" is a whole comment
            return _after(source, "-->", at + 2)
        if source.startswith(("<!", "<?"), at):
            return _after(source, ">", at)
        if not _TAG_START.match(source, at):
            self._data(at, at + 1)
            return at + 1
        match = _TAG.match(source, at)
        if match is None:
            # a quotation mark is never closed: the tag ends where it seems to
            return _after(source, ">", at)
        name = match[2].lower()
        if match[1]:
            self._end(name)
            return match.end()
        self._start(name, match[3])
        return self._raw(name, match[3], match.end()) if name in _RAW else match.end()

    def _start(self, name: str, attributes: str) -> None:
        if name in {"html", "meta", "time"}:
            self._note(name, _named(attributes))
        if name in _HIDDEN and not attributes.endswith("/"):
            self._hidden.append(name)
        elif name == "br":
            self._mark(LINE)
        elif name in _BLOCKS:
            self._mark(PARAGRAPH)
        if name == "body":
            self.body_from = len(self.characters)

    def _end(self, name: str) -> None:
        if name in self._hidden:
            while self._hidden.pop() != name:
                pass
        elif name in _BLOCKS:
            self._mark(PARAGRAPH)

    def _raw(self, name: str, attributes: str, at: int) -> int:
        """Skip what is no markup; the offset of the end tag."""
        end = re.compile(rf"</{name}\b", re.IGNORECASE).search(self._source, at)
        until = end.start() if end else len(self._source)
        if name == "script" and "ld+json" in _named(attributes).get("type", "").lower():
            self.linked_data.append(self._source[at:until])
        return until

    def _note(self, name: str, named: dict[str, str]) -> None:
        """Keep what an element states about the page."""
        if name == "html" and self.language is None:
            self.language = named.get("lang") or named.get("xml:lang")
        elif name == "meta":
            key = named.get("property") or named.get("name") or named.get("itemprop") or ""
            self.metas.setdefault(key.lower(), named.get("content", ""))
        elif name == "time" and "datetime" in named:
            marks = f"{named.get('itemprop')} {named.get('class')}".lower()
            self.times.append(Time(named["datetime"], "publish" in marks or "pubdate" in named))

    def _data(self, start: int, end: int) -> None:
        if self._hidden:
            return
        for match in _ENTITY.finditer(self._source, start, end):
            self._plain(start, match.start())
            start = match.end()
            text = html.unescape(match[0])
            if text == match[0]:  # no entity after all
                self._plain(match.start(), start)
            else:
                self.characters.extend(text)
                self.offsets.extend([match.start()] * len(text))
        self._plain(start, end)

    def _plain(self, start: int, end: int) -> None:
        self.characters.extend(self._source[start:end])
        self.offsets.extend(range(start, end))

    def _mark(self, mark: str) -> None:
        if not self._hidden:
            self.characters.append(mark)
            self.offsets.append(NOWHERE)


def _after(source: str, end: str, at: int) -> int:
    found = source.find(end, at)
    return found + len(end) if found >= 0 else len(source)


def _named(attributes: str) -> dict[str, str]:
    """Attributes by name; of several alike the first."""
    named: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        value = match["a"] or match["b"] or match["c"] or ""
        named.setdefault(match[1].lower(), html.unescape(value))
    return named
