"""The `speakers` table."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from claims.records import SpeakerType
from claims.schemas.columns import (
    ID,
    WIKIDATA,
    Table,
    all_said,
    class_of,
    key,
    number,
    roles,
    string,
    strings,
)


class Speakers(Table):
    """One row per speaker; it has no splits, all rows lie in `train`."""

    speaker_id: pl.String = key(
        "20 hex digits of a SHA-256 over what identifies the speaker; in later releases the same, "
        "whatever fuller names come with new articles."
    )
    name: pl.String = string("Canonical name; later releases keep it.")
    type: pl.String = class_of(SpeakerType, "What kind of speaker it is.")
    aliases: pl.List = strings("Other names that the articles use for the speaker.")
    roles: pl.List = roles(
        'Titles and roles ("Finland\'s President"), each with the first article that gives it.'
    )
    wikidata: pl.String = string(
        "The speaker's item there, where a file of speakers gives one.",
        nullable=True,
        form=WIKIDATA,
    )
    claim_count: pl.Int32 = number("Claims of the speaker in this release.", ge=0)
    article_count: pl.Int32 = number("Articles with a claim of the speaker.", ge=0)

    class Config(Table.Config):
        """Pandera's settings."""

        name = "speakers"

    @pa.check("aliases")
    def no_empty_items(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805 (pandera's way)
        """Every item says something."""
        return all_said(data)

    @pa.check("roles")
    def roles_with_articles(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Every role says something, and where it is from."""
        role, article = (pl.element().struct.field(name) for name in ("role", "article_id"))
        good = (role != "") & article.str.contains(ID)
        return data.lazyframe.select(
            pl.col(data.key).list.eval(good.fill_null(value=False)).list.all()
        )
