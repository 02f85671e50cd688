"""The benchmark of `claims diff` plants changes, and finds just those."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "diff_speed.py"


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--all"]])
def test_what_is_found_is_what_was_planted(options):
    command = [sys.executable, str(BENCHMARK), "--claims", "3000", *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found, planted = ran.stdout.splitlines()[-1].removeprefix("claims ").split(", planted ")
    assert found == planted
