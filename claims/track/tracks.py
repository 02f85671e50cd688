"""Which claims say the same thing across articles, from the tables of all articles."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from claims.processes import answers
from claims.track.assign import assigned, named
from claims.track.candidates import Ints, Pairs, Said, pairs
from claims.track.decide import shipped
from claims.track.features import Statement, clash
from claims.track.meaning import WIDTH, mean
from claims.track.wording import worded

LEAST = 2
"""Words that tell something, without which a claim is on no track ("yes", "that's right")."""
_REMEMBERED = 50_000
"""Claims that are kept in full while pairs are decided on."""
TOGETHER = 8192
"""Pairs that are decided on together."""
MANY = 100_000
"""Pairs from which processes are worth their start."""
COLUMNS = (
    "claim_id", "article_id", "voice", "section", "claim", "speaker", "speaker_id", "speaker_type",
    "cue_class",
)  # fmt: skip


def tracks(
    claims: pl.DataFrame,
    articles: pl.DataFrame,
    known: Mapping[str, str] | None = None,
    workers: int = 1,
) -> dict[str, str]:
    """For each claim_id that shares a track with a claim of another article, its track_id.

    Attributed claims take part: those in headline, body and captions. Narration does not, since an
    outlet that repeats another's sentences is told by `duplicate_of`; nor do links to articles.

    `known` are the track ids of an earlier release, by claim_id: those tracks keep their ids. Many
    pairs are decided on in `workers` processes, with the same result.
    """
    several = Several(_in_order(taking_part(claims), articles), workers)
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

    def __init__(self, frame: pl.DataFrame, workers: int = 1) -> None:
        """`frame` has the columns of `claims`, and `published`."""
        self._workers = workers
        kept, words, lengths, tells = array("q"), array("i"), array("q"), bytearray()
        vectors = np.empty((frame.height, WIDTH), np.float16)
        numbers: dict[str, int] = {}
        for place, (claim, published) in enumerate(frame.select("claim", "published").iter_rows()):
            wording = worded(claim, published)
            if len(wording.content) < LEAST:
                continue
            vectors[len(kept)] = mean(wording.content)
            content = set(wording.content)
            kept.append(place)
            words.extend(numbers.setdefault(word, len(numbers)) for word in wording.words)
            lengths.append(len(wording.words))
            tells.extend(word in content for word in wording.words)
        self._frame = frame[list(kept)]
        self.ids = self._frame["claim_id"].to_list()
        speakers = self._frame["speaker_id"].cast(pl.Categorical).to_physical()
        self.said = Said(
            words=np.array(words, np.int32),
            lengths=np.array(lengths, np.int64),
            speakers=speakers.cast(pl.Int64).fill_null(-1).to_numpy(),
            vectors=vectors[: len(kept)].astype(np.float32),
            people=(self._frame["speaker_type"] == "person").to_numpy(),
            tells=np.frombuffer(tells, np.bool_),
        )
        self._statement = lru_cache(_REMEMBERED)(self._made)

    def article(self, place: int) -> str:
        """The article that a claim is of."""
        return str(self._frame["article_id"][place])

    def same(self, found: Pairs) -> dict[tuple[int, int], float]:
        """Of some pairs those that are one claim, and how sure that is."""
        if self._workers < 2 or len(found) < MANY:
            return {
                pair: score for some in _some(found) for pair, score in _sure(self._statement, some)
            }
        found = found[self._together(found)]
        rows = self._frame.select(Statement.COLUMNS)
        asked = ((some, rows[np.unique(some)].rows()) for some in _some(found))
        return {
            pair: score for told in answers(self._workers, _decided, asked) for pair, score in told
        }

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


def _some(found: Pairs) -> Iterator[Pairs]:
    for start in range(0, len(found), TOGETHER):
        yield found[start : start + TOGETHER]


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
