"""What the decision is told of two claims: how alike they are, and what speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np

from claims.track.meaning import Floats, mean, vectors, weight
from claims.track.opposites import OPPOSITES
from claims.track.quantities import Quantity
from claims.track.wording import Wording, worded

NAMES = (
    "cosine", "words shared, least", "words shared, most", "meaning shared, least",
    "meaning shared, most", "weightiest word apart, least", "weightiest word apart, most",
    "words swapped", "plain words shared", "longest run", "runs of the shorter", "same speaker",
    "speaker not known", "other person", "other speaker", "both quoted", "one quoted",
    "numbers shared",
    "numbers apart", "numbers against", "dates apart", "dates against", "negated apart",
    "one negates", "negations odd", "may apart", "must apart", "if apart", "will apart",
    "opposites", "names apart", "acts apart", "objections", "length of the shorter",
    "ratio of lengths", "days apart",
)  # fmt: skip
"""The features, in their order."""
FALLING = frozenset({
    "weightiest word apart, least", "words swapped", "other person", "other speaker",
    "numbers against", "dates against", "negated apart", "may apart", "opposites", "names apart",
    "acts apart", "objections",
})  # fmt: skip
"""Those that never make it likelier that two claims are one."""
_TIMES = frozenset({"month", "date", "year", "weekday", "period", "season", "clock"})
_ACTS = {"want": "wants", "deny": "denies", "question": "asks"}
"""What is no assertion, by the class of its cue."""
_NEAR = 0.55
"""Cosine from which one word is taken to stand for another."""
_CLOSE = 0.5
"""The share of one claim's words from which a denial in the other is of the same thing."""
_SAME = 0.8
"""Of a word that does, this much or more."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim on its way to a track."""

    claim_id: str
    article_id: str
    speaker: str | None
    speaker_id: str | None
    speaker_type: str
    cue_class: str
    published: dt.date | None
    wording: Wording
    vector: Floats
    """Of length 1, or zeros where no word tells anything."""
    vectors: Floats
    """Of `wording.content`, shape (words, WIDTH)."""
    weights: Floats
    """Of `wording.content`."""

    COLUMNS: ClassVar = (
        "claim_id", "article_id", "claim", "speaker", "speaker_id", "speaker_type", "cue_class",
        "published",
    )  # fmt: skip
    """What a statement is made of."""

    @classmethod
    def of(cls, row: dict[str, Any]) -> Statement:
        """From the columns of that name; `claim` has the words."""
        wording = worded(row["claim"], row["published"])
        own = vectors(wording.content)
        return cls(
            claim_id=row["claim_id"],
            article_id=row["article_id"],
            speaker=row["speaker"],
            speaker_id=row["speaker_id"],
            speaker_type=row["speaker_type"],
            cue_class=row["cue_class"],
            published=row["published"],
            wording=wording,
            vector=mean(wording.content, own),
            vectors=own,
            weights=np.array([weight(word) for word in wording.content], np.float32),
        )

    @property
    def order(self) -> tuple[bool, dt.date, str]:
        """Sorts statements: published first, first; undated ones last."""
        return self.published is None, self.published or dt.date.min, self.claim_id


def features(one: Statement, other: Statement) -> list[float]:
    """The numbers that `NAMES` names; the same whichever of the two comes first."""
    a, b = one.wording, other.wording
    return [
        round(float(one.vector @ other.vector), 3),
        *_shared(one, other),
        *_runs(a, b),
        *_speakers(one, other),
        float(a.quoted and b.quoted),
        float(a.quoted != b.quoted),
        *_quantities(a.quantities, b.quantities),
        *_against(one, other),
        float(min(len(a.content), len(b.content), 12)),
        round(min(len(a.words), len(b.words)) / max(len(a.words), len(b.words), 1), 3),
        _days(one, other),
    ]


def clash(one: Statement, other: Statement) -> bool:
    """Whether they contradict each other: in a number of one thing, in who speaks, or by a denial.

    So two claims that both say the same as a third are kept apart.
    """
    said = dict(zip(NAMES, features(one, other), strict=True))
    if max(said["numbers against"], said["dates against"]) > 1 or said["other person"]:
        return True
    turned = (
        said["may apart"] or said["opposites"] or (said["negated apart"] and said["one negates"])
    )
    return bool(turned) and said["words shared, most"] > _CLOSE


def _shared(one: Statement, other: Statement) -> list[float]:
    """How much of either claim's words, and of their meaning, the other has; what it lacks."""
    a, b = one.wording, other.wording
    alike = one.vectors @ other.vectors.T
    sides = ((a, b, one.weights, alike), (b, a, other.weights, alike.T))
    exact, near, apart, swapped = [], [], [], []
    names = a.names | b.names
    plain = 0.0
    for mine, theirs, weights, cosines in sides:
        total = float(weights.sum())
        if not total or not theirs.content:
            exact.append(0.0)
            near.append(0.0)
            apart.append(1.0)
            swapped.append(len(mine.content))
            continue
        stems = set(theirs.stems)
        held = np.array([word in stems for word in mine.stems])
        closest = cosines.max(1)
        best = np.where(held, 1.0, np.where(closest > _NEAR, closest, 0.0))
        exact.append(float(weights @ held) / total)
        near.append(float(weights @ best) / total)
        apart.append(float((weights * (1 - best)).max()))
        swapped.append(int((best < _SAME).sum()))
        plain = float(weights @ (held & [word not in names for word in mine.content]))
    return [
        *(round(extreme(share), 3) for share in (exact, near) for extreme in (min, max)),
        *(round(extreme(apart), 3) for extreme in (min, max)),
        float(min(swapped)),
        round(min(plain, 4.0), 3),
    ]


def _runs(a: Wording, b: Wording) -> list[float]:
    """Words in a row that both have: the longest run, and the share of the shorter claim."""
    shorter = min(len(a.words), len(b.words))
    if set(pairwise(a.words)).isdisjoint(pairwise(b.words)):
        return [0.0, 0.0]
    blocks = SequenceMatcher(None, a.words, b.words, autojunk=False).get_matching_blocks()
    runs = [block.size for block in blocks if block.size > 1]
    return [float(min(max(runs, default=0), 20)), sum(runs) / shorter]


def _speakers(one: Statement, other: Statement) -> list[float]:
    """Whether they are of one speaker, perhaps of one, or of two: two people, or others."""
    if None not in (one.speaker_id, other.speaker_id):
        same = one.speaker_id == other.speaker_id
        people = one.speaker_type == other.speaker_type == "person"
        return [float(same), 0.0, float(not same and people), float(not same and not people)]
    alike = one.speaker is not None and one.speaker == other.speaker
    return [float(alike), float(not alike), 0.0, 0.0]


def _quantities(a: Iterable[Quantity], b: Iterable[Quantity]) -> list[float]:
    """Quantities that both have, that one has, and that stand against one another."""
    mine, theirs = _unmatched(a, b), _unmatched(b, a)
    shared = len(tuple(a)) - len(mine)
    apart = [0.0, 0.0]
    against = [0.0, 0.0]
    for number, times in enumerate((False, True)):
        left, right = (
            [one for one in several if (one.kind in _TIMES) == times] for several in (mine, theirs)
        )
        apart[number] = float(len(left) + len(right))
        pairs = [(x, y) for x in left for y in right if x.kind == y.kind]
        of_one = any(x.unit == y.unit for x, y in pairs)
        against[number] = 2.0 if of_one else float(bool(pairs))
    return [float(shared), apart[0], against[0], apart[1], against[1]]


def _unmatched(some: Iterable[Quantity], others: Iterable[Quantity]) -> list[Quantity]:
    return [one for one in some if not any(one.same(other) for other in others)]


def _against(one: Statement, other: Statement) -> list[float]:
    """What denies, weakens or turns round what the other says, and whom it names instead."""
    a, b = one.wording, other.wording
    both = set(a.stems) & set(b.stems)
    mine, theirs = set(a.words) - set(b.words), set(b.words) - set(a.words)
    turned = sum(other in theirs for one in mine for other in OPPOSITES.get(one, ()))
    denied = (one.cue_class == "deny") != (other.cue_class == "deny")
    odd = (a.negations + b.negations + denied) % 2
    names = (a.names - set(b.words), b.names - set(a.words))
    negated = 0 if a.negated & b.negated else len((a.negated | b.negated) & both)
    maybe, *modes = ((one in a.modes) != (one in b.modes) for one in ("may", "must", "if", "will"))
    acts = _ACTS.get(one.cue_class, ""), _ACTS.get(other.cue_class, "")
    return [
        float(negated),
        float(bool(a.negations) != bool(b.negations)),
        float(odd),
        float(maybe),
        *map(float, modes),
        float(turned),
        float(min(map(len, names))),
        float(acts[0] != acts[1]),
        float((negated > 0) + maybe + (turned > 0) + (acts[0] != acts[1])),
    ]


def _days(one: Statement, other: Statement) -> float:
    """Days between the two, at most a year; -1 where a date is not known."""
    if one.published is None or other.published is None:
        return -1.0
    return float(min(abs((one.published - other.published).days), 365))
