"""The same claim across articles, in a release that has the table `tracks`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.release import write
from tests.examples import FIRST, example
from tests.explorer.conftest import Open
from tests.release.made import MADE_BY

TRACK = "ab" * 10


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, its two claims that the bridge is a folly in one track."""
    folder = write(example(), tmp_path_factory.mktemp("tracked"), provenance=MADE_BY).path
    file = folder / "data/claims/train-00000-of-00001.parquet"
    claims = pl.read_parquet(file)
    said = pl.col("claim").str.contains("folly")
    track = pl.when(said).then(pl.lit(TRACK)).otherwise("track_id")
    schema = pq.read_schema(file)
    pq.write_table(
        claims.with_columns(track_id=track).to_arrow().cast(schema), file, compression="zstd"
    )
    tracks = pa.table(
        {
            "track_id": [TRACK],
            "claim": ["The new bridge is a folly"],
            "claim_count": pa.array([2], pa.int32()),
            "article_count": pa.array([2], pa.int32()),
            "outlet_count": pa.array([1], pa.int32()),
            "first_seen": [dt.date(2024, 5, 6)],
            "last_seen": [dt.date(2024, 5, 7)],
            "speakers": [["Zoë Ångström"]],
            "framings": [["waste"]],
        }
    )
    name = "data/tracks/train-00000-of-00001.parquet"
    (folder / name).parent.mkdir(exist_ok=True)
    pq.write_table(tracks, folder / name, compression="zstd")
    manifest = json.loads((folder / "release.json").read_text("utf-8"))
    manifest["files"][name] = "0" * 64
    manifest["tables"]["tracks"] = {"rows": {"train": 1}, "columns": {}, "sha256": "0" * 64}
    (folder / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_tracks_with_their_spread_over_outlets(tracked: Path, visit: Open) -> None:
    opened = visit(tracked)
    page = opened.to("")
    page.locator("#tracks").click()
    page.get_by_role("heading", name="1 track").wait_for()
    assert "1 outlet, 2 articles, 2 claims · May 6, 2024 to May 7, 2024" in page.locator(
        ".item"
    ).inner_text().replace("\u00a0", " ")
    page.get_by_role("link", name="The new bridge is a folly").click()
    page.get_by_role("heading", name="Over outlets").wait_for()
    assert page.locator(".items .item").count() == 2
    said = page.locator("main").inner_text()
    for words in (FIRST.outlet, "not named", "Said by Zoë Ångström", "waste"):
        assert words in said
    opened.saw("track")
    page.locator(".items .item .words a").first.click()
    page.get_by_role("link", name="the same claim elsewhere").click()
    page.get_by_role("heading", name="Over outlets").wait_for()


def test_without_tracks_nothing_is_said_of_them(visit: Open, tmp_path: Path) -> None:
    folder = write(example(), tmp_path, provenance=MADE_BY).path
    page = visit(folder).to("#/articles")
    page.locator("#release", has_text="1.0.0").wait_for()
    assert not page.locator("#tracks").is_visible()
