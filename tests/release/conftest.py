"""Real releases, built once from articles and copied for each test that alters them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import claims
from tests.release.tampering import ARTICLE, PLACES, SPLITS


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six articles, enough to fill three splits, and one file that is none."""
    folder = tmp_path_factory.mktemp("inputs") / "news"
    folder.mkdir()
    for place in PLACES:
        (folder / f"{place.lower()}.txt").write_text(ARTICLE.replace("Turku", place))
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="session")
def built(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0.0 of four of the articles, 1.1.0 of all, 1.1.1 without the file that is none."""
    out = tmp_path_factory.mktemp("built")
    files = [news / f"{place.lower()}.txt" for place in PLACES]
    empty = news / "empty.txt"
    for inputs in ([*files[:4], empty], [*files, empty], files):
        claims.build(inputs, out=out, splits=SPLITS, keep=False)
    assert sorted(path.name for path in out.iterdir()) == ["1.0.0", "1.1.0", "1.1.1"]
    return out


@pytest.fixture
def releases(built: Path, tmp_path: Path) -> Path:
    """A copy of the three, to alter."""
    return Path(shutil.copytree(built, tmp_path / "releases"))
