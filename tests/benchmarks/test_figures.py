"""Figures that are saved, one for each number of articles, and the law through them."""

from pathlib import Path

import pytest

from benchmarks import figures
from docs.scale_plot import law


def test_a_measurement_takes_the_place_of_one_of_as_many_articles(tmp_path: Path) -> None:
    path = tmp_path / "scale.json"
    for articles, seconds in ((10, 2), (1, 1), (10, 3)):
        figures.put(path, "build", {"articles": articles, "seconds": seconds})
    figures.put(path, "across", {"articles": 10})
    assert figures.read(path) == {
        "build": [{"articles": 1, "seconds": 1}, {"articles": 10, "seconds": 3}],
        "across": [{"articles": 10}],
    }


def test_a_law_is_found_again() -> None:
    numbers = [1e3, 1e4, 3e4]
    factor, exponent = law(numbers, [0.5 * number**1.35 for number in numbers])
    assert (factor, exponent) == pytest.approx((0.5, 1.35))
