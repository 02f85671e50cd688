"""The benchmark's gate: what it says, and when it holds."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "attribution_quality.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_quality", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_without_the_corpus_there_is_nothing_to_check(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "dev.jsonl"
    assert benchmark.main(["--check", "--corpus", str(missing)]) == 0
    assert f"{missing} is not there" in capsys.readouterr().err
    assert benchmark.main(["--corpus", str(missing)]) == 2


def test_another_corpus_is_refused(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, scorer = tmp_path / "dev.jsonl", tmp_path / "scorer.py"
    corpus.write_text("")
    scorer.write_text("")
    assert benchmark.main(["--check", "--corpus", str(corpus), "--scorer", str(scorer)]) == 1
    assert "the floors are for" in capsys.readouterr().err


def test_a_figure_below_its_floor_is_named(benchmark: ModuleType) -> None:
    floors = {"token source": 74.0, "token cue": 58.0}
    figures = {"token source": 73.96, "token cue": 58.0}
    assert benchmark.failures(figures, floors) == ["token source: 73.96, floor 74"]


def test_every_floor_is_of_a_figure(benchmark: ModuleType) -> None:
    floors = json.loads(benchmark.FLOORS.read_text("utf-8"))["floors"]
    assert set(floors) == set(benchmark.FIGURES)
