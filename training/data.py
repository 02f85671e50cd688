"""PolNeAR's articles as windows of labelled pieces."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.spans import Span
from training.pieces import WINDOW, Pieces, encode

ROLES = ("source", "cue", "content")
"""Numbered from 1 in the labels; 0 is no role."""
_LINES = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's pieces, and its attributions: for each anchor (the first piece of a cue) the
    role of every piece that has one."""

    name: str
    text: str
    pieces: Pieces
    roles: dict[int, dict[int, int]]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article, as the model is trained on it."""

    ids: NDArray[np.int32]
    capital: NDArray[np.int32]
    paragraph: NDArray[np.int32]
    anchors: NDArray[np.int64]
    roles: NDArray[np.int64]
    """Shape (anchors, pieces): the role of each piece to each anchor."""


def read(path: Path, tokenizer: Tokenizer, separator: int) -> list[Labelled]:
    """The articles of a corpus in PolNeAR's form."""
    with path.open(encoding="utf-8") as lines:
        return [_labelled(json.loads(line), tokenizer, separator) for line in lines]


def _labelled(row: dict, tokenizer: Tokenizer, separator: int) -> Labelled:  # type: ignore[type-arg]
    lines = [Span(*line.span()) for line in _LINES.finditer(row["text"]) if line[0].strip()]
    pieces = encode(row["text"], lines, tokenizer, separator)
    roles: dict[int, dict[int, int]] = {}
    for attribution in row["attributions"]:
        labels: dict[int, int] = {}
        for number, role in enumerate(ROLES, 1):
            for start, end in attribution[role]:
                inside = np.flatnonzero((pieces.ends > start) & (pieces.starts < end))
                labels.update(dict.fromkeys(inside.tolist(), number))
        cue = [piece for piece, role in labels.items() if role == ROLES.index("cue") + 1]
        if cue:
            roles[min(cue)] = labels
    return Labelled(row["article"], row["text"], pieces, roles)


def windows(articles: Sequence[Labelled], seed: int) -> Iterator[Window]:
    """Windows over all articles in a random order, cut at other places for each seed."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    made = []
    for article in articles:
        total = len(article.pieces)
        start = -dice.randrange(WINDOW // 2) if total > WINDOW else 0
        while start < total:
            made.append((article, max(start, 0), min(start + WINDOW, total)))
            if start + WINDOW >= total:
                break
            start += WINDOW - 40
    dice.shuffle(made)
    for article, start, end in made:
        yield _window(article, start, end)


def _window(article: Labelled, start: int, end: int) -> Window:
    anchors = sorted(anchor for anchor in article.roles if start <= anchor < end)
    roles = np.zeros((len(anchors), end - start), dtype=np.int64)
    for row, anchor in enumerate(anchors):
        for piece, role in article.roles[anchor].items():
            if start <= piece < end:
                roles[row, piece - start] = role
    pieces = article.pieces
    return Window(
        ids=pieces.ids[start:end],
        capital=pieces.capital[start:end],
        paragraph=pieces.paragraph[start:end],
        anchors=np.array(anchors, dtype=np.int64) - start,
        roles=roles,
    )
