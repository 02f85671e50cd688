"""Windows as the model takes them, with what is to be found in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from claims.attribute.windows import inputs
from training.data import CONTENT, CUE, SOURCE, Stretch, Window
from training.model import TAGS


@dataclass(frozen=True, slots=True)
class Inside:
    """An attribution as far as it stands in a window."""

    parts: tuple[Stretch, ...]
    """Counted from the window's first word."""
    source_cut: bool
    """Whether its source stands outside."""


class Batch:
    """Some windows, padded to the longest."""

    def __init__(self, windows: Sequence[Window], opening: int, closing: int) -> None:
        """`opening` and `closing` are the pieces at both ends of what an encoder reads."""
        self._windows = windows
        made = [inputs(w.article.words, range(w.first, w.end), opening, closing) for w in windows]
        width = max(len(one.ids) for one in made)
        self.sizes = [w.end - w.first for w in windows]
        self.starts = np.cumsum([0, *self.sizes])
        """Where the words of each window begin among those of all."""
        ids, mask, word = (np.zeros((len(made), width), np.int64) for _ in range(3))
        for row, one in enumerate(made):
            size = len(one.ids)
            ids[row, :size], mask[row, :size] = one.ids, 1
            word[row, :size] = np.where(one.word > 0, one.word + self.starts[row], 0)
        arrays = {
            "ids": ids,
            "mask": mask,
            "word": word,
            "opens": np.concatenate([one.opens + row * width for row, one in enumerate(made)]),
            "codes": np.concatenate([one.codes for one in made]),
            "heads": np.concatenate(
                [one.heads + start for one, start in zip(made, self.starts, strict=False)]
            ),
        }
        self.inputs = {name: torch.from_numpy(array) for name, array in arrays.items()}
        self.inside = [_inside(window) for window in windows]
        """For each window the attributions that stand in it."""

    def tags(self) -> Tensor:
        """Shape (words,): the tag of each."""
        found = np.zeros(self.starts[-1], np.int64)
        for start, attributions in zip(self.starts, self.inside, strict=False):
            for role in (CONTENT, SOURCE, CUE):
                for one in (s for a in attributions for s in a.parts if s.role == role):
                    found[start + one.first : start + one.last + 1] = 2 * role + 2
                    found[start + one.first] = 2 * role + 1
        return torch.from_numpy(found)

    def wanted(self, taught: float) -> Tensor:
        """Shape (words, TAGS): how much of each tag is wanted, `taught` of it by the teachers."""
        hard = functional.one_hot(self.tags(), TAGS).float()
        parts = [
            (w.article.soft[w.first : w.end], w.article.made[w.first : w.end])
            for w in self._windows
        ]
        soft, made = (torch.from_numpy(np.concatenate(side)) for side in zip(*parts, strict=True))
        return torch.lerp(hard, soft.float(), taught * (~made).float()[:, None])


def _inside(window: Window) -> list[Inside]:
    found = []
    for attribution in window.article.attributions:
        seen = [s for s in attribution if s.first < window.end and s.last >= window.first]
        if seen:
            cut = any(s.role == SOURCE for s in set(attribution).difference(seen))
            parts = tuple(
                Stretch(
                    one.role,
                    max(one.first, window.first) - window.first,
                    min(one.last, window.end - 1) - window.first,
                )
                for one in seen
            )
            found.append(Inside(parts, source_cut=cut))
    return found
