"""Windows: every word counts in just one, and sees what stands about it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claims.attribute.windows import MARGIN, WINDOW, cuts, inputs
from claims.attribute.words import Words

OPENING, CLOSING = 101, 102


def words_of(sizes: list[int], paragraphs: list[bool]) -> Words:
    """Words of so many pieces; a paragraph begins where it says so."""
    count = len(sizes)
    begins = [True, *paragraphs[1:count], *[False] * (count - len(paragraphs))][:count]
    places = np.arange(count)
    pieces = tuple(
        (CLOSING, *[7] * size) if begin else (7,) * size
        for size, begin in zip(sizes, begins, strict=True)
    )
    return Words(
        starts=2 * places,
        ends=2 * places + 1,
        codes=np.zeros((count, 6), np.int64),
        heads=np.maximum(places - 3, 0),
        paragraph=np.cumsum(begins) - 1,
        section=np.zeros(count, np.int64),
        pieces=pieces,
    )


ARTICLES = st.builds(
    words_of,
    st.lists(st.integers(1, 16), min_size=1, max_size=400),
    st.lists(st.booleans() | st.just(False), max_size=400),
)


@given(ARTICLES)
def test_every_word_counts_once_and_no_window_is_too_long(words: Words) -> None:
    parts = list(cuts(words))
    assert [n for core, _ in parts for n in core] == list(range(len(words)))
    for core, seen in parts:
        assert seen.start <= core.start < core.stop <= seen.stop
        assert sum(map(len, words.pieces[seen.start : seen.stop])) <= WINDOW


@given(ARTICLES)
def test_a_core_has_context_on_both_sides(words: Words) -> None:
    for core, seen in cuts(words):
        for context, next_out in (
            (
                words.pieces[seen.start : core.start],
                words.pieces[max(seen.start - 1, 0) : seen.start],
            ),
            (words.pieces[core.stop : seen.stop], words.pieces[seen.stop : seen.stop + 1]),
        ):
            # As many whole words as the margin holds, unless the article ends there.
            assert not next_out or sum(map(len, (*context, *next_out))) > MARGIN


def test_a_short_article_is_one_window() -> None:
    words = words_of([1] * 50, [])
    assert list(cuts(words)) == [(range(50), range(50))]


def test_a_long_article_is_cut_where_a_paragraph_ends() -> None:
    words = words_of([1] * 400, [n in (0, 200) for n in range(400)])
    assert next(cuts(words))[0] == range(200)


@given(ARTICLES, st.data())
def test_what_the_model_is_given(words: Words, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(first + 1, len(words)))
    made = inputs(words, range(first, end), OPENING, CLOSING)
    assert (made.ids[0], made.ids[-1]) == (OPENING, CLOSING)
    assert (made.word[0], made.word[-1]) == (0, 0)
    assert sorted(set(made.word[1:-1].tolist())) == list(range(1, end - first + 1))
    # A word is known by its own first piece, not by the separator before a paragraph.
    assert (made.ids[made.opens] == 7).all()
    assert (made.word[made.opens] == np.arange(1, end - first + 1)).all()
    heads = words.heads[first:end]
    inside = (heads >= first) & (heads < end)
    assert (made.heads == np.where(inside, heads - first, np.arange(end - first))).all()
