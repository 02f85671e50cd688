"""The trained model, run: scores for every word of an article.

Each window is computed by itself on one thread, so what an article gives never depends on what is
read beside it: 8 bit arithmetic scales by all that one call holds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.attribute.links import EACH, LINK
from claims.attribute.windows import cuts, inputs
from claims.attribute.words import Reader, Words
from claims.networks import session
from claims.records import Parsed

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
FOLDER = Path(__file__).parent / "trained"
STATES = "/model/encoder/encoder/layer.3/output/LayerNorm/LayerNormalization_output_0"
"""The encoder's states after its fourth layer, as the graph calls them."""
WIDTH = 384
"""Of a state."""
TAGS = ("outside", "source", "source", "cue", "cue", "content", "content")
"""The role of each tag; of two for one role the first begins a stretch."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of an article's words."""

    tags: Floats
    """Shape (words, tags)."""
    links: Floats
    """Shape (words, EACH, LINK): `links` says which vector is which."""
    states: Floats
    """Shape (words, WIDTH): the encoder's, half way up, for what else is to be learned of words."""


class Reading(NamedTuple):
    """An article as the model has read it."""

    words: Words
    scores: Scores


class Model:
    """The network with what decoding its scores takes, from a folder of files."""

    def __init__(self, folder: Path = FOLDER) -> None:
        graph = (folder / "attribution.onnx").read_bytes()
        self._session = session(_with_output(graph, STATES))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        given = json.loads((folder / "model.json").read_text("utf-8"))
        self._reader = Reader(tokenizer, given["labels"])
        self.steps = np.array(given["steps"], np.float32) + np.array(given["bias"], np.float32)
        """Shape (tags + 1, tags): of one tag after another; the last row, of one at the start."""
        self.apart = np.array(given["apart"], np.float32)
        self.between = np.array(given["between"], np.float32)
        """Shape (2, numbers): for sources and contents, by their places (see `links`)."""
        self.nobody = np.array(given["nobody"], np.float32)
        """Weights of a cue's vector, and a shift: the score of its having no source."""
        self.curve = tuple(map(float, given["curve"]))
        """Weights of what a confidence is made of."""
        self.sure = float(given["sure"])
        """The confidence below which nothing is given."""

    def read(self, parsed: Parsed) -> Reading:
        """The words of an article, and their scores."""
        words = self._reader.read(parsed)
        tags = np.zeros((len(words), len(TAGS)), np.float32)
        links = np.zeros((len(words), EACH, LINK), np.float32)
        states = np.zeros((len(words), WIDTH), np.float32)
        for core, seen in cuts(words):
            window = inputs(words, seen, self._reader.opening, self._reader.closing)
            found = self._session.run(
                None,
                {
                    "ids": window.ids[None],
                    "word": window.word[None],
                    "opens": window.opens,
                    "codes": window.codes,
                    "heads": window.heads,
                },
            )
            part = slice(core.start - seen.start, core.stop - seen.start)
            tags[core.start : core.stop] = found[0][part]
            links[core.start : core.stop] = found[1][part].reshape(-1, EACH, LINK)
            states[core.start : core.stop] = found[2][0, window.opens[part]]
        return Reading(words, Scores(tags, links, states))


def _with_output(graph: bytes, name: str) -> bytes:
    """An ONNX file whose graph also gives the value of that name.

    To append to a protocol buffer a message that holds but one more field is to add it: fields 7,
    12 and 1 are the model's graph, the graph's outputs and an output's name.
    """
    field = name.encode()
    for number in (1, 12, 7):
        field = bytes([number << 3 | 2, len(field)]) + field
    if len(field) > 127:
        raise ValueError(f"the name of an output is too long: {name}")
    return graph + field


@cache
def shipped() -> Model:
    """The package's own model; loaded once a process."""
    return Model()
