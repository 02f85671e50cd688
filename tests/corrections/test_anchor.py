"""Quotations are found again where their words and surroundings tell, and nowhere else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.corrections.anchor import Folded, located
from claims.corrections.record import Quote
from claims.spans import Span
from tests.strategies import spans, texts

TEXT = "He said no. The mayor of Turku said yes on Monday. She said no. “It’s – over”, she said."


def find(text: str, *quotes: Quote, same: bool = False):
    return located(text, Folded.of(text), quotes, same=same)


def quote(words: str, start: int = 0, text: str = TEXT) -> Quote:
    place = text.index(words, start)
    return Quote.of(text, Span(place, place + len(words)))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), text=texts(min_size=8))
def test_in_the_same_text_they_stand_where_they_say(data: st.DataObject, text: str) -> None:
    places = data.draw(spans(text))
    assert find(text, *(Quote.of(text, place) for place in places), same=True) == places


def test_words_that_stand_often_are_told_by_what_is_around_them() -> None:
    moved = "An editor added this line.\n\n" + TEXT
    for words, start in (("said", 0), ("said", 15), ("said no", 50), ("she said", 0)):
        one = quote(words, start)
        ((found, end),) = find(moved, one)
        assert (found, end) == (one.start + 28, one.end + 28)


def test_other_marks_and_spaces_are_the_same_words() -> None:
    plain = TEXT.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    spaced = plain.replace("the mayor", "the  mayor").replace("over", "over")
    ((start, end),) = find("  " + spaced, quote("“It’s – over”"))
    assert ("  " + spaced)[start:end] == '"It\'s - over"'


def test_what_cannot_be_told_is_not_guessed() -> None:
    assert find("He said no. She said no.", Quote(3, 7, "said", "", "")) is None  # two, no context
    assert find("A wholly other text, where somebody said something.", quote("said", 15)) is None
    assert find("Gone.", quote("The mayor of Turku said yes")) is None
    twice = "X. A bc said no. A bc said no. Y."
    assert find(twice, Quote(5, 9, "said", "A bc ", " no. ")) is None


def test_a_long_quotation_that_stands_once_needs_no_surroundings() -> None:
    words = "The mayor of Turku said yes on Monday"
    assert find(f"New. {words}; old.", quote(words)) == (Span(5, 5 + len(words)),)


def test_parts_that_changed_places_are_not_found() -> None:
    first, second = quote("The mayor of Turku said yes"), quote("“It’s – over”, she said")
    other = f"{second.exact}. {first.exact} on Monday."
    assert find(TEXT, first, second) is not None
    assert find(other, first, second) is None
