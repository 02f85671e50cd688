"""Which of the candidates are attributions: the likeliest, none inside another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from claims.attribute.candidates import Candidate
from claims.attribute.quotes import Quotation

LEAST = 0.3
"""The least weight at which a candidate is an attribution: F1 on train is highest about here."""
_LONG = 40
_FOR_LENGTH = 0.3
"""Weight that a content of `_LONG` tokens or more adds where candidates exclude each other: an
outer attribution swallows those inside it."""

Weighed = tuple[float, Candidate]


def choose(weighed: Iterable[Weighed], least: float = LEAST) -> list[Weighed]:
    """The candidates that stand, in text order: no content shares words with another attribution."""
    contents: set[int] = set()
    cues: set[int] = set()
    kept: list[Weighed] = []
    for weight, one in sorted(weighed, key=_precedence):
        if weight < least:
            break
        if not (
            contents.isdisjoint(one.content)
            and contents.isdisjoint(one.cue)
            and cues.isdisjoint(one.content)
            and cues.isdisjoint(one.cue)
        ):
            continue
        kept.append((weight, one))
        contents.update(one.content)
        cues.update(one.cue)
    return sorted(kept, key=lambda pair: (pair[1].content, pair[1].cue))


def _precedence(pair: Weighed) -> tuple[bool, float, Candidate]:
    weight, one = pair
    length = min(len(one.content), _LONG) / _LONG
    return weight < LEAST, -weight - _FOR_LENGTH * length, one


def with_orphans(
    doc: Doc, kept: list[Weighed], orphans: Iterable[Quotation], edges: list[tuple[int, int]]
) -> list[Weighed]:
    """The attributions, each with the quotations after it that name no speaker of their own."""
    found = list(kept)
    for quotation in orphans:
        here = [p for p in range(quotation.first, quotation.last + 1) if not doc[p].is_space]
        place = _before(doc, found, quotation, edges)
        taken = any(not set(here).isdisjoint((*one.content, *one.cue)) for _, one in found)
        if place is not None and not taken:
            weight, one = found[place]
            content = tuple(sorted({*one.content, *here} - {*one.source, *one.cue}))
            found[place] = (weight, replace(one, content=content))
    return found


def _before(
    doc: Doc, found: list[Weighed], quotation: Quotation, edges: list[tuple[int, int]]
) -> int | None:
    """The place of the attribution that ends where the quotation starts."""
    ends = [max((*one.content, *one.cue, *one.source)) for _, one in found]
    places = [place for place, end in enumerate(ends) if end < quotation.first]
    if not places:
        return None
    place = max(places, key=lambda p: ends[p])
    gap = range(ends[place] + 1, quotation.first)
    if ends[place] < edges[quotation.paragraph][0]:
        return None
    return place if all(doc[p].is_punct or doc[p].is_space for p in gap) else None
