"""How much a word tells, and vectors of words and of whole claims.

Both come from the claim's words alone (the word embeddings of `claims.framing.meanings`, and how
many sentences of news hold a word): a claim's vector is the same in every build, needs no article
beside it, and can be made again from a release.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.attribute.model import FOLDER
from claims.framing.meanings import vector

FILE = Path(__file__).parent / "trained" / "weights.npz"
WIDTH = 48
"""Numbers of a vector."""
Floats = NDArray[np.float32]


@lru_cache(maxsize=262_144)
def weight(word: str) -> float:
    """How much a word tells, from 0 (every sentence has it) to 1: that of its rarest piece."""
    tokenizer, weights, _ = _loaded()
    ids = tokenizer.encode(word, add_special_tokens=False).ids
    return round(float(weights[ids].max()) / 255, 4) if ids else 0.0


def vectors(words: Sequence[str]) -> Floats:
    """The words' vectors, shape (words, WIDTH), each of length 1 or 0."""
    if not words:
        return np.zeros((0, WIDTH), np.float32)
    return np.stack([vector(word) for word in words])


def mean(words: Sequence[str], own: Floats | None = None) -> Floats:
    """The vector of a claim of those words, of length 1; zeros for none. `own` are the words'
    vectors, where they are there already.

    What all claims have in common is taken away, so that unlike ones have a cosine about 0.
    """
    weights = np.array([weight(word) ** 2 for word in words], np.float32)
    found: Floats = weights @ (vectors(words) if own is None else own)
    length = float(np.sqrt(found @ found))
    found = found / np.float32(length or 1.0) - (_loaded()[2] if length else np.float32(0))
    length = float(np.sqrt(found @ found))
    return found / np.float32(length or 1.0)


@cache
def _loaded() -> tuple[Tokenizer, NDArray[np.uint8], Floats]:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    with np.load(FILE) as given:
        return tokenizer, given["weights"], given["centre"].astype(np.float32)


def forget() -> None:
    """Read the file anew: for who makes it."""
    _loaded.cache_clear()
    weight.cache_clear()
