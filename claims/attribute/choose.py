"""Which of the candidates are attributions: the likeliest, none inside another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from claims.attribute.candidates import Candidate
from claims.attribute.quotes import Quotation
from claims.attribute.speech import Edges

LEAST = 0.3
"""The least weight at which a candidate is an attribution: F1 on train is highest about here."""
_LONG = 40
_FOR_LENGTH = 0.3
"""Weight that a content of `_LONG` tokens or more adds where candidates exclude each other: an
outer attribution swallows those inside it."""

Weighed = tuple[float, Candidate]


def choose(weighed: Iterable[Weighed]) -> list[Weighed]:
    """The candidates that stand, in text order; none shares words of its content with another."""
    contents: set[int] = set()
    cues: set[int] = set()
    kept: list[Weighed] = []
    for weight, one in sorted((w for w in weighed if w[0] >= LEAST), key=_precedence):
        if contents.isdisjoint((*one.content, *one.cue)) and cues.isdisjoint(
            (*one.content, *one.cue)
        ):
            kept.append((weight, one))
            contents.update(one.content)
            cues.update(one.cue)
    return sorted(kept, key=lambda pair: (pair[1].content, pair[1].cue))


def _precedence(pair: Weighed) -> tuple[float, Candidate]:
    weight, one = pair
    return -weight - _FOR_LENGTH * min(len(one.content), _LONG) / _LONG, one


def with_orphans(
    doc: Doc, kept: list[Weighed], orphans: Iterable[Quotation], edges: Edges
) -> list[Weighed]:
    """The attributions, each with the quotation right after it that names no speaker of its own."""
    found = list(kept)
    taken = {p for _, one in kept for p in (*one.content, *one.cue)}
    ends = sorted((_end(one), place) for place, (_, one) in enumerate(kept))
    for quotation in orphans:
        here = [p for p in range(quotation.first, quotation.last + 1) if not doc[p].is_space]
        at = bisect_left(ends, (quotation.first, 0)) - 1
        if at < 0 or not taken.isdisjoint(here):
            continue
        end, place = ends[at]
        gap = (doc[p] for p in range(end + 1, quotation.first))
        if end < edges[quotation.paragraph][0] or not all(w.is_punct or w.is_space for w in gap):
            continue
        weight, one = found[place]
        content = sorted({*one.content, *here} - {*one.source, *one.cue})
        found[place] = (weight, replace(one, content=tuple(content)))
    return found


def _end(one: Candidate) -> int:
    return max((*one.content, *one.cue, *one.source))
