from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.attribute import read
from claims.framing import load_vocabulary
from claims.framing.decide import proposals
from claims.framing.hints import HINTS, hints, looked_at
from claims.framing.tagger import (
    CORE,
    FAR,
    MARGIN,
    ROLES,
    Tagged,
    best_tags,
    phrases,
    places,
    shipped,
    windows,
)
from tests.planted import parsed

TEXT = "The dam is old. Critics did not denounce the vote as a sham. Rain fell."


def told(text):
    article, vocabulary = parsed(text), load_vocabulary()
    words, scores = read(article)
    found = list(proposals(article.doc, vocabulary.matcher.matches(article.doc), vocabulary))
    return article, words, scores, found


def words_at(article, words, stretch):
    return article.text[words.starts[stretch[0]] : words.ends[stretch[1]]]


def test_what_is_proposed_is_told_word_by_word():
    article, words, _, found = told(TEXT)
    given = hints(words, found)
    assert given.shape == (len(words), HINTS)

    def marked(number):
        return [words_at(article, words, (n, n)) for n in np.flatnonzero(given[:, number])]

    assert marked(0) == ["a"]
    assert marked(1) == ["a", "sham"]
    assert marked(3) == ["the", "vote"]
    assert marked(4) == ["did", "not", "denounce"]
    assert marked(5) == ["Critics"]
    assert marked(6) == ["a", "sham"]


def test_only_sentences_that_may_hold_a_framing_are_looked_at():
    article, words, _, found = told(TEXT)
    likely = [one for one in found if one.built.kind == "explicit"]
    [sentence] = looked_at(article.doc, words, likely)
    assert words_at(article, words, (sentence.start, sentence.stop - 1)).startswith("Critics did")


def test_a_framing_is_tagged_with_who_what_and_by_which_cue():
    article, words, scores, found = told("Oslo has branded the vote a farce, and rain fell.")
    whole = [range(len(words))]
    [one] = shipped().read(words, scores.states, hints(words, found), whole)
    told_of = {role: words_at(article, words, getattr(one, role)) for role in ("phrase", *ROLES)}
    assert told_of == {
        "phrase": "a farce", "target": "the vote", "framer": "Oslo", "cue": "has branded",
    }  # fmt: skip
    assert (one.kind, one.denied) == ("explicit", False)
    assert 0.5 < one.score < 1


@given(st.lists(st.lists(st.floats(-9, 9), min_size=5, max_size=5), min_size=1, max_size=12))
def test_no_phrase_goes_on_that_has_not_begun(scores):
    tags = best_tags(np.array(scores, np.float32))
    assert all(
        tag not in (2, 4) or before in (tag, tag - 1)
        for before, tag in zip([0, *tags], tags, strict=False)
    )
    covered = sum(last - first + 1 for first, last, _ in phrases(tags))
    assert covered == sum(tag > 0 for tag in tags)


def test_places_are_told_by_side_and_distance():
    assert places(7, 3, 4).tolist() == [4, 3, 1, 0, 0, FAR, FAR + 2]
    assert places(4000, 0, 0).max() == 2 * FAR - 2


@pytest.mark.parametrize(
    ("runs", "cores"),
    [
        ([range(2, 5), range(5, 9)], [range(2, 9)]),
        ([range(2, 5), range(6, 9)], [range(2, 5), range(6, 9)]),
        ([range(10, 30), range(30, 35)], [range(10, 30), range(30, 35)]),  # two paragraphs
        ([range(30, 30 + CORE + 9)], [range(30, 30 + CORE), range(30 + CORE, 30 + CORE + 9)]),
    ],
)
def test_windows(runs, cores):
    words, _ = read(parsed("rain " * 230))
    words = replace(words, paragraph=np.repeat([0, 1], [30, 200]))
    made = list(windows(words, runs))
    assert [core for core, _ in made] == cores
    for core, seen in made:
        assert seen.start == max(0, core.start - MARGIN)
        assert seen.stop == min(len(words), core.stop + MARGIN)


def test_moved_words_are_moved_alike():
    one = Tagged("explicit", (1, 2), None, (0, 0), (3, 3), denied=False, score=0.5)
    assert one.later(4) == replace(one, phrase=(5, 6), framer=(4, 4), cue=(7, 7))
