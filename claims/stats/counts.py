"""Counts of a release's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

LENGTHS = (0, 50, 100, 150, 200, 300, 400, 600, 800)
"""From how many characters on a claim is in each bin; the last has no end."""
TENTHS = 10

Count = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of a distribution, from `start` on."""

    start: float
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """How many claims a release has of what, how long they are and how sure it is of them."""

    rows: Mapping[str, int]
    """Of each table."""
    by: Mapping[str, tuple[Count, ...]]
    """Claims by voice, speaker_type, section, split and outlet, framings by family; the most
    first, those without ("") among them.
    """
    lengths: tuple[Bin, ...]
    """Claims by their characters, parts of a split claim together."""
    confidences: tuple[Bin, ...]
    """Claims by confidence, in tenths; 1 is in the last."""


def counts(tables: Mapping[str, pl.LazyFrame]) -> Stats:
    """The counts of a release's tables; class columns are strings."""
    claims, framings = tables["claims"], tables["framings"]
    outlets = tables["articles"].select("article_id", "outlet")
    by = {
        "voice": _by(claims, "voice"),
        "speaker_type": _by(claims, "speaker_type"),
        "section": _by(claims, "section"),
        "split": _by(claims, "split"),
        "outlet": _by(claims.join(outlets, on="article_id", how="left"), "outlet"),
        "family": _by(framings, "family"),
    }
    length = pl.col("claim_spans").list.eval(
        pl.element().struct.field("end") - pl.element().struct.field("start")
    ).list.sum()  # fmt: skip
    # A confidence is a float32 of three decimals: 0.3 would else be a little less than 0.3.
    tenth = (pl.col("confidence").cast(pl.Float64) * 1000).round().cast(pl.Int64) // 100
    return Stats(
        rows={name: int(table.select(pl.len()).collect().item()) for name, table in tables.items()},
        by=by,
        lengths=_bins(claims.select(at=length.cast(pl.Int64)), LENGTHS),
        confidences=tuple(
            Bin(one.start / TENTHS, one.count)
            for one in _bins(claims.select(at=tenth.clip(0, TENTHS - 1)), range(TENTHS))
        ),
    )


def of_release(folder: Path) -> Stats:
    """The counts of the release in a folder."""
    from claims.load import scan
    from claims.release.manifest import Manifest

    return counts({name: scan(folder, name) for name in Manifest.of(folder).tables})


def _by(table: pl.LazyFrame, column: str) -> tuple[Count, ...]:
    name = pl.col(column).cast(pl.String).fill_null("")
    found = table.group_by(name=name).len().sort(-pl.col("len").cast(pl.Int64), "name").collect()
    return tuple((name, count) for name, count in found.iter_rows())


def _bins(table: pl.LazyFrame, starts: Sequence[int]) -> tuple[Bin, ...]:
    """How many values are at each start or past it, up to the next."""
    values = table.collect()["at"]
    places = pl.Series(starts, dtype=pl.Int64).search_sorted(values, side="right")
    found = dict(pl.Series(places).value_counts().iter_rows())
    return tuple(Bin(start, found.get(n, 0)) for n, start in enumerate(starts, 1))
