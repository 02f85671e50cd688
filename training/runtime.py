"""The exported model, run: for each likely cue, the role of every piece around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.spans import Span
from training.pieces import FAR, NEAR, REACH, WINDOW, Cue, Floats, Pieces, cores, encode

FIRST_LOOK = 0.1
"""Cues less likely than this are not looked at further."""

Ints = NDArray[np.int64]


class Model:
    """The encoder and the link head, loaded."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "attribution.onnx", options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._first = self.tokenizer.token_to_id("[CLS]")
        self._last = self.tokenizer.token_to_id("[SEP]")
        with np.load(folder / "link.npz") as arrays:
            self._link = {name: arrays[name] for name in arrays.files}
        slope, shift = self._link.pop("calibration", np.array([1.0, 0.0]))
        self.calibration = float(slope), float(shift)
        """Slope and shift, on the logistic scale, from score to confidence."""

    def read(self, text: str, paragraphs: Sequence[Span]) -> tuple[Pieces, list[Cue]]:
        """The pieces of the text's paragraphs, and its likely cues in text order.

        Each window is computed alone, so that nothing depends on what is computed beside it:
        8 bit arithmetic scales by all that a batch holds.
        """
        pieces = encode(text, paragraphs, self.tokenizer, self._last)
        return pieces, [cue for core in cores(pieces) for cue in self._cues(pieces, core)]

    def _cues(self, pieces: Pieces, core: range) -> Iterator[Cue]:
        spare = WINDOW - len(core)
        start = max(0, core.start - spare // 2)
        end = min(len(pieces), start + WINDOW)
        start = max(0, end - WINDOW)
        ids = [self._first, *pieces.ids[start:end], self._last]
        capital = [0, *pieces.capital[start:end], 0]
        anchor, piece, cue = self._session.run(
            None, {"ids": np.array([ids], np.int64), "capital": np.array([capital], np.int64)}
        )
        likely = 1 / (1 + np.exp(-anchor[1:-1]))
        for place in np.flatnonzero(likely > FIRST_LOOK):
            at = start + int(place)
            if at not in core:
                continue
            low, high = max(start, at - REACH), min(end, at + REACH + 1)
            where = np.arange(low, high)
            roles = self._roles(
                piece[1:-1][low - start : high - start],
                cue[1 + place],
                where - at,
                pieces.paragraph[low:high] - pieces.paragraph[at],
            )
            yield Cue(at, float(likely[place]), low, roles)

    def _roles(self, piece: Floats, cue: Floats, distance: Ints, paragraph: Ints) -> Floats:
        link = self._link
        place = (
            link["distance"][_bucket(distance)] + link["paragraph"][np.clip(paragraph, -2, 2) + 2]
        )
        first = np.maximum(piece + cue + place, 0)
        second = first + np.maximum(first @ link["between"].T + link["between_bias"], 0)
        logits = second @ link["role"].T + link["role_bias"]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely: Floats = raised / raised.sum(axis=1, keepdims=True)
        return likely


def _bucket(distance: Ints) -> Ints:
    """The number of a signed distance's embedding: one each up to NEAR, then by powers."""
    size = np.abs(distance)
    far = NEAR + np.floor(np.log2(np.maximum(size, NEAR) / NEAR) * 3).astype(np.int64)
    short = np.where(size <= NEAR, size, np.minimum(far, NEAR + FAR))
    return short * np.sign(distance) + NEAR + FAR
