"""Who a mention stands for, by a small trained network over `features`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "trained" / "ranker.npz"
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
        known = np.concatenate([np.tile(own, (len(pairs), 1)), np.array(pairs, np.float32)], axis=1)
        scores = self._score(known, "pair")
        place = int(np.argmax(scores))
        if somebody or float(scores[place]) > float(self._score(own[None], "nobody")[0]):
            return place
        return None

    def _score(self, given: Floats, name: str) -> Floats:
        part = self._layers
        hidden = np.maximum(given @ part[f"{name}.in"] + part[f"{name}.shift"], 0)
        scores: Floats = hidden @ part[f"{name}.out"]
        return scores


@cache
def shipped() -> Ranker:
    """The package's own ranker; loaded once a process."""
    return Ranker()
