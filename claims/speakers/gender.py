"""What first names tell: whether a word is one, and how likely a woman's (`training/gender.py`)."""

from __future__ import annotations

import math
import zlib
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
SCALE = 32
"""A weight of 1 is stored as 32."""
SLOTS = 1 << 20
"""Bits that remember which words are first names; one in about fifteen others looks like one."""
FILE = Path(__file__).parent / "trained" / "first_names.npz"


def grams(name: str) -> list[int]:
    """The places of a folded name's features: itself, its letters by two to four, its endings."""
    marked = f"^{name}$"
    found = {f"={name}"}
    for size in (2, 3, 4):
        found.update(marked[i : i + size] for i in range(len(marked) - size + 1))
    found.update(f"<{marked[-size:]}" for size in (2, 3, 4, 5))
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in found})


def slot(name: str) -> int:
    """The place of a folded name's bit."""
    return zlib.crc32(name.encode()) % SLOTS


@lru_cache(maxsize=16_384)
def female(name: str) -> float:
    """The probability that a first name, folded as by `names.key`, is a woman's."""
    table = _table()["letters"]
    score = float(table[grams(name)].sum(dtype=np.int64) + table[BUCKETS]) / SCALE
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def is_first_name(name: str) -> bool:
    """Whether a folded word is a first name that more than a few people bear."""
    place = slot(name)
    return bool(_table()["known"][place >> 3] >> (place & 7) & 1)


@cache
def _table() -> dict[str, NDArray[np.generic]]:
    with np.load(FILE) as given:
        return {name: given[name] for name in given.files}
