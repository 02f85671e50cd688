"""Who a mention stands for, by a small trained network over `features`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "trained" / "ranker.npz"
WIDTH = 64
"""Columns that are multiplied at once."""
Floats = NDArray[np.float32]


class Ranker:
    """Scores of candidates and of nobody being meant: one hidden layer each."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as given:
            self._layers = {name: given[name].astype(np.float32) for name in given.files}

    def best(
        self, alone: list[float], pairs: list[list[float]], *, somebody: bool = False
    ) -> int | None:
        """The place of the likeliest candidate; None where that nobody is meant is likelier.

        With `somebody` it is one of the candidates, if there are any.
        """
        if not pairs:
            return None
        own = np.array(alone, np.float32)
        scores = self._score("pair", own, np.array(pairs, np.float32))
        place = int(np.argmax(scores))
        if somebody or float(scores[place]) > float(self._score("nobody", own)[0]):
            return place
        return None

    def _score(self, name: str, own: Floats, pairs: Floats | None = None) -> Floats:
        part = self._layers
        weights, shift, out = part[f"{name}.in"], part[f"{name}.shift"], part[f"{name}.out"]
        size = len(own)
        known = own @ weights[:size] + shift
        if pairs is None:
            scores: Floats = np.maximum(known[None], 0) @ out
            return scores
        scores = np.zeros(len(pairs), np.float32)
        # In parts that are too small for threads, which cost more than they gain here.
        for start in range(0, len(out), WIDTH):
            some = slice(start, start + WIDTH)
            hidden = np.maximum(pairs @ weights[size:, some] + known[some], 0)
            scores += hidden @ out[some]
        return scores


@cache
def shipped() -> Ranker:
    """The package's own ranker; loaded once a process."""
    return Ranker()
