"""The networks compute what they compute anywhere, and tell nobody of it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from claims import networks
from claims.attribute import model
from claims.framing import tagger

RUN = """
from claims.attribute.model import shipped as attribution
from claims.framing.tagger import shipped as tagger
attribution(), tagger()
"""


@pytest.mark.slow
def test_nothing_is_written_into_the_users_home(tmp_path):
    """ONNX Runtime would put an id of the machine there, and a database of what to report."""
    settings = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    settings |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", RUN], env=settings, check=True)
    assert [*tmp_path.iterdir()] == []


def feeds(session: onnxruntime.InferenceSession) -> dict[str, np.ndarray]:
    """Something for each input of the two networks, of forty words."""
    drawn = np.random.default_rng(5)
    given = {
        "ids": drawn.integers(200, 20_000, (1, 40)),
        "word": np.arange(40)[None],
        "opens": np.arange(40),
        "codes": drawn.integers(0, 3, (40, 6)),
        "heads": drawn.integers(0, 40, 40),
        "states": drawn.normal(0, 1, (40, model.WIDTH)).astype(np.float32),
        "hints": drawn.integers(0, 2, (40, 12)).astype(np.float32),
    }
    return {one.name: given[one.name] for one in session.get_inputs()}


@pytest.mark.parametrize(
    "path", [model.FOLDER / "attribution.onnx", tagger.FOLDER / "tagger.onnx"], ids=lambda p: p.stem
)
def test_no_sum_of_eight_bit_products_is_cut_short(path: Path):
    """AVX2 adds two of them in 16 bits, unless told to be precise: seven bits of weights fit."""
    shipped = networks.session(path.read_bytes())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.x64quantprecision", "1")
    precise = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    given = feeds(shipped)
    for one, another in zip(shipped.run(None, given), precise.run(None, given), strict=True):
        assert np.array_equal(one, another)
