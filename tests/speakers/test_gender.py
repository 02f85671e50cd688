import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.speakers.gender import BUCKETS, SLOTS, female, grams, is_first_name, slot
from claims.speakers.names import key


@pytest.mark.parametrize(
    "name", "Maria Elizabeth Angela Ursula Fatima Priya Hillary Olga Chloé".split()
)
def test_names_of_women(name):
    assert female(key(name)) > 0.8


@pytest.mark.parametrize(
    "name", "John James Vladimir Kassym Mohammed Sergei William Boris André".split()
)
def test_names_of_men(name):
    assert female(key(name)) < 0.2


def test_a_name_that_nobody_bears_leans_by_its_letters():
    assert not is_first_name("qostrelina")
    assert female("qostrelina") > 0.8
    assert female("qostrelino") < 0.5


def test_first_names_are_known_and_other_words_are_not():
    words = "maria john hillary vladimir priya table quickly president tokayev zzzqx".split()
    assert [word for word in words if is_first_name(word)] == words[:5]


def test_few_words_look_like_first_names_by_chance():
    made = ["".join(letters) for letters in itertools.product("qxzjwv", repeat=4)]
    assert sum(map(is_first_name, made)) / len(made) < 1 / 12


@given(st.text(string.ascii_lowercase, max_size=20) | st.text())
def test_any_word_has_a_probability_and_places_in_the_tables(word):
    assert 0 <= female(word) <= 1
    assert is_first_name(word) in (True, False)
    places = grams(word)
    assert places == sorted(set(places))
    assert [place for place in places if not 0 <= place < BUCKETS] == []
    assert 0 <= slot(word) < SLOTS
