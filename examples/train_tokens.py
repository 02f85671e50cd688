"""Trains a small tagger of sources, cues and contents on a release, and prints its F1.

    pip install -e '.[training]'
    claims build news/ --out releases --splits 80/10/10
    python examples/train_tokens.py releases --epochs 10

It shows how `claims.views.tokens` is used, not how well this can be done: the network is made anew,
knows no word before it begins, and runs on a CPU in seconds.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import torch
from datasets import Dataset, DatasetDict
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

import claims

BATCH = 4
LONGEST = 400
"""Tokens of a paragraph that are read: one without an end would need all memory."""
BUCKETS = (1 << 13, 1 << 11, 1 << 9)
"""Numbers for words, for their last three letters and for their shapes; some share one."""
NOTHING = -100
"""What the loss leaves out: there is no token."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many stretches of a label were found."""

    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.found + self.wanted) if self.right else 0.0


class Tagger(nn.Module):
    """Scores of each tag for each token: embeddings of three views of it, and an LSTM both ways."""

    def __init__(self, tags: int, size: int = 64) -> None:
        super().__init__()
        self.embeddings = nn.ModuleList(nn.Embedding(buckets, size) for buckets in BUCKETS)
        self.lstm = nn.LSTM(size, size, batch_first=True, bidirectional=True)
        self.scores = nn.Linear(2 * size, tags)
        self.drop = nn.Dropout(0.2)

    def forward(self, numbers: Tensor) -> Tensor:
        """From shape (paragraphs, tokens, 3) to (paragraphs, tokens, tags)."""
        embedded = sum(table(numbers[..., n]) for n, table in enumerate(self.embeddings))
        return self.scores(self.drop(self.lstm(self.drop(embedded))[0]))


def numbers(tokens: Sequence[str]) -> Tensor:
    """Three numbers for each token: of the word, of its end, of its shape."""
    views = [(word.lower(), word[-3:].lower(), shape(word)) for word in tokens[:LONGEST]]
    found = [
        [crc32(one.encode()) % size for one, size in zip(views_of_one, BUCKETS, strict=True)]
        for views_of_one in views
    ]
    return torch.tensor(found)


def shape(word: str) -> str:
    """The word with X, x and 9 for its letters, two of a kind at most: Sultan is "Xxx"."""
    kinds = re.sub(r"[^\W\d_]", lambda letter: "X" if letter[0].isupper() else "x", word)
    return re.sub(r"(.)\1{2,}", r"\1\1", re.sub(r"\d", "9", kinds))


def batches(rows: Dataset, order: Sequence[int]) -> Iterator[tuple[Tensor, Tensor]]:
    """Paragraphs in this order, a few at a time: their numbers and their tags."""
    for start in range(0, len(order), BATCH):
        some = rows.select(order[start : start + BATCH])
        inputs = [numbers(tokens) for tokens in some["tokens"]]
        tags = [torch.tensor(one[:LONGEST]) for one in some["tags"]]
        yield (
            pad_sequence(inputs, batch_first=True),
            pad_sequence(tags, batch_first=True, padding_value=NOTHING),
        )


def train(rows: Dataset, tags: int, epochs: int, seed: int) -> Tagger:
    """A tagger that has seen the rows so many times."""
    torch.set_num_threads(1)  # for so small a network more of them only wait for one another
    torch.manual_seed(seed)
    dice = random.Random(seed)
    tagger = Tagger(tags)
    optimizer = torch.optim.Adam(tagger.parameters(), lr=5e-3)
    loss_of = nn.CrossEntropyLoss(ignore_index=NOTHING)
    for epoch in range(1, epochs + 1):
        order = dice.sample(range(len(rows)), len(rows))
        losses = []
        for inputs, wanted in batches(rows, order):
            loss = loss_of(tagger(inputs).flatten(0, 1), wanted.flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.3f}")
    return tagger


def evaluate(tagger: Tagger, rows: Dataset) -> dict[str, Score]:
    """For each label, how many of its stretches are found to the character."""
    name = rows.features["tags"].feature.int2str
    counts: Counter[tuple[str, str]] = Counter()
    tagger.eval()
    for row in rows:
        with torch.no_grad():
            best = tagger(numbers(row["tokens"])[None])[0].argmax(-1).tolist()
        spans = row["token_spans"]
        wanted = set(claims.views.decode(name(row["tags"]), spans))
        found = set(claims.views.decode(name(best), spans[: len(best)]))
        for kind, some in ("right", wanted & found), ("found", found), ("wanted", wanted):
            counts.update((kind, one.label) for one in some)
    labels = ("SOURCE", "CUE", "CONTENT")
    return {
        label: Score(*(counts[kind, label] for kind in ("right", "found", "wanted")))
        for label in labels
    }


def held_out(splits: DatasetDict) -> str:
    """The split that is evaluated on: one that is not trained on, if the release has one."""
    return next((name for name in ("validation", "test") if len(splits.get(name, ()))), "train")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Train a small tagger on a release.")
    parser.add_argument("release", type=Path, help="a release, or a folder of releases")
    parser.add_argument("--version", help="of a folder: which; else the latest")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    try:
        splits = claims.views.tokens(given.release, version=given.version)
    except claims.ClaimsError as error:
        sys.exit(f"train_tokens: {error}")
    if not len(splits.get("train", ())):
        sys.exit(
            f"train_tokens: {given.release} has nothing in train: build it with --splits 80/10/10"
        )
    rows = splits["train"]
    tagger = train(rows, rows.features["tags"].feature.num_classes, given.epochs, given.seed)
    name = held_out(splits)
    said = " (what it was trained on: build with --splits 80/10/10)" if name == "train" else ""
    print(f"F1 on {name}{said}, {len(splits[name])} paragraphs:")
    for label, score in evaluate(tagger, splits[name]).items():
        print(f"{label:8}{score.f1:6.1f}  {score.right} of {score.wanted}, {score.found} found")


if __name__ == "__main__":
    main()
