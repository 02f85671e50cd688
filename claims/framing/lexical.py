"""Lexical framings: the chosen noun phrase itself ("unrest", "a coup attempt")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from claims.framing.syntax import QUOTES, trimmed
from claims.framing.terms import Match

_BEFORE = frozenset(
    ("det", "predet", "poss", "amod", "compound", "nmod", "nummod", "quantmod", "advmod", "punct")
)
"""What stands before a noun in its phrase."""
MOST_BEFORE = 8
TITLE_SHARE = 0.6
"""Capitalised words in a sentence, from which on capitals tell nothing about names."""


def lexical_phrase(doc: Doc, match: Match, head: Token) -> range:
    """The words of the noun phrase around a term, up to its noun, and a short "of …" after it."""
    start = _start(head, match)
    end = max(match.end, head.i + 1)
    of = doc[end] if end < len(doc) else None
    if of is not None and of.lower_ == "of" and of.head.i == head.i:
        pobj = next((c for c in of.children if c.dep_ == "pobj"), None)
        end = end if pobj is None else max(end, pobj.i + 1)
    return trimmed(doc, range(start, end))


def _start(head: Token, match: Match) -> int:
    """Where the phrase begins: with its article, possessor, numbers and adjectives, but without
    the time that it is told of ("last week's unrest").
    """
    start = match.start
    for before in reversed(list(head.lefts)):
        first = before.left_edge.i
        if before.dep_ not in _BEFORE or _is_time(before) or head.i - first > MOST_BEFORE:
            break
        start = min(start, first)
    return start


def _is_time(before: Token) -> bool:
    return before.dep_ == "poss" and before.ent_type_ in ("DATE", "TIME")


def _head(last: Token) -> Token | None:
    """The noun that a term ends in or modifies."""
    if last.dep_ in ("compound", "amod", "nmod") and 0 < last.head.i - last.i <= 3:
        over = last.head
        if over.pos_ == "PROPN" and last.pos_ == "NOUN":
            return last
        return over if over.pos_ in ("NOUN", "PROPN") else None
    noun = last.pos_ in ("NOUN", "PROPN") or last.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    return last if noun else None


def _is_name(doc: Doc, match: Match, head: Token) -> bool:
    """Whether the term is written as (part of) a proper name, which nobody chose here."""
    words = [doc[i] for i in range(match.start, max(match.end, head.i + 1)) if doc[i].is_alpha]
    capital = all(token.text[:1].isupper() for token in words)
    if not capital or _is_quoted(doc, match) or _is_title(match, doc):
        return False
    starts = all(token.is_sent_start for token in words) and len(words) == 1
    neighbours = [doc[i] for i in (match.start - 1, head.i + 1) if 0 <= i < len(doc)]
    beside = any(n.text[:1].isupper() and n.tag_ in ("NNP", "NNPS") for n in neighbours)
    return beside or not starts


def _is_quoted(doc: Doc, match: Match) -> bool:
    before = match.start > 0 and doc[match.start - 1].text in QUOTES
    return before and doc[match.start - 1].tag_ != "POS"


def _is_title(match: Match, doc: Doc) -> bool:
    words = [t for t in doc[match.start].sent if t.is_alpha and len(t.text) > 3]
    capital = sum(t.text[:1].isupper() for t in words)
    return bool(words) and capital / len(words) > TITLE_SHARE


def noun_of(doc: Doc, match: Match) -> Token | None:
    """The noun of the phrase that a term stands in; None where that is a name or no noun phrase."""
    head = _head(doc[match.end - 1])
    return None if head is None or _is_name(doc, match, head) else head


def lexical_phrases(doc: Doc, matches: Iterable[Match]) -> Iterator[tuple[Match, Token, range]]:
    """The terms that stand in noun phrases, with each phrase's noun and words; the first of two in
    one phrase.
    """
    taken = 0
    for match in matches:
        head = noun_of(doc, match)
        words = None if head is None else lexical_phrase(doc, match, head)
        if head is not None and words and words.start >= taken:
            taken = words.stop
            yield match, head, words
