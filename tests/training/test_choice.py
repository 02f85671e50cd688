import numpy as np
import pytest

pytest.importorskip("torch")

from training.choice import Example, fitted, report, score


def planted(count):
    """Phrases that take a side where their first feature is positive, or their label is `mob`."""
    values = np.random.default_rng(3).normal(size=(count, 4)).astype(np.float32)
    for n, one in enumerate(values):
        label = ("mob", "crowd")[n % 2]
        right = bool(one[0] > 0) or label == "mob"
        yield Example(one, (label, "protest/"), right=right, article=f"a{n}")


def test_what_decides_is_learned():
    given = list(planted(2_000))
    weights, bias, named = fitted(given)
    assert weights[0] > 5 * np.abs(weights[1:]).max()
    assert named["mob"] > 0 > named["crowd"]
    right = [(score(one, weights, bias, named) >= 0.5) == one.right for one in given]
    assert np.mean(right) > 0.9


def test_figures_are_of_articles_held_out():
    given = list(planted(400))
    for n, one in enumerate(given):
        one.right = bool(n % 2)
        one.names = (f"label{n}", "protest/")  # known only to who has seen the example
    lines = list(report(given, folds=4))
    assert lines[0] == "400 phrases, 200 take a side"
    hit = float(lines[3].split("precision ")[1].split(",")[0])
    assert 35 < hit < 65
