import hashlib

import numpy as np
import pytest
from hypothesis import given

from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.pipeline import extract_article
from claims.track.signatures import NONE, NUMBERS, PHRASES, SIZE, Samples, signature
from tests.strategies import texts
from tests.track.stories import story


def hashes(sample: bytes) -> np.ndarray:
    return np.frombuffer(sample, "<u4")


def of(text: str, title: str | None = None):
    return signature(as_given(text, title))


def test_a_short_text_has_all_its_runs():
    # Runs of three words: one two three, two three four; a sentence of less is one run.
    made = of("One two three four. Five six! The 7 th of May.")
    assert len(hashes(made.shingles)) == 2 + 1 + 3
    assert len(hashes(made.phrases)) == 3
    assert len(hashes(made.numbers)) == 1


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("it rained all day long.", 0),
        ("We met there twice today.", 0),
        ("we saw Ann twice there again.", 3),
        ("it fell by 3.5 percent on average.", 3),
    ],
)
def test_runs_with_a_name_or_a_number_are_marked(text, marked):
    assert (hashes(of(text).shingles) % 2).sum() == marked


def test_a_long_text_has_the_least_of_each():
    long, longer = story(1, 40), story(1, 40) + story(2, 40)[1:]
    made, more = (of("\n\n".join(text), text[0]) for text in (long, longer))
    for name, size in (("shingles", SIZE), ("phrases", PHRASES), ("numbers", NUMBERS)):
        less, all_of_it = hashes(getattr(made, name)), hashes(getattr(more, name))
        assert len(less) == len(all_of_it) == size
        assert (np.diff(less.astype(np.int64)) > 0).all()
        # Below the last hash of the longer text's sample, that has all of the shorter's.
        assert set(less[less <= all_of_it[-1]].tolist()) <= set(all_of_it.tolist())
    assert len(made.shingles) + len(made.phrases) + len(made.numbers) <= 1088


def test_what_an_editor_changes_without_changing_a_sentence_changes_nothing():
    head, *body = story(3)
    made = of("\n\n".join([head, *body]), head)
    others = [
        ("\n\n".join(["Another Headline", *body]), "Another Headline"),
        ("\n\n".join([head, *body[::-1]]), head),
        ("\n\n".join([head, " ".join(body)]), head),
        ("\n\n".join([head, *body]).replace(" said ", "\nsaid "), head),
        ("\n\n".join([head, *body, "Related: Mayor Says No", "Five Things To Know Today"]), head),
    ]
    for text, title in others:
        assert of(text, title) == made


def test_a_signature_is_the_same_on_every_machine():
    head, *body = story(4)
    made = of("\n\n".join([head, *body]), head)
    digest = hashlib.sha256(made.shingles + made.phrases + made.numbers).hexdigest()
    assert digest[:16] == "72ff3b5a0b8deea6"


@given(texts(min_size=0))
def test_any_text_has_a_signature(text):
    made = of(text)
    assert made == of(text)
    assert not np.isin(NONE, hashes(made.shingles))


def test_the_pipeline_signs_what_it_extracts():
    article = as_given("The mayor said on Monday that the bridge would close. It did, she said.")
    assert extract_article(article, load_vocabulary()).signature == signature(article)


def test_samples_are_compared_up_to_the_bound_of_both():
    samples = Samples(3)
    for one in ([2, 4, 6], [4, 5, 9], [1, 4], []):
        samples.add(np.array(one, "<u4").tobytes())
    first, second, both = samples.shared(np.array([0, 0, 2, 3]), np.array([1, 2, 2, 3]))
    there = [[row[row != NONE].tolist() for row in side] for side in (first, second, both)]
    assert there == [
        [[2, 4, 6], [2, 4, 6], [1, 4], []],
        [[4, 5], [1, 4], [1, 4], []],
        [[4], [4], [1, 4], []],
    ]
