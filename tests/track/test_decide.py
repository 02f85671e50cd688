"""The trees, asked a column at a time, say what one gets who walks down each of them."""

import numpy as np

from claims.track.decide import FILE, Decision
from claims.track.features import NAMES


def walked(row: np.ndarray) -> float:
    """What the trees of the file add up to for a row, one node after the other."""
    with np.load(FILE) as given:
        feature, least, left, right, value, start = (
            given[name] for name in ("feature", "threshold", "left", "right", "value", "start")
        )
    total = float(start)
    for tree in range(len(feature)):
        node = 0
        while feature[tree, node] >= 0:
            yes = row[feature[tree, node]] <= least[tree, node]
            node = (left if yes else right)[tree, node]
        total += float(value[tree, node])
    return round(1 / (1 + np.exp(-total)), 4)


def test_scores_are_those_of_walking_down_each_tree() -> None:
    rng = np.random.default_rng(1)
    rows = np.round(rng.random((60, len(NAMES))) * rng.choice([0, 1, 1, 5], (60, len(NAMES))), 3)
    against = [NAMES.index(name) for name in ("numbers against", "dates against", "other person")]
    rows[:, against] = 0
    rows[:, NAMES.index("same speaker")] = 0
    found = Decision().of(rows)
    assert len(set(found.tolist())) > 30
    assert found.tolist() == [walked(row) for row in rows]


def test_a_row_at_a_threshold_goes_left() -> None:
    with np.load(FILE) as given:
        feature, least = int(given["feature"][0, 0]), float(given["threshold"][0, 0])
    rows = np.zeros((2, len(NAMES)))
    rows[:, feature] = least, np.nextafter(least, np.inf)
    found = Decision()._grown(rows)
    assert found.tolist() == [walked(row) for row in rows]


def test_no_rows_have_no_scores() -> None:
    assert Decision().scores([]) == []
