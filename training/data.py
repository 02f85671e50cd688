"""PolNeAR's articles as windows of labelled words."""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import claims
from benchmarks.labelled import rows_of
from claims.attribute.windows import WINDOW
from claims.attribute.words import Reader, Words
from claims.clean import as_given
from claims.nlp import model_version, parse, pipeline
from training.dressing import ROLES, Row, with_headings, with_links, with_single_quotes
from training.framings import with_framings

SOURCE, CUE, CONTENT = range(3)
DRESSED = 1
"""Seed of the choice of articles that are changed; teachers and student see the same."""
HELD_OUT = 40
"""Articles of the corpus that are not trained on: the calibration is fitted on them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words, both ends inclusive, that has one role in an attribution."""

    role: int
    first: int
    last: int

    @property
    def span(self) -> tuple[int, int]:
        """Its ends."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's words, and its attributions as stretches of them."""

    words: Words
    attributions: tuple[tuple[Stretch, ...], ...]
    made: np.ndarray
    """Shape (words,): whether it was written for training, so that its tags are certain."""
    soft: np.ndarray | None = None
    """Shape (words, tags): how likely a teacher that has not seen the article finds each tag."""


@dataclass(frozen=True, slots=True)
class Window:
    """The words of an article from `first` to before `end`."""

    article: Labelled
    first: int
    end: int


def labels() -> dict[str, list[str]]:
    """The parser's labels, in a fixed order."""
    nlp = pipeline()
    names = {"tag": "tagger", "dep": "parser", "entity": "ner"}
    return {kind: sorted(nlp.get_pipe(name).labels) for kind, name in names.items()}  # type: ignore[attr-defined]


def arguments(about: str | None) -> argparse.ArgumentParser:
    """What the commands that read the corpus take."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines, an article a line")
    parser.add_argument(
        "--tokenizer", type=Path, required=True, help="tokenizer.json of BERT's uncased word pieces"
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for parsed articles")
    return parser


def training_articles(given: argparse.Namespace, soft: Path | None = None) -> list[Labelled]:
    """The articles that are trained on, some with headings made for them or other marks."""
    rows = rows_of(given.corpus)
    apart = {id(row) for row in held_out(rows)}
    kept: Sequence[Row] = [row for row in rows if id(row) not in apart]
    for dress in (with_headings, with_framings, with_links, with_single_quotes):
        kept = dress(kept, DRESSED)
    articles = read(kept, given.tokenizer, given.cache)
    if soft is None:
        return articles
    taught = load_soft(soft)
    if [len(one) for one in taught] != [len(article.words) for article in articles]:
        raise SystemExit(f"{soft} was made for other articles or other words: make it anew")
    return [replace(article, soft=one) for article, one in zip(articles, taught, strict=True)]


def told(given: argparse.Namespace) -> dict[str, str]:
    """What a run was told, as far as its result depends on it; files by their contents."""
    left_out = {"out", "cache", "resume"}
    found = {name: value for name, value in vars(given).items() if name not in left_out}
    return {
        name: sha256(value.read_bytes()).hexdigest()
        if isinstance(value, Path) and value.is_file()
        else str(value)
        for name, value in found.items()
    }


def reader_of(tokenizer: Path) -> Reader:
    """What reads articles as the package does."""
    return Reader(Tokenizer.from_file(str(tokenizer)), labels())


def held_out(rows: Sequence[Row]) -> list[Row]:
    """The articles that are not trained on: every n-th, for about 40 of them."""
    if len(rows) < 2 * HELD_OUT:
        raise SystemExit(f"{len(rows)} articles are too few to hold {HELD_OUT} of them out")
    return list(rows[:: len(rows) // HELD_OUT])


def read(rows: Sequence[Row], tokenizer: Path, cache: Path) -> list[Labelled]:
    """The labelled articles; parses are kept in `cache`, since they take minutes."""
    kept = cache / f"{_key(rows, tokenizer)}.pickle"
    if kept.exists():
        found: list[Labelled] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
        return found
    with ProcessPoolExecutor(initializer=_begin, initargs=(tokenizer,)) as pool:
        articles = list(pool.map(_labelled, rows, chunksize=8))
    cache.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(".new")
    new.write_bytes(pickle.dumps(articles))
    new.replace(kept)
    return articles


def _key(rows: Sequence[Row], tokenizer: Path) -> str:
    """Of all that the labelled articles depend on: the package's reading, too."""
    sources = sorted(Path(claims.__file__).parent.rglob("*.py"))
    files = [tokenizer, Path(__file__), *sources]
    found = sha256(json.dumps([rows, model_version()]).encode())
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _begin(tokenizer: Path) -> None:
    """Make the one reader of this process."""
    _READER.append(reader_of(tokenizer))


_READER: list[Reader] = []


def _labelled(row: Row) -> Labelled:
    found = _READER[0].read(parse(as_given(row["text"], row.get("headline"))))
    attributions = []
    for one in row["attributions"]:
        stretches: list[Stretch] = []
        for number, role in enumerate(ROLES):
            stretches += [Stretch(number, *run) for run in _runs(_inside(found, one[role]))]
        attributions.append(tuple(stretches))
    return Labelled(found, tuple(attributions), _inside(found, row.get("made", ())))


def _inside(found: Words, spans: Iterable[Sequence[int]]) -> np.ndarray:
    inside = np.zeros(len(found), dtype=bool)
    for start, end in spans:
        inside |= (found.ends > start) & (found.starts < end)
    return inside


def save_soft(path: Path, found: Sequence[np.ndarray]) -> None:
    """Write what teachers say of the articles, in their order."""
    new = path.with_suffix(".new.npz")
    np.savez_compressed(
        new, sizes=[len(one) for one in found], tags=np.concatenate(found).astype(np.float16)
    )
    new.replace(path)


def load_soft(path: Path) -> list[np.ndarray]:
    """What `save_soft` wrote."""
    with np.load(path) as arrays:
        return np.split(arrays["tags"], np.cumsum(arrays["sizes"])[:-1])


def _runs(inside: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(np.int8), [0]])))
    yield from ((int(a), int(b) - 1) for a, b in edges.reshape(-1, 2))


def windows(articles: Sequence[Labelled], seed: int) -> list[Window]:
    """Windows over all articles in a random order, cut at other places for each seed."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    made = []
    for article in articles:
        sizes = np.cumsum([len(word) for word in article.words.pieces])
        total = len(sizes)
        reach = dice.randrange(WINDOW // 4, WINDOW) if sizes[-1] > WINDOW else WINDOW
        first = 0
        while first < total:
            before = int(sizes[first - 1]) if first else 0
            end = int(np.searchsorted(sizes, before + reach, side="right"))
            made.append(Window(article, first, max(end, first + 1)))
            first, reach = max(end, first + 1), WINDOW
    dice.shuffle(made)
    return made
