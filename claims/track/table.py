"""The `tracks` table: all of it follows from the claims, their articles and their speakers."""

from __future__ import annotations

import polars as pl

COLUMNS = (
    "track_id", "claim_id", "claim", "claim_count", "article_count", "outlet_count", "outlets",
    "first_seen", "last_seen", "speakers", "framings",
)  # fmt: skip
READ = {
    "claims": ("track_id", "claim_id", "article_id", "claim", "speaker", "speaker_id", "framings"),
    "articles": ("article_id", "outlet", "published"),
    "speakers": ("speaker_id", "name"),
}
"""The columns, by table, that the rows follow from."""


def rows(claims: pl.DataFrame, articles: pl.DataFrame, speakers: pl.DataFrame) -> pl.DataFrame:
    """The rows of `tracks` for claims that have their `track_id`, by its order."""
    told = (
        claims.lazy()
        .filter(pl.col("track_id").is_not_null())
        .select(READ["claims"])
        .join(articles.lazy().select(READ["articles"]), on="article_id", how="left")
        .join(speakers.lazy().select(READ["speakers"]), on="speaker_id", how="left")
        .sort("published", "claim_id", nulls_last=True)
        .with_columns(speaker=pl.coalesce("name", "speaker"))
    )
    return (
        told.group_by("track_id", maintain_order=True)
        .agg(
            pl.col("claim_id", "claim").first(),
            claim_count=pl.len().cast(pl.Int32),
            article_count=pl.col("article_id").n_unique().cast(pl.Int32),
            outlet_count=pl.col("outlet").drop_nulls().n_unique().cast(pl.Int32),
            outlets=pl.col("outlet").drop_nulls().unique(maintain_order=True),
            first_seen=pl.col("published").min(),
            last_seen=pl.col("published").max(),
            speakers=pl.col("speaker").drop_nulls().unique(maintain_order=True),
            framings=pl.col("framings").list.explode(keep_nulls=False, empty_as_null=False),
        )
        .with_columns(pl.col("framings").list.unique().list.sort())
        .sort("track_id")
        .select(COLUMNS)
        .collect()
    )
