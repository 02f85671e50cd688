import numpy as np
import pytest

from claims.framing import load_vocabulary
from claims.framing.decide import proposed
from claims.framing.judge import Judge, features, shipped
from claims.framing.meanings import mean, vector
from tests.planted import parsed


def judged(text):
    doc, vocabulary = parsed(text).doc, load_vocabulary()
    for one, match in proposed(doc, vocabulary.matcher.matches(doc), vocabulary):
        score = shipped().score(one.kind, features(one, match))
        yield doc[one.phrase.start : one.phrase.stop].text, score >= 0.5


@pytest.mark.parametrize(
    ("framing", "plain"),
    [
        ("Critics denounced the vote as a sham.", "She served the board as a treasurer."),
        ("The vote was a disgrace.", "The vote was on Monday."),
        ("The law is cruel and unfair.", "The library is open until nine."),
    ],
)
def test_a_judgement_is_told_from_a_plain_fact(framing, plain):
    assert any(taken for _, taken in judged(framing))
    assert not any(taken for _, taken in judged(plain))


def test_a_score_is_what_the_layers_give(tmp_path):
    layers = {"in": np.ones((2, 1)), "shift": [-1.0], "out": [2.0], "bias": [0.0]}
    np.savez(tmp_path / "j.npz", **{f"explicit.{k}": np.array(v) for k, v in layers.items()})
    small = Judge(tmp_path / "j.npz")
    assert small.score("explicit", np.array([1.0, 1.0], np.float32)) == pytest.approx(
        0.8808, abs=1e-4
    )
    assert small.score("explicit", np.array([0.0, 0.0], np.float32)) == 0.5


def test_words_of_like_meaning_have_like_vectors():
    assert vector("riot") @ vector("massacre") > vector("riot") @ vector("chairman")
    assert np.linalg.norm(vector("disaster")) == pytest.approx(1, abs=1e-5)
    assert not mean([]).any()
