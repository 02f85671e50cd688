"""Whether two claims are one: two rules, and boosted trees where neither speaks, on numpy alone.

The trees read what `features` tells and learned from pairs labelled by reading
(`training/tracks.py`). What stands against another (a name, "may" for "will") only lowers a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.track.features import NAMES, Statement, features

FILE = Path(__file__).parent / "trained" / "decision.npz"
_ALL, _PLAIN = 0.97, 1.0
"""Of both claims' words, by weight, what the other has to have; and how much they have to tell."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree as QuickScorer has it (Lucchese et al., 2015): its leaves from left to right are bits,
    and each question whose answer is no takes away those that yes leads to. The first that is left
    is the row's. So all rows are asked the same questions, a column at a time.
    """

    questions: tuple[tuple[int, float, int], ...]
    """The feature, the most of it that means yes, the leaves that no leaves."""
    leaves: NDArray[np.float64]
    """What each leaf adds."""

    @classmethod
    def of(
        cls, feature: Sequence[int], least: Sequence[float], left: Sequence[int],
        right: Sequence[int], value: Sequence[float],
    ) -> _Tree:  # fmt: skip
        """From its nodes, of which the first is the root."""
        leaves: list[float] = []
        asked: list[tuple[int, float, int, int]] = []

        def down(node: int) -> None:
            if feature[node] < 0:
                leaves.append(value[node])
                return
            first = len(leaves)
            down(left[node])
            asked.append((feature[node], least[node], first, len(leaves)))
            down(right[node])

        down(0)
        every = (1 << len(leaves)) - 1
        questions = (
            (one, most, every & ~((1 << stop) - (1 << first))) for one, most, first, stop in asked
        )
        return cls(tuple(questions), np.array(leaves))

    def of_rows(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """The value of the leaf that each row comes to; `columns` has shape (features, rows)."""
        every = (1 << len(self.leaves)) - 1
        left = np.full(columns.shape[1], every, np.uint32)
        for feature, most, no in self.questions:
            left &= np.where(columns[feature] <= most, np.uint32(every), np.uint32(no))
        first = np.log2(left & (~left + np.uint32(1))).astype(np.int64)
        return self.leaves[first]


class Decision:
    """The trees, from a file."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as given:
            # Each of shape (trees, nodes): the feature asked for, -1 in a leaf; what goes left at
            # most; the nodes that follow; what a leaf adds.
            columns = ("feature", "threshold", "left", "right", "value")
            nodes = zip(*(given[column].tolist() for column in columns), strict=True)
            self._trees = [_Tree.of(*one) for one in nodes]
            self._start = float(given["start"])
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
        columns = np.ascontiguousarray(given.T)
        for tree in self._trees:
            total += tree.of_rows(columns)
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
