"""Lexical framings: the chosen noun phrase itself ("unrest", "a coup attempt")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.framing.syntax import QUOTES, trimmed
from claims.framing.terms import Match
from claims.framing.verbs import lemmas

_MODIFIERS = frozenset(("amod", "compound", "nmod", "npadvmod"))
_UNSPECIFIC = lemmas(
    """
    another certain current different few first former future last late latest little many
    more most much new next old other own past present previous real recent same second
    several so-called such third very whole
    """
)
"""Adjectives that place or count a thing rather than describe it."""
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "these", "those"))
TITLE_SHARE = 0.6
"""Capitalised words in a sentence, from which on capitals tell nothing about names."""


def lexical_phrase(doc: Doc, match: Match) -> range | None:
    """The words of the noun phrase around a term: its article, adjectives, nouns and "of …".

    None where the term is no part of a noun phrase, or of a name ("the War Museum").
    """
    last = doc[match.end - 1]
    head = _head(last)
    if head is None or _is_name(doc, match, head):
        return None
    start = match.start
    while start > 0 and _describes(doc[start - 1], head, match):
        start -= 1
    # A word with a hyphen before it is half a word ("Syrian-based").
    start += doc[start].text == "-"
    while start < match.start and start > 0 and doc[start - 1].text == "-":
        start += 1
    article = doc[start - 1] if start else None
    if article is not None and article.lower_ in _ARTICLES and article.head.i in (head.i, last.i):
        start -= 1
    end = max(match.end, head.i + 1)
    of = doc[end] if end < len(doc) else None
    if of is not None and of.lower_ == "of" and of.head.i == head.i:
        pobj = next((c for c in of.children if c.dep_ == "pobj"), None)
        end = end if pobj is None else max(end, pobj.i + 1)
    return trimmed(doc, range(start, end))


def _head(last: Token) -> Token | None:
    """The noun that a term ends in or modifies."""
    if last.dep_ in ("compound", "amod", "nmod") and 0 < last.head.i - last.i <= 3:
        over = last.head
        if over.pos_ == "PROPN" and last.pos_ == "NOUN":
            return last
        return over if over.pos_ in ("NOUN", "PROPN") else None
    noun = last.pos_ in ("NOUN", "PROPN") or last.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    return last if noun else None


def _describes(token: Token, head: Token, match: Match) -> bool:
    """Whether a word before the phrase belongs to it: an adjective or noun, but no name."""
    if token.text == "-" and not token.whitespace_ and token.head.i < match.end:
        return not token.nbor(-1).whitespace_ if token.i else False
    inside = head.i == token.head.i or match.start <= token.head.i < match.end
    if token.dep_ == "punct" or token.text in QUOTES or token.lower_ in _UNSPECIFIC:
        return False
    if token.tag_ in ("NNP", "NNPS", "CD", "DT", "PRP$", "JJS", "JJR"):
        return False
    nested = token.head.dep_ in _MODIFIERS and token.head.head.i == head.i
    return token.dep_ in _MODIFIERS and (inside or nested)


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


def lexical_phrases(doc: Doc, matches: tuple[Match, ...]) -> Iterator[tuple[Match, range]]:
    """The terms that stand in noun phrases, with those phrases; the first of two in one phrase."""
    taken = 0
    for match in matches:
        words = lexical_phrase(doc, match)
        if words and words.start >= taken:
            taken = words.stop
            yield match, words
