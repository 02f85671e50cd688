import re

from hypothesis import given
from hypothesis import strategies as st

from claims.mapped import Mapped
from claims.spans import Span


def test_a_slice_knows_where_it_came_from():
    text = Mapped.identity("one two three", start=100).slice(4, 7)
    assert text.text == "two"
    assert text.to_source(Span(0, 3)) == Span(104, 107)


def test_a_group_keeps_its_own_places():
    bold = Mapped.identity("so **very** well").sub(re.compile(r"\*\*(\w+)\*\*"), r"\1")
    assert bold.text == "so very well"
    assert bold.to_source(Span(3, 7)) == Span(5, 9)


def test_a_shorter_replacement_takes_the_first_places_of_the_match():
    joined = Mapped.identity("a  b").sub(re.compile(" +"), " ")
    assert joined.text == "a b"
    assert list(joined.offsets) == [0, 1, 3]


def test_what_is_inserted_stands_nowhere():
    joined = Mapped.join([Mapped.identity("The"), Mapped.inserted(" "), Mapped.identity("end", 5)])
    assert joined.text == "The end"
    assert joined.to_source(Span(3, 4)) is None
    assert joined.to_source(Span(0, 7)) == Span(0, 8)


def test_a_longer_replacement_is_inserted_past_the_match():
    text = Mapped.identity("a\fb").sub(re.compile("\f"), "\n\n")
    assert text.text == "a\n\nb"
    assert list(text.offsets) == [0, 1, -1, 2]


@given(st.text(), st.sampled_from([r"\s+", r"a|b", r"(?<=x)", r"\w(\w)"]))
def test_substitution_gives_what_re_gives(text, pattern):
    compiled = re.compile(pattern)
    assert Mapped.identity(text).sub(compiled, "-").text == compiled.sub("-", text)


@given(st.text(alphabet="ab *_\n"))
def test_characters_with_a_place_are_the_characters_at_that_place(text):
    kept = Mapped.identity(text).sub(re.compile(r"\*(\w*)\*"), r"\1").strip()
    for character, offset in zip(kept.text, kept.offsets, strict=True):
        assert text[offset] == character
