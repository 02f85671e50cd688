"""Stretches of words as BIO tags, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CLAIM_LABELS = ("SOURCE", "CUE", "CONTENT")
FRAME_LABELS = ("FRAME",)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of an article's text that has a label."""

    label: str
    """SOURCE, CUE, CONTENT or FRAME."""
    start: int
    end: int
    """Half open, in the article's text."""


def tag_names(labels: Sequence[str]) -> list[str]:
    """The tags of these labels, in the order of their numbers: O, B-SOURCE, I-SOURCE, …"""
    return ["O", *(f"{edge}-{label}" for label in labels for edge in "BI")]


def encode(
    starts: Sequence[int],
    ends: Sequence[int],
    rows: Sequence[int],
    wanted: Iterable[Tagged],
    labels: Sequence[str],
) -> list[int]:
    """The number of each word's tag.

    The words stand at `starts` and `ends`, in order; `rows` are the numbers of the words that begin
    a row of the view.

    A word is in a stretch if it shares a character with it. Where stretches share a word, the one
    of more words keeps it, then the one that begins first, then the one whose label stands first
    in `labels`; the others are left out whole. A stretch that goes on in another row begins anew
    there.
    """
    runs = {
        (bisect_right(ends, one.start), bisect_left(starts, one.end), labels.index(one.label))
        for one in wanted
    }
    tags = [0] * len(starts)
    for first, end, label in sorted(runs, key=lambda run: (run[0] - run[1], run)):
        if first >= end or any(tags[first:end]):
            continue
        begin = 1 + 2 * label
        tags[first:end] = [begin, *[begin + 1] * (end - first - 1)]
        for edge in rows[bisect_right(rows, first) : bisect_left(rows, end)]:
            tags[edge] = begin
    return tags


def decode(tags: Iterable[str], spans: Iterable[Mapping[str, int]]) -> list[Tagged]:
    """The stretches that a row's tags mark; `tags` are names, `spans` its `token_spans`.

    What a model predicts need not be valid: an I- that continues nothing of its label begins.
    """
    found: list[Tagged] = []
    before = "O"
    for tag, span in zip(tags, spans, strict=True):
        edge, _, label = tag.partition("-")
        if edge == "I" and before == label:
            found[-1] = Tagged(label, found[-1].start, span["end"])
        elif edge != "O":
            found.append(Tagged(label, span["start"], span["end"]))
        before = label if edge != "O" else "O"
    return found
