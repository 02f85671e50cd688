"""A small release, by hand: two articles, the second a shortened copy of the first."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from claims import ids
from claims.records import Article, Paragraph
from claims.spans import Span, Spans
from tests.strategies import article_row, claim_row, framing_row, speaker_row, to_tables

TEXT = (
    "Bridge “a folly”, mayor says\n\n"
    "The new bridge is “a folly”, Mayor Zoë Ångström said, “and I 🌉 will stop it”. "
    "Work began in May."
)
COPY = "Mayor Zoë Ångström said the new bridge is a folly."


def article(uri: str, text: str, outlet: str | None) -> Article:
    return Article(
        article_id=ids.article_id(uri, text),
        source_uri=uri,
        outlet=outlet,
        title=text.partition("\n")[0],
        byline=None,
        published=dt.date(2024, 5, 6),
        language="en",
        text=text,
        text_sha256=ids.text_sha256(text),
        source_sha256=ids.text_sha256(uri),
        word_count=len(text.split()),
        paragraphs=(Paragraph(0, len(text), "body"),),
    )


def at(text: str, *words: str) -> Spans:
    """Where the words stand, each looked for after the one before."""
    places, start = [], 0
    for part in words:
        start = text.index(part, start)
        places.append(Span(start, start + len(part)))
        start += len(part)
    return tuple(places)


FIRST = article("https://example.org/bridge", TEXT, "The Daily Example")
SECOND = article("copy.txt", COPY, None)


def example(split: str = "train") -> dict[str, pa.Table]:
    """Four tables that pass every check; three claims, two framings, one speaker."""
    mayor = speaker_row(
        "Zoë Ångström",
        aliases=["Ångström"],
        roles=[{"role": "Mayor", "article_id": FIRST.article_id}],
        type="person",
    )
    who = {"speaker": mayor["name"], "speaker_id": mayor["speaker_id"], "speaker_type": "person"}
    said = {"cue_lemma": "say", "cue_class": "say", "split": split}
    quoted = claim_row(
        FIRST,
        at(TEXT, "The new bridge is “a folly”", "“and I 🌉 will stop it”"),
        at(TEXT, "Mayor Zoë Ångström"),
        at(TEXT, "said"),
        voice="mixed",
        confidence=0.875,
        said_on=dt.date(2024, 5, 6),
        **who,
        **said,
    )
    told = claim_row(
        FIRST,
        at(TEXT, "Work began in May."),
        voice="narration",
        speaker=FIRST.outlet,
        speaker_type="outlet",
        confidence=1.0,
        split=split,
    )
    repeated = claim_row(
        SECOND,
        at(COPY, "the new bridge is a folly"),
        at(COPY, "Mayor Zoë Ångström"),
        at(COPY, "said"),
        confidence=0.123,
        **who,
        **said,
    )
    framer = {"framer": mayor["name"], "framer_id": mayor["speaker_id"], "split": split}
    return to_tables(
        [
            article_row(FIRST, split),
            article_row(SECOND, split, duplicate_of=FIRST.article_id),
        ],
        [quoted, told, repeated],
        [
            framing_row(
                FIRST,
                at(TEXT, "a folly"),
                at(TEXT, "The new bridge"),
                "predicative",
                label="waste",
                family="judgement",
                **framer,
            ),
            framing_row(
                SECOND,
                at(COPY, "a folly"),
                at(COPY, "the new bridge"),
                "predicative",
                "is",
                claim_id=repeated["claim_id"],
                label="waste",
                family="judgement",
                **framer,
            ),
        ],
        {mayor["speaker_id"]: mayor},
    )


QUIET = article("quiet.txt", "Nobody said a thing about it.", "The Weekly Example")
LATER = article("later.txt", "It was “too late”, a clerk added.", "The Weekly Example")


def in_splits(word: str = "added") -> dict[str, pa.Table]:
    """The example in `train`, an article without claims in `validation`, and one in `test` that
    has a claim, whose cue is this word of its text, but no framing."""
    text = LATER.text
    told = claim_row(
        LATER,
        at(text, "It was “too late”"),
        at(text, "a clerk"),
        at(text, word),
        voice="mixed",
        split="test",
    )
    more = {
        "articles": [article_row(QUIET, "validation"), article_row(LATER, "test")],
        "claims": [told],
    }
    return {
        name: pa.Table.from_pylist([*table.to_pylist(), *more.get(name, [])], schema=table.schema)
        for name, table in example().items()
    }
