"""What other tools find, in our terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from benchmarks.scoring import Labelled
from claims.nlp import pipeline
from claims.records import Attribution
from claims.spans import Span, Spans

_PARAGRAPH = re.compile(r"\S.*")


def textacy_quotations(articles: Sequence[Labelled]) -> dict[str, list[Attribution]]:
    """textacy's `direct_quotations`, paragraph by paragraph, on the parse that we use."""
    return {article.name: list(_quotations(article.text)) for article in articles}


def _quotations(text: str) -> Iterator[Attribution]:
    from textacy.extract import direct_quotations

    paragraphs = list(_PARAGRAPH.finditer(text))
    docs = pipeline().pipe(match[0] for match in paragraphs)
    for match, doc in zip(paragraphs, docs, strict=True):
        try:
            found = list(direct_quotations(doc))
        except ValueError:  # an odd number of quotation marks
            continue
        for speaker, cue, content in found:
            parts = (
                _spans((token.idx, token.i, len(token)) for token in part)
                for part in (speaker, cue, content)
            )
            yield Attribution(*(_moved(part, match.start()) for part in parts), confidence=1.0)


def _spans(tokens: Iterator[tuple[int, int, int]]) -> Spans:
    runs = groupby(enumerate(sorted(tokens)), lambda one: one[1][1] - one[0])
    found = []
    for _, run in runs:
        listed = [token for _, token in run]
        found.append(Span(listed[0][0], listed[-1][0] + listed[-1][2]))
    return tuple(found)


def _moved(spans: Spans, by: int) -> Spans:
    return tuple(Span(start + by, end + by) for start, end in spans)
