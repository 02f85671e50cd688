"""What words mean, as short vectors: from the word embeddings of MiniLM-L6 (Wang et al., 2020)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.attribute.model import FOLDER

FILE = Path(__file__).parent / "trained" / "meanings.npz"
Floats = NDArray[np.float32]


@lru_cache(maxsize=65_536)
def vector(word: str) -> Floats:
    """The vector of a word, of length 1: the mean of its pieces'."""
    tokenizer, table = _loaded()
    ids = tokenizer.encode(word, add_special_tokens=False).ids
    if not ids:
        return np.zeros(table.shape[1], np.float32)
    found: Floats = table[ids].mean(0, dtype=np.float32)
    length = float(np.sqrt(found @ found))
    return found / np.float32(length or 1.0)


def mean(words: list[str]) -> Floats:
    """The mean vector of some words; zeros for none."""
    if not words:
        return np.zeros(_loaded()[1].shape[1], np.float32)
    found: Floats = np.mean([vector(word) for word in words], axis=0, dtype=np.float32)
    return found


@cache
def _loaded() -> tuple[Tokenizer, NDArray[np.int8]]:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    with np.load(FILE) as given:
        return tokenizer, given["table"]
