"""What is kept of an article to compare it with millions of others: samples of its shingles.

A shingle is a run of words within a sentence, so that paragraphs may be swapped, merged or left out
without changing those of the rest. Each is hashed to 32 bits, and the least hashes are the sample
(a bottom-k sketch; Broder, "On the resemblance and containment of documents", 1997). Two articles'
samples hold, below the bound of both, the same hashes where the articles have the same shingles: so
they tell how much of one stands in the other, whatever their lengths.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.records import Article, Signature
from claims.sections import in_title_case

SHINGLE = 3
"""Words of the shingles that are compared: with one word in ten changed three in four stay."""
SIZE = 192
"""Most hashes of them; an article that has no more shingles has all."""
PHRASE = 6
"""Words of those by which articles are found: hardly any is in two articles by chance."""
PHRASES = 48
"""Most hashes of them."""
NUMBERS = 32
"""Most hashes of numbers: the reports of a series share sentences, but not these."""
NONE = np.uint32(0xFFFFFFFF)
"""Stands where an array has no hash."""

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint32]

_WORD = re.compile(r"[^\W_]+(?:[.,:'’][^\W_]+)*|[.!?…][\"”’)\]]*(?=\s)")
# Odd and different, so that a run's words in another order have another sum.
_FACTORS = np.arange(1, 2 * PHRASE, 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def signature(article: Article) -> Signature:
    """The signature of an article's body.

    Headlines, captions, links and what else is in title case are left out: an editor writes a new
    headline, and others' headlines stand under many stories.
    """
    body = [p for p in article.paragraphs if p.section == "body"] or article.paragraphs
    parts = [article.text[paragraph.start : paragraph.end] for paragraph in body]
    prose = [part for part in parts if not in_title_case(part)] or parts
    words = _words(prose)
    return Signature(
        shingles=_least(_runs(words, SHINGLE), SIZE),
        phrases=_least(_runs(words, PHRASE), PHRASES),
        numbers=_least(_spread(words.hashes[words.numbers]), NUMBERS),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, a place each in arrays."""

    hashes: NDArray[np.uint64]
    numbers: NDArray[np.bool_]
    """Whether the word has a digit."""
    named: NDArray[np.bool_]
    """Whether it has a digit, or a capital within its sentence."""
    sentences: Numbers
    """The number of the word's sentence."""


def _words(paragraphs: Iterable[str]) -> _Words:
    hashes: list[int] = []
    numbers: list[bool] = []
    capitals: list[bool] = []
    sentences: list[int] = []
    sentence = 0
    for paragraph in paragraphs:
        starts = True
        for word in _WORD.findall(paragraph):
            if not word[0].isalnum():
                starts = True
                continue
            sentence += starts
            hashes.append(zlib.crc32(word.casefold().encode()))
            numbers.append(not word.isalpha() and any(letter.isdigit() for letter in word))
            capitals.append(word[0].isupper() and not starts)
            sentences.append(sentence)
            starts = False
    digits = np.array(numbers, bool)
    return _Words(
        hashes=np.array(hashes, np.uint64),
        numbers=digits,
        named=digits | np.array(capitals, bool),
        sentences=np.array(sentences, np.int64),
    )


def _runs(words: _Words, length: int) -> Hashes:
    """Hashes of the runs of that many words; a shorter sentence is one run."""
    count = len(words.hashes)
    mixed, named = np.zeros(count, np.uint64), np.zeros(count, bool)
    kept = np.diff(words.sentences, prepend=0) > 0
    for place, factor in enumerate(_FACTORS[:length]):
        starts = words.sentences[: max(count - place, 0)]
        at = np.flatnonzero(words.sentences[place:] == starts)
        mixed[at] += words.hashes[at + place] * factor
        named[at] |= words.named[at + place]
        if place == length - 1:
            kept[at] = True
    return ((_spread(mixed) & ~np.uint32(1)) | named)[kept]


def _least(hashes: Hashes, size: int) -> bytes:
    return np.unique(np.minimum(hashes, NONE - 1))[:size].astype("<u4").tobytes()


def _spread(values: NDArray[np.uint64]) -> Hashes:
    """32 well mixed bits of each value (the finalizer of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (values >> np.uint64(32)).astype(np.uint32)


class Samples:
    """One sample each of many articles, in one array."""

    def __init__(self, size: int) -> None:
        """`size` is the most hashes that a sample has."""
        self.size = size
        self._hashes = array("I", [0])  # none is before the first: there is one to look at
        self._ends = array("q", [1])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, sample: bytes) -> None:
        """Take that of the next article."""
        self._hashes.frombytes(np.frombuffer(sample, "<u4").astype(np.uint32).tobytes())
        self._ends.append(len(self._hashes))

    @property
    def sizes(self) -> Numbers:
        """How many hashes each has."""
        return np.diff(self._limits)

    def rows(self, articles: Numbers) -> Hashes:
        """The hashes of each article, a row each of `size`, with `NONE` after the last."""
        places = self._limits[articles][:, None] + np.arange(self.size)
        there = places < self._limits[articles + 1][:, None]
        return np.where(there, self._all[np.where(there, places, 0)], NONE)

    def shared(self, one: Numbers, other: Numbers) -> tuple[Hashes, Hashes, Hashes]:
        """For each two articles the hashes that can be compared, and those that both have.

        Three arrays with a row for each two, in which `NONE` stands where there is no hash. What
        can be compared is up to the least of the last hashes of samples that are full: below, a
        sample has all that its article has.
        """
        rows = [self.rows(articles) for articles in (one, other)]
        bound = np.minimum(rows[0][:, -1], rows[1][:, -1])[:, None]
        first, second = (np.where(row <= bound, row, NONE) for row in rows)
        both = np.sort(np.concatenate([first, second], axis=1), axis=1)
        return first, second, np.where(both[:, 1:] == both[:, :-1], both[:, 1:], NONE)

    @property
    def _all(self) -> Hashes:
        return np.frombuffer(self._hashes, np.uint32)

    @property
    def _limits(self) -> Numbers:
        return np.frombuffer(self._ends, np.int64)


class Signatures:
    """The signatures of many articles, numbered as they are added."""

    def __init__(self) -> None:
        self.shingles = Samples(SIZE)
        self.phrases = Samples(PHRASES)
        self.numbers = Samples(NUMBERS)

    def __len__(self) -> int:
        return len(self.shingles)

    def add(self, one: Signature) -> None:
        """Take the signature of the next article."""
        self.shingles.add(one.shingles)
        self.phrases.add(one.phrases)
        self.numbers.add(one.numbers)
