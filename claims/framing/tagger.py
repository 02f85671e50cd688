"""The trained network that finds framings: which words characterize, what, by which cue, and who.

It goes on from the states that the attribution model's encoder has of an article's words. Two more
layers tag the words that characterize; then each such phrase points at the first and last word of
its target, of its framer and of its cue, or at nobody (pointer networks, Vinyals et al., 2015).
`training/tagger.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.attribute.words import Ints, Words
from claims.networks import session
from claims.records import FramingKind

Floats = NDArray[np.float32]
FOLDER = Path(__file__).parent / "trained"
WIDTH = 64
"""Of the vectors by which a phrase and the word that it points at are compared."""
QUERY = 128
"""Of what is known of a phrase."""
ROLES = ("target", "framer", "cue")
ENDS = 2 * len(ROLES)
"""For each role the first word, then the last."""
PARTS = (5, 5, QUERY, QUERY, ENDS * WIDTH, 64, 64)
"""What the network gives for each word: tags, what it adds to the tags of the words that depend on
it, its vectors as the first and the last of a phrase, as an end of a role, and, for the polarity,
as the cue and as the first of the phrase."""
KINDS: tuple[FramingKind, FramingKind] = ("explicit", "predicative")
TAGS = 5
"""Outside, then the first and the other words of an explicit phrase, and of a predicative one."""
LONGEST = 60
"""Words of a target, framer or cue."""
CORE, MARGIN = 96, 4
"""Words of a paragraph that are tagged at once, and more that are seen on either side."""
FAR = 12
"""Numbers for how many words stand between a phrase and a word, on each side."""
_BARRED = -1e4
_MAY_FOLLOW = np.array(
    [[1, 1, 0, 1, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 0], [1, 1, 0, 1, 1], [1, 1, 0, 1, 1]], bool
)

Stretch = tuple[int, int]
"""Words of an article, both ends inclusive."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A framing as words of the article."""

    kind: FramingKind
    phrase: Stretch
    target: Stretch | None
    framer: Stretch | None
    cue: Stretch | None
    denied: bool
    score: float
    """How likely its words are such a phrase, from 0 to 1."""

    def later(self, words: int) -> Tagged:
        """The same, so many words further on."""
        first, last = self.phrase
        target, framer, cue = (
            None if at is None else (at[0] + words, at[1] + words)
            for at in (self.target, self.framer, self.cue)
        )
        phrase = (first + words, last + words)
        return replace(self, phrase=phrase, target=target, framer=framer, cue=cue)


class Tagger:
    """The network, from a folder of files."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._session = session((folder / "tagger.onnx").read_bytes())
        with np.load(folder / "tagger.npz") as given:
            self._rest = {name: given[name].astype(np.float32) for name in given.files}
        self.curve = self._rest["curve"]

    def read(
        self, words: Words, states: Floats, hints: Floats, looked_at: Sequence[range]
    ) -> Iterator[Tagged]:
        """The framings in some runs of an article's words.

        `states` has the encoder's states of all words, `hints` what the constructions propose; see
        `claims.framing.hints`.
        """
        for core, seen in windows(words, looked_at):
            heads = words.heads[seen.start : seen.stop] - seen.start
            own = np.arange(len(seen))
            heads = np.where((heads >= 0) & (heads < len(seen)), heads, own)
            inner = range(core.start - seen.start, core.stop - seen.start)
            part = slice(seen.start, seen.stop)
            for one in self.tagged(states[part], hints[part], heads, inner):
                yield one.later(seen.start)

    def tagged(self, states: Floats, hints: Floats, heads: Ints, core: range) -> Iterator[Tagged]:
        """The framings whose phrase stands in `core`; `heads` has the word each depends on."""
        (found,) = self._session.run(None, {"states": states, "hints": hints})
        tags, lent, first, last, keys, cue_side, own_side = np.split(
            found, np.cumsum(PARTS)[:-1], axis=1
        )
        scores = _log_softmax(tags + lent[heads])
        for first_word, last_word, kind in phrases(best_tags(scores[core.start : core.stop])):
            begin, end = first_word + core.start, last_word + core.start
            query = np.maximum(first[begin] + last[end] + self._rest["kinds"][kind], 0)
            points = self._points(query, keys, begin, end)
            target, framer, cue = (_best(*points[2 * n : 2 * n + 2]) for n in range(len(ROLES)))
            where = np.exp(_log_softmax(points[2 * ROLES.index("cue"), :-1]))
            hidden = query @ self._rest["deny.query"] + where @ cue_side + own_side[begin]
            denied = np.maximum(hidden, 0) @ self._rest["deny.out"] + self._rest["deny.bias"][0]
            sure = self._likely(float(scores[begin, 1 + 2 * kind]))
            yield Tagged(
                KINDS[kind], (begin, end), target, framer, cue, denied=bool(denied > 0), score=sure
            )

    def _likely(self, sure: float) -> float:
        """The calibrated share of right phrases among those with this log score."""
        odds = sure - np.log(max(1e-6, 1 - np.exp(min(sure, -1e-6))))
        return float(1 / (1 + np.exp(-(self.curve[0] + self.curve[1] * odds))))

    def _points(self, query: Floats, keys: Floats, begin: int, end: int) -> Floats:
        """Shape (ENDS, words + 1): scores of each word as an end of a role; last, of nobody."""
        asked = (query @ self._rest["ask"] + self._rest["ask.bias"]).reshape(ENDS, WIDTH)
        given = keys.reshape(len(keys), ENDS, WIDTH)
        scores = np.einsum("rd,nrd->rn", asked, given) / np.float32(8)
        scores += self._rest["far"][:, places(len(keys), begin, end)]
        none = query @ self._rest["none"] + self._rest["none.bias"]
        found: Floats = np.concatenate([scores, np.repeat(none, 2)[:, None]], axis=1)
        return found


def windows(words: Words, looked_at: Sequence[range]) -> Iterator[tuple[range, range]]:
    """The words that are tagged together, and those that are seen with them.

    `looked_at` are runs of words, in order; of those that touch one window is made, up to `CORE`
    words, and none runs on from one paragraph into another.
    """
    cores: list[range] = []
    for run in looked_at:
        last = cores[-1] if cores else None
        if (
            last is not None
            and last.stop == run.start
            and len(last) + len(run) <= CORE
            and words.paragraph[last.start] == words.paragraph[run.start]
        ):
            cores[-1] = range(last.start, run.stop)
        else:
            cores.extend(
                range(at, min(at + CORE, run.stop)) for at in range(run.start, run.stop, CORE)
            )
    for core in cores:
        yield core, range(max(0, core.start - MARGIN), min(len(words), core.stop + MARGIN))


def best_tags(scores: Floats) -> list[int]:
    """The likeliest sequence of tags (Viterbi); no phrase goes on that has not begun."""
    best = scores[0].copy()
    best[[2, 4]] = _BARRED
    back = []
    for one in scores[1:]:
        ways = np.where(_MAY_FOLLOW, best[:, None], _BARRED) + one
        back.append(ways.argmax(0))
        best = ways.max(0)
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def phrases(tags: list[int]) -> Iterator[tuple[int, int, int]]:
    """First and last word and kind of each tagged phrase."""
    for first, tag in enumerate(tags):
        if tag % 2:
            last = first
            while last + 1 < len(tags) and tags[last + 1] == tag + 1:
                last += 1
            yield first, last, tag // 2


def places(size: int, begin: int, end: int) -> Ints:
    """For each of so many words the number of its place to a phrase: 0 in it, else by distance."""
    at = np.arange(size)
    apart = np.where(at < begin, begin - at, np.where(at > end, at - end, 0))
    far = 1 + np.minimum((2 * np.log2(np.maximum(apart, 1))).astype(np.int64), FAR - 2)
    found: Ints = np.where(apart == 0, 0, far + np.where(at > end, FAR - 1, 0))
    return found


def _best(firsts: Floats, lasts: Floats) -> Stretch | None:
    """The likeliest stretch from a first to a last word; None where nobody is likelier."""
    first, last = _log_softmax(firsts), _log_softmax(lasts)
    size = len(first) - 1
    ways = first[:size, None] + last[None, :size]
    at = np.arange(size)
    length = at[None] - at[:, None]
    ways[(length < 0) | (length >= LONGEST)] = -np.inf
    begin, end = np.unravel_index(int(ways.argmax()), ways.shape)
    if first[size] + last[size] >= ways[begin, end]:
        return None
    return int(begin), int(end)


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


@cache
def shipped() -> Tagger:
    """The package's own; loaded once a process."""
    return Tagger()
