"""Attributions planted in a text by their words, for tests of what is made of them."""

from __future__ import annotations

import datetime as dt
import re

from claims.clean import as_given
from claims.nlp import parse
from claims.records import Attribution, Parsed
from claims.spans import Span, Spans


def parsed(text: str, title: str | None = None, published: dt.date | None = None) -> Parsed:
    return parse(as_given(text, title, published))


def find(text: str, words: str, nth: int = 0) -> Span:
    """The place of whole words; ValueError where they do not stand there so often."""
    found = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(found) <= nth:
        raise ValueError(f"{words!r} stands {len(found)} times in the text")
    return found[nth]


def attribution(
    text: str, source: str | None, cue: str | None, *content: str, nth: int = 0
) -> Attribution:
    """The attribution of those words; `nth` tells which of several such sources is meant."""

    def spans(words: str | None) -> Spans:
        return (find(text, words),) if words else ()

    return Attribution(
        source=(find(text, source, nth),) if source else (),
        cue=spans(cue),
        content=tuple(find(text, part) for part in content),
        confidence=0.5,
    )
