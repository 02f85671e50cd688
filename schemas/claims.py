"""The `claims` table."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from claims.records import CueClass, Origin, SectionName, SpeakerType, Split, Voice
from claims.schemas.columns import (
    Located,
    class_of,
    date,
    key,
    null_without,
    number,
    reference,
    some,
    spans,
    string,
    strings,
)


class Claims(Located):
    """One row per claim; the default table."""

    claim_id: pl.String = key(
        "20 hex digits of a SHA-256 over article_id and the speaker, cue and claim spans: the same "
        "in every rebuild."
    )
    article_id: pl.String = reference("Key into articles.")
    section: pl.String = class_of(
        SectionName, 'Where in the article it stands; links ("Related article: …") are `related`.'
    )
    voice: pl.String = class_of(
        Voice,
        "How it is reported: in quotation marks, in the article's words, in both; narration is the "
        "article's own assertion, no one quoted.",
    )
    claim: pl.String = string(
        "The claimed words, verbatim, quotation marks kept; parts of a split claim are joined by "
        '" … ". Null in a release without text.',
        nullable=True,
    )
    claim_spans: pl.List = spans("Where the claim's words stand.")
    speaker: pl.String = string(
        'Canonical name ("he said" gives the name); for narration the agency in the byline, else '
        "the outlet; null if the article names none.",
        nullable=True,
    )
    speaker_id: pl.String = reference("Key into speakers.", nullable=True)
    speaker_type: pl.String = class_of(SpeakerType, "A country that speaks is `government`.")
    speaker_mention: pl.String = string(
        "The words that name the speaker here; null where there are none, and in a release without "
        "text.",
        nullable=True,
    )
    speaker_spans: pl.List = spans("Where the speaker's mention stands.")
    cue: pl.String = string(
        'The words that attribute the claim to its speaker ("has framed"); null where there are '
        "none, and in a release without text.",
        nullable=True,
    )
    cue_spans: pl.List = spans("Where the cue stands.")
    cue_lemma: pl.String = string('The cue\'s main word in its base form ("frame").', nullable=True)
    cue_class: pl.String = class_of(CueClass, "What kind of act the cue reports.")
    said_on: pl.Date = date(
        'The day it was said, where the article tells: "Tuesday" resolved against the publication '
        "date."
    )
    framings: pl.List = strings(
        "Labels of the claim's framings, sorted, each once: for filtering without a join."
    )
    track_id: pl.String = reference(
        "Key into tracks: the same claim across articles. Null where no other article is found to "
        "carry it, for narration and for links.",
        nullable=True,
    )
    confidence: pl.Float32 = number(
        "0 to 1, calibrated, rounded to 3 decimals; 1 where a person confirmed the row.",
        in_range={"min_value": 0, "max_value": 1},
    )
    origin: pl.String = class_of(Origin, "Whether the model or a person made the row.")
    extractor: pl.String = string("Name and version of what produced the row.")
    split: pl.String = class_of(Split, "The article's split.")

    class Config(Located.Config):
        """Pandera's settings."""

        name = "claims"

    @pa.check("claim_spans")
    def not_empty(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805 (pandera's way)
        """A claim has words in the article."""
        return some(data)

    @pa.check("speaker_mention", "cue")
    def null_without_spans(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805
        """A mention has spans; so has a cue."""
        return null_without(f"{data.key.removesuffix('_mention')}_spans", data)

    @pa.check("speaker_spans", "cue_spans")
    def empty_in_narration(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805
        """What the article asserts itself has neither cue nor mention of a speaker."""
        return data.lazyframe.select(
            (pl.col("voice") != "narration") | (pl.col(data.key).list.len() == 0)
        )
