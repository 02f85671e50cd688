"""Teachers, each trained on half of the articles, label the other half: `python -m training.teach`.

What they find likely for articles that they have not seen tells a smaller model more than the gold
alone: how sure one can be, and what other annotators might have marked. (Distillation: Hinton,
Vinyals and Dean, 2015; labels from models of other folds, so that none repeats what it was told.)
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from claims.attribute.windows import cuts
from training import data
from training.batches import Batch
from training.export import load
from training.losses import log_total
from training.model import TAGS

TOGETHER = 8
"""Windows labelled at once."""


def main() -> None:
    """Parse the arguments, label, write."""
    parser = data.arguments(__doc__)
    parser.add_argument("--out", type=Path, required=True, help="file for the labels")
    parser.add_argument("--teachers", type=Path, nargs=2, required=True, help="of halves 0 and 1")
    given = parser.parse_args()
    articles = data.training_articles(given)
    reader = data.reader_of(given.tokenizer)
    found: list[np.ndarray] = [np.empty(0)] * len(articles)
    for half, path in enumerate(given.teachers):
        teacher = Teacher(path, reader.opening, reader.closing)
        for number in range(1 - half, len(articles), 2):
            found[number] = teacher.label(articles[number])
            if number % 50 < 2:
                print(f"teacher {half}: article {number} of {len(articles)}", flush=True)
    data.save_soft(given.out, found)


class Teacher:
    """A trained model that says how likely tags are."""

    def __init__(self, weights: Path, opening: int, closing: int) -> None:
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = load(weights)[0].to(self._device)
        self._ends = opening, closing

    def label(self, article: data.Labelled) -> np.ndarray:
        """Shape (words, TAGS): how likely each tag is."""
        parts = list(cuts(article.words))
        scores = torch.empty(len(article.words), TAGS)
        for at in range(0, len(parts), TOGETHER):
            some = parts[at : at + TOGETHER]
            windows = [data.Window(article, seen.start, seen.stop) for _, seen in some]
            batch = Batch(windows, *self._ends)
            given = {name: value.to(self._device) for name, value in batch.inputs.items()}
            with torch.no_grad(), torch.autocast(self._device.type, torch.bfloat16):
                tags = self._model(**given).tags.float().cpu()
            for start, (core, seen) in zip(batch.starts, some, strict=False):
                low = start + core.start - seen.start
                scores[core.start : core.stop] = tags[low : low + len(core)]
        # The gradient of a CRF's log sum is the probability of each tag.
        scores.requires_grad_(True)
        total = log_total(self._model.steps.detach().cpu(), scores, [len(scores)])
        return torch.autograd.grad(total, scores)[0].numpy()


if __name__ == "__main__":
    main()
