"""How likely a noun phrase takes a side: a trained logistic regression for lexical framings.

A term of the vocabulary is no framing wherever it stands: "the murder rate" and "a climate change
scientist" take no side, "the regime in Damascus" does. What tells them apart is learned from terms
judged by reading (`training/choice.py`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from claims.framing.meanings import mean, vector
from claims.framing.syntax import QUOTES, children, lemma
from claims.framing.terms import Match
from claims.framing.vocabulary import Label

FILE = Path(__file__).parent / "trained" / "choice.npz"
NEAR = 8
"""Words on either side of the phrase's noun whose meanings are told."""
Floats = NDArray[np.float32]


def features(match: Match, head: Token, *, said: bool) -> Floats:
    """What is told of a term in a noun phrase, apart from its label.

    `head` is the phrase's noun; `said` whether the words are reported rather than the article's.
    """
    doc, first = head.doc, head.doc[match.start]
    articles = {token.lower_ for token in children(head, "det")}
    flags = [
        said,
        first.text[:1].isupper(),
        head.i >= match.end,
        bool(articles & {"the", "this", "these", "that", "those"}),
        bool(articles & {"a", "an"}),
        any(True for _ in children(head, "poss")),
        any(token.dep_ == "prep" for token in head.rights),
        not any(True for _ in head.children),
        head.tag_ in ("NNS", "NNPS"),
        first.tag_.startswith("J"),
        _is_open(doc, head),
        head.dep_ in ("nsubj", "nsubjpass"),
        head.dep_ == "pobj",
        head.dep_ == "dobj",
        head.dep_ in ("compound", "nmod", "amod"),
        head.dep_ == "conj",
    ]
    near = doc[max(0, head.i - NEAR) : head.i + NEAR]
    return np.concatenate(
        [
            np.array(flags, np.float32),
            vector(lemma(head)),
            vector(lemma(head.head)),
            mean([token.lower_ for token in near if token.is_alpha and not token.is_stop]),
        ]
    ).astype(np.float32)


def _is_open(doc: Doc, head: Token) -> bool:
    """Whether a quotation is open at a word, as far as its sentence tells."""
    return sum(doc[i].text in QUOTES for i in range(head.sent.start, head.i)) % 2 == 1


class Choice:
    """The regression, from a file."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as given:
            self._weights = given["weights"].astype(np.float32)
            self._bias = float(given["bias"][0])
            self._named = dict(zip(given["names"].tolist(), given["named"].tolist(), strict=True))

    def score(self, given: Floats, label: Label) -> float:
        """How likely a phrase takes the side of its label, from 0 to 1: the share of such.

        A label that was not learned, as of a user's own vocabulary, is judged by its family, or
        else by the words alone.
        """
        score = float(given @ self._weights) + self._bias
        score += self._named.get(label.name, 0.0) + self._named.get(f"{label.family}/", 0.0)
        return float(1 / (1 + np.exp(-max(-30.0, min(30.0, score)))))


@cache
def shipped() -> Choice:
    """The package's own; loaded once a process."""
    return Choice()
