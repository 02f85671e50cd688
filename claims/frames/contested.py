"""Labels set against each other: who says the one, who the other, and in which words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from claims.frames.matrix import Framer, Group, order
from claims.frames.quote import bare, quoted
from claims.framing.vocabulary import OTHER, Vocabulary
from claims.load import scan
from claims.records import Polarity
from claims.spans import Span, Spans
from claims.wording import plain

_KINDS = {"explicit": 0, "predicative": 1, "lexical": 2}
"""Which framing is quoted rather: one that says what it is about."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A framing in its sentence."""

    words: str
    phrase: str
    article_id: str
    start: int
    """Where the phrase stands in the article."""


@dataclass(frozen=True, slots=True)
class Saying:
    """How often a framer takes a side, and once in which words."""

    framer: Framer
    count: int
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Side:
    """Those who assert a label, or deny it."""

    label: str
    polarity: Polarity
    count: int
    sayings: tuple[Saying, ...]
    """Of each framer, most frequent first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that cannot both be right."""

    sides: tuple[Side, Side]
    """The more frequent first."""


WITHHELD = "(text withheld)"
"""Stands for the words of a framing in a release without text."""

Choice = tuple[str, Polarity]
"""A side before it is looked up: its label and polarity."""
_CHOICE = {"label": pl.String, "polarity": pl.String}


def contested(
    counted: Iterable[Group], vocabulary: Vocabulary, among: frozenset[str]
) -> list[tuple[Choice, Choice]]:
    """The pairs of sides with a label `among` these; the most contested first.

    A pair is two labels, both asserted, one of which the vocabulary names as the other's rival, or
    one label asserted and denied; by two framers of different names. It is the more contested the
    more framings its weaker side has, at first without those of framers who take both sides.
    """
    sides: defaultdict[Choice, Counter[Framer]] = defaultdict(Counter)
    for group in counted:
        sides[group.label, group.polarity][group.framer] += group.count
    pairs: set[tuple[Choice, Choice]] = set()
    for label, entry in vocabulary.labels.items():
        for rival in entry.rivals:
            first, second = sorted((label, rival))
            pairs.add(((first, "asserted"), (second, "asserted")))
    # What has no label of its own is not one thing that could be both asserted and denied.
    pairs |= {((label, "asserted"), (label, "denied")) for label, _ in sides if label != OTHER}
    found: list[tuple[tuple[int, ...], tuple[Choice, Choice]]] = []
    for one, other in pairs:
        ones, others = sides.get(one), sides.get(other)
        if among.isdisjoint((one[0], other[0])) or not ones or not others:
            continue
        if not _differ(ones, others):
            continue
        alone = min(_alone(ones, others), _alone(others, ones))
        counts = ones.total(), others.total()
        ordered = (one, other) if counts[0] >= counts[1] else (other, one)
        found.append(((-alone, -min(counts), -max(counts)), ordered))
    return [pair for _, pair in sorted(found)]


def quotations(
    pairs: Sequence[tuple[Choice, Choice]], found: pl.DataFrame, release: Path
) -> tuple[Pair, ...]:
    """The pairs with who takes which side, and in which words."""
    sides = sorted({side for pair in pairs for side in pair})
    by = (*_CHOICE, "framer", "framer_id", "framer_type")
    best = (
        found.join(
            pl.DataFrame(sides, schema=_CHOICE, orient="row"),
            on=list(_CHOICE),
            maintain_order="left",
        )
        .sort(
            pl.col("kind").replace_strict(_KINDS),
            pl.col("target_spans").list.len() == 0,
            -pl.col("confidence"),
            maintain_order=True,
        )
        .group_by(by, maintain_order=True)
        .agg(pl.len().alias("count"), pl.exclude(*by, "count").first())
    )
    texts = dict(
        scan(release, "articles")
        .filter(pl.col("article_id").is_in(best["article_id"].unique().to_list()))
        .select("article_id", "text")
        .collect()
        .iter_rows()
    )
    sayings: defaultdict[Choice, list[Saying]] = defaultdict(list)
    for row in best.iter_rows(named=True):
        framer = Framer(row["framer"], row["framer_id"], row["framer_type"])
        quotation = _quotation(row, texts[row["article_id"]])
        sayings[row["label"], row["polarity"]].append(Saying(framer, row["count"], quotation))
    made = {side: _side(*side, sayings[side]) for side in sides}
    return tuple(Pair((made[one], made[other])) for one, other in pairs)


def _differ(ones: Mapping[Framer, int], others: Mapping[Framer, int]) -> bool:
    """Whether there are two who disagree; an unnamed framer may be any of the named."""
    named, theirs = ({framer.name for framer in side} - {None} for side in (ones, others))
    return bool(named and theirs) and len(named | theirs) > 1


def _alone(ones: Mapping[Framer, int], others: Mapping[Framer, int]) -> int:
    """The framings of those who do not take the other side too."""
    both = {framer.name for framer in others}
    return sum(count for framer, count in ones.items() if framer.name not in both)


def _side(label: str, polarity: Polarity, sayings: list[Saying]) -> Side:
    ordered = sorted(sayings, key=lambda one: (-one.count, order(one.framer)))
    return Side(label, polarity, sum(one.count for one in sayings), tuple(ordered))


def _quotation(row: Mapping[str, Any], text: str | None) -> Quotation:
    target, phrase = _spans(row["target_spans"]), _spans(row["phrase_spans"])
    if row["phrase"] is None:
        return Quotation(WITHHELD, WITHHELD, row["article_id"], phrase[0].start)
    words = quoted(text, target, phrase) or bare(row["target"], target, row["phrase"], phrase)
    return Quotation(words, plain(row["phrase"]), row["article_id"], phrase[0].start)


def _spans(places: list[dict[str, int]]) -> Spans:
    return tuple(Span(**place) for place in places)
