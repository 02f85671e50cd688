"""Where a stretch stands to a cue, in numbers."""

import numpy as np

from claims.attribute.links import APART, BETWEEN, FAR, MANY, ahead_of, places

CUES = np.array([(10, 11), (20, 20), (30, 32)])


def place(first: int, last: int, cue: int) -> tuple[int, int]:
    parts = np.array([(first, last)])
    only, order = CUES[cue : cue + 1], np.array([cue])
    apart, between = places(parts, only, ahead_of(parts, CUES), order)
    return int(apart[0, 0]), int(between[0, 0])


def test_neighbours_on_either_side() -> None:
    assert place(12, 14, 0) == (0, 0)
    assert place(7, 9, 0) == (FAR, MANY)


def test_cues_between_are_counted() -> None:
    assert place(40, 41, 0)[1] == 2
    assert place(40, 41, 1)[1] == 1
    assert place(40, 41, 2)[1] == 0
    assert place(1, 3, 2)[1] == MANY + 2


def test_all_numbers_have_a_place_in_the_tables() -> None:
    first = np.arange(0, 5000, 7)
    parts = np.stack([first, first + 3], axis=1)
    apart, between = places(parts, CUES, ahead_of(parts, CUES), np.arange(3))
    assert apart.min() >= 0
    assert apart.max() < APART
    assert between.min() >= 0
    assert between.max() < BETWEEN
