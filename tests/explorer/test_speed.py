"""What a visitor of a larger release waits for, fetches and holds, with much slack."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from benchmarks.explorer_release import size
from benchmarks.explorer_speed import measured, served

SLACK = 6
"""Times what a machine that does nothing else takes."""


@pytest.mark.slow
def test_views_and_filters_are_quick_and_small(large: Path, browser: Any) -> None:
    with served(large) as url:
        views = takewhile(lambda one: one[0] != "speakers", measured(browser, url, large))
        found = dict(views)
    first = found["first view"]
    assert first.milliseconds < 1_000 * SLACK
    assert first.fetched < size(large) / 3
    assert first.held < 50e6
    filters = {name: one for name, one in found.items() if name.startswith("filter by ")}
    assert len(filters) >= 8
    for name, one in filters.items():
        assert one.milliseconds < 200 * SLACK, name
        assert one.fetched < size(large), name
        assert one.held < 150e6, name
    assert found["article with its claims"].fetched < size(large) / 3
