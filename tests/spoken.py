"""Articles in which people speak, as the steps of one article leave them; no model is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl
import pyarrow as pa

from claims import ids
from claims.clean import as_given
from claims.earlier import Before, Inherited
from claims.records import Article, Claim, Extraction, Framing, SpeakerType
from claims.release.before import given_by
from claims.release.diff import Comparison, compare
from claims.schemas.across import RULES, Kept
from claims.spans import Span
from claims.speakers import Pins
from claims.speakers.resolve import named
from claims.splits import Splits
from claims.tables import Gathered, Gathering
from tests.sides import rows_of, side

SAID = " said it was a sham. "


@dataclass(frozen=True)
class Story:
    """An article by its address, who speaks in it, and what tells its text from others'."""

    uri: str
    names: Sequence[str]
    words: str = ""
    published: dt.date | None = None
    source: str = ""
    """Stands for the bytes it was read from."""
    title: str | None = None
    claims: bool = True
    """Else they only frame."""


def extraction(story: Story) -> Extraction:
    """Each name says that it was a sham, and so frames it."""
    text = "".join(f"{name}{SAID}" for name in story.names) + story.words
    article = replace(
        as_given(text, story.title, story.published),
        source_uri=story.uri,
        article_id=ids.article_id(story.uri, text),
        source_sha256=ids.text_sha256(story.uri + text + story.source),
    )
    speakers = {name: named(name, kind_of(name)) for name in story.names}
    claims, framings, start = [], [], 0
    for name in story.names:
        claims += [_claim(article, name, start)] if story.claims else []
        framings.append(_framing(article, name, start, within=story.claims))
        start += len(name) + len(SAID)
    by_id = {one.speaker_id: one for one in speakers.values()}
    return Extraction(article, tuple(claims), tuple(framings), tuple(by_id.values()))


def kind_of(name: str) -> SpeakerType:
    return (
        "organization" if name.rsplit(maxsplit=1)[-1] in ("Club", "KCC", "campaign") else "person"
    )


def gathered(
    stories: Iterable[Story],
    splits: str | None = None,
    pins: Pins | None = None,
    earlier: Before | Inherited | None = None,
) -> Gathered:
    """The tables of these articles, checked by the schema's rules across tables."""
    gathering = Gathering(None if splits is None else Splits.parse(splits), pins)
    for story in stories:
        gathering.add(extraction(story))
    made = gathering.gathered(earlier)
    frames = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in made.tables.items()}
    kept = Kept()
    usable = {f"{name}.{column}" for name, frame in frames.items() for column in frame.columns}
    kept.take(frames, usable)
    for rule in RULES:
        given = frames | kept.frames() if rule.across else frames
        assert rule.good(given).fill_null(value=True).all(), rule
    return made


def before(made: Gathered, stories: Iterable[Story]) -> Before:
    """What a release of these tables gives to the next, of these articles."""
    articles = {extraction(story).article.article_id for story in stories}
    return given_by(side(rows_of(made.tables)), str(made.splits), articles)


def difference(one: Gathered, other: Gathered) -> Comparison:
    return compare(side(rows_of(one.tables)), side(rows_of(other.tables)))


def changed_rows(one: Gathered, other: Gathered) -> list[tuple]:
    """What the other has otherwise of the rows of articles, claims and framings of the first."""
    changes = difference(one, other).changes
    return [
        (row["table"], row["change"], row["column"], row["before"], row["after"])
        for row in changes.iter_rows(named=True)
        if row["table"] != "speakers" and row["change"] != "added"
    ]


def rows(made: Gathered, table: str) -> Mapping[str, Mapping]:
    """A table's rows by what people know them by: the address, the name."""
    key = {"articles": "source_uri", "speakers": "name"}[table]
    return {row[key]: row for row in made.tables[table].to_pylist()}


def speaker_ids(made: Gathered) -> dict[tuple[str, str], str]:
    """The id of each name in each article."""
    uris = {row["article_id"]: row["source_uri"] for row in made.tables["articles"].to_pylist()}
    claims: pa.Table = made.tables["claims"]
    return {(uris[c["article_id"]], c["speaker"]): c["speaker_id"] for c in claims.to_pylist()}


def _claim(article: Article, name: str, start: int) -> Claim:
    speaker = named(name, kind_of(name))
    mention = (Span(start, start + len(name)),)
    end = start + len(name) + len(SAID) - 2
    cue = (Span(start + len(name) + 1, start + len(name) + 5),)
    content = (Span(start + len(name) + 6, end),)
    return Claim(
        claim_id=ids.claim_id(article.article_id, mention, cue, content),
        article_id=article.article_id,
        section="body",
        voice="indirect",
        claim=article.text[content[0].start : end],
        claim_spans=content,
        speaker=speaker.name,
        speaker_id=speaker.speaker_id,
        speaker_type=speaker.type,
        speaker_mention=name,
        speaker_spans=mention,
        cue="said",
        cue_spans=cue,
        cue_lemma="say",
        cue_class="say",
        said_on=None,
        framings=("sham",),
        confidence=0.5,
        extractor="by hand 1.0.0",
    )


def _framing(article: Article, name: str, start: int, *, within: bool) -> Framing:
    speaker = named(name, kind_of(name))
    claim = _claim(article, name, start)
    end = claim.claim_spans[0].end
    phrase = (Span(end - 6, end),)
    return Framing(
        framing_id=ids.framing_id(article.article_id, "predicative", (), phrase, "was"),
        article_id=article.article_id,
        claim_id=claim.claim_id if within else None,
        framer=speaker.name,
        framer_id=speaker.speaker_id,
        target=None,
        target_spans=(),
        phrase=article.text[end - 6 : end],
        phrase_spans=phrase,
        label="sham",
        family="judgement",
        nearest_label=None,
        nearest_similarity=None,
        kind="predicative",
        polarity="asserted",
        quoted=False,
        cue="was",
        confidence=0.5,
    )
