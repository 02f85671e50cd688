"""Hypothesis strategies for articles, spans and whole sets of tables, and the smallest of tables.

Texts are drawn with the characters that offsets go wrong on: letters of two and four bytes,
combining marks, quotation marks of all kinds, dashes, newlines.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, get_args

import polars as pl
import pyarrow as pa
from hypothesis import strategies as st

from claims import ids
from claims.records import (
    Article,
    CueClass,
    FramingKind,
    Paragraph,
    Polarity,
    SectionName,
    SpeakerType,
    Split,
    Voice,
)
from claims.schemas import TABLES, arrow_schema
from claims.spans import Span, Spans, words_at
from claims.track import rows as track_rows

CHARACTERS = "abcXYZ 019.,-'\"«»„“”‘’–—…\n\t\u00a0éßŁقазахстан中文🗳️e\u0301\u200d"
NAMES = ("Ana Dos Santos", "the ministry", "Łukasz", "外務省", "O'Neil", "Reuters")
LABELS = ("coup_attempt", "unrest", "protest", "other")

Row = dict[str, Any]


def texts(min_size: int = 1, max_size: int = 200) -> st.SearchStrategy[str]:
    return st.text(CHARACTERS, min_size=min_size, max_size=max_size)


@st.composite
def spans(draw: st.DrawFn, text: str, min_size: int = 1, max_size: int = 3) -> Spans:
    """Sorted spans of `text` that do not overlap, though they may touch."""
    count = draw(st.integers(min_size, min(max_size, max(min_size, len(text) // 2))))
    edges = sorted(
        draw(
            st.lists(st.integers(0, len(text)), unique=True, min_size=2 * count, max_size=2 * count)
        )
    )
    return tuple(Span(*edges[i : i + 2]) for i in range(0, len(edges), 2))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(texts(min_size=8))
    uri = draw(st.sampled_from(["https://example.org/", "file-", "wire/"])) + draw(
        st.text("abc0123456789", min_size=6, max_size=6)
    )
    return Article(
        article_id=ids.article_id(uri, text),
        source_uri=uri,
        outlet=draw(st.none() | st.sampled_from(NAMES)),
        title=draw(st.none() | texts()),
        byline=draw(st.none() | st.sampled_from(NAMES)),
        published=draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))),
        language="en",
        text=text,
        text_sha256=ids.text_sha256(text),
        source_sha256=ids.text_sha256(uri),
        word_count=len(text.split()),
        paragraphs=(Paragraph(0, len(text), "body"),),
    )


def one_of(vocabulary: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(vocabulary))


def confidences() -> st.SearchStrategy[float]:
    return st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def article_row(article: Article, split: str = "train", duplicate_of: str | None = None) -> Row:
    names = [name for name in arrow_schema(TABLES["articles"]).names if hasattr(article, name)]
    return {name: getattr(article, name) for name in names} | {
        "duplicate_of": duplicate_of,
        "split": split,
    }


def claim_row(
    article: Article, claim: Spans, speaker: Spans = (), cue: Spans = (), /, **columns: Any
) -> Row:
    """A claim whose ids and words follow from its places; `columns` replaces what is given."""
    return {
        "claim_id": ids.claim_id(article.article_id, speaker, cue, claim),
        "article_id": article.article_id,
        "section": "body",
        "voice": "indirect",
        "claim": words_at(article.text, claim),
        "claim_spans": _dicts(claim),
        "speaker": None,
        "speaker_id": None,
        "speaker_type": "unknown",
        "speaker_mention": words_at(article.text, speaker) or None,
        "speaker_spans": _dicts(speaker),
        "cue": words_at(article.text, cue) or None,
        "cue_spans": _dicts(cue),
        "cue_lemma": None,
        "cue_class": "none",
        "said_on": None,
        "framings": [],
        "track_id": None,
        "confidence": 0.5,
        "origin": "model",
        "extractor": "news-claims 1.0.0",
        "split": "train",
    } | columns


def framing_row(
    article: Article,
    phrase: Spans,
    target: Spans = (),
    kind: FramingKind = "lexical",
    cue: str | None = None,
    /,
    **columns: Any,
) -> Row:
    return {
        "framing_id": ids.framing_id(article.article_id, kind, target, phrase, cue),
        "article_id": article.article_id,
        "claim_id": None,
        "framer": None,
        "framer_id": None,
        "target": words_at(article.text, target) or None,
        "target_spans": _dicts(target),
        "phrase": words_at(article.text, phrase),
        "phrase_spans": _dicts(phrase),
        "label": "other",
        "family": "other",
        "nearest_label": None,
        "nearest_similarity": None,
        "kind": kind,
        "polarity": "asserted",
        "quoted": False,
        "cue": cue,
        "confidence": 0.25,
        "split": "train",
    } | columns


def _dicts(places: Spans) -> list[dict[str, int]]:
    return [place._asdict() for place in places]


def to_tables(
    articles: list[Row], claims: list[Row], framings: list[Row], speakers: dict[str, Row]
) -> dict[str, pa.Table]:
    """The tables of these rows, with what is counted or repeated across them filled in."""
    for claim in claims:
        labels = {f["label"] for f in framings if f["claim_id"] == claim["claim_id"]}
        claim["framings"] = sorted(labels)
    counts = Counter(claim["speaker_id"] for claim in claims)
    places = {(claim["speaker_id"], claim["article_id"]) for claim in claims}
    in_articles = Counter(speaker for speaker, _ in places)
    for key, speaker in speakers.items():
        speaker |= {"claim_count": counts[key], "article_count": in_articles[key]}
    rows = {
        "claims": claims,
        "articles": articles,
        "framings": framings,
        "speakers": list(speakers.values()),
        "tracks": [],
    }
    made = {
        name: pa.Table.from_pylist(rows[name], schema=arrow_schema(model))
        for name, model in TABLES.items()
    }
    frames = (pl.DataFrame(pl.from_arrow(made[n])) for n in ("claims", "articles", "speakers"))
    tracks = track_rows(*frames).to_arrow().cast(arrow_schema(TABLES["tracks"]))
    return made | {"tracks": tracks}


def speaker_row(name: str, kind: SpeakerType = "person", **columns: Any) -> Row:
    return {
        "speaker_id": ids.speaker_id(f"{kind} {name}"),
        "name": name,
        "type": kind,
        "aliases": [],
        "roles": [],
        "wikidata": None,
    } | columns


@st.composite
def tables(draw: st.DrawFn) -> dict[str, pa.Table]:
    """All tables of a release, as the data contract wants them, rows in any order."""
    found = draw(st.lists(articles(), max_size=3, unique_by=lambda article: article.article_id))
    known = [speaker_row(name) for name in draw(st.sets(st.sampled_from(NAMES)))]
    speakers = {row["speaker_id"]: row for row in known}
    article_rows: list[Row] = []
    claims: dict[str, Row] = {}
    framings: dict[str, Row] = {}
    for article in found:
        split = draw(one_of(Split))
        article_rows.append(article_row(article, split))
        own = [_drawn_claim(draw, article, known, split) for _ in range(draw(st.integers(0, 3)))]
        claims |= {row["claim_id"]: row for row in own}
        for _ in range(draw(st.integers(0, 2))):
            row = framing_row(
                article,
                draw(spans(article.text)),
                draw(spans(article.text, min_size=0)),
                draw(one_of(FramingKind)),
                draw(st.none() | texts(max_size=9)),
                claim_id=draw(st.none() | st.sampled_from([r["claim_id"] for r in own] or [None])),
                label=draw(st.sampled_from(LABELS)),
                polarity=draw(one_of(Polarity)),
                confidence=draw(confidences()),
                split=split,
            )
            framings[row["framing_id"]] = row
    return to_tables(
        draw(st.permutations(article_rows)),
        draw(st.permutations(list(claims.values()))),
        draw(st.permutations(list(framings.values()))),
        speakers,
    )


def _drawn_claim(draw: st.DrawFn, article: Article, known: list[Row], split: str) -> Row:
    voice = draw(one_of(Voice))
    cited = () if voice == "narration" else draw(spans(article.text, min_size=0))
    cue = () if voice == "narration" else draw(spans(article.text, min_size=0, max_size=1))
    speaker = draw(st.none() | st.sampled_from(known)) if known else None
    return claim_row(
        article,
        draw(spans(article.text)),
        cited,
        cue,
        voice=voice,
        section=draw(one_of(SectionName)),
        speaker=speaker and speaker["name"],
        speaker_id=speaker and speaker["speaker_id"],
        speaker_type=draw(one_of(SpeakerType)),
        cue_class=draw(one_of(CueClass)),
        said_on=draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))),
        confidence=draw(confidences()),
        split=split,
    )
