"""Finding a vocabulary's terms in a parsed text.

Terms are sought word by word, whatever their case, accents, number and hyphens: "peace-keeping"
finds "Peacekeeping", "peace-keeping" and "peace keeping"; "coup d'état" finds "coups d'etat".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

_WORD = re.compile(r"[^\W_]+")
_FINITE = frozenset(("VB", "VBZ", "VBP"))
_JOINT = frozenset("-‐‑–'’")
"""Marks that may stand between two words of one term, where no space stands beside them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the vocabulary has it, with the contexts in which it means something else."""

    words: str
    label: str
    family: str
    not_after: tuple[tuple[str, ...], ...] = ()
    """Runs of words that may not stand right before it."""
    not_before: tuple[tuple[str, ...], ...] = ()
    """Runs of words that may not stand right after it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A term at the tokens `start` to `end` of a text, half open."""

    start: int
    end: int
    term: Term

    @property
    def label(self) -> str:
        return self.term.label


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of the text: the token that it stands in, and the forms it may be found under."""

    token: int
    forms: frozenset[str]
    finite: bool
    """Whether it is a verb in a form that can be no noun or adjective."""


@dataclass(slots=True)
class _Node:
    term: Term | None = None
    following: dict[str, _Node] = field(default_factory=dict)


def plain(text: str) -> str:
    """The text in lower case without accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """The words of a term, cut at spaces, hyphens and apostrophes."""
    return tuple(_WORD.findall(plain(text)))


def spellings(term: str) -> set[tuple[str, ...]]:
    """The runs of words under which a term is found: hyphenated parts apart, and as one word."""
    return {words(term), words(term.replace("-", ""))}


class Matcher:
    """Finds the longest terms, left to right, none overlapping another."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._root = _Node()
        for term in terms:
            for spelling in spellings(term.words):
                node = self._root
                for word in spelling:
                    node = node.following.setdefault(word, _Node())
                node.term = term

    def matches(self, doc: Doc) -> tuple[Match, ...]:
        """The terms in a text, in order."""
        return tuple(found for run in _runs(doc) for found in self._in_run(run))

    def _in_run(self, run: Sequence[_Piece]) -> Iterator[Match]:
        at = 0
        while at < len(run):
            term, end = self._longest(run, at)
            if term is None:
                at += 1
                continue
            # "To protest" does something; only "a protest" characterizes it.
            if end - at > 1 or not run[at].finite:
                yield Match(run[at].token, run[end - 1].token + 1, term)
            at = end

    def _longest(self, run: Sequence[_Piece], start: int) -> tuple[Term | None, int]:
        # `nodes` is a list because a word has several forms: "arms" is also "arm".
        nodes, at = [self._root], start
        best: tuple[Term | None, int] = (None, start)
        while nodes and at < len(run):
            forms = sorted(run[at].forms)
            nodes = [n.following[f] for n in nodes for f in forms if f in n.following]
            at += 1
            for node in nodes:
                if node.term is not None and _fits(node.term, run, start, at):
                    best = (node.term, at)
        return best


def _fits(term: Term, run: Sequence[_Piece], start: int, end: int) -> bool:
    """Whether the words around the term leave it its meaning."""
    before = any(
        len(words_) <= start and _reads(run[start - len(words_) : start], words_)
        for words_ in term.not_after
    )
    after = any(
        len(words_) <= len(run) - end and _reads(run[end : end + len(words_)], words_)
        for words_ in term.not_before
    )
    return not (before or after)


def _reads(pieces: Sequence[_Piece], sought: tuple[str, ...]) -> bool:
    return all(word in piece.forms for word, piece in zip(sought, pieces, strict=True))


def _runs(doc: Doc) -> Iterator[list[_Piece]]:
    """The words of a text, cut at sentence ends and at all marks but those inside words."""
    run: list[_Piece] = []
    for token in doc:
        if token.is_sent_start and run:
            yield run
            run = []
        found = _pieces(token)
        run.extend(found)
        if not found and not _is_joint(token) and run:
            yield run
            run = []
    if run:
        yield run


def _is_joint(token: Token) -> bool:
    if token.tag_ == "POS":
        return True
    inside = token.i > 0 and not token.nbor(-1).whitespace_ and not token.whitespace_
    return inside and set(token.text) <= _JOINT


def _pieces(token: Token) -> list[_Piece]:
    if token.tag_ == "POS":
        return []
    found = words(token.text)
    noun = token.tag_.startswith("NN")
    pieces = []
    for place, word in enumerate(found):
        forms = {word}
        if noun and len(found) == 1:
            forms.add(plain(token.lemma_))
        # Capitalised nouns keep their plural as lemma; so do parts of a hyphenated token.
        if noun and place == len(found) - 1 and len(word) > 3 and word[-1] == "s" != word[-2]:
            forms.add(word[:-3] + "y" if word.endswith("ies") else word[:-1])
        pieces.append(_Piece(token.i, frozenset(forms), token.tag_ in _FINITE))
    return pieces
