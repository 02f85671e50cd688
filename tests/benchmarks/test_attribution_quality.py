"""The quality gate: what it says, and when it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import attribution_quality as benchmark
from benchmarks import labelled
from benchmarks.scoring import Labelled
from claims.records import Attribution
from claims.spans import Span


def test_a_figure_below_its_floor_is_named() -> None:
    floors = {"token source": 74.0, "token cue": 58.0}
    figures = {"token source": 73.96, "token cue": 58.0}
    assert benchmark.failures(figures, floors) == ["token source: 73.96, floor 74"]


def test_every_floor_is_of_a_figure() -> None:
    floors = json.loads(benchmark.FLOORS.read_text("utf-8"))
    for name in (benchmark.OWN, benchmark.DEV):
        assert set(floors[name]["floors"]) == set(benchmark.FIGURES)


def test_the_floors_are_for_the_articles_as_they_are() -> None:
    floors = json.loads(benchmark.FLOORS.read_text("utf-8"))
    digest = labelled.digest(*labelled.EVALUATION.glob("*.txt"))
    assert floors[benchmark.OWN]["sha256"] == digest


def test_another_corpus_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "dev.jsonl"
    corpus.write_text("")
    monkeypatch.setattr(benchmark, "measure", lambda *_: dict.fromkeys(benchmark.FIGURES, 100.0))
    assert benchmark.main(["--check", "--corpus", str(corpus)]) == 1
    assert "PolNeAR, dev split: SHA-256" in capsys.readouterr().err


def test_without_the_corpus_the_own_articles_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "measure", lambda *_: dict.fromkeys(benchmark.FIGURES, 0.0))
    assert benchmark.main(["--check", "--corpus", str(tmp_path / "none")]) == 1
    said = capsys.readouterr().err
    assert "none is not there" in said
    assert "own articles, below its floor: triple: content and its source: 0.00, floor" in said


def test_calibration_is_told_by_tenths() -> None:
    text = " ".join("abcdefghij" * 2)
    spans = [(Span(2 * n, 2 * n + 1),) for n in range(20)]
    gold = tuple(Attribution((), (), span, 1.0) for span in spans[10:])
    found = [Attribution((), (), span, (n + 1) / 20) for n, span in enumerate(spans)]
    *lines, error = benchmark.calibration([Labelled("a", text, gold)], {"a": found})
    assert len(lines) == 11
    assert lines[1].split() == ["0.050", "to", "0.100", "0.075", "0.000"]
    assert lines[-1].split() == ["0.950", "to", "1.000", "0.975", "1.000"]
    assert error == "expected calibration error 0.250"
