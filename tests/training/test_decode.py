"""Decoding, with scores written by hand."""

import numpy as np
import pytest

from training.decode import CONTENT, CUE, NONE, SOURCE, decode
from training.pieces import Cue, Pieces

ROLE = {".": NONE, "s": SOURCE, "c": CUE, "x": CONTENT}


def pieces_of(text: str) -> Pieces:
    """One piece a word or mark."""
    import re

    places = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = np.array(places, dtype=np.int32).T
    zeros = np.zeros(len(places), dtype=np.int32)
    return Pieces(zeros, zeros, starts, ends, zeros)


def cue(anchor: int, roles: str, likely: float = 0.9, weight: float = 0.9, start: int = 0) -> Cue:
    """The roles of the pieces from `start` on, each letter one piece: . s c x."""
    scores = np.full((len(roles), 4), (1 - weight) / 3, dtype=np.float32)
    for number, letter in enumerate(roles):
        scores[number, ROLE[letter]] = weight
    return Cue(anchor, likely, start, scores)


def words(text, *cues):
    def at(spans):
        return [text[start:end] for start, end in spans]

    return [
        (at(one.source), at(one.cue), at(one.content))
        for one in decode(text, pieces_of(text), cues)
    ]


def test_a_split_content_is_one_attribution():
    text = "It rains she said a lot"
    assert words(text, cue(3, "xxscxx")) == [(["she"], ["said"], ["It rains", "a lot"])]


def test_a_cue_that_is_not_likely_makes_nothing():
    assert words("She said it rains", cue(1, "scxx", likely=0.2)) == []


def test_a_cue_without_content_makes_nothing():
    assert words("She said it rains", cue(1, "sc..")) == []


def test_a_cue_inside_anothers_cue_is_that_cue():
    text = "She has said it rains"
    assert len(words(text, cue(1, "sccxx"), cue(2, "s.cxx", likely=0.6))) == 1


def test_a_piece_is_content_of_the_likelier_attribution_only():
    text = "She said he thinks it rains"
    found = words(text, cue(1, "scxxxx", weight=0.8), cue(3, "..scxx", weight=0.95))
    assert found == [(["She"], ["said"], ["he thinks"]), (["he"], ["thinks"], ["it rains"])]


def test_short_gaps_are_filled_and_long_ones_not():
    text = "She said one two three four five six seven"
    assert words(text, cue(1, "scx.xx...")) == [(["She"], ["said"], ["one two three four"])]
    assert words(text, cue(1, "scx...xxx"))[0][2] == ["one", "five six seven"]


def test_the_source_is_the_strongest_stretch():
    text = "Ann Lee said it rains in Rome now"
    assert words(text, cue(2, "sscxx..s"))[0][0] == ["Ann Lee"]


def test_no_source():
    assert words("It is said that it rains", cue(1, ".ccxxx"))[0][0] == []


@pytest.mark.parametrize("anchor", [0, 3])
def test_an_anchor_at_either_end(anchor):
    text = "said Ann it rained"
    roles = "c" + "sxx" if anchor == 0 else "xxxc"
    assert words(text, cue(anchor, roles))
