"""The canonical text of an article, and the map back to its source."""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata

from claims import ids
from claims.errors import InputError
from claims.mapped import Mapped
from claims.records import Article, Document, Paragraph, SectionName
from claims.sections import classify, continues, paragraphs, same_words

MAX_CHARACTERS = 500_000
"""The longest book-length feature is a tenth of this; a longer text is not one article."""
MIN_WORDS_TO_TELL_LANGUAGE = 20
LANGUAGES = frozenset({"en"})

_LINE_END = re.compile(r"\r\n?|[\u2028\x85\x0b]")
_PAGE_END = re.compile(r"[\u2029\f]")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_SPACE = re.compile(r"[^\S\n]+")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_TAGS = (
    (
        re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote)(?:\s[^<>]*|/)?>", re.IGNORECASE),
        "\n\n",
    ),
    (
        re.compile(r"</?(?:a|b|i|u|em|strong|span|sup|sub|small)(?:\s[^<>]*|/)?>", re.IGNORECASE),
        "",
    ),
)
"""What records from web pages often keep of them; other words in angle brackets are text."""
_COMBINED = re.compile(r"\w[\u0300-\u036f]+")
_MARKDOWN = tuple(
    (re.compile(pattern, re.MULTILINE), template)
    for pattern, template in (
        (r"!\[[^\]\n]*\]\([^)\n]*\)", ""),  # an image
        (r"\[([^\]\n]+)\]\((?:https?://|/|#)[^)\n]*\)", r"\1"),  # a link: its words
        (r"^[ ]{0,3}(?:#{1,6}|>)[ ]+", ""),  # a heading's or quotation's mark
    )
)
_EMPHASIS = tuple(
    re.compile(rf"(?<![\w*_]){mark}(?=[^\s*_])([^\n]*?[^\s*_]){mark}(?![\w*_])")
    for mark in (r"\*\*", "__", r"\*", "_")
)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_CUT_WORD = re.compile(r"(?<=\w)(-)[^\S\n]*\n[^\S\n]*(?=[a-z])")
"""A hyphen at a line's end stays: it may be the word's own, as in "two-year"."""
_SENTENCE_END = re.compile(r"[.!?:;…][\"”'’)\]]*$")
WRAPPED_LINE = range(40, 121)
"""Characters in a line that an editor or a page may have broken by length alone."""


def clean(document: Document) -> Article:
    """The article that a document holds, in canonical text.

    Paragraphs are separated by one blank line, the headline first; white space is single plain
    spaces; markup, credits, bylines and addresses are gone; the words stay as published.

    Raises InputError where nothing is left, the text is too long, or its language is not read.
    """
    if len(document.body) > MAX_CHARACTERS:
        raise InputError(
            f"has {len(document.body):,} characters; an article may have up to {MAX_CHARACTERS:,}: "
            "split it into its articles"
        )
    title = _line(_plain(document.title)).strip() if document.title else None
    if title is not None and not title.text:
        title = None
    parts: list[tuple[SectionName, Mapped]] = [("headline", title)] if title else []
    for block in _blocks(_plain(document.body)):
        if (title and same_words(block.text, title.text)) or not (part := classify(block.text)):
            continue
        section, span = part
        words = block.slice(*span)
        for emphasis in _EMPHASIS:
            words = words.sub(emphasis, r"\1")
        if words := words.strip():
            parts.append((section, words))
    if not any(section == "body" for section, _ in parts):
        raise InputError("holds no article text")
    text, placed = _lay_out(parts)
    language = _language(document, text.text)
    return _article(
        text,
        placed,
        source_uri=document.source_uri,
        outlet=document.outlet,
        title=title.text if title else None,
        byline=document.byline,
        published=document.published,
        language=language,
        source_sha256=document.source_sha256,
    )


def as_given(text: str, title: str | None = None, published: dt.date | None = None) -> Article:
    """A bare text as an article, no character changed.

    Raises InputError where it has more than 500,000 characters, or half a surrogate pair.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"the text has {len(text):,} characters; one article may have up to "
            f"{MAX_CHARACTERS:,}: pass its articles one by one"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"the text holds half a surrogate pair at offset {error.start}, which is no character: "
            "decode it anew"
        ) from error
    return _article(
        Mapped.identity(text),
        paragraphs(text, title),
        source_uri="",
        outlet=None,
        title=title,
        byline=None,
        published=published,
        language="en",
        source_sha256=ids.text_sha256(text),
    )


def _article(
    text: Mapped,
    placed: tuple[Paragraph, ...],
    *,
    source_uri: str,
    outlet: str | None,
    title: str | None,
    byline: str | None,
    published: dt.date | None,
    language: str,
    source_sha256: str,
) -> Article:
    return Article(
        article_id=ids.article_id(source_uri, text.text),
        source_uri=source_uri,
        outlet=outlet,
        title=title,
        byline=byline,
        published=published,
        language=language,
        text=text.text,
        text_sha256=ids.text_sha256(text.text),
        source_sha256=source_sha256,
        word_count=len(text.text.split()),
        paragraphs=placed,
        source=text,
    )


def _plain(text: Mapped) -> Mapped:
    """Line ends, spaces and letters in one form each; Markdown's links and headings undone."""
    text = text.sub(_ENTITY, lambda match: html.unescape(match[0]))
    for tag, template in _TAGS:  # after entities: feeds escape their markup
        text = text.sub(tag, template)
    text = text.sub(_LINE_END, "\n").sub(_PAGE_END, "\n\n").sub(_UNSEEN, "")
    text = text.sub(_SPACE, " ")
    text = text.sub(_COMBINED, lambda match: unicodedata.normalize("NFC", match[0]))
    for pattern, template in _MARKDOWN:
        text = text.sub(pattern, template)
    return text


def _blocks(text: Mapped) -> list[Mapped]:
    """The paragraphs, each on one line; those that a page break cut are whole again."""
    blocks: list[Mapped] = []
    start = 0
    for end, after in [
        *((m.start(), m.end()) for m in _BLANK_LINES.finditer(text.text)),
        (None, 0),
    ]:
        for block in _unwrapped(text.slice(start, end)):
            if blocks and continues(blocks[-1].text, block.text):
                hyphen = blocks[-1].text.endswith("-")
                gap = Mapped.inserted("" if hyphen else " ")
                blocks[-1] = Mapped.join([blocks[-1], gap, block])
            elif block.text:
                blocks.append(block)
        start = after
    return blocks


def _unwrapped(block: Mapped) -> list[Mapped]:
    """The paragraphs of a block without blank lines: one, if its lines are broken by length."""
    lines = block.strip().text.split("\n")
    if len(lines) > 1 and _is_wrapped([line.strip() for line in lines]):
        return [_line(block.sub(_CUT_WORD, r"\1")).strip()]
    parts, start = [], 0
    for line in block.text.split("\n"):
        parts.append(_line(block.slice(start, start + len(line))).strip())
        start += len(line) + 1
    return parts


def _is_wrapped(lines: list[str]) -> bool:
    full = lines[:-1]
    longest = max(map(len, lines))
    ended = sum(_SENTENCE_END.search(line) is not None for line in full)
    alike = all(len(line) >= 0.7 * longest for line in full)
    return longest in WRAPPED_LINE and alike and 2 * ended <= len(full)


def _line(text: Mapped) -> Mapped:
    return text.sub(_ANY_SPACE, " ")


_ANY_SPACE = re.compile(r"\s+")


def _lay_out(parts: list[tuple[SectionName, Mapped]]) -> tuple[Mapped, tuple[Paragraph, ...]]:
    pieces: list[Mapped] = []
    placed: list[Paragraph] = []
    at = 0
    for section, words in parts:
        if pieces:
            pieces.append(Mapped.inserted("\n\n"))
            at += 2
        pieces.append(words)
        placed.append(Paragraph(at, at + len(words), section))
        at += len(words)
    return Mapped.join(pieces), tuple(placed)


def _language(document: Document, text: str) -> str:
    """The text's language; only what a text is long enough to tell overrides its source's word."""
    declared = document.language
    enough = len(text.split()) >= MIN_WORDS_TO_TELL_LANGUAGE
    if enough:
        import py3langid

        language = str(py3langid.classify(text)[0])
    else:
        language = declared or "en"
    if language not in LANGUAGES:
        raise InputError(f"is in language {language!r}; so far only English ('en') is read")
    return language
