"""How a source or a content stands to a cue, as the score of their link takes it."""

from __future__ import annotations

import numpy as np

from claims.attribute.words import Ints

LINK = 64
"""Width of the vectors that are compared between a stretch and a cue."""
SOURCE, CONTENT, CUE = 0, 2, 4
"""Where a role's vectors stand among a word's: for source and content, that of a word as the first
of a stretch, and next to it as the last; for a cue, that of its first word."""
EACH = 5
"""Vectors of a word."""
FAR = 10
MANY = 4
APART = 2 * FAR
"""Numbers for how many words stand between, on a logarithmic scale, on each side."""
BETWEEN = 2 * MANY
"""Numbers for how many other cues stand between, 0 to 3 or more, on each side."""


def places(parts: Ints, cues: Ints, ahead: Ints, order: Ints) -> tuple[Ints, Ints]:
    """For each part and cue, shape (parts, cues), the two numbers of their places.

    `parts` and `cues` have the first and last word of each, shape (…, 2). `ahead` says of each part
    how many cues begin before it, `order` of each cue which of all it is: what is counted between
    are all cues, also those that are not among `cues`.
    """
    before = parts[:, 1, None] < cues[:, 0]
    gap = np.where(before, cues[:, 0] - parts[:, 1, None], parts[:, 0, None] - cues[:, 1]) - 1
    apart = np.floor(1.5 * np.log2(np.maximum(gap, 0) + 1)).astype(np.int64)
    between = np.where(before, order - ahead[:, None], ahead[:, None] - 1 - order)
    return (
        np.minimum(apart, FAR - 1) + FAR * before,
        np.clip(between, 0, MANY - 1) + MANY * before,
    )


def ahead_of(parts: Ints, cues: Ints) -> Ints:
    """How many of all cues begin before each part."""
    found: Ints = np.searchsorted(cues[:, 0], parts[:, 0])
    return found
