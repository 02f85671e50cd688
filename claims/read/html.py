"""Web pages."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any, cast

import trafilatura
from trafilatura.settings import Document as ExtractedPage

from claims.errors import InputError
from claims.mapped import Mapped
from claims.read.encoding import decode
from claims.read.html_date import published_on
from claims.read.layout import meta_line
from claims.read.rows import language_code
from claims.read.source import Source, outlet_of
from claims.read.visible import Visible
from claims.records import Document

# their remarks on a page are not ours, and would reach stderr where nobody configured logging
for _library in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_MIN_WORDS = 20
"""Less is a cookie notice, a paywall or an index page."""

_CAPTIONS = [
    "//figcaption",
    "//*[self::p or self::div or self::span][contains(@class, 'caption')]",
]
_INLINE = {"hi", "ref", "span", "lb", "del", "code", "cell", "graphic"}


def parse(source: Source, *, url: str | None = None, charset: str | None = None) -> Document:
    """The article of a page; offsets are into the decoded HTML.

    `url` is where the page was fetched, if that is known; else its own word counts. `charset` is
    the encoding that the server stated.
    """
    text = decode(source.data, page=True, stated=charset)
    if not text.strip():
        raise InputError("is empty")
    page = _extract(text)
    visible = Visible(text)
    blocks = [(tag, words) for tag, words in _blocks(page.body) if words.strip()]
    title, blocks = _title(page.title, blocks)
    byline, published, blocks = _without_meta_lines(blocks)
    # in the page's order: where words repeat, the search relies on it
    headline = visible.find(title, anew=True) if title else None
    body = _joined(visible.find(words) for _, words in blocks)
    if len(body.text.split()) < _MIN_WORDS:
        raise InputError("holds no article text")
    if url is None and page.url and outlet_of(page.url):
        url = page.url
    return Document(
        source_uri=url or source.name,
        origin=source.origin,
        source_sha256=source.sha256,
        body=body,
        title=headline,
        byline=page.author or byline,
        outlet=page.sitename or (outlet_of(url) if url else None),
        published=published_on(visible.markup, url) or published,
        language=language_code(visible.markup.language),
    )


def _extract(text: str) -> ExtractedPage:
    try:
        page = trafilatura.bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            prune_xpath=_CAPTIONS,
            # its date is not used, see `published_on`; a fixed last day at least costs no clock
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": "2100-01-01",
            },
        )
    except Exception as error:  # the page is hostile input to three parsers
        raise InputError(f"cannot be parsed as HTML ({type(error).__name__})") from error
    if page is None:
        raise InputError("holds no article text")
    return cast(ExtractedPage, page)


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """The paragraphs of what was extracted, each with the name of its element."""
    tag, words = "p", ""
    for event, element in _walk(body):
        if element.tag not in _INLINE:
            yield tag, words
            tag, words = (str(element.tag) if event == "start" else "p"), ""
        elif element.tag == "lb":
            words += "\n" * (event == "start")
        words += (element.text if event == "start" else element.tail) or ""
    yield tag, words


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Each element of an lxml tree where it starts and where it ends."""
    yield "start", element
    for child in element:
        yield from _walk(child)
    yield "end", element


def _title(
    stated: str | None, blocks: list[tuple[str, str]]
) -> tuple[str | None, list[tuple[str, str]]]:
    """The headline, taken out of the body where it opens it.

    The words over the article are the headline; what the page states for search engines may differ.
    """
    if blocks and blocks[0][0] == "head":
        return blocks[0][1], blocks[1:]
    if blocks and stated and _folded(blocks[0][1]) == _folded(stated):
        return stated, blocks[1:]
    return stated, blocks


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _without_meta_lines(
    blocks: list[tuple[str, str]],
) -> tuple[str | None, dt.date | None, list[tuple[str, str]]]:
    """Byline and date that open the body, and the body without them."""
    byline, published = None, None
    for index, (_, words) in enumerate(blocks):
        said = meta_line(words)
        if said is None:
            return byline, published, blocks[index:]
        byline, published = byline or said.byline, published or said.published
    return byline, published, []


def _joined(parts: Iterator[Mapped]) -> Mapped:
    gap = Mapped.inserted("\n\n")
    pieces: list[Mapped] = []
    for part in parts:
        if part.text:
            pieces.extend([gap, part] if pieces else [part])
    return Mapped.join(pieces)
