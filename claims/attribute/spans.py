"""Stretches of a parse: the phrases that make a source, a cue or a content."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from claims.records import Paragraph, Span, Spans

Tokens = tuple[int, ...]
"""Positions of tokens in their document, in text order."""

_INCIDENTAL = frozenset({"who", "which", "whose", "whom", "where", "when", "that"})
_NO_EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", ".", "?", "!", "..."})
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_WH = frozenset({"WRB", "WDT", "WP"})


def subtree(token: Token, without: Iterable[Token] = ()) -> list[int]:
    """The token and all below it, but for the branches at `without`."""
    barred = {other.i for other in without}
    found, todo = [], [token]
    while todo:
        current = todo.pop()
        found.append(current.i)
        todo.extend(child for child in current.children if child.i not in barred)
    return sorted(found)


def between(doc: Doc, tokens: Iterable[int]) -> list[int]:
    """All positions from the first to the last of `tokens`."""
    found = list(tokens)
    return list(range(min(found), max(found) + 1)) if found else []


def trimmed(doc: Doc, tokens: Iterable[int], ends: frozenset[str] = _NO_EDGE) -> Tokens:
    """The tokens without punctuation and white space at either end."""
    found = sorted(set(tokens))
    while found and (doc[found[-1]].is_space or doc[found[-1]].text in ends):
        found.pop()
    start = 0
    while start < len(found) and (doc[found[start]].is_space or doc[found[start]].text in ends):
        start += 1
    return tuple(found[start:])


def noun_phrase(token: Token, without: Iterable[Token] = ()) -> Tokens:
    """The phrase that a noun heads, up to an incidental clause."""
    doc = token.doc
    found = subtree(token, without)
    run = [token.i]
    members = set(found)
    while run[0] - 1 in members:
        run.insert(0, run[0] - 1)
    while run[-1] + 1 in members:
        run.append(run[-1] + 1)
    run = _after_dateline(doc, run)
    for position in run:
        if position <= token.i + 1 or doc[position - 1].text not in {",", "—", "–", "-", "--"}:
            continue
        word = doc[position]
        incidental = word.lower_ in _INCIDENTAL or word.tag_ in {"VBG", "VBN", "IN", "WRB"}
        if incidental and word.dep_ != "conj":
            run = [other for other in run if other < position]
            break
    return trimmed(doc, _without_time(doc, run, token))


def _after_dateline(doc: Doc, run: list[int]) -> list[int]:
    """The run without "GENEVA, Switzerland (Agency) –" before it."""
    first = doc[run[0]]
    if first.is_alpha and first.is_upper and len(first) > 3 and first.is_sent_start:
        for place, position in enumerate(run[:-1]):
            if doc[position].text in {"–", "—", "--", "-"}:
                return run[place + 1 :]
    return run


def _without_time(doc: Doc, run: list[int], head: Token) -> list[int]:
    """The run without "on Tuesday" at its end: it tells when they spoke."""
    if len(run) > 1 and run[-1] > head.i and doc[run[-1]].text in _DAYS:
        run = run[:-1]
        if doc[run[-1]].lower_ in {"on", "in"}:
            run = run[:-1]
    return run


def verb_group(verb: Token) -> Tokens:
    """The verb with the auxiliaries, negation and adverbs that adjoin it, and its particle."""
    first = last = verb.i
    doc = verb.doc
    start = verb.sent.start
    while first > start and (word := doc[first - 1]).dep_ in _GROUP and word.tag_ not in _WH:
        if word.head.i not in range(first, verb.i + 1) and word.head != verb:
            break
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].dep_ == "prt" and doc[last + 1].head == verb:
        last += 1
    return tuple(range(first, last + 1))


def to_spans(doc: Doc, tokens: Tokens, paragraphs: tuple[Paragraph, ...]) -> Spans:
    """The tokens as spans of the text: one for each run, cut at the edges of paragraphs."""
    runs: list[list[int]] = []
    for position in tokens:
        if runs and not any(not doc[p].is_space for p in range(runs[-1][-1] + 1, position)):
            runs[-1].append(position)
        else:
            runs.append([position])
    found = []
    for run in runs:
        start, end = doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])
        for paragraph in paragraphs:
            low, high = max(start, paragraph.start), min(end, paragraph.end)
            if low < high and (span := _stripped(doc.text, low, high)):
                found.append(span)
    return tuple(found)


def _stripped(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(start, end) if start < end else None


