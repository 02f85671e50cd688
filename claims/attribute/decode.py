"""From the model's scores to attributions: the best tags, then for each cue what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from claims.attribute.links import CONTENT, CUE, LINK, SOURCE, ahead_of, places
from claims.attribute.model import TAGS, Bools, Floats, Model, Scores
from claims.attribute.words import Ints, Words
from claims.records import Attribution
from claims.spans import Span, Spans

REACH = 60
"""Words from a part to its cue; of PolNeAR's, one in two thousand stands farther."""
BLOCK = 256
"""Stretches whose links are scored at once: all at once would take memory by the square."""
_BARRED = -1e4
_EACH = np.arange(len(TAGS))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words with one role, both ends inclusive."""

    first: int
    last: int
    sure: float
    """The mean share of its role in the scores of its words."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as stretches of words, with what its confidence is made of."""

    source: Stretch | None
    cue: Stretch
    content: tuple[Stretch, ...]
    evidence: tuple[float, ...]
    """One, and on the logistic scale: how sure its cue and its longest content are, and how likely
    that content is the cue's, and the source (or that there is none)."""


def decode(words: Words, scores: Scores, model: Model) -> list[Found]:
    """The attributions among an article's words, in the order of their cues."""
    tags = best_tags(scores.tags, model.steps)
    # What runs on from one section of an article into another is two stretches.
    tags[1:] -= (np.diff(words.section) != 0) & (tags[1:] > 0) & (tags[1:] % 2 == 0)
    stretches = _stretches(scores.tags, tags)
    cues, sources, contents = (stretches[role] for role in ("cue", "source", "content"))
    if not cues or not contents:
        return []
    edges = _ends(cues)
    owned: list[list[tuple[Stretch, float]]] = [[] for _ in cues]
    owners = _owners(_ends(contents), edges, words, scores, model)
    for content, (owner, likely) in zip(contents, owners, strict=True):
        if owner is not None:
            owned[owner].append((content, likely))
    named = _named(_ends(sources), edges, words, scores, model)
    return [
        _found(cue, own, None if chosen is None else sources[chosen], likely)
        for cue, own, (chosen, likely) in zip(cues, owned, named, strict=True)
        if own
    ]


def attributions(
    words: Words, found: Sequence[Found], curve: Sequence[float], sure: float
) -> list[Attribution]:
    """The attributions that are sure enough, as spans of the text, in text order."""
    made = []
    for one in found:
        total = sum(a * b for a, b in zip(curve, one.evidence, strict=True))
        confidence = round(min(max(1 / (1 + exp(-total)), 0.001), 0.999), 3)
        if confidence >= sure:
            source, cue, content = (
                _spans(words, part)
                for part in ([one.source] if one.source else [], [one.cue], one.content)
            )
            made.append(Attribution(source, cue, content, confidence))
    return sorted(made, key=lambda one: (one.content, one.cue))


def best_tags(tags: Floats, steps: Floats) -> Ints:
    """The likeliest sequence of tags (Viterbi); no stretch goes on that has not begun."""
    kinds = len(TAGS)
    move = steps[:kinds].copy()
    opening = steps[kinds].copy()
    for inside in range(2, kinds, 2):
        opening[inside] = _BARRED
        barred = [tag for tag in range(kinds) if tag not in {inside, inside - 1}]
        move[barred, inside] = _BARRED
    into = np.ascontiguousarray(move.T)
    back = np.zeros((len(tags), kinds), np.int64)
    alpha = opening + tags[0] if len(tags) else opening
    for place in range(1, len(tags)):
        ways = into + alpha
        best = back[place] = ways.argmax(axis=1)
        alpha = ways[_EACH, best] + tags[place]
        # Sums that grew without end would lose the small differences that decide.
        alpha -= alpha.max()
    found = np.zeros(len(tags), np.int64)
    tag = int(alpha.argmax())
    for place in range(len(tags) - 1, -1, -1):
        found[place] = tag
        tag = int(back[place, tag])
    return found


def link_scores(
    parts: Ints, cues: Ints, ahead: Ints, order: Ints, scores: Scores, model: Model, role: int
) -> Floats:
    """How well parts and cues go together, shape (parts, cues), before any is ruled out.

    `role` is SOURCE or CONTENT; `places` says what `ahead` and `order` are.
    """
    apart, between = places(parts, cues, ahead, order)
    vectors = scores.links[parts[:, 0], role] + scores.links[parts[:, 1], role + 1]
    found: Floats = vectors @ scores.links[cues[:, 0], CUE].T / LINK**0.5
    side = role // 2
    found += model.apart[side][apart] + model.between[side][between]
    return found


def _owners(
    contents: Ints, cues: Ints, words: Words, scores: Scores, model: Model
) -> Iterator[tuple[int | None, float]]:
    """For each content its cue, if one is within reach, and how likely that is."""
    ahead = ahead_of(contents, cues)
    for at in range(0, len(contents), BLOCK):
        some = contents[at : at + BLOCK]
        low = int(np.searchsorted(cues[:, 1], some[:, 0].min() - REACH))
        high = int(np.searchsorted(cues[:, 0], some[:, 1].max() + REACH, side="right"))
        near, order = cues[low:high], np.arange(low, high)
        found = link_scores(some, near, ahead[at : at + BLOCK], order, scores, model, CONTENT)
        apart = _apart(some, near, words)
        found[apart] = _BARRED
        for row, barred in zip(found, apart, strict=True):
            if barred.all():
                yield None, 0.0
            else:
                best = int(row.argmax())
                yield low + best, float(_shares(row[None])[0, best])


def _named(
    sources: Ints, cues: Ints, words: Words, scores: Scores, model: Model
) -> Iterator[tuple[int | None, float]]:
    """For each cue its source, if it has one, and how likely that is."""
    ahead = ahead_of(sources, cues)
    nobody = scores.links[cues[:, 0], CUE] @ model.nobody[:-1] + model.nobody[-1]
    for at in range(0, len(cues), BLOCK):
        some = cues[at : at + BLOCK]
        order = np.arange(at, at + len(some))
        low = int(np.searchsorted(sources[:, 1], some[0, 0] - REACH))
        high = int(np.searchsorted(sources[:, 0], some[-1, 1] + REACH, side="right"))
        near = sources[low:high]
        found = link_scores(near, some, ahead[low:high], order, scores, model, SOURCE)
        found[_apart(near, some, words)] = _BARRED
        shares = _shares(np.column_stack([nobody[at : at + BLOCK], found.T]))
        for row in shares:
            best = int(row.argmax())
            yield (low + best - 1 if best else None), float(row[best])


def _apart(parts: Ints, cues: Ints, words: Words) -> Bools:
    """Which are too far from each other, or in two sections of the article."""
    gaps = np.maximum(parts[:, 0, None] - cues[:, 1], cues[:, 0] - parts[:, 1, None])
    sections = words.section[parts[:, 0], None] != words.section[cues[:, 0]]
    found: Bools = (gaps > REACH) | sections
    return found


def _found(
    cue: Stretch, own: Sequence[tuple[Stretch, float]], source: Stretch | None, likely: float
) -> Found:
    longest, link = max(own, key=lambda one: one[0].last - one[0].first)
    evidence = (1.0, *map(_logit, (cue.sure, longest.sure, link, likely)))
    return Found(source, cue, tuple(content for content, _ in own), evidence)


def _shares(scores: Floats) -> Floats:
    """Each row's scores as shares of one."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found


def _stretches(scores: Floats, tags: Ints) -> dict[str, list[Stretch]]:
    shares = _shares(scores)
    found: dict[str, list[Stretch]] = {role: [] for role in ("source", "cue", "content")}
    begins = np.flatnonzero(tags % 2 == 1)
    outside = np.append(np.flatnonzero((tags % 2 == 1) | (tags == 0)), len(tags))
    ends = outside[np.searchsorted(outside, begins, side="right")]
    for first, end, tag in zip(begins.tolist(), ends.tolist(), tags[begins].tolist(), strict=True):
        sure = float(shares[first:end, tag : tag + 2].sum(axis=1).mean())
        found[TAGS[tag]].append(Stretch(first, end - 1, sure))
    return found


def _ends(parts: Sequence[Stretch]) -> Ints:
    """First and last word of each, shape (parts, 2)."""
    return np.array([(one.first, one.last) for one in parts], np.int64).reshape(-1, 2)


def _spans(words: Words, parts: Sequence[Stretch]) -> Spans:
    """The stretches as spans of the text, cut at the edges of paragraphs."""
    return tuple(span for part in _joined(parts) for span in _cut(words, *part))


def _joined(parts: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Stretches that adjoin each other made one."""
    first = last = -1
    for part in parts:
        if part.first != last + 1 or last < 0:
            if last >= 0:
                yield first, last
            first = part.first
        last = part.last
    yield from [(first, last)] if last >= 0 else []


def _cut(words: Words, first: int, last: int) -> Iterator[Span]:
    edges = np.flatnonzero(np.diff(words.paragraph[first : last + 1])) + first
    for low, high in zip([first, *(edges + 1)], [*edges, last], strict=True):
        yield Span(int(words.starts[low]), int(words.ends[high]))


def _logit(share: float) -> float:
    bounded = min(max(share, 0.001), 0.999)
    return log(bounded / (1 - bounded))
