"""What the constructions propose, told to the network that decides, word by word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from claims.attribute.words import Words
from claims.framing.constructions import Construction
from claims.framing.framers import own_subject
from claims.framing.judge import Floats
from claims.framing.syntax import lemma, span
from claims.framing.verbs import (
    AS_VERBS,
    CHARGES,
    COMPLEMENT_VERBS,
    LIGHT_VERBS,
    NOMINAL_AS,
    PREPOSITION_VERBS,
    lemmas,
)

HINTS = 12
LIKELY = 0.05
CHARACTERIZING = (
    AS_VERBS | COMPLEMENT_VERBS | NOMINAL_AS | CHARGES
    | LIGHT_VERBS.keys() | PREPOSITION_VERBS.keys()
    | lemmas("cast compare label liken mistake pass prefer see so-called tantamount write")
)  # fmt: skip
_EXPLICIT = {"begin": 0, "inside": 1, "score": 2, "target": 3, "denied": 6, "cue": 4, "framer": 5}
_PREDICATIVE = {"begin": 7, "inside": 8, "score": 9, "target": 10, "denied": 11}
"""Which number says what: whether a word begins a proposed phrase or stands in one, the judge's
score of it, whether it is denied; and whether the word stands in a proposed target, cue, framer."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A construction with the judge's score, 0 to 1."""

    built: Construction
    score: float


def hints(words: Words, proposals: Iterable[Proposal]) -> Floats:
    """Shape (words, HINTS)."""
    found = np.zeros((len(words), HINTS), np.float32)
    for one in proposals:
        built = one.built
        told = _EXPLICIT if built.kind == "explicit" else _PREDICATIVE
        phrase = _place(words, built, built.phrase)
        if not len(phrase):
            continue
        found[phrase.start, told["begin"]] = 1
        found[phrase, told["inside"]] = 1
        found[phrase, told["score"]] = np.maximum(found[phrase, told["score"]], one.score)
        if built.polarity == "denied":
            found[phrase, told["denied"]] = 1
        if built.target:
            found[_place(words, built, built.target), told["target"]] = 1
        if built.kind == "explicit":
            if built.cue:
                found[_place(words, built, built.cue), told["cue"]] = 1
            framer = own_subject(built.verb)
            if framer:
                found[_place(words, built, framer), told["framer"]] = 1
    return found


def looked_at(doc: Doc, words: Words, proposals: Iterable[Proposal]) -> list[range]:
    """The sentences, as words, in which there may be a framing: a likely proposal, or a word of
    characterizing. They are a quarter of a newspaper's; of labelled framings 95 of 100 are there.
    """
    heads = sorted(one.built.head.i for one in proposals if one.score >= LIKELY)
    found = []
    for sentence in doc.sents:
        at = bisect_left(heads, sentence.start)
        proposed = at < len(heads) and heads[at] < sentence.end
        if proposed or any(lemma(token) in CHARACTERIZING for token in sentence):
            start, end = sentence.start_char, sentence.end_char
            first = int(np.searchsorted(words.ends, start, side="right"))
            last = int(np.searchsorted(words.starts, end))
            if first < last:
                found.append(range(first, last))
    return found


def _place(words: Words, built: Construction, tokens: range) -> range:
    """The words at some tokens."""
    start, end = span(built.verb.doc, tokens)
    first = int(np.searchsorted(words.ends, start, side="right"))
    return range(first, int(np.searchsorted(words.starts, end)))
