"""Rows on their way to tables: put down in runs, read by ranges of articles."""

import gc
import os

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import spool as module
from claims.errors import ReleaseError
from claims.spool import Articles, Folder, Spool, ranges, remove_abandoned

SCHEMA = pa.schema({"article_id": pa.string(), "number": pa.int32()})
IDS = st.one_of(st.none(), st.text("0123456789abcdefXé", min_size=1, max_size=5))


@settings(deadline=None)
@given(st.lists(IDS, max_size=60), st.integers(1, 9), st.integers(1, 7), st.integers(1, 5))
def test_every_row_is_in_one_range_in_the_order_of_articles(ids, run, batch, parts):
    rows = [{"article_id": one, "number": number} for number, one in enumerate(ids)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "RUN", run)
        patch.setattr(module, "BATCH", batch)
        spool = Spool("claims", SCHEMA, Folder())
        for row in rows:
            spool.add([row])
        found = [row for some in ranges(parts) for row in spool.read(some).to_dicts()]
    # Python's sort leaves those of one article in the order in which they came.
    assert found == sorted(rows, key=lambda row: row["article_id"] or "")


@settings(deadline=None)
@given(st.lists(IDS, max_size=40), IDS, IDS)
def test_a_range_has_the_articles_between_its_ends(ids, least, end):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "RUN", 7)
        patch.setattr(module, "BATCH", 3)
        spool = Spool("claims", SCHEMA, Folder())
        spool.add_table(pl.DataFrame({"article_id": ids, "number": [1] * len(ids)}, _polars()))
        found = spool.read(Articles(least or "", end), ["article_id"])
    wanted = [
        one for one in ids if (one or "") >= (least or "") and (end is None or (one or "") < end)
    ]
    assert sorted(found["article_id"].fill_null("")) == sorted(one or "" for one in wanted)
    assert found.columns == ["article_id"]


def test_ranges_part_ids_evenly_and_leave_out_none():
    assert ranges(1) == [Articles()]
    several = ranges(3)
    assert several[0].least == ""
    assert several[-1].end is None
    assert [one.end for one in several[:-1]] == [one.least for one in several[1:]]
    assert [one.least[:2] for one in several[1:]] == ["55", "aa"]


def test_few_rows_need_no_folder(tmp_path):
    spool = Spool("claims", SCHEMA, Folder(tmp_path / "out"))
    spool.add([{"article_id": "a", "number": 1}])
    assert spool.read().height == 1
    assert not (tmp_path / "out").exists()


def test_the_folder_is_gone_with_the_build(tmp_path):
    folder = Folder(tmp_path / "out")
    path = folder.path
    assert path.parent == tmp_path / "out"
    assert path.name.startswith(".")
    del folder
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_stays_and_an_abandoned_one_goes(tmp_path):
    used = Folder(tmp_path).path
    abandoned = tmp_path / ".spool-0123abcd"
    abandoned.mkdir()
    (abandoned / "claims-000000.arrow").touch()
    other = tmp_path / ".spools"
    other.mkdir()
    folder = Folder(tmp_path)
    kept = folder.path
    remove_abandoned(tmp_path)
    assert not abandoned.exists()
    assert kept.exists()
    assert other.exists()
    assert not used.exists()  # nobody holds it any more


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_right_to_write_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ReleaseError, match="cannot write to"):
        Folder(tmp_path).path  # noqa: B018


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(ReleaseError, match=r"cannot write to .*out"):
        Folder(tmp_path / "out").path  # noqa: B018


def _polars() -> dict:
    return {"article_id": pl.String, "number": pl.Int32}
