"""Identifiers: digests of what a row is, so that a rebuild gives every row the same one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from claims.records import FramingKind
from claims.spans import Spans

ID_DIGITS = 20


def _digest(*fields: str) -> str:
    """First 20 hex digits of the SHA-256 over the fields, one a line."""
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()[:ID_DIGITS]


def _places(spans: Spans) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


def text_sha256(text: str) -> str:
    """Hex SHA-256 of the text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def article_id(source_uri: str, text: str) -> str:
    """The id of the article of that address and canonical text."""
    return _digest(source_uri, text)


def claim_id(article: str, speaker_spans: Spans, cue_spans: Spans, claim_spans: Spans) -> str:
    """The id of a claim: lines of the article's id and of each role's places ("3-9,12-20")."""
    return _digest(article, _places(speaker_spans), _places(cue_spans), _places(claim_spans))


def framing_id(
    article: str, kind: FramingKind, target_spans: Spans, phrase_spans: Spans, cue: str | None
) -> str:
    """The id of a framing: lines of the article's id, kind, places of target and phrase, cue."""
    return _digest(article, kind, _places(target_spans), _places(phrase_spans), cue or "")


def speaker_id(key: str) -> str:
    """The id of the speaker of that identity key (see `claims.speakers.identity`)."""
    return _digest(key)


def track_id(first: str) -> str:
    """The id of the track that the claim of that id was the first on."""
    return _digest("track", first)
