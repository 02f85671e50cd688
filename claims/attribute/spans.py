"""Stretches of a parse: the phrases that make a source, a cue or a content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter

from spacy.tokens import Doc, Token

from claims.attribute.vocabulary import DASHES, DAYS
from claims.records import Parsed
from claims.spans import Span, Spans

Tokens = tuple[int, ...]
"""Positions of tokens in their document, in text order."""

_INCIDENTAL = frozenset({"who", "which", "whose", "whom", "where", "when", "that"})
_INCIDENTAL_TAGS = frozenset({"VBG", "VBN", "IN", "WRB"})
_NO_EDGE = DASHES | {",", ";", ":", ".", "?", "!", "..."}
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_QUESTION_TAGS = frozenset({"WRB", "WDT", "WP"})


def subtree(token: Token, without: Iterable[Token] = ()) -> list[int]:
    """The token and all below it, but for the branches at `without`."""
    barred = {other.i for other in without}
    found, todo = [], [token]
    while todo:
        current = todo.pop()
        found.append(current.i)
        todo.extend(child for child in current.children if child.i not in barred)
    return sorted(found)


def trimmed(doc: Doc, tokens: Iterable[int]) -> Tokens:
    """The tokens in text order, without punctuation and white space at either end."""
    found = sorted(set(tokens))
    start, end = 0, len(found)
    while end > start and _is_edge(doc[found[end - 1]]):
        end -= 1
    while start < end and _is_edge(doc[found[start]]):
        start += 1
    return tuple(found[start:end])


def _is_edge(word: Token) -> bool:
    return bool(word.is_space) or word.text in _NO_EDGE


def without(tokens: Iterable[int], *parts: Tokens) -> Tokens:
    """The tokens in text order, but for those of the other parts."""
    return tuple(sorted(set(tokens).difference(*parts)))


def noun_phrase(noun: Token, without: Iterable[Token] = ()) -> Tokens:
    """The phrase that a noun heads, up to an incidental clause, date or place."""
    doc = noun.doc
    members = set(subtree(noun, without))
    first = last = noun.i
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    run = _after_dateline(doc, range(first, last + 1))
    for position in run:
        word = doc[position]
        if position <= noun.i + 1 or doc[position - 1].text not in DASHES | {","}:
            continue
        aside = word.lower_ in _INCIDENTAL or word.tag_ in _INCIDENTAL_TAGS
        if aside and word.dep_ != "conj":
            run = range(run.start, position)
            break
    return trimmed(doc, _without_day(doc, run, noun))


def _after_dateline(doc: Doc, run: range) -> range:
    """The run without "GENEVA, Switzerland (Agency) –" before it."""
    if is_dateline(doc[run.start]):
        for position in run[:-1]:
            if doc[position].text in DASHES:
                return range(position + 1, run.stop)
    return run


def is_dateline(word: Token) -> bool:
    """Whether the word opens a sentence as the place of a dateline does, in capitals."""
    return bool(word.is_alpha and word.is_upper and word.is_sent_start) and len(word) > 3


def _without_day(doc: Doc, run: range, noun: Token) -> range:
    """The run without "on Tuesday" at its end: it tells when they spoke."""
    stop = run.stop
    if stop - 1 > noun.i and doc[stop - 1].text in DAYS:
        stop -= 1
        if stop - 1 > noun.i and doc[stop - 1].lower_ == "on":
            stop -= 1
    return range(run.start, stop)


def verb_group(verb: Token) -> Tokens:
    """The verb with the auxiliaries, negation and adverbs that adjoin it, and its particle."""
    doc, first, last = verb.doc, verb.i, verb.i
    while first > 0 and not doc[first].is_sent_start:
        word = doc[first - 1]
        if word.dep_ not in _GROUP or word.tag_ in _QUESTION_TAGS:
            break
        if word.head.i not in range(first, verb.i + 1):
            break
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].dep_ == "prt" and doc[last + 1].head == verb:
        last += 1
    return tuple(range(first, last + 1))


def to_spans(parsed: Parsed, tokens: Tokens) -> Spans:
    """The tokens as spans of the text: one for each run, cut at the edges of paragraphs."""
    doc, paragraphs = parsed.doc, parsed.article.paragraphs
    runs: list[list[int]] = []
    for position in tokens:
        if runs and all(doc[p].is_space for p in range(runs[-1][1] + 1, position)):
            runs[-1][1] = position
        else:
            runs.append([position, position])
    found = []
    for first, last in runs:
        start, end = doc[first].idx, doc[last].idx + len(doc[last])
        at = bisect_right(paragraphs, start, key=attrgetter("end"))
        while at < len(paragraphs) and paragraphs[at].start < end:
            paragraph = paragraphs[at]
            low, high = max(start, paragraph.start), min(end, paragraph.end)
            if span := _stripped(parsed.text, low, high):
                found.append(span)
            at += 1
    return tuple(found)


def _stripped(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(start, end) if start < end else None
