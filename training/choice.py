"""Trains what tells whether a noun phrase takes a side (`claims/framing/choice.py`).

    python -m training.choice --corpus TRAIN.jsonl [--folds 5]

`choice_labels.jsonl` has 1,450 terms of the vocabulary in noun phrases, judged by reading: in
articles of PolNeAR's train split (offsets, no text) and in the passages of
`tagger_sentences.jsonl` (`sentence` is the line, from 0). `verdict` says whether the phrase takes
its label's side of something specific, `said` whether it stands in reported speech. With `--folds`
articles are held out in turn and the figures printed; nothing is written then.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from benchmarks import labelled
from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.framing.choice import FILE, features
from claims.framing.lexical import noun_of
from claims.framing.syntax import span
from claims.nlp import parse

LABELS = Path(__file__).with_name("choice_labels.jsonl")
SENTENCES = Path(__file__).with_name("tagger_sentences.jsonl")
PENALTY = 100.0
"""Inverse of the regression's C, on weights of features scaled to unit variance."""


@dataclass(slots=True)
class Example:
    """A term in a noun phrase, and whether the phrase takes a side."""

    given: np.ndarray
    names: tuple[str, str]
    """Its label, and its family with a slash: no label has one."""
    right: bool
    article: str


def examples(corpus: Path) -> Iterator[Example]:
    """The labelled terms, as far as the vocabulary still finds them in noun phrases."""
    vocabulary = load_vocabulary()
    texts = {one.name: one.text for one in labelled.corpus(corpus)}
    texts |= {f"#{n}": row["text"] for n, row in enumerate(labelled.rows_of(SENTENCES))}
    given: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in labelled.rows_of(LABELS):
        given[row.get("article") or f"#{row['sentence']}"].append(row)
    for article, rows in given.items():
        doc = parse(as_given(texts[article])).doc
        found = {
            (*span(doc, range(match.start, match.end)), match.label): match
            for match in vocabulary.matcher.matches(doc)
        }
        for row in rows:
            match = found.get((*row["term"], row["label"]))
            head = None if match is None else noun_of(doc, match)
            if match is not None and head is not None:
                label = vocabulary.labels[match.label]
                names = (label.name, f"{label.family}/")
                told = features(match, head, said=bool(row["said"]))
                yield Example(told, names, row["verdict"] == "y", article)


def fitted(
    given: Sequence[Example],
) -> tuple[np.ndarray, float, dict[str, float]]:
    """Weights of the features, the bias, and what each label and family adds."""
    names = sorted({name for one in given for name in one.names})
    hot = np.array([[name in one.names for name in names] for one in given], np.float64)
    told = np.concatenate([np.stack([one.given for one in given]).astype(np.float64), hot], 1)
    middle, scale = told.mean(0), told.std(0)
    scale[scale < 1e-6] = 1.0
    data = torch.tensor((told - middle) / scale)
    right = torch.tensor([float(one.right) for one in given], dtype=torch.float64)
    weights = torch.zeros(data.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            data @ weights[:-1] + weights[-1], right, reduction="sum"
        )
        loss = loss + PENALTY / 2 * (weights[:-1] ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(step)
    found = weights.detach().numpy()
    own = found[:-1] / scale
    bias = float(found[-1] - (own * middle).sum())
    size = len(given[0].given)
    return own[:size], bias, dict(zip(names, own[size:].tolist(), strict=True))


def score(one: Example, weights: np.ndarray, bias: float, named: dict[str, float]) -> float:
    """How likely an example takes a side."""
    odds = one.given @ weights + bias + sum(named.get(name, 0.0) for name in one.names)
    return float(1 / (1 + np.exp(-odds)))


def report(given: Sequence[Example], folds: int) -> Iterator[str]:
    """What is reached on articles held out, by the score from which a phrase counts."""
    scores = np.zeros(len(given))
    place = np.array([crc32(one.article.encode()) % folds for one in given])
    for fold in range(folds):
        made = fitted([one for one, at in zip(given, place, strict=True) if at != fold])
        for n in np.flatnonzero(place == fold):
            scores[n] = score(given[n], *made)
    right = np.array([one.right for one in given])
    yield f"{len(given)} phrases, {right.sum()} take a side"
    for least in (0.0, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = scores >= least
        hit = (taken & right).sum()
        yield (
            f"from {least:.1f}: precision {100 * hit / max(1, taken.sum()):.1f}, "
            f"recall {100 * hit / right.sum():.1f}"
        )


def main() -> None:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0, help="hold out articles, write nothing")
    given = parser.parse_args()
    all_given = list(examples(given.corpus))
    if given.folds:
        print("\n".join(report(all_given, given.folds)))
        return
    weights, bias, named = fitted(all_given)
    np.savez_compressed(
        FILE,
        weights=weights.astype(np.float32),
        bias=np.array([bias], np.float32),
        names=np.array(list(named)),
        named=np.array(list(named.values()), np.float32),
    )
    print(f"wrote {FILE}, {FILE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
