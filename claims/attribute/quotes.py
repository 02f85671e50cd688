"""Where an article's quotations stand, whatever marks it uses and however it closes them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.nlp import FINITE, tokens_at
from claims.records import Attribution, Parsed
from claims.spans import Span

_SINGLE_OPEN = r"(?<!\w)[‘'](?=\w)"
_SINGLE_CLOSE = r"(?<=[\w.,?!…])[’'](?!\w)"
_MARK = re.compile(rf"''|``|[\"“”„‟«»＂]|{_SINGLE_OPEN}|{_SINGLE_CLOSE}")
_CLOSES_SINGLE = re.compile(_SINGLE_CLOSE)
_SINGLE = frozenset("‘’'")
_OPENS = frozenset(("“", "„", "‟", "«", "``"))
_CLOSES = frozenset(("”", "»"))
_BEFORE_OPENING = frozenset("([{—–-:/")
FREE_STANDING = 0.9
"""Confidence of one. There are too few to measure: 3 in 280 articles, each somebody's words."""
_SINGLE_REACH = 1000
"""Characters within which a single quotation mark must find its other: most are apostrophes."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, its marks included, as positions of tokens, both ends inclusive."""

    first: int
    last: int


def quotations(parsed: Parsed) -> list[Quotation]:
    """The outermost quotations of the article, in text order; none crosses a paragraph's edge."""
    starts = [token.idx for token in parsed.doc]
    found: list[Quotation] = []
    for paragraph in parsed.article.paragraphs:
        for start, end in _pairs(parsed.text[paragraph.start : paragraph.end]):
            first = bisect_right(starts, paragraph.start + start) - 1
            last = bisect_left(starts, paragraph.start + end) - 1
            if found:
                first = max(first, found[-1].last + 1)
            if first <= last:
                found.append(Quotation(first, last))
    return found


def free_standing(parsed: Parsed, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Quotations of whole sentences that are part of no attribution: claims without source or cue.

    One may follow a colon; words of fewer than four are a chant, a title or a sign.
    """
    doc = parsed.doc
    taken = {t.i for a in attributions for t in tokens_at(doc, (*a.source, *a.cue, *a.content))}
    found: list[Attribution] = []
    for one in quotations(parsed):
        inside, after = doc[one.first : one.last + 1], one.last + 1
        opens = inside[0].is_sent_start or doc[one.first - 1].text == ":"
        closes = after == len(doc) or doc[after].is_sent_start or doc[after].is_space
        says = sum(t.is_alpha for t in inside) >= 4 and any(t.tag_ in FINITE for t in inside)
        free = parsed.sections[one.first] == "body" and taken.isdisjoint(t.i for t in inside)
        if opens and closes and says and free:
            content = (Span(inside.start_char, inside.end_char),)
            found.append(Attribution((), (), content, FREE_STANDING))
    return found


def _pairs(words: str) -> Iterator[tuple[int, int]]:
    """Start and end of each quotation in a paragraph; one left open ends with it."""
    opened: int | None = None
    by = ""
    first = True
    for match in _MARK.finditer(words):
        mark, at, end = match[0], match.start(), match.end()
        opening = mark in _OPENS or (mark not in _CLOSES and _may_open(words, at, end))
        if mark in _SINGLE and (opened is None or by not in _SINGLE):
            reach = end + _SINGLE_REACH
            closes = opened is None and opening and _CLOSES_SINGLE.search(words, end, reach)
            if closes:
                opened, by = at, mark
        elif opened is None or (by in _SINGLE and mark not in _SINGLE):
            if opening:
                opened, by = at, mark
            elif first and opened is None and at and words[at - 1] in ",.?!":
                yield 0, end  # the mark that opened it is lost
        elif not opening or (by == "„" and mark == "“"):
            yield opened, end
            opened = None
        first = False
    if opened is not None and by not in _SINGLE:
        yield opened, len(words)


def _may_open(words: str, start: int, end: int) -> bool:
    before, after = words[start - 1 : start] if start else "", words[end : end + 1]
    free = not before or before.isspace() or before in _BEFORE_OPENING
    return free and after != "" and not after.isspace()
