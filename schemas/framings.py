"""The `framings` table."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from claims.records import FramingKind, Polarity, Split
from claims.schemas.columns import (
    LABEL,
    Located,
    class_of,
    flag,
    key,
    null_without,
    number,
    reference,
    some,
    spans,
    string,
)


class Framings(Located):
    """One row for each time somebody characterizes something."""

    framing_id: pl.String = key(
        "20 hex digits of a SHA-256 over article_id, kind, target and phrase spans, and cue."
    )
    article_id: pl.String = reference("Key into articles.")
    claim_id: pl.String = reference(
        "Key into claims: the claim in which it is made. Null where no claim holds it: the "
        "reporter's own words for what somebody else's claim is about.",
        nullable=True,
    )
    framer: pl.String = string("Canonical name of who characterizes.", nullable=True)
    framer_id: pl.String = reference("Key into speakers.", nullable=True)
    target: pl.String = string(
        "The words for the thing framed; null where there are none, and in a release without text.",
        nullable=True,
    )
    target_spans: pl.List = spans("Where the target stands.")
    phrase: pl.String = string(
        'The words it is framed in ("a coup attempt assisted by foreign terrorists"); null in a '
        "release without text.",
        nullable=True,
    )
    phrase_spans: pl.List = spans("Where the phrase stands.")
    label: pl.String = string(
        'The phrase\'s label in the vocabulary of frames ("coup_attempt"); `other` where none '
        "fits.",
        form=LABEL,
    )
    family: pl.String = string('The label\'s family ("power_seizure").', form=LABEL)
    nearest_label: pl.String = string(
        "For a phrase labelled `other`, the label whose terms mean most nearly the same: a "
        "suggestion, often wrong.",
        nullable=True,
    )
    nearest_similarity: pl.Float32 = number(
        "How near: the cosine of word vectors, -1 to 1, rounded to 3 decimals.",
        nullable=True,
        in_range={"min_value": -1, "max_value": 1},
    )
    kind: pl.String = class_of(
        FramingKind,
        'explicit: "framed X as Y", "called X Y"; predicative: "the riots were Y"; lexical: the '
        "chosen noun phrase itself.",
    )
    polarity: pl.String = class_of(Polarity, "Whether the framing is asserted or denied.")
    quoted: pl.Boolean = flag(
        "Whether the phrase, or words in it, stand in quotation marks of their own: a few words "
        "quoted, or scare quotes."
    )
    cue: pl.String = string(
        'The words that frame ("called"), where there are such; in a release without text, too: '
        "the id is made of them.",
        nullable=True,
    )
    confidence: pl.Float32 = number(
        "0 to 1, rounded to 3 decimals: the share of such framings found right by reading.",
        in_range={"min_value": 0, "max_value": 1},
    )
    split: pl.String = class_of(Split, "The article's split.")

    class Config(Located.Config):
        """Pandera's settings."""

        name = "framings"

    @pa.check("phrase_spans")
    def not_empty(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805 (pandera's way)
        """A phrase has words in the article."""
        return some(data)

    @pa.check("nearest_label")
    def with_its_similarity(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805
        """A suggested label has its similarity; only what is labelled `other` has one."""
        none = pl.col("nearest_label").is_null()
        alike = none == pl.col("nearest_similarity").is_null()
        return data.lazyframe.select(alike & (none | (pl.col("label") == "other")))

    @pa.check("target")
    def null_without_spans(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805
        """A target has spans."""
        return null_without("target_spans", data)
