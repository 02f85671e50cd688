"""The label whose terms mean most nearly what a phrase does, for phrases that have none.

A suggestion, never a label: `benchmarks/framing_quality.py` prints how often it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from claims.framing.meanings import Floats, mean
from claims.framing.verbs import lemmas

_WORD = re.compile(r"[^\W\d_]{2,}")
_SMALL = lemmas(
    """
    an and any are as at be been but by for from had has have he her his in is it its more most my
    no not of on or our she so some such than that the their them they this to very was we were
    what which who with you your
    """
)


class Nearest(NamedTuple):
    """A label, and the cosine of its nearest term and the phrase."""

    label: str
    similarity: float


class Neighbours:
    """The terms of some labels as vectors."""

    def __init__(self, labels: Iterable[tuple[str, Iterable[str]]]) -> None:
        """`labels` are names with their terms."""
        rows = [(name, _vector(term)) for name, terms in labels for term in terms]
        self._names = [name for name, _ in rows]
        self._vectors = np.stack([vector for _, vector in rows])

    def nearest(self, phrase: str) -> Nearest | None:
        """The label of the term nearest to a phrase; None for a phrase without words."""
        vector = _vector(phrase)
        if not vector.any():
            return None
        # Rounded first, so that terms as near as one another are told apart by their order alone.
        near = np.round(self._vectors @ vector, 3)
        best = int(near.argmax())
        return Nearest(self._names[best], round(float(near[best]), 3))


def _vector(words: str) -> Floats:
    """The mean of the words' vectors, of length 1."""
    found = mean([word for word in _WORD.findall(words.lower()) if word not in _SMALL])
    length = float(np.sqrt(found @ found))
    return found / np.float32(length or 1.0)
