"""Whether two claims are one: two rules, and boosted trees where neither speaks, on numpy alone.

The trees read what `features` tells and learned from pairs labelled by reading
(`training/tracks.py`). What stands against another (a name, "may" for "will") only lowers a score.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.track.features import NAMES, Statement, features

FILE = Path(__file__).parent / "trained" / "decision.npz"
_ALL, _PLAIN = 0.97, 1.0
"""Of both claims' words, by weight, what the other has to have; and how much they have to tell."""


class Decision:
    """The trees, from a file."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as given:
            self._feature, self._least = given["feature"], given["threshold"]
            """Shape (trees, nodes): the feature asked for, -1 in a leaf; what goes left at most."""
            self._left, self._right = given["left"], given["right"]
            self._value = given["value"]
            self._start = float(given["start"])
            self._depth = int(given["depth"])
            self.sure = float(given["sure"])
            """The score from which two claims are taken for one."""

    def scores(self, couples: Iterable[tuple[Statement, Statement]]) -> list[float]:
        """How likely each two are one claim, from 0 to 1."""
        rows = [features(one, other) for one, other in couples]
        if not rows:
            return []
        found: list[float] = self.of(np.array(rows)).tolist()
        return found

    def of(self, given: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scores of rows of features."""
        against, alike_ = other(given), alike(given)
        found = np.where(alike_ & ~against, 1.0, 0.0)
        undecided = ~(against | alike_)
        found[undecided] = self._grown(given[undecided])
        return found

    def _grown(self, given: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the trees say of rows."""
        total = np.full(len(given), self._start)
        every = np.arange(len(given))
        trees = zip(self._feature, self._least, self._left, self._right, self._value, strict=True)
        for feature, least, left, right, value in trees:
            node = np.zeros(len(given), np.int64)
            for _ in range(self._depth):
                asked = feature[node]
                down = np.where(given[every, asked] <= least[node], left[node], right[node])
                node = np.where(asked < 0, node, down)
            total += value[node]
        found: NDArray[np.float64] = np.round(1 / (1 + np.exp(-total)), 4)
        return found


def other(given: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Rows of another number of the same thing, another date, or another person who speaks."""
    said = dict(zip(NAMES, given.T, strict=True))
    found: NDArray[np.bool_] = (
        (said["numbers against"] > 1) | (said["dates against"] > 1) | (said["other person"] > 0)
    )
    return found


def alike(given: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Rows of one speaker and the same words that tell something, none denied or in doubt."""
    said = dict(zip(NAMES, given.T, strict=True))
    none = ("numbers apart", "dates apart", "one negates", "may apart", "must apart", "if apart",
            "names apart", "opposites", "acts apart")  # fmt: skip
    found: NDArray[np.bool_] = (
        (said["same speaker"] > 0)
        & (said["words shared, least"] > _ALL)
        & (said["plain words shared"] >= _PLAIN)
        & (np.stack([said[name] for name in none]) == 0).all(0)
    )
    return found


@cache
def shipped() -> Decision:
    """The package's own decision; loaded once a process."""
    return Decision()
