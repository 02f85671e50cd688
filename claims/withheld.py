"""A release without the articles' words: which columns hold them, taken out and put back.

Withheld are the text and what is sliced from it: claims, mentions, cues, targets, phrases. What
stays is what says something about the article: digests, places, dates, labels, the names and roles
of speakers; its title, byline and address, by which it is cited; a cue's lemma, a dictionary's
word; and a framing's cue ("called"), a word or two of which its id is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from claims.spans import Span, words_at

if TYPE_CHECKING:
    import polars as pl

Text = Literal["full", "none", "part"]
"""Whether a release holds the articles' words: all, no article's, or those of some."""
TEXTS: tuple[str, ...] = get_args(Text)

SLICED: Mapping[str, Mapping[str, str]] = {
    "claims": {"claim": "claim_spans", "speaker_mention": "speaker_spans", "cue": "cue_spans"},
    "framings": {"target": "target_spans", "phrase": "phrase_spans"},
}
"""For columns that are slices of the text, the columns with their places."""

WITHHELD: Mapping[str, tuple[str, ...]] = {
    "articles": ("text",),
    **{table: tuple(columns) for table, columns in SLICED.items()},
    "tracks": ("claim",),
}
"""The columns that are null in a release without text, by table."""

LACKING = "its articles' text is withheld; `claims rehydrate` puts it back from your copies"
"""What a reader of such a release is told."""


def withhold(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables without the articles' words; the same rows, in the same order."""
    import polars as pl

    return {
        name: frame.with_columns(
            pl.lit(None, pl.String).alias(column)
            for column in WITHHELD.get(name, ())
            if column in frame.columns
        )
        for name, frame in tables.items()
    }


def put_back(
    tables: Mapping[str, pl.DataFrame], texts: Mapping[str, str]
) -> dict[str, pl.DataFrame]:
    """The tables with the words of the articles whose texts, by article_id, are given.

    Rows of other articles stay as they are. The spans have to lie in the texts.
    """
    import polars as pl

    made = dict(tables)
    articles = tables["articles"]
    own = [texts.get(key, text) for key, text in articles.select("article_id", "text").iter_rows()]
    made["articles"] = articles.with_columns(pl.Series("text", own, pl.String))
    for name, columns in SLICED.items():
        frame = tables[name]
        made[name] = frame.with_columns(
            pl.Series(column, _sliced(frame, column, spans, texts), pl.String)
            for column, spans in columns.items()
        )
    words = made["claims"].select("claim_id", "claim")
    made["tracks"] = (
        tables["tracks"]
        .drop("claim")
        .join(words, on="claim_id", how="left", maintain_order="left")
        .select(tables["tracks"].columns)
    )
    return made


def _sliced(
    frame: pl.DataFrame, column: str, spans: str, texts: Mapping[str, str]
) -> list[str | None]:
    made: list[str | None] = []
    for key, words, places in frame.select("article_id", column, spans).iter_rows():
        text = texts.get(key)
        if text is None:
            made.append(words)
        else:
            made.append(words_at(text, tuple(Span(p["start"], p["end"]) for p in places)) or None)
    return made
