"""The benchmark of kernels runs networks elsewhere, and tells just what is other."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from benchmarks.kernels import SETTINGS, WIDE, Networks, Outcome, told
from claims.framing import tagger
from claims.networks import session
from tests.examples import example

GRAPH = (tagger.FOLDER / "tagger.onnx").read_bytes()


def run(setting: str) -> tuple[np.ndarray, np.ndarray]:
    """What the tagger's network gives in another process by a setting, and what it gives here."""
    drawn = np.random.default_rng(5)
    feeds = {
        "states": drawn.normal(0, 1, (40, 384)).astype(np.float32),
        "hints": drawn.integers(0, 2, (40, 12)).astype(np.float32),
    }
    with Networks(setting, (sys.executable,)) as there:
        (found,) = there.session(GRAPH).run(None, feeds)
        assert [len(window) for window in there.windows] == [1]
        assert there.seconds > 0
    return found, session(GRAPH).run(None, feeds)[0]


def test_another_process_gives_what_this_one_gives():
    assert np.array_equal(*run(SETTINGS[0]))


def test_wide_weights_give_nearly_the_same():
    pytest.importorskip("onnx")
    there, here = run(WIDE)
    assert not np.array_equal(there, here)
    assert np.abs(there - here).mean() < 0.05 * np.abs(here).mean()


def test_what_differs_is_told():
    tables = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in example().items()}
    windows = [(np.zeros(3),), (np.ones(3),)]
    first = Outcome(tables, windows, networks=1.0, others=1.0)
    assert told(first, first) == "2 of 2 windows of words the same bit for bit"
    rows = tables["claims"].with_row_index()
    surer = pl.when(pl.col("index") == 0).then(pl.col("confidence") / 2).otherwise("confidence")
    renamed = pl.when(pl.col("index") == 1).then(pl.lit("Nobody")).otherwise("speaker")
    claims = rows.with_columns(
        confidence=surer.cast(pl.Float32), speaker=renamed
    ).filter(pl.col("index") < 2)  # fmt: skip
    other = replace(
        first,
        tables={**tables, "claims": claims.drop("index")},
        windows=[windows[0], (np.zeros(3),)],
    )
    apart = float(rows["confidence"][0]) / 2
    assert told(first, other).splitlines() == [
        "1 of 2 windows of words the same bit for bit",
        "  claims: of 3 rows 1 missing, 0 added, 2 changed, 1 of them in their confidence alone",
        f"  1 of 4 confidences are others: by {apart:.3f} in the median, 95 in 100 by {apart:.3f} "
        f"at most, all by {apart:.3f}",
    ]
