"""The rows of the view of tokens: what their columns are, and an article's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from claims.spans import Span
from claims.views.bio import CLAIM_LABELS, FRAME_LABELS, encode, tag_names
from claims.views.source import Annotated

if TYPE_CHECKING:
    import pyarrow as pa
    from datasets import Features
    from spacy.tokens import Doc

COLUMNS = {
    "article_id": "Key into articles.",
    "start": "Where the paragraph begins in the article's text.",
    "end": "Where it ends, half open.",
    "tokens": "Its words and punctuation marks, as spaCy's English tokenizer parts them.",
    "token_spans": "Where each token stands in the article's text.",
    "tags": "Of each token: part of a source, a cue, a content, or of none.",
    "frame_tags": "Of each token: part of a phrase that something is framed in, or of none.",
    "split": "The article's split.",
}
"""What each column means, in their order."""

_READ: list[int | str] = ["IDX", "LENGTH", "IS_SPACE"]
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph; `COLUMNS` tells what its columns mean."""

    article_id: str
    start: int
    end: int
    tokens: list[str]
    token_starts: list[int]
    token_ends: list[int]
    tags: list[int]
    frame_tags: list[int]


def features() -> Features:
    """The columns' types."""
    from datasets import ClassLabel, Features, List, Value

    from claims.schemas import TABLES
    from claims.schemas import features as features_of

    types = {
        "article_id": Value("string"),
        "start": Value("int32"),
        "end": Value("int32"),
        "tokens": List(Value("string")),
        "token_spans": List({"start": Value("int32"), "end": Value("int32")}),
        "tags": List(ClassLabel(names=tag_names(CLAIM_LABELS))),
        "frame_tags": List(ClassLabel(names=tag_names(FRAME_LABELS))),
        "split": features_of(TABLES["articles"])["split"],
    }
    return Features({name: types[name] for name in COLUMNS})


def paragraph_rows(article: Annotated, tokenizer: Callable[[str], Doc]) -> Iterator[Row]:
    """The rows of an article: of each paragraph that has a token."""
    text = article.text
    starts: list[int] = []
    ends: list[int] = []
    rows: list[tuple[Span, int, int]] = []
    for place in paragraphs(text):
        first = len(starts)
        found = tokenizer(text[place.start : place.end]).to_array(_READ).astype("int64")
        words = found[found[:, 2] == 0]
        begins = words[:, 0] + place.start
        starts += begins.tolist()
        ends += (begins + words[:, 1]).tolist()
        if first < len(starts):
            rows.append((place, first, len(starts)))
    breaks = [first for _, first, _ in rows]
    tags = encode(starts, ends, breaks, article.attributions, CLAIM_LABELS)
    frame_tags = encode(starts, ends, breaks, article.frames, FRAME_LABELS)
    spelled = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for place, first, after in rows:
        here = slice(first, after)
        yield Row(
            article_id=article.article_id,
            start=place.start,
            end=place.end,
            tokens=spelled[here],
            token_starts=starts[here],
            token_ends=ends[here],
            tags=tags[here],
            frame_tags=frame_tags[here],
        )


def paragraphs(text: str) -> Iterator[Span]:
    """The stretches of text between blank lines, without white space at their edges."""
    start = 0
    for edge in (*_BLANK_LINE.finditer(text), None):
        stop = edge.start() if edge else len(text)
        block = text[start:stop]
        begin, end = start + len(block) - len(block.lstrip()), start + len(block.rstrip())
        if begin < end:
            yield Span(begin, end)
        start = edge.end() if edge else stop


def record_batch(rows: list[Row], split: int, schema: pa.Schema) -> pa.RecordBatch:
    """The rows, of the split of this number, as Arrow holds them."""
    import pyarrow as pa

    edges = [0, *accumulate(len(row.tokens) for row in rows)]

    def flat(name: str) -> list[Any]:
        return [value for row in rows for value in getattr(row, name)]

    def lists(values: pa.Array) -> pa.Array:
        return pa.ListArray.from_arrays(pa.array(edges, pa.int32()), values)

    spans = [pa.array(flat(name), pa.int32()) for name in ("token_starts", "token_ends")]
    columns = {
        "article_id": pa.array([row.article_id for row in rows]),
        "start": pa.array([row.start for row in rows], pa.int32()),
        "end": pa.array([row.end for row in rows], pa.int32()),
        "tokens": lists(pa.array(flat("tokens"), pa.string())),
        "token_spans": lists(pa.StructArray.from_arrays(spans, names=["start", "end"])),
        "tags": lists(pa.array(flat("tags"), pa.int64())),
        "frame_tags": lists(pa.array(flat("frame_tags"), pa.int64())),
        "split": pa.array([split] * len(rows), pa.int64()),
    }
    return pa.RecordBatch.from_arrays([columns[name] for name in COLUMNS], schema=schema)
