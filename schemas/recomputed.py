"""Checks that make a value anew: the words at each span, and every id and digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import polars as pl
import pyarrow.compute as pc

from claims import ids
from claims.schemas.rules import Frames, Rule
from claims.spans import Span, Spans, words_at

_TEXTS = ("articles.article_id", "articles.text")


def _spans(column: pl.Series) -> Iterator[Spans]:
    """The spans of each row; -1 stands for a missing offset, no spans for a missing list."""
    lists = column.to_arrow()
    starts, ends = (
        pc.fill_null(pc.struct_field(lists.values, name), -1).to_numpy().tolist()
        for name in ("start", "end")
    )
    # Made row by row: millions of tuples held at once have the garbage collector walk them all.
    for first, last in pairwise(lists.offsets.to_numpy().tolist()):
        yield tuple(map(Span, starts[first:last], ends[first:last]))


@dataclass(frozen=True, slots=True)
class _Article:
    """An article that a row is of."""

    text: str | None
    """None in a release without text."""


def _articles(frames: Frames, article_ids: pl.Series) -> Iterator[_Article | None]:
    """For each article id its article; None where it is not known."""
    articles = frames["articles"]
    texts = articles["text"]
    row_of = {article: row for row, article in enumerate(articles["article_id"])}
    # A text is fetched when the article changes, not held for all: rows come by article.
    last: str | None = None
    found: _Article | None = None
    for article in article_ids:
        if article != last:
            last = article
            found = _Article(texts[row_of[article]]) if article in row_of else None
        yield found


def _is_quoted(article: _Article | None, spans: Spans, words: str | None) -> bool:
    if article is None or not spans:
        return True  # nothing to compare, or another check's fault
    if article.text is None or words is None:
        return article.text is None and words is None
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            return False
    return words_at(article.text, spans) == words


def _words_at(table: str, column: str, spans_column: str) -> Rule:
    """The column's words are those at its spans in the article's text; null where that is."""

    def good(frames: Frames) -> pl.Series:
        frame = frames[table]
        rows = zip(
            _articles(frames, frame["article_id"]),
            _spans(frame[spans_column]),
            frame[column],
            strict=True,
        )
        return pl.Series([_is_quoted(*row) for row in rows], dtype=pl.Boolean)

    needs = (f"{table}.{column}", f"{table}.{spans_column}", f"{table}.article_id", *_TEXTS)
    return Rule(table, column, f"words_at({spans_column})", needs, good)


def _article_ids(frames: Frames) -> pl.Series:
    articles = frames["articles"]
    rows = zip(articles["source_uri"], articles["text"], strict=True)
    made = [None if None in row else ids.article_id(*row) for row in rows]
    return articles["article_id"] == pl.Series(made, dtype=pl.String)


def _text_digests(frames: Frames) -> pl.Series:
    articles = frames["articles"]
    made = [None if text is None else ids.text_sha256(text) for text in articles["text"]]
    return articles["text_sha256"] == pl.Series(made, dtype=pl.String)


def _claim_ids(frames: Frames) -> pl.Series:
    claims = frames["claims"]
    roles = (_spans(claims[f"{role}_spans"]) for role in ("speaker", "cue", "claim"))
    rows = zip(claims["article_id"], *roles, strict=True)
    made = [None if row[0] is None else ids.claim_id(*row) for row in rows]
    return claims["claim_id"] == pl.Series(made, dtype=pl.String)


def _framing_ids(frames: Frames) -> pl.Series:
    framings = frames["framings"]
    rows = zip(
        framings["article_id"],
        framings["kind"],
        _spans(framings["target_spans"]),
        _spans(framings["phrase_spans"]),
        framings["cue"],
        strict=True,
    )
    made = [None if None in row[:2] else ids.framing_id(*row) for row in rows]
    return framings["framing_id"] == pl.Series(made, dtype=pl.String)


def _of(table: str, *columns: str) -> tuple[str, ...]:
    return tuple(f"{table}.{column}" for column in columns)


RULES: tuple[Rule, ...] = (
    Rule(
        "articles",
        "article_id",
        "recomputed",
        _of("articles", "article_id", "source_uri", "text"),
        _article_ids,
    ),
    Rule(
        "articles",
        "text_sha256",
        "recomputed",
        _of("articles", "text_sha256", "text"),
        _text_digests,
    ),
    Rule(
        "claims",
        "claim_id",
        "recomputed",
        _of("claims", "claim_id", "article_id", "speaker_spans", "cue_spans", "claim_spans"),
        _claim_ids,
    ),
    _words_at("claims", "claim", "claim_spans"),
    _words_at("claims", "speaker_mention", "speaker_spans"),
    _words_at("claims", "cue", "cue_spans"),
    Rule(
        "framings",
        "framing_id",
        "recomputed",
        _of("framings", "framing_id", "article_id", "kind", "target_spans", "phrase_spans", "cue"),
        _framing_ids,
    ),
    _words_at("framings", "target", "target_spans"),
    _words_at("framings", "phrase", "phrase_spans"),
)
