"""Which row of one release is which of the other.

All that is done here is the same with the sides changed, so that a comparison read backwards says
the opposite and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from claims.release.diff import overlap
from claims.release.diff.overlap import SIDES
from claims.release.diff.plan import Plan
from claims.release.diff.side import Side


def paired(
    table: str, plan: Plan, key: str, sides: tuple[Side, Side], stories: pl.DataFrame | None = None
) -> pl.DataFrame:
    """The numbers of the rows that both releases have: `before` and `after`, sorted.

    `stories` are the pairs of articles, as `article_pairs` gives them.
    """
    common = set(comparable(table, sides))
    pairs = _by_key(sides[0].column(table, key), sides[1].column(table, key))
    for columns in plan.alike:
        if common.issuperset(columns):
            left, right = _left_over(table, columns, sides, pairs)
            pairs = pl.concat([pairs, _lonely(left, right, columns)])
    if stories is not None and plan.spans and common.issuperset({plan.words, plan.spans}):
        agreeing = [name for name in (*plan.foremost, *plan.besides) if name in common]
        columns = (key, "article_id", plan.words, plan.spans, *agreeing)
        left, right = (
            frame.join(stories.rename({side: "article_id"}), on="article_id")
            .sort("row")
            .with_columns(
                place=pl.int_range(pl.len()).over("story"),
                words=pl.col(plan.words),
                spans=pl.col(plan.spans),
            )
            for frame, side in zip(_left_over(table, columns, sides, pairs), SIDES, strict=True)
        )
        if left.height and right.height:
            pairs = pl.concat([pairs, *_in_stories(left, right, plan, key)])
    return pairs.sort("before")


def comparable(table: str, sides: tuple[Side, Side]) -> list[str]:
    """The columns that both have, of one type; the classes of a class column may be others."""
    old, new = (
        {name: _kind(type_name) for name, type_name in side.columns(table).items()}
        for side in sides
    )
    return [name for name in new if old.get(name) == new[name]]


def _kind(type_name: str) -> str:
    return "string" if type_name.startswith("class: ") else type_name.removesuffix(", nullable")


def article_pairs(pairs: pl.DataFrame, sides: tuple[Side, Side]) -> pl.DataFrame:
    """The articles that both releases have: `story`, their ids `before` and `after`, `same_text`.

    The text is another one in an article that was cleaned anew: places in it mean nothing then.
    """
    one, other = (
        side.read("articles", ["article_id", "text_sha256"])[pairs[name]]
        for side, name in zip(sides, SIDES, strict=True)
    )
    return pl.DataFrame(
        {
            "before": one["article_id"],
            "after": other["article_id"],
            "same_text": one["text_sha256"] == other["text_sha256"],
        }
    ).with_row_index("story")


def _by_key(before: pl.Series, after: pl.Series) -> pl.DataFrame:
    one, other = (
        pl.DataFrame({"key": keys}).with_row_index(side)
        for keys, side in zip((before, after), SIDES, strict=True)
    )
    return one.join(other, on="key").select(SIDES)


def left_over(table: str, columns: Iterable[str], side: Side, taken: pl.Series) -> pl.DataFrame:
    """A side's rows but for those `taken`: their numbers as `row`, and these columns."""
    rows = pl.int_range(side.count(table), dtype=pl.UInt32, eager=True).alias("row")
    rows = rows.filter(~rows.is_in(taken.implode()))
    return side.read(table, list(columns))[rows].insert_column(0, rows)


def _left_over(
    table: str, columns: Iterable[str], sides: tuple[Side, Side], pairs: pl.DataFrame
) -> list[pl.DataFrame]:
    return [
        left_over(table, columns, side, pairs[which])
        for side, which in zip(sides, SIDES, strict=True)
    ]


def _lonely(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Pairs of rows that share these values with no other row."""
    one, other = (frame.filter(pl.len().over(columns) == 1) for frame in (left, right))
    return one.join(other, on=columns).select(before="row", after="row_right")


def _in_stories(
    left: pl.DataFrame, right: pl.DataFrame, plan: Plan, key: str
) -> list[pl.DataFrame]:
    """Pairs of rows of one article: by place in a text that stayed, else by their words."""
    same = pl.col("same_text")
    placed = overlap.by_place(left.filter(same), right.filter(same))
    pairs = [overlap.one_to_one(_by_merit(placed, left, right, plan, key))]
    # Rows whose words are withheld are not known again by them: they came or went.
    told = ~same & pl.col("words").is_not_null()
    left, right = left.filter(told), right.filter(told)
    agreeing = [name for name in (*plan.foremost, *plan.besides) if name in left.columns]
    for besides in (agreeing, plan.foremost):
        found = _in_turn(left, right, ["story", "words", *besides])
        pairs.append(found)
        left, right = (
            frame.filter(~pl.col("row").is_in(found[side].implode()))
            for frame, side in zip((left, right), SIDES, strict=True)
        )
    alike = overlap.by_words(left, right)
    return [*pairs, overlap.one_to_one(_by_merit(alike, left, right, plan, key))]


def _in_turn(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Of rows with these values the first with the first, the second with the second, and so on."""
    one, other = (
        frame.select("row", *columns, turn=pl.int_range(pl.len()).over(columns))
        for frame in (left, right)
    )
    return one.join(other, on=[*columns, "turn"], nulls_equal=True).select(
        before="row", after="row_right"
    )


def _by_merit(
    candidates: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, plan: Plan, key: str
) -> pl.DataFrame:
    """The candidates, best first; no two are equal, whichever side is which."""
    foremost, besides = (
        [name for name in names if name in left.columns] for names in (plan.foremost, plan.besides)
    )
    told = [key, "place", *foremost, *besides]
    keys = key, f"{key}_right"
    return (
        candidates.join(left.select(pl.col("row").alias("before"), *told), on="before")
        .join(right.select(pl.col("row").alias("after"), *told), on="after")
        .with_columns(
            foremost=-_agreeing(foremost),
            overlap=-pl.col("overlap"),
            besides=-_agreeing(besides),
            apart=(pl.col("place") - pl.col("place_right")).abs(),
            one=pl.min_horizontal(keys),
            other=pl.max_horizontal(keys),
        )
        .sort("foremost", "overlap", "besides", "apart", "one", "other")
    )


def _agreeing(columns: Sequence[str]) -> pl.Expr:
    """How many of these columns have one value on both sides."""
    agree = (pl.col(name).eq_missing(pl.col(f"{name}_right")) for name in columns)
    return pl.sum_horizontal(pl.lit(0), *(one.cast(pl.Int32) for one in agree))
