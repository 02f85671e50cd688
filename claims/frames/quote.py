"""A framing in its sentence, short enough to be read in a table."""

from __future__ import annotations

import re

from claims.spans import Span, Spans, words_at
from claims.wording import plain, shortened

LONGEST = 120
"""Characters: two lines of a column in a wide terminal."""

_BOUNDARY = re.compile(r"[.!?][\"”’')\]]*\s+")
_ABBREVIATED = re.compile(r"(?:^|\W)(?:[A-Z][a-z]{0,3}|[A-Za-z](?:\.[A-Za-z])+)$")
"""Before a full stop, as in "Mr.", "Sen.", "J.", "U.S.": that is no sentence's end. Where it is one
all the same ("in May."), two sentences are quoted, which misleads nobody."""
_LONGEST_ABBREVIATION = 12


def quoted(text: str | None, target: Spans, phrase: Spans) -> str | None:
    """The sentence that holds target and phrase; of a longer one, the words around them.

    Target and phrase alone where they stand too far apart; None without a text.
    """
    if text is None:
        return None
    start = min(span.start for span in (*target, *phrase))
    end = max(span.end for span in (*target, *phrase))
    if end - start > LONGEST:
        return bare(words_at(text, target), target, words_at(text, phrase), phrase)
    around = _sentence_around(text, start, end)
    part = _cut(text, around, start, end)
    before = "… " if part.start > around.start else ""
    after = " …" if part.end < around.end else ""
    return f"{before}{plain(text[part.start : part.end])}{after}"


def bare(target: str | None, target_spans: Spans, phrase: str, phrase_spans: Spans) -> str:
    """Target and phrase alone, in the order of the text."""
    if not target:
        return shortened(plain(phrase), LONGEST)
    parts = (target, phrase) if target_spans <= phrase_spans else (phrase, target)
    one, other = (shortened(plain(part), LONGEST // 2) for part in parts)
    return f"{one.removesuffix('…')} … {other}"


def _sentence_around(text: str, start: int, end: int) -> Span:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    for mark in _BOUNDARY.finditer(text, first, last):
        before = text[max(first, mark.start() - _LONGEST_ABBREVIATION) : mark.start()]
        if mark.group().startswith(".") and _ABBREVIATED.search(before):
            continue
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end:
            last = mark.start() + len(mark.group().rstrip())
            break
    return Span(first, last)


def _cut(text: str, around: Span, start: int, end: int) -> Span:
    """The part of a sentence that fits, what is framed in its midst, cut between words."""
    if around.end - around.start <= LONGEST:
        return around
    room = LONGEST - (end - start)
    before = min(start - around.start, max(room // 2, room - (around.end - end)))
    left, right = start - before, min(around.end, end + room - before)
    if left > around.start:
        space = text.find(" ", left - 1, start)
        left = start if space < 0 else space + 1
    if right < around.end:
        right = max(end, text.rfind(" ", end, right + 1))
    return Span(left, right)
