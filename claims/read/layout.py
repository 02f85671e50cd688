"""The parts of an article set as plain text: headline, "By …", date, body, and its URL at the end.

Every part is optional. Text without such a layout is all body: nothing is guessed from prose.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from claims.calendar import day_of_line
from claims.mapped import Mapped
from claims.read.source import outlet_of
from claims.spans import Span

# no-break spaces and tabs make a blank line, too
_BLANK = re.compile(r"(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BYLINE = re.compile(r"[*_\s]*by\b[\s:]*(?P<who>\S.*?)[*_\s]*", re.IGNORECASE)
_BYLINE_AND_DATE = re.compile(r"(?P<who>.+)(?:\||\s[–—•·-]\s)(?P<last>.+)")
_URL_LABEL = re.compile(
    r"[*_\s]*(?:original\s+(?:url|link|article|source)|source(?:\s+(?:url|link))?|url|link)[*_]*\s*:\s*[*_<]*\s*",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+", re.IGNORECASE)
# a URL breaks where a page or a copy wrapped it; more pieces are a sentence after the URL
_MAX_URL_PIECES = 4
_HEADING_MARK = re.compile(r"#{1,6}\s+|[*_]{2}(?=\S)")

# the longest headlines of tabloids and research news stay below
_MAX_HEADLINE = 250
# with neither byline nor date under it, a line must look all the more like a headline
_MAX_BARE_HEADLINE = 150
_MAX_BYLINE = 150
_SENTENCE_END = tuple(".!:;,…")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a plain text says of itself."""

    body: Mapped
    title: Mapped | None = None
    byline: str | None = None
    published: dt.date | None = None
    url: str | None = None


class MetaLine(NamedTuple):
    """A line that is about the article."""

    byline: str | None = None
    published: dt.date | None = None
    url: str | None = None


def parse_layout(source: Mapped) -> Layout:
    """The parts of `source`, each with its offsets."""
    text = source.text
    blocks, url = _without_url(text, _blocks(text))
    found = MetaLine(url=url)
    title, at = None, 0
    while at < len(blocks) and (said := _meta_lines(text, _lines(text, blocks[at]))):
        found, at = _merged(found, said), at + 1
    if at < len(blocks):
        headline, *under = _lines(text, blocks[at])
        said = _meta_lines(text, under)
        after = at + 1
        if not under or said:
            while after < len(blocks) and (more := _meta_lines(text, _lines(text, blocks[after]))):
                said, after = _merged(said or MetaLine(), more), after + 1
        if said or not under:
            rest = blocks[after:]
            if _is_headline(text[slice(*headline)], rest, introduced=said is not None):
                title = _heading(source.slice(*headline))
                found, at = _merged(found, said or MetaLine()), after
    start = blocks[at].start if at < len(blocks) else len(text)
    end = blocks[-1].end if blocks else 0
    body = source.slice(start, max(start, end))
    return Layout(body, title, found.byline, found.published, found.url)


def meta_line(line: str) -> MetaLine | None:
    """What a line that is byline, date or URL says; None for any other line."""
    byline = _byline(line)
    if byline:
        parts = _BYLINE_AND_DATE.fullmatch(byline)
        dated, day = day_of_line(parts["last"]) if parts else (False, None)
        return MetaLine(parts["who"].strip(" *_"), day) if parts and dated else MetaLine(byline)
    is_date, day = day_of_line(line)
    if is_date:
        return MetaLine(published=day)
    url = _labelled_url(line)
    return MetaLine(url=url) if url else None


def _byline(line: str) -> str | None:
    match = _BYLINE.fullmatch(line.strip())
    if match is None or len(line.strip()) > _MAX_BYLINE:
        return None
    who = match["who"]
    # "By Tuesday the troops had left the city." is prose
    prose = who.endswith((".", "!", "?", ":", ";")) and len(who.split()) > 4
    return None if prose else who


def _labelled_url(text: str) -> str | None:
    label = _URL_LABEL.match(text)
    if label is None:
        return None
    pieces = text[label.end() :].strip(" \t\r\n*_>").split()
    if len(pieces) > _MAX_URL_PIECES:
        pieces = pieces[:1]
    url = "".join(pieces)
    return url if _URL.fullmatch(url) and outlet_of(url) else None


def _blocks(text: str) -> list[Span]:
    """The stretches between blank lines, without the white space around them."""
    blocks: list[Span] = []
    done = 0
    for gap in _BLANK.finditer(text):
        blocks.append(_stripped(text, done, gap.start()))
        done = gap.end()
    blocks.append(_stripped(text, done, len(text)))
    return [block for block in blocks if block.start < block.end]


def _lines(text: str, block: Span) -> list[Span]:
    lines: list[Span] = []
    done = block.start
    for end in _LINE_END.finditer(text, *block):
        lines.append(_stripped(text, done, end.start()))
        done = end.end()
    lines.append(_stripped(text, done, block.end))
    return lines


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, max(start + left, start + len(part.rstrip())))


def _without_url(text: str, blocks: list[Span]) -> tuple[list[Span], str | None]:
    """The blocks before a labelled URL at the end, and the URL."""
    if len(blocks) < 2:
        return blocks, None
    last = blocks[-1]
    url = _labelled_url(text[slice(*last)])
    if url:
        return blocks[:-1], url
    for first in range(len(blocks) - 2, max(0, len(blocks) - 4), -1):
        # the label alone, and the URL below it, itself perhaps broken by blank lines
        if _URL_LABEL.fullmatch(text[slice(*blocks[first])]):
            url = _labelled_url(text[blocks[first].start : last.end])
            return (blocks[:first], url) if url else (blocks, None)
    lines = _lines(text, last)
    for index in range(max(1, len(lines) - 3), len(lines)):
        url = _labelled_url(text[lines[index].start : last.end])
        if url:
            return [*blocks[:-1], Span(last.start, lines[index - 1].end)], url
    return blocks, None


def _meta_lines(text: str, lines: list[Span]) -> MetaLine | None:
    """What lines say that are all about the article; None where one is not, or there are none."""
    found: MetaLine | None = None
    for line in lines:
        said = meta_line(text[slice(*line)])
        if said is None:
            return None
        found = _merged(found or MetaLine(), said)
    return found


def _merged(first: MetaLine, second: MetaLine) -> MetaLine:
    """What the first says, and what only the second does."""
    return MetaLine(
        second.byline if first.byline is None else first.byline,
        second.published if first.published is None else first.published,
        second.url if first.url is None else first.url,
    )


def _is_headline(line: str, body: list[Span], *, introduced: bool) -> bool:
    """Whether a line heads the `body`.

    `introduced`: a byline or a date stands between them, so that little else can be meant.
    """
    if introduced:
        return len(line) <= _MAX_HEADLINE
    return (
        len(line) <= _MAX_BARE_HEADLINE
        and (line.startswith("#") or not line.rstrip("\"'”’»)").endswith(_SENTENCE_END))
        and any(other.end - other.start > len(line) for other in body)
    )


def _heading(line: Mapped) -> Mapped:
    """A headline without the marks of Markdown."""
    mark = _HEADING_MARK.match(line.text)
    if mark is None:
        return line
    bare = line.slice(mark.end()).strip()
    if mark[0] in {"**", "__"} and bare.text.endswith(mark[0]):
        bare = bare.slice(0, len(bare) - 2)
    return bare
