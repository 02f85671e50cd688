"""The same inputs give the same bytes, wherever, whenever and in how many processes they are read."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """Port of {town} to close

The port of {town} will close in {year}, Mayor Ann Lee said on Tuesday.

The union called the plan a betrayal of workers. "It is a disgrace," said John Berg, its leader.
"""
TOWNS = ("Turku", "Kotka", "Vaasa", "Oulu", "Pori", "Lahti", "Rauma", "Kemi", "Hanko", "Imatra")

RUNS = {
    "one worker": (["1"], {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
    "two workers": (["2"], {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}),
    "four workers": (["4"], {"PYTHONHASHSEED": "random", "TZ": "America/Lima", "LC_ALL": "POSIX"}),
}


def news(folder: Path, seed: int) -> list[Path]:
    """The articles, in files that are written and named in an order of their own."""
    folder.mkdir(parents=True)
    paths = []
    for year, town in enumerate(TOWNS, 2030):
        path = folder / f"{town}.txt"
        path.write_text(ARTICLE.format(town=town, year=year), encoding="utf-8")
        os.utime(path, (seed, seed))
        paths.append(path)
    random.Random(seed).shuffle(paths)  # noqa: S311 - an order, no secret
    return paths


def built(folder: Path, run: str) -> dict[str, bytes]:
    (workers,), settings = RUNS[run]
    inputs = news(folder / run / "news", len(run))
    out = folder / run / "releases"
    ran = subprocess.run(
        [
            sys.executable, "-c", "from claims.cli import main; main()", "build", *map(str, inputs),
            "--out", str(out), "--workers", workers, "--splits", "60/20/20", "--quiet",
        ],
        env={**os.environ, **settings}, cwd=folder / run, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted((out / "1.0.0").rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_the_same_bytes(tmp_path):
    first, *others = (built(tmp_path, run) for run in RUNS)
    assert "1.0.0/release.json" in first
    for other in others:
        assert other == first
