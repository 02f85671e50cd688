"""Reads the labelled pairs of claims in `tracks/`: are the two the same claim?

`own.jsonl` was written for this project, words and labels together. `corpus.jsonl` has pairs of
PolNeAR's articles, found by shared words and labelled by reading: names, and offsets into the
articles, no text. A pair is `held` where nobody looked at its result while the rules were made:
all of the dev split, and half of the others, divided so that no claim stands in both halves.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.labelled import rows_of
from claims import ids
from claims.spans import Span, words_at

FOLDER = Path(__file__).with_name("tracks")
FRESH_OWN, FRESH_CORPUS = FOLDER / "fresh_own.jsonl", FOLDER / "fresh_corpus.jsonl"
"""Pairs labelled later and never trained on: written ones, and ones of the dev split."""
Row = dict[str, Any]


class Pair(NamedTuple):
    """Two claims, as rows of `claims` with the day of their publication, and the label."""

    one: Row
    other: Row
    same: bool
    held: bool
    kind: str
    """What makes it hard ("number", "negation"), or the corpus' split."""


def own(path: Path = FOLDER / "own.jsonl") -> list[Pair]:
    """The pairs that were written."""
    return [
        Pair(_written(row["a"]), _written(row["b"]), row["same"], row["held"], row["kind"])
        for row in rows_of(path)
    ]


def corpus(folder: Path, path: Path = FOLDER / "corpus.jsonl") -> list[Pair]:
    """The pairs of the corpus' articles, which lie in `folder` as train.jsonl and dev.jsonl."""
    rows = rows_of(path)
    articles = {
        split: {row["article"]: row for row in rows_of(folder / f"{split}.jsonl")}
        for split in sorted({row["corpus"] for row in rows})
    }
    return list(_pairs(rows, articles))


def _pairs(rows: list[Row], articles: Mapping[str, Mapping[str, Row]]) -> Iterator[Pair]:
    for row in rows:
        one, other = (
            _quoted(row[side], articles[row["corpus"]][row[side]["article"]]) for side in "ab"
        )
        yield Pair(one, other, row["same"], row["held"], row["corpus"])


def _quoted(side: Row, article: Row) -> Row:
    return statement(
        words_at(article["text"], tuple(Span(*span) for span in side["spans"])),
        article["article"],
        article["published"],
        side["speaker"],
        side["identity"],
        side["type"],
        side["cue_class"],
    )


def _written(side: Row) -> Row:
    # Each writing is an article of its own, so that the same claim twice is two claims.
    article = f"{side['speaker']} {side['claim']} {side['published']}"
    kind = side["type"] or "unknown"
    return statement(
        side["claim"], article, side["published"], side["speaker"], side["speaker"], kind, "say"
    )


def statement(
    claim: str,
    article: str,
    published: str,
    speaker: str | None,
    identity: str | None,
    speaker_type: str,
    cue_class: str,
) -> Row:
    """A claim with the columns that tracks are made of; its ids follow from what is given."""
    digest = hashlib.sha256(article.encode()).hexdigest()[: ids.ID_DIGITS]
    return {
        "claim_id": hashlib.sha256(f"{digest} {claim}".encode()).hexdigest()[: ids.ID_DIGITS],
        "article_id": digest,
        "section": "body",
        "voice": "indirect",
        "claim": claim,
        "speaker": speaker,
        "speaker_id": None if identity is None else ids.speaker_id(identity),
        "speaker_type": speaker_type,
        "cue_class": cue_class,
        "published": dt.date.fromisoformat(published),
    }
