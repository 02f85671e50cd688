"""Which claims say the same thing across articles, from the tables of all articles."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from claims.engine.processes import answers
from claims.steps import Steps, untold
from claims.track.assign import assigned, named
from claims.track.candidates import Ints, Pairs, Said, Words, pairs
from claims.track.decide import shipped
from claims.track.features import Statement, clash
from claims.track.meaning import WIDTH, mean
from claims.track.wording import worded

LEAST = 2
"""Words that tell something, without which a claim is on no track ("yes", "that's right")."""
_REMEMBERED = 20_000
"""Claims that are kept in full while pairs are decided on."""
TOGETHER = 8192
"""Pairs that are decided on together, and claims that are read together."""
MANY = 100_000
"""Pairs from which processes are worth their start, or a quarter as many claims."""
COLUMNS = (
    "claim_id", "article_id", "voice", "section", "claim", "speaker", "speaker_id", "speaker_type",
    "cue_class",
)  # fmt: skip


def tracks(
    claims: pl.DataFrame,
    articles: pl.DataFrame,
    known: Mapping[str, str] | None = None,
    workers: int = 1,
    steps: Steps = untold,
) -> dict[str, str]:
    """For each claim_id that shares a track with a claim of another article, its track_id.

    Attributed claims take part: those in headline, body and captions. Narration does not, since an
    outlet that repeats another's sentences is told by `duplicate_of`; nor do links to articles.

    `known` are the track ids of an earlier release, by claim_id: those tracks keep their ids. Many
    pairs are decided on in `workers` processes, with the same result; `steps` is told how far that
    is.
    """
    several = Several(_in_order(taking_part(claims), articles), workers, steps)
    steps("looking for claims that may be one", 0)
    met = pairs(several.said)
    same = several.same(met)
    groups = assigned(len(several.ids), same, several.clash)
    same |= several.same(_to_leaders(groups, same, met))
    groups = assigned(len(several.ids), same, several.clash)
    spread = (
        [several.ids[place] for place in group]
        for group in groups
        if len({several.article(place) for place in group}) > 1
    )
    return named(list(spread), known or {})


def taking_part(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims that may be on a track."""
    return claims.filter((pl.col("voice") != "narration") & (pl.col("section") != "related"))


def _in_order(claims: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The claims in the order of their saying; undated ones last."""
    return (
        claims.lazy()
        .select(COLUMNS)
        .join(articles.lazy().select("article_id", "published"), on="article_id", how="left")
        .sort("published", "claim_id", nulls_last=True)
        .collect()
    )


def _to_leaders(
    groups: Sequence[Sequence[int]], same: Iterable[tuple[int, int]], met: Pairs
) -> Pairs:
    """The pairs of a claim and the leader of another that it is the same as, if they never met."""
    leader = {member: group[0] for group in groups for member in group}
    more = {(leader[one], other) for one, other in same if leader[one] < other}
    new = np.array(sorted(more), np.int64).reshape(-1, 2)
    count = 1 + int(max(met.max(initial=0), new.max(initial=0)))
    known = np.isin(new[:, 0] * count + new[:, 1], met[:, 0] * count + met[:, 1])
    return new[~known]


class Several:
    """Claims in the order of their saying."""

    def __init__(self, frame: pl.DataFrame, workers: int = 1, steps: Steps = untold) -> None:
        """`frame` has the columns of `claims`, and `published`."""
        self._workers, self._steps = workers, steps
        told = list(self._told(frame.select("claim", "published")))
        self._frame = frame.filter(np.concatenate([one.kept for one in told]))
        self.ids = self._frame["claim_id"].to_list()
        speakers = self._frame["speaker_id"].cast(pl.Categorical).to_physical()
        self.said = Said(
            words=np.concatenate([one.words for one in told]),
            lengths=np.concatenate([one.lengths for one in told]),
            speakers=speakers.cast(pl.Int64).fill_null(-1).to_numpy(),
            vectors=np.concatenate([one.vectors for one in told]).astype(np.float32),
            people=(self._frame["speaker_type"] == "person").to_numpy(),
            tells=np.concatenate([one.tells for one in told]),
        )
        self._statement = lru_cache(_REMEMBERED)(self._made)

    def article(self, place: int) -> str:
        """The article that a claim is of."""
        return str(self._frame["article_id"][place])

    def same(self, found: Pairs) -> dict[tuple[int, int], float]:
        """Of some pairs those that are one claim, and how sure that is."""
        starts = self._counted("comparing claims", range(0, len(found), TOGETHER))
        if self._workers < 2 or len(found) < MANY:
            some = (found[start : start + TOGETHER] for start in starts)
            return dict(chain.from_iterable(_sure(self._statement, pairs) for pairs in some))
        found = found[self._together(found)]
        rows = self._frame.select(Statement.COLUMNS)
        some = (found[start : start + TOGETHER] for start in starts)
        asked = ((pairs, rows[np.unique(pairs)].rows()) for pairs in some)
        return dict(chain.from_iterable(answers(self._workers, _decided, asked)))

    def _counted(self, what: str, starts: Sequence[int]) -> Iterator[int]:
        """The places, told as they are taken."""
        for number, start in enumerate(starts):
            self._steps(what, number / len(starts))
            yield start

    def _told(self, claims: pl.DataFrame) -> Iterator[_Told]:
        """What the words of all claims tell, some claims at a time."""
        starts = self._counted("reading claims", range(0, claims.height or 1, TOGETHER))
        asked = (claims[start : start + TOGETHER].rows() for start in starts)
        if self._workers < 2 or claims.height < MANY // 4:
            return map(_told, asked)
        return answers(self._workers, _told, asked)

    def _together(self, found: Pairs) -> Ints:
        """An order of pairs in which those of like claims are near one another: each process has
        then few claims to read for many pairs."""
        planes = np.random.default_rng(0).standard_normal((WIDTH, 16)).astype(np.float32)
        sides = (self.said.vectors @ planes > 0) @ (1 << np.arange(16))
        one, other = (self.said.speakers[found[:, side]] for side in (0, 1))
        speaker = np.where(one == other, one, -1)
        return np.lexsort((found[:, 1], found[:, 0], sides[found[:, 0]], speaker))

    def clash(self, one: int, other: int) -> bool:
        """Whether two claims cannot be on one track, whatever they share with its first claim."""
        return clash(self._statement(one), self._statement(other))

    def _made(self, place: int) -> Statement:
        return Statement.of(self._frame.row(place, named=True))


@dataclass(frozen=True, slots=True)
class _Told:
    """What claims are found by."""

    kept: NDArray[np.bool_]
    """Of each claim, whether it has enough words that tell something; the rest is of these."""
    words: Words
    lengths: Ints
    tells: NDArray[np.bool_]
    vectors: NDArray[np.float16]


def _told(claims: Sequence[tuple[str, dt.date | None]]) -> _Told:
    """Of claims, each with the day of its publication."""
    wordings = [worded(claim, published) for claim, published in claims]
    kept = np.array([len(wording.content) >= LEAST for wording in wordings], bool)
    some = [wording for wording, enough in zip(wordings, kept.tolist(), strict=True) if enough]
    words = [word for wording in some for word in wording.words]
    content = [frozenset(wording.content) for wording in some]
    tells = [word in own for own, one in zip(content, some, strict=True) for word in one.words]
    return _Told(
        kept,
        words=np.array([zlib.crc32(word.encode()) for word in words], np.uint32),
        lengths=np.array([len(wording.words) for wording in some], np.int64),
        tells=np.array(tells, bool),
        vectors=np.array([mean(one.content) for one in some], np.float16).reshape(-1, WIDTH),
    )


def _sure(
    statement: Callable[[int], Statement], found: Pairs
) -> list[tuple[tuple[int, int], float]]:
    decision = shipped()
    asked = [(one, other) for one, other in found.tolist()]
    scores = decision.scores((statement(one), statement(other)) for one, other in asked)
    return [
        (pair, score) for pair, score in zip(asked, scores, strict=True) if score >= decision.sure
    ]


def _decided(
    asked: tuple[Pairs, Sequence[tuple[Any, ...]]],
) -> list[tuple[tuple[int, int], float]]:
    """In another process: pairs, and the rows of their claims in the order of their places."""
    found, rows = asked
    made = {
        place: Statement.of(dict(zip(Statement.COLUMNS, row, strict=True)))
        for place, row in zip(np.unique(found).tolist(), rows, strict=True)
    }
    return _sure(made.__getitem__, found)
