import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import copies
from claims.track import duplicates, similar
from claims.track.duplicates import alike, firsts, joined
from claims.track.signatures import Signatures
from tests.track.stories import COPIES, NO_PAIRS, groups, of, signed, story

ARTICLES = {(seed, edit): COPIES[edit](story(seed)) for seed in range(6) for edit in COPIES}
ARTICLES |= {(seed, "another story"): story(seed) for seed in range(200, 230)}
SIGNED = {name: signed(article) for name, article in ARTICLES.items()}


def grouped(names, order=None):
    """For each name the number of the first that it repeats."""
    signatures = Signatures()
    for name in names:
        signatures.add(SIGNED[name])
    order = np.arange(len(names)) if order is None else np.array(order)
    return firsts(signatures, order, NO_PAIRS).tolist()


@pytest.mark.parametrize("edit", COPIES)
def test_a_copy_is_found(edit):
    others = [story(seed) for seed in range(10, 20)]
    made = groups([story(1), *others, COPIES[edit](story(1))])
    assert made == [*range(11), 0]


def test_a_part_of_a_third_or_less_is_no_copy():
    whole = story(1, 12)
    assert groups([whole, whole[:5]]) == [0, 0]
    assert groups([whole, whole[:4]]) == [0, 1]


def test_different_stories_with_the_same_standing_text_are_apart():
    about = story(50, 2)[1:]
    made = [[*story(seed, 5), *about] for seed in range(30)]
    assert groups(made) == [*range(30)]


def test_reports_of_a_series_are_apart_and_their_copies_are_not():
    draw = random.Random(1)  # noqa: S311
    made = list(copies.reports(6, draw))
    again = [["Another Headline", *one[1:]] for one in made]
    assert groups([*made, *again]) == [*range(len(made))] * 2


def test_a_page_of_five_stories_joins_none():
    stories = [story(seed, 4) for seed in range(5)]
    page = ["Five stories", *(part for one in stories for part in one[1:])]
    assert groups([*stories, page]) == [*range(6)]


def test_two_states_of_a_live_report_are_one_and_two_days_of_it_are_not():
    days = [story(seed, 12) for seed in range(2)]
    head = story(60, 1)[1:]
    first, grown, next_day = (
        ["Live", *head, *entries]
        for entries in (days[0][1:8], days[0][1:], [*days[1][1:10], *days[0][1:3]])
    )
    assert groups([first, grown, next_day]) == [0, 0, 2]


def test_many_copies_are_one_group_whoever_shares_phrases_with_them():
    about = story(70, 3)[1:]
    draw = random.Random(1)  # noqa: S311
    edited = [[*copies.changed(story(1), [story(71)], draw), *about] for _ in range(60)]
    others = [[*story(seed, 8), *about] for seed in range(100, 160)]
    mixed = [one for pair in zip(edited, others, strict=True) for one in pair]
    made = groups(mixed)
    assert set(made[::2]) == {0}
    assert made[1::2] == [*range(1, 120, 2)]


def test_the_same_text_is_joined_though_it_has_no_words():
    made = of([["…"], ["…"], ["…!"]])
    assert firsts(made, np.arange(3), np.array([[1, 0]])).tolist() == [0, 0, 2]
    assert firsts(made, np.array([2, 1, 0]), np.array([[1, 0]])).tolist() == [1, 1, 2]


def test_nothing_has_no_groups():
    assert firsts(Signatures(), np.arange(0), NO_PAIRS).tolist() == []


# ------------------------------------------------------------------ whatever the order

some = st.lists(st.sampled_from(list(ARTICLES)), min_size=1, max_size=14, unique=True)


@settings(deadline=None)
@given(some, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_how_articles_came_in(names, draw):
    first = {name: names[found] for name, found in zip(names, grouped(names), strict=True)}
    mixed = draw.sample(names, len(names))
    again = grouped(mixed, [mixed.index(name) for name in names])
    assert {name: mixed[found] for name, found in zip(mixed, again, strict=True)} == first


@settings(deadline=None)
@given(some)
def test_firsts_are_first_and_repeat_one_another_no_more(names):
    made = grouped(names)
    assert all(made[first] == first <= number for number, first in enumerate(made))
    kept = sorted(set(made))
    assert grouped([names[first] for first in kept]) == [*range(len(kept))]


@settings(deadline=None)
@given(some, some)
def test_groups_of_more_articles_part_none(names, more):
    made = grouped(names)
    all_of_them = grouped([*names, *(name for name in more if name not in names)])
    assert all(all_of_them[n] == all_of_them[first] for n, first in enumerate(made))


def test_alike_is_symmetric():
    signatures = of(ARTICLES.values())
    pairs = np.array(list(combinations(range(len(ARTICLES)), 2)))
    found = alike(signatures, pairs)
    assert 100 < found.sum() < len(pairs) / 2
    assert (found == alike(signatures, pairs[:, ::-1])).all()
    assert alike(signatures, np.stack([np.arange(9)] * 2, axis=1)).all()


def test_pairs_are_the_same_however_the_work_is_cut(monkeypatch):
    signatures = of(ARTICLES.values())
    order = np.random.default_rng(1).permutation(len(ARTICLES))
    pairs = similar.candidates(signatures.phrases, order)
    found = firsts(signatures, order, NO_PAIRS)
    monkeypatch.setattr(similar, "_ENTRIES", 100)
    monkeypatch.setattr(similar, "_ROWS", 7)
    monkeypatch.setattr(duplicates, "_PAIRS", 5)
    assert (similar.candidates(signatures.phrases, order) == pairs).all()
    assert (firsts(signatures, order, NO_PAIRS) == found).all()


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(
    st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=15)
)))  # fmt: skip
def test_what_is_joined_is_joined_by_a_way_of_pairs(drawn):
    count, pairs = drawn
    group = [{n} for n in range(count)]
    for one, other in pairs:
        union = group[one] | group[other]
        for member in union:
            group[member] = union
    found = joined(count, np.array(pairs, np.int64).reshape(-1, 2))
    assert found.tolist() == [min(members) for members in group]
