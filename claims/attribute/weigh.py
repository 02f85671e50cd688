"""How likely a candidate is an attribution, from how often its cue is one in the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import exp, log

from claims.attribute.candidates import Candidate
from claims.attribute.cues import CELLS, LEMMAS, PRECISION, RULES

BY_HAND = {
    "heading dash": 0.6,
    "heading colon": 0.5,
    "heading verb": 0.6,
    "passive as by": 0.5,
}
"""Shares for constructions that the corpus has too few of to tell: its annotators often left out
headlines, and "seen by many as" is seldom met, though the guidelines name it."""
BANDS = (0.7, 0.5, 0.0)


def weight(candidate: Candidate) -> float:
    """The share of such candidates that are attributions: rule and cue together."""
    rule, key = candidate.rule, candidate.key
    if rule in BY_HAND:
        return BY_HAND[rule]
    cell = _cells().get((rule, key))
    return cell if cell is not None else expected(_rules().get(rule, 0.0), lemma_weight(key))


def expected(share: float, shift: float) -> float:
    """A rule's share of attributions, shifted on the logistic scale by its cue's weight."""
    share = min(max(share, 0.01), 0.99)
    return 1 / (1 + exp(-log(share / (1 - share)) - shift))


def lemma_weight(key: str) -> float:
    """What a cue's first word adds to its rule's log odds."""
    return _lemmas().get(key.partition(" ")[0], 0.0)


def confidence(rule: str, weighed: float) -> float:
    """The share of chosen attributions of this construction and weight whose content is right."""
    return PRECISION[family(rule)][band(weighed)]


def family(rule: str) -> str:
    """The group of constructions that a rule belongs to, as the table of precisions names it."""
    name = rule.removeprefix("light ").partition(" ")[0].partition("+")[0]
    return {"small": "to", "ing": "to", "fronted": "obj", "colon": "heading"}.get(name, name)


def band(weighed: float) -> int:
    """Which of the ranges of weight this is; 0 is the surest."""
    return next(place for place, least in enumerate(BANDS) if weighed >= least)


@cache
def _rules() -> dict[str, float]:
    return {rule.replace("_", " "): number for rule, number in _entries(RULES)}


@cache
def _lemmas() -> dict[str, float]:
    return {lemma: halves / 2 for lemma, halves in _entries(LEMMAS)}


@cache
def _cells() -> dict[tuple[str, str], float]:
    found = {}
    for block in CELLS.split("=")[1:]:
        rule, _, entries = block.partition(" ")
        for key, tenths in _entries(entries):
            found[rule.replace("_", " "), key.replace("_", " ")] = tenths / 10
    return found


def _entries(text: str) -> Iterator[tuple[str, float]]:
    for entry in text.split():
        word, _, number = entry.rpartition(":")
        yield word, float(number)
