"""The changes of one table, a row for each cell that changed and each row that came or went."""

from __future__ import annotations

import polars as pl

from claims.release.diff.cells import differing
from claims.release.diff.overlap import SIDES
from claims.release.diff.pair import comparable, left_over
from claims.release.diff.plan import PLANS, WITH_ITS_ARTICLE, rank
from claims.release.diff.side import Side
from claims.schemas import TABLES, key_of

SCHEMA = {
    "table": pl.String,
    "key_before": pl.String,
    "key_after": pl.String,
    "article_id": pl.String,
    "change": pl.String,
    "column": pl.String,
    "before": pl.String,
    "after": pl.String,
    "words": pl.String,
    "rank": pl.UInt8,
    "cell_rank": pl.UInt8,
    "row": pl.UInt32,
}
"""`rank` says how soon the row is told, `cell_rank` how soon the cell; `row` is its number."""


def changes(
    table: str, sides: tuple[Side, Side], pairs: pl.DataFrame, stories: pl.DataFrame | None
) -> pl.DataFrame:
    """All changes of the table, in no order."""
    return pl.concat(
        [
            _changed(table, sides, pairs),
            _alone(table, "removed", sides[0], pairs["before"], stories),
            _alone(table, "added", sides[1], pairs["after"], stories),
        ]
    )


def _changed(table: str, sides: tuple[Side, Side], pairs: pl.DataFrame) -> pl.DataFrame:
    """The cells that differ in rows that both have."""
    common = comparable(table, sides)
    cells = differing(table, common, sides, pairs)
    if cells.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    key, words = key_of(TABLES[table]), PLANS[table].words
    before, after = (pairs[which][cells["pair"]] for which in SIDES)

    def at(name: str) -> pl.Series | pl.Expr:
        """The later release's values of a column, where both have it."""
        return sides[1].column(table, name)[after] if name in common else pl.lit(None)

    ranks = {name: rank(table, name) for name in common}
    return _typed(
        cells.with_columns(
            at("article_id").alias("article_id"),
            at(words).alias("words"),
            sides[0].column(table, key)[before].alias("key_before"),
            at(key).alias("key_after"),
            after.alias("row"),
            change=pl.lit("changed"),
            cell_rank=pl.col("column").replace_strict(ranks, return_dtype=pl.UInt8),
        ).with_columns(rank=pl.col("cell_rank").min().over("pair")),
        table,
    )


def _alone(
    table: str, change: str, side: Side, taken: pl.Series, stories: pl.DataFrame | None
) -> pl.DataFrame:
    """The rows that only this side has."""
    if table not in side.tables:
        return pl.DataFrame(schema=SCHEMA)
    key, words = key_of(TABLES[table]), PLANS[table].words
    has = [name for name in (key, words, "article_id") if name in side.columns(table)]
    rows = left_over(table, dict.fromkeys(has), side, taken)
    own = "before" if change == "removed" else "after"
    stays = pl.lit(value=True)
    if stories is not None and table != "articles" and "article_id" in has:
        stays = pl.col("article_id").is_in(stories[own].implode())
    with_it = rank(table, f"{change} {WITH_ITS_ARTICLE}")
    return _typed(
        rows.with_columns(
            (pl.col(words) if words in has else pl.lit(None)).alias("words"),
            pl.col(key).alias(f"key_{own}"),
            change=pl.lit(change),
            cell_rank=pl.lit(0),
            rank=pl.when(stays).then(rank(table, change)).otherwise(with_it),
        ).with_columns(pl.col("words").alias(own)),
        table,
    )


def _typed(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """The frame with all columns of a change; null where it has no such column."""
    named = frame.with_columns(table=pl.lit(table))
    return named.select(
        (pl.col(name) if name in named.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in SCHEMA.items()
    )
