"""From the model's scores to attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from claims.records import Attribution
from claims.spans import Span, Spans
from training.pieces import Cue, Floats, Pieces

NONE, SOURCE, CUE, CONTENT = range(4)
SURE = 0.45
"""How likely a piece has to be the first of a cue for an attribution to be made of it."""
GAP = 2
"""Pieces without a role that a stretch of one role may hold."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as sets of pieces."""

    likely: float
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    confidence: float


def decode(
    text: str,
    pieces: Pieces,
    cues: Sequence[Cue],
    calibration: tuple[float, float] = (1.0, 0.0),
    sure: float = SURE,
) -> list[Attribution]:
    """The attributions of a text: the likeliest cues with what belongs to them.

    A cue inside another's cue is that cue; a piece is content of one attribution only. A
    confidence is a score on the logistic scale by the slope and shift of `calibration`.
    """
    if not cues:
        return []
    words = _words(text, pieces)
    kept: list[tuple[Cue, Floats]] = []
    taken: set[int] = set()
    for cue in sorted(cues, key=lambda one: (-one.likely, one.anchor)):
        if cue.likely < sure or cue.anchor in taken:
            continue
        roles = _by_word(cue, words)
        kept.append((cue, roles))
        taken.update(_run_around(cue, roles))
    owners = _owners(kept)
    found = [_found(cue, roles, owners) for cue, roles in kept]
    attributions = [
        Attribution(
            source=_spans(one.source, pieces, text),
            cue=_spans(one.cue, pieces, text),
            content=_spans(one.content, pieces, text),
            confidence=_calibrated(one.confidence, *calibration),
        )
        for one in found
    ]
    return sorted((a for a in attributions if a.content), key=lambda a: (a.content, a.cue))


def _calibrated(score: float, slope: float, shift: float) -> float:
    bounded = min(max(score, 0.001), 0.999)
    raised = exp(-slope * log(bounded / (1 - bounded)) - shift)
    return round(min(max(1 / (1 + raised), 0.001), 0.999), 3)


def _words(text: str, pieces: Pieces) -> NDArray[np.int64]:
    """The number of the word that each piece is part of."""
    starts, ends = pieces.starts, pieces.ends
    joined = [
        ends[i] == starts[i + 1] and text[ends[i] - 1 : ends[i] + 1].isalnum()
        for i in range(len(pieces) - 1)
    ]
    return np.concatenate([[0], np.cumsum(~np.array(joined, dtype=bool))]).astype(np.int64)


def _by_word(cue: Cue, words: NDArray[np.int64]) -> Floats:
    """The cue's roles, the same for all pieces of a word."""
    number = words[cue.start : cue.start + len(cue.roles)]
    number = number - number[0]
    total = np.zeros((number[-1] + 1, 4), dtype=np.float32)
    np.add.at(total, number, cue.roles)
    share: Floats = (total / np.bincount(number)[:, None])[number]
    return share


def _run_around(cue: Cue, roles: Floats) -> range:
    """The stretch of pieces that are cue from the anchor on."""
    end = at = cue.anchor - cue.start
    while end < len(roles) and (end == at or roles[end].argmax() == CUE):
        end += 1
    return range(cue.anchor, cue.start + end)


def _owners(kept: Sequence[tuple[Cue, Floats]]) -> dict[int, int]:
    """For each piece that is anybody's content, the anchor that it most likely belongs to."""
    best: dict[int, tuple[float, int]] = {}
    for cue, roles in kept:
        for offset in np.flatnonzero(roles.argmax(axis=1) == CONTENT):
            piece = cue.start + int(offset)
            rank = float(roles[offset, CONTENT]) * cue.likely, -cue.anchor
            if piece not in best or rank > best[piece]:
                best[piece] = rank
    return {piece: -anchor for piece, (_, anchor) in best.items()}


def _found(cue: Cue, roles: Floats, owners: dict[int, int]) -> Found:
    role = roles.argmax(axis=1)
    content = [
        cue.start + int(offset)
        for offset in np.flatnonzero(role == CONTENT)
        if owners[cue.start + int(offset)] == cue.anchor
    ]
    content = _filled(content, cue, role)
    source = _strongest(cue, roles, SOURCE)
    inside = [piece - cue.start for piece in content]
    sure = float(roles[inside, CONTENT].mean()) if content else 0.0
    return Found(
        likely=cue.likely,
        source=source,
        cue=tuple(_run_around(cue, roles)),
        content=tuple(content),
        confidence=cue.likely * sure,
    )


def _filled(content: Sequence[int], cue: Cue, role: NDArray[np.int64]) -> list[int]:
    """The pieces with short gaps filled where nothing else stands in them."""
    filled: list[int] = []
    for piece in content:
        between = range(filled[-1] + 1, piece) if filled else range(0)
        if 0 < len(between) <= GAP and all(role[p - cue.start] == NONE for p in between):
            filled.extend(between)
        filled.append(piece)
    return filled


def _strongest(cue: Cue, roles: Floats, kind: int) -> tuple[int, ...]:
    """Of the stretches of pieces of a role, the one with the most weight."""
    runs: list[list[int]] = []
    for offset in map(int, np.flatnonzero(roles.argmax(axis=1) == kind)):
        if runs and offset - runs[-1][-1] <= GAP:
            runs[-1].extend(range(runs[-1][-1] + 1, offset + 1))
        else:
            runs.append([offset])
    if not runs:
        return ()
    best = max(runs, key=lambda run: float(roles[run, kind].sum()))
    return tuple(cue.start + offset for offset in best)


def _spans(chosen: Sequence[int], pieces: Pieces, text: str) -> Spans:
    """The pieces as stretches of text, one for each unbroken run in a paragraph."""
    return tuple(_runs(chosen, pieces, text))


def _runs(chosen: Sequence[int], pieces: Pieces, text: str) -> Iterator[Span]:
    run: list[int] = []
    for piece in [*chosen, None]:
        ends = piece is None or (run and piece != run[-1] + 1)
        if run and (ends or piece is None or pieces.starts[piece] == pieces.ends[piece]):
            start, end = int(pieces.starts[run[0]]), int(pieces.ends[run[-1]])
            stretch = text[start:end]
            start += len(stretch) - len(stretch.lstrip())
            end -= len(stretch) - len(stretch.rstrip())
            if start < end:
                yield Span(start, end)
            run = []
        if piece is not None and pieces.starts[piece] < pieces.ends[piece]:
            run.append(piece)
