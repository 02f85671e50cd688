"""An article as the model reads it: its words, each with its pieces and what is known of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from tokenizers import Tokenizer

from claims.attribute.quotes import quotations
from claims.records import Parsed, SectionName

Ints = NDArray[np.int64]
FEATURES = ("tag", "dep", "entity", "shape", "quote", "head")
"""What the model is told of each word besides its pieces; the first three are spaCy's labels."""
LABELS = FEATURES[:3]
SHAPES = 6
QUOTES = 4
HEADS = 9
LONGEST_WORD = 16
"""Pieces of a word that are read; only addresses and noise have more."""
_READ: list[int | str] = ["TAG", "DEP", "ENT_TYPE", "ORTH", "HEAD", "IDX", "LENGTH", "IS_SPACE"]
_SECTIONS = get_args(SectionName)
_REMEMBERED = 200_000
"""Words whose pieces are kept; past that all are forgotten and learned anew."""
_PLAIN = str.maketrans("“”„‟«»＂‘’‚–", '"' * 7 + "'" * 3 + "—")
"""Marks that are written in several ways, as the model reads them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article's paragraphs, white space left out; one entry a word."""

    starts: Ints
    ends: Ints
    """Their places in the text, half open."""
    codes: Ints
    """Shape (words, features): the number of each word's tag, dependency, entity, …"""
    heads: Ints
    """The word that each depends on; itself for a root."""
    paragraph: Ints
    section: Ints
    """A number for each kind of section: nothing said in one is attributed in another."""
    pieces: tuple[tuple[int, ...], ...]
    """The word pieces of each word; the first of a paragraph begins with the separator."""

    def __len__(self) -> int:
        return len(self.starts)


class Reader:
    """Turns a parse into words, with one tokenizer and one numbering of spaCy's labels."""

    def __init__(self, tokenizer: Tokenizer, labels: Mapping[str, Sequence[str]]) -> None:
        """`labels` names spaCy's labels of each kind in `LABELS`; others count as none."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._labels = {
            kind: {name: number for number, name in enumerate(labels[kind], 1)} for kind in LABELS
        }
        self.opening, self.closing = _piece(tokenizer, "[CLS]"), _piece(tokenizer, "[SEP]")
        """The pieces that the encoder wants at both ends; the second also divides paragraphs."""
        self._unknown = (_piece(tokenizer, "[UNK]"),)
        self._known: dict[int, tuple[tuple[int, ...], int]] = {}

    def read(self, parsed: Parsed) -> Words:
        """The words of an article."""
        doc, strings = parsed.doc, parsed.doc.vocab.strings
        arrays = doc.to_array(_READ)
        arrays = arrays.reshape(len(doc), len(_READ))
        paragraph = np.full(len(doc), -1)
        for number, (first, end) in enumerate(parsed.edges):
            paragraph[first:end] = number
        read = (paragraph >= 0) & (arrays[:, 7] == 0)
        place = np.maximum(np.cumsum(read) - 1, 0)
        governor = np.arange(len(doc)) + arrays[:, 4].astype(np.int64)
        heads = place[governor[read]]
        inside = paragraph[read]
        opens = np.diff(inside, prepend=-1) != 0
        kinds = [_SECTIONS.index(one.section) for one in parsed.article.paragraphs]
        sections = np.array(kinds, dtype=np.int64)
        known = self._look_up(arrays[read, 3].tolist(), strings)
        columns = [
            self._numbers(kind, arrays[read, column], strings) for column, kind in enumerate(LABELS)
        ]
        columns += [
            np.array([shape for _, shape in known], dtype=np.int64),
            _quoted(parsed, np.flatnonzero(read)),
            _direction(heads - np.arange(len(heads))),
        ]
        starts = arrays[read, 5].astype(np.int64)
        return Words(
            starts=starts,
            ends=starts + arrays[read, 6].astype(np.int64),
            codes=np.stack(columns, axis=1),
            heads=heads,
            paragraph=inside,
            section=sections[inside],
            pieces=tuple(
                (self.closing, *pieces) if first else pieces
                for (pieces, _), first in zip(known, opens.tolist(), strict=True)
            ),
        )

    def _numbers(self, kind: str, hashes: NDArray[np.uint64], strings: StringStore) -> Ints:
        known = self._labels[kind]
        values, inverse = np.unique(hashes, return_inverse=True)
        numbers = [known.get(strings[int(value)], 0) if value else 0 for value in values]
        found: Ints = np.array(numbers, dtype=np.int64)[inverse]
        return found

    def _look_up(
        self, hashes: Iterable[int], strings: StringStore
    ) -> list[tuple[tuple[int, ...], int]]:
        """Pieces and shape of each word."""
        hashes = list(hashes)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = list({one for one in hashes if one not in self._known})
        spelled = [strings[one] for one in new]
        encoded = self._tokenizer.encode_batch(
            [word.translate(_PLAIN) for word in spelled], add_special_tokens=False
        )
        for one, word, found in zip(new, spelled, encoded, strict=True):
            pieces = tuple(found.ids[:LONGEST_WORD])
            # A text may spell out the encoder's own pieces; to it they are words like others.
            plain = pieces and not {self.opening, self.closing}.intersection(pieces)
            self._known[one] = pieces if plain else self._unknown, _shape(word)
        return [self._known[one] for one in hashes]


def _piece(tokenizer: Tokenizer, name: str) -> int:
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ValueError(f"the tokenizer has no {name}: give one of a BERT")
    return found


def _shape(word: str) -> int:
    if not word[0].isalpha():
        return 4 if word[0].isdigit() else 5
    if word[0].islower():
        return 0
    if len(word) == 1:
        return 1
    return 2 if word.isupper() else 3


def _quoted(parsed: Parsed, positions: Ints) -> Ints:
    """0 outside quotations, 1 at the first word or mark of one, 3 at the last, 2 between."""
    found = np.zeros(len(positions), dtype=np.int64)
    listed = positions.tolist()
    for quotation in quotations(parsed):
        first = bisect_left(listed, quotation.first)
        end = bisect_left(listed, quotation.last + 1)
        found[first:end] = 2
        if first < end:
            found[first], found[end - 1] = 1, 3
    return found


def _direction(distance: Ints) -> Ints:
    """Where a word's head stands: 0 for itself, then before and after it, near to far."""
    size = np.abs(distance)
    far = (size > 1).astype(np.int64) + (size > 3) + (size > 8)
    bucket: Ints = np.where(distance == 0, 0, np.where(distance < 0, 1 + far, 5 + far))
    return bucket
