"""An article as the model reads it."""

from __future__ import annotations

import numpy as np
import pytest

from claims.attribute.model import shipped
from claims.attribute.words import FEATURES, LONGEST_WORD, Words
from tests.planted import parsed


def read(text: str) -> Words:
    return shipped().read(parsed(text))[0]


def column(words: Words, feature: str) -> list[int]:
    return words.codes[:, FEATURES.index(feature)].tolist()


def test_words_stand_where_the_text_has_them() -> None:
    text = "Ann said: “It’s 5 km.”\n\n🗳️ Bob left."
    words = read(text)
    spelled = [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    assert spelled == ["Ann", "said", ":", "“", "It", "’s", "5", "km", ".", "”", "🗳", "️", "Bob",
                       "left", "."]  # fmt: skip
    assert words.paragraph.tolist() == [0] * 10 + [1] * 5


def test_a_paragraph_begins_with_a_separator() -> None:
    words = read("One.\n\nTwo.")
    (separator, *_), _, (again, *_), _ = words.pieces
    assert separator == again
    assert all(separator not in pieces for pieces in words.pieces[1::2])


@pytest.mark.parametrize(
    ("one", "other"), [("“No,” he said.", '"No," he said.'), ("‘No,’ he said.", "'No,' he said.")]
)
def test_straight_and_curly_marks_read_alike(one: str, other: str) -> None:
    assert read(one).pieces == read(other).pieces
    assert column(read(one), "quote") == column(read(other), "quote") == [1, 2, 2, 3, 0, 0, 0]


def test_shapes() -> None:
    assert column(read("the A USA Ann 5th —"), "shape") == [0, 1, 2, 3, 4, 5]


def test_a_word_depends_on_one_of_its_paragraph() -> None:
    words = read("The minister said it rained.\n\nIt did.")
    assert (words.paragraph[words.heads] == words.paragraph).all()
    said = 2
    assert words.heads[said] == said
    assert column(words, "head")[said] == 0
    assert column(words, "head")[1] == 5  # the next word


def test_labels_that_the_model_does_not_know_count_as_none() -> None:
    article = parsed("The minister said it rained.")
    for token in article.doc:
        token.tag_ = "A new tag"
    words, scores = shipped().read(article)
    assert set(column(words, "tag")) == {0}
    assert np.isfinite(scores.tags).all()


def test_the_encoders_own_pieces_in_a_text_are_words_that_it_does_not_know() -> None:
    words = read("The x[SEP]x [CLS] broke.")
    assert sum(words.pieces[0][0] in pieces for pieces in words.pieces) == 1


def test_a_very_long_word_is_read_in_part() -> None:
    (pieces,) = read("x9" * 45).pieces
    assert len(pieces) == 1 + LONGEST_WORD
