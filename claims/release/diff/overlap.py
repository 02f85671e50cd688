"""Rows of one article in two releases that may be the same: how far their words overlap.

A frame of rows has `row` (its number in its table), `story` (the number of its article's pair),
`words`, `spans`. Of two rows no more is looked at than that they overlap by half: the rest of an
article, however many rows it has, costs nothing.
"""

from __future__ import annotations

import polars as pl

LEAST = 0.5
"""Intersection over union from which on two rows may be the same."""

_BLOCK = 200
"""Characters of text; rows are set against those that share a block of it with them."""

_STORIES_AT_ONCE = 2_000
"""Articles whose words are held at a time."""

_COMMON = 100
"""A word of more rows of an article tells nothing, and would set each against each."""

SIDES = ("before", "after")


def by_place(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose spans overlap in one text: `before`, `after`, `overlap`."""
    one, other = (_blocks(frame, side) for frame, side in zip((left, right), SIDES, strict=True))
    shared = pl.min_horizontal("end", "end_right") - pl.max_horizontal("start", "start_right")
    return _enough(
        one.join(other, on=["story", "block"])
        .with_columns(shared=shared)
        .filter(pl.col("shared") > 0)
        .unique(["before", "after", "start", "start_right"])  # spans that share several blocks
        .group_by("before", "after")
        .agg(pl.col("shared").sum(), pl.col("size", "size_right").first())
    )


def _blocks(frame: pl.DataFrame, side: str) -> pl.DataFrame:
    sizes = pl.element().struct.field("end") - pl.element().struct.field("start")
    first, last = pl.col("start") // _BLOCK, (pl.col("end") - 1) // _BLOCK
    return (
        frame.select(
            pl.col("row").alias(side),
            "story",
            "spans",
            size=pl.col("spans").list.eval(sizes).list.sum(),
        )
        .explode("spans", empty_as_null=False)
        .unnest("spans")
        .with_columns(block=pl.int_ranges(first, last + 1))
        .explode("block")
    )


def by_words(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Pairs that share words, wherever they stand: `before`, `after`, `overlap`."""
    stories = left["story"].unique().sort()
    return pl.concat(
        _by_words(*(frame.filter(pl.col("story").is_in(some.implode())) for frame in (left, right)))
        for some in (
            stories[start : start + _STORIES_AT_ONCE]
            for start in range(0, max(1, len(stories)), _STORIES_AT_ONCE)
        )
    )


def _by_words(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    words = pl.col("words").str.to_lowercase().str.extract_all(r"\w+")
    hashed = words.list.eval(pl.element().hash()).list.unique()
    one, other = (
        frame.select(pl.col("row").alias(side), "story", word=hashed).with_columns(
            size=pl.col("word").list.len().cast(pl.Int64)
        )
        for frame, side in zip((left, right), SIDES, strict=True)
    )
    # Two rows that share half of their words share one of the rarer half of either: rows that
    # have but "the" and "of" in common are never set against each other.
    rare = (
        pl.concat([one, other], how="diagonal")
        .explode("word", empty_as_null=False)
        .with_columns(rows=pl.len().over("story", "word"))
        .sort(*SIDES, "rows", "word")
        .filter(pl.int_range(pl.len()).over(SIDES) <= pl.col("size") // 2)
        .filter(pl.col("rows") <= _COMMON)
    )
    places = ["story", "word"]
    met = (
        rare.select("before", *places)
        .drop_nulls()
        .join(rare.select("after", *places).drop_nulls(), on=places)
        .select(SIDES)
        .unique()
    )
    shared = pl.col("word").list.set_intersection("word_right").list.len().cast(pl.Int64)
    return _enough(met.join(one, on="before").join(other, on="after").with_columns(shared=shared))


def _enough(met: pl.DataFrame) -> pl.DataFrame:
    """Those of which at least half is `shared`."""
    shared = pl.col("shared")
    overlap = shared / (pl.col("size") + pl.col("size_right") - shared)
    return met.select(*SIDES, overlap=overlap).filter(pl.col("overlap") >= LEAST)


def one_to_one(candidates: pl.DataFrame) -> pl.DataFrame:
    """Of pairs that stand in the order of their merit those that are made, each row in one."""
    left = candidates.select(SIDES).with_row_index("merit")
    made = [left.select(SIDES).clear()]
    merit = pl.col("merit")
    while left.height:
        best = left.filter(
            (merit == merit.min().over("before")) & (merit == merit.min().over("after"))
        ).select(SIDES)
        made.append(best)
        taken = [pl.col(side).is_in(best[side].implode()) for side in SIDES]
        left = left.filter(~taken[0] & ~taken[1])
    return pl.concat(made)
