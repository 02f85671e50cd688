"""Fits decoding to articles that were not trained on: `python -m training.calibrate …`.

Three things go into `model.json`: how much more likely than the network says cues and the other
roles are taken to be (trained to be right about each word, it marks too few), the weights of a
logistic curve that makes a confidence of an attribution's evidence, and the confidence from which
keeping attributions gives the best F1. Prints the figures of `benchmarks.scoring` too, each half of
the articles decoded as fitted to the other: by them, models are chosen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from benchmarks.attribution_quality import FIGURES, calibration
from benchmarks.labelled import from_row, rows_of
from benchmarks.scoring import Labelled, correct, score
from claims.attribute.decode import Found, attributions, decode
from claims.attribute.model import Model, Scores
from claims.attribute.words import Words
from claims.clean import as_given
from claims.nlp import parse
from claims.records import Attribution
from training.data import held_out

BIASES = (0.0, 0.2, 0.4, 0.6), (0.0, 0.1)
"""What is tried for cues, and for sources and contents."""
SURE = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
WEIGHT_DECAY = 0.01
"""Keeps the curve sober: there are some 900 attributions to fit it on."""

Read = Sequence[tuple[Labelled, Words, Scores]]
Decoded = Sequence[tuple[Labelled, Words, list[Found]]]


@dataclass(frozen=True, slots=True)
class Setting:
    """How scores are decoded."""

    bias: tuple[float, ...]
    curve: tuple[float, ...]
    sure: float


def main() -> None:
    """Parse the arguments, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    given = parser.parse_args()
    path = given.model / "model.json"
    known = json.loads(path.read_text("utf-8"))
    model = Model(given.model)
    steps = np.array(known["steps"], np.float32)
    articles = [from_row(row) for row in held_out(rows_of(given.corpus))]
    read = [(one, *model.read(parse(as_given(one.text)))) for one in articles]
    found = {}
    for half in range(2):
        setting = best(read[half::2], model, steps)
        decoded = decoded_with(setting.bias, read[1 - half :: 2], model, steps)
        found |= dict(kept(decoded, setting.curve, setting.sure))
    counts = score(articles, found)
    for name, value in FIGURES.items():
        print(f"{name:34}{value(counts):7.1f}")
    print("\n".join(calibration(articles, found)))
    setting = best(read, model, steps)
    print(setting)
    known |= {"bias": setting.bias, "curve": setting.curve, "sure": setting.sure}
    path.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def best(read: Read, model: Model, steps: np.ndarray) -> Setting:
    """The setting that gives the best F1 of attributions and triples together."""
    articles = [article for article, _, _ in read]
    tried = []
    for cue, other in product(*BIASES):
        bias = (0.0, other, other, cue, cue, other, other)
        decoded = decoded_with(bias, read, model, steps)
        curve = fit(decoded)
        for sure in SURE:
            counts = score(articles, dict(kept(decoded, curve, sure)))
            reached = counts["attribution"].f1 + counts["triple"].f1
            tried.append((reached, Setting(bias, curve, sure)))
    return max(tried, key=lambda one: one[0])[1]


def decoded_with(bias: Sequence[float], read: Read, model: Model, steps: np.ndarray) -> Decoded:
    """The articles decoded with those biases of tags."""
    model.steps = steps + np.array(bias, np.float32)
    return [(article, words, decode(words, scores, model)) for article, words, scores in read]


def kept(
    decoded: Decoded, curve: Sequence[float], sure: float
) -> Iterator[tuple[str, list[Attribution]]]:
    """The attributions of each article that are sure enough."""
    for article, words, found in decoded:
        yield article.name, attributions(words, found, curve, sure)


def fit(decoded: Decoded) -> tuple[float, ...]:
    """The weights of a logistic regression: is the content of an attribution right?"""
    evidence: list[tuple[float, ...]] = []
    right: list[bool] = []
    for article, words, found in decoded:
        evidence += [one.evidence for one in found]
        # Made one by one, since attributions come in another order than what they are made of.
        made = [attributions(words, [one], [0.0] * len(one.evidence), 0.0)[0] for one in found]
        right += correct(article, made)
    if not evidence:
        raise SystemExit("the model finds no attribution in the articles held out: train it longer")
    given = torch.tensor(evidence, dtype=torch.float64)
    wanted = torch.tensor(right, dtype=torch.float64)
    curve = torch.zeros(given.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([curve], max_iter=500)

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(given @ curve, wanted)
        loss = loss + WEIGHT_DECAY * (curve[1:] ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(step)
    return tuple(np.round(curve.detach().numpy(), 4).tolist())


if __name__ == "__main__":
    main()
