"""Decoding, with scores written by hand: a letter a word says its tag, capitals begin a stretch."""

from __future__ import annotations

import re
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.attribute.decode import BLOCK, REACH, attributions, best_tags, decode
from claims.attribute.links import APART, BETWEEN, CONTENT, CUE, EACH, LINK, SOURCE
from claims.attribute.model import TAGS, Scores
from claims.attribute.words import Words
from claims.spans import words_at

TAG = {letter: number for number, letter in enumerate(".SsCcXx")}
PLACES = {"S": SOURCE, "X": CONTENT, "C": CUE}
MODEL = SimpleNamespace(
    steps=np.zeros((len(TAGS) + 1, len(TAGS)), np.float32),
    apart=np.zeros((2, APART), np.float32),
    between=np.zeros((2, BETWEEN), np.float32),
    nobody=np.eye(LINK + 1, dtype=np.float32)[LINK],  # 1 for each cue
)
CURVE = (0.0, 0.5, 0.5, 0.0, 0.0)


def words_of(text: str) -> Words:
    """Words divided by spaces; a blank line divides paragraphs, "##" at its start sections."""
    found = [match.span() for match in re.finditer(r"\S+", text)]
    starts, ends = np.array(found).T
    paragraph = np.array([text.count("\n\n", 0, start) for start in starts])
    section = np.array([text.count("##", 0, start + 2) for start in starts])
    plain = np.zeros((len(starts), 6), np.int64)
    itself = np.arange(len(starts))
    return Words(starts, ends, plain, itself, paragraph, section, ((7,),) * len(starts))


def scores_of(tags: str, owners: str = "", sure: float = 8.0) -> Scores:
    """`owners` has a digit under the first word of each stretch: those of one digit belong together."""
    scores = np.zeros((len(tags), len(TAGS)), np.float32)
    links = np.zeros((len(tags), EACH, LINK), np.float32)
    for place, letter in enumerate(tags):
        scores[place, TAG[letter]] = sure
        if letter in PLACES:
            number = int(owners[place]) if owners else 0
            links[place, PLACES[letter], number] = 10
    return Scores(scores, links, np.zeros((len(scores), 0), np.float32))


def told(text: str, tags: str, owners: str = "", **more: float) -> list[tuple[str, str, str]]:
    words, scores = words_of(text), scores_of(tags, owners, **more)
    found = attributions(words, decode(words, scores, MODEL), CURVE, 0.5)
    return [
        tuple(words_at(text, part) for part in (one.source, one.cue, one.content)) for one in found
    ]


def test_a_split_content_is_one_attribution():
    text = "It rains she said a lot"
    assert told(text, "XxSCXx") == [("she", "said", "It rains … a lot")]


def test_parts_that_adjoin_are_one_span():
    assert told("She said so. Always", "SCXX") == [("She", "said", "so. Always")]


def test_a_content_belongs_where_its_link_says_and_not_to_the_nearest_cue():
    text = "Ann said Bob says it rains"
    assert told(text, "SCSCXx", "001100") == [("Ann", "said", "it rains")]
    assert told(text, "SCSCXx", "001110") == [("Bob", "says", "it rains")]


def test_a_cue_has_the_source_that_its_link_tells():
    text = "Ann said A and Bob says B"
    assert told(text, "SCX.SCX", "0000111") == [("Ann", "said", "A"), ("Bob", "says", "B")]
    assert told(text, "SCX.SCX", "1000011") == [("Bob", "said", "A"), ("Ann", "says", "B")]


def test_a_cue_may_have_no_source():
    assert told("Reportedly it rains", "CXx") == [("", "Reportedly", "it rains")]
    assert told("Ann Reportedly it rains", "SCXx", "1000") == [("", "Reportedly", "it rains")]


def test_two_cues_may_share_a_source():
    text = "Ann said no and meant yes"
    words, scores = words_of(text), scores_of("SCX.CX", "000010")
    scores.links[4, CUE, 0] = scores.links[5, CONTENT, 1] = 10
    found = decode(words, scores, MODEL)
    assert [one.source.first for one in found] == [0, 0]


def test_a_cue_without_content_makes_nothing():
    assert told("She said it rains", "SC..") == []


def test_a_content_far_from_every_cue_is_dropped():
    near, far = "C" + "." * (REACH - 1) + "X", "C" + "." * REACH + "X"
    assert len(told("a " * len(near), near)) == 1
    assert told("a " * len(far), far) == []


def test_a_content_over_paragraphs_is_cut_at_their_edge():
    assert told("He said “one\n\n“two”", "SCXx") == [("He", "said", "“one … “two”")]


def test_nothing_said_in_one_section_is_attributed_in_another():
    text = "“We win ##“No,” he said"
    assert told(text, "XxxSC") == [("he", "said", "##“No,”")]
    assert told("He said ##so", "SCX") == []
    assert told("He ##said so", "SCX") == [("", "##said", "so")]


def test_a_long_article_is_decoded_block_by_block_as_if_at_once(monkeypatch):
    text, tags = "Ann said so . " * 2 * BLOCK, "SCX." * 2 * BLOCK
    words, scores = words_of(text), scores_of(tags)
    rng = np.random.default_rng(1)
    scores.links[:] = rng.normal(size=scores.links.shape) * 3
    model = SimpleNamespace(
        steps=MODEL.steps,
        apart=rng.normal(size=(2, APART)),
        between=rng.normal(size=(2, BETWEEN)),
        nobody=MODEL.nobody,
    )
    found = decode(words, scores, model)
    monkeypatch.setattr("claims.attribute.decode.BLOCK", 10**6)
    again = decode(words, scores, model)
    parts = [(one.source, one.cue, one.content) for one in found]
    assert parts == [(one.source, one.cue, one.content) for one in again]
    assert [one.evidence for one in found] == [
        pytest.approx(one.evidence, rel=1e-4) for one in again
    ]
    assert len(found) > BLOCK


def test_what_is_not_sure_enough_is_left_out():
    assert told("It is so", "CXx", sure=0.1) == []


def test_contents_come_in_the_order_of_the_text():
    text = "He said A she said B"
    assert [content for *_, content in told(text, "SCXSCX", "000111")] == ["A", "B"]


SCORES = st.lists(
    st.lists(st.integers(-5, 5), min_size=len(TAGS), max_size=len(TAGS)), min_size=1, max_size=4
)
STEPS = st.lists(st.integers(-3, 3), min_size=56, max_size=56)


def may_follow(before: int | None, tag: int) -> bool:
    return not tag or tag % 2 == 1 or before in (tag, tag - 1)


@given(SCORES, STEPS)
def test_the_tags_are_the_best_of_all_sequences(rows: list[list[int]], moves: list[int]) -> None:
    scores = np.array(rows, np.float32)
    steps = np.array(moves, np.float32).reshape(len(TAGS) + 1, len(TAGS))

    def total(tags: tuple[int, ...]) -> float:
        own = sum(scores[place, tag] for place, tag in enumerate(tags))
        before = (len(TAGS), *tags)
        return float(own + sum(steps[a, b] for a, b in zip(before, tags, strict=False)))

    def legal(tags: tuple[int, ...]) -> bool:
        return all(map(may_follow, (None, *tags), tags))

    found = tuple(best_tags(scores, steps).tolist())
    assert legal(found)
    best = max(total(t) for t in product(range(len(TAGS)), repeat=len(rows)) if legal(t))
    assert total(found) == pytest.approx(best)


def test_no_words_have_no_tags():
    assert len(best_tags(np.zeros((0, len(TAGS)), np.float32), MODEL.steps)) == 0
