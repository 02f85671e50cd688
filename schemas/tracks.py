"""The `tracks` table."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from claims.schemas.columns import (
    Table,
    all_said,
    date,
    key,
    number,
    reference,
    string,
    strings,
)


class Tracks(Table):
    """One row per claim that several articles carry; it has no splits, all rows lie in `train`."""

    track_id: pl.String = key(
        "20 hex digits of a SHA-256 over the claim_id that first led it; a later release keeps it."
    )
    claim_id: pl.String = reference(
        "Key of the claim that stands for all: the one published first, of several of one day "
        "that of the least claim_id. Each of the others says the same as it."
    )
    claim: pl.String = string(
        "That claim's words; null where its article's text is withheld.", nullable=True
    )
    claim_count: pl.Int32 = number("Claims on the track.", ge=2)
    article_count: pl.Int32 = number("Articles with one of them.", ge=2)
    outlet_count: pl.Int32 = number("Outlets of those articles, as far as known.", ge=0)
    outlets: pl.List = strings("Those outlets, in the order in which they carried it.")
    first_seen: pl.Date = date("Publication date of the first article with it.")
    last_seen: pl.Date = date("Publication date of the last.")
    speakers: pl.List = strings(
        "Canonical names of its speakers, in the order in which they are seen: the first said it "
        "first."
    )
    framings: pl.List = strings("Labels of its claims' framings, sorted, each once.")

    class Config(Table.Config):
        """Pandera's settings."""

        name = "tracks"

    @pa.check("outlets", "speakers", "framings")
    def no_empty_items(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805 (pandera's way)
        """Every item says something."""
        return all_said(data)
