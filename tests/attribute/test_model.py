"""The shipped model: what it gives for a text depends on nothing but the text."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

import claims
from claims.attribute.model import FOLDER, TAGS, Model, shipped
from tests.planted import parsed

TEXTS = [
    "“It is done,” the minister said on Tuesday.\n\nThe union accused her of theft.",
    "Rain fell.",
    "",
    "According to the bank, prices doubled. “We are tired,” said Ann Berg, a nurse.\n\n" * 12,
]


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 40_000_000


def test_a_text_alone_and_among_others() -> None:
    among = list(claims.extract_many(TEXTS))
    assert [claims.extract(text) for text in reversed(TEXTS)] == among[::-1]


def test_a_new_model_and_one_that_has_read_much_score_alike() -> None:
    article = parsed(TEXTS[3])
    words, scores = Model().read(article)
    again = shipped().read(article)[1]
    assert scores.tags.shape == (len(words), len(TAGS))
    assert np.array_equal(scores.tags, again.tags)
    assert np.array_equal(scores.links, again.links)


@pytest.mark.slow
def test_threads_change_nothing() -> None:
    code = (
        "import sys, claims; from tests.attribute.test_model import TEXTS;"
        "print([[(c.claim_spans, c.confidence) for c in found] for found in claims.extract_many(TEXTS)])"
    )
    given = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={**os.environ, "OMP_NUM_THREADS": threads, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for threads in ("1", "3")
    ]  # fmt: skip
    assert given[0] == given[1] != ""
