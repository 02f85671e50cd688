"""Fits confidence to how often attributions are right: `python -m training.calibrate …`.

On articles that were not trained on: of the attributions found, is the content right (IoU of
tokens at least 0.5)? Slope and shift of a logistic curve go into `link.npz`. Prints the expected
calibration error and the precision of each tenth, before and after.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from benchmarks.attribution_quality import load_scorer
from claims.clean import as_given
from claims.spans import Span
from training.decode import decode
from training.runtime import Model
from training.train import held_out


def main() -> None:
    """Parse the arguments, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    given = parser.parse_args()
    scorer = load_scorer(given.scorer)
    model = Model(given.model)
    scores: list[float] = []
    right: list[float] = []
    for row in held_out([json.loads(line) for line in given.corpus.open(encoding="utf-8")]):
        article = as_given(row["text"])
        paragraphs = [Span(p.start, p.end) for p in article.paragraphs]
        found = decode(article.text, *model.read(article.text, paragraphs))
        tokens = scorer.Tokens(article.text)
        gold = [tokens.cover(one["content"]) for one in row["attributions"]]
        for one in found:
            content = tokens.cover(one.content)
            scores.append(one.confidence)
            right.append(float(any(scorer.iou(content, other) >= 0.5 for other in gold)))
    score, good = torch.tensor(scores), torch.tensor(right)
    logit = torch.logit(score.clamp(0.001, 0.999))
    curve = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([curve], max_iter=100)

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(curve[0] * logit + curve[1], good)
        loss.backward()
        return loss

    optimizer.step(step)
    fitted = torch.sigmoid(curve[0] * logit + curve[1]).detach()
    for name, values in (("before", score), ("after", fitted)):
        print(f"{name}: expected calibration error {error(values.numpy(), good.numpy()):.3f}")
    path = given.model / "link.npz"
    with np.load(path) as arrays:
        kept = {key: arrays[key] for key in arrays.files}
    np.savez(path, **kept | {"calibration": curve.detach().numpy().astype(np.float32)})


def error(confidence: np.ndarray, right: np.ndarray) -> float:
    """The expected calibration error over tenths of the attributions; prints each tenth."""
    order = np.argsort(confidence)
    total = 0.0
    for tenth in np.array_split(order, 10):
        said, was = float(confidence[tenth].mean()), float(right[tenth].mean())
        print(f"  said {said:.3f}, right {was:.3f} of {len(tenth)}")
        total += abs(said - was) * len(tenth) / len(order)
    return total


if __name__ == "__main__":
    main()
