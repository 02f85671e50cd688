from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.errors import ReleaseError, SchemaError
from claims.records import Rejection
from claims.release import Release, write
from claims.release import files as files_module
from claims.release import parquet as parquet_module
from claims.schemas import TABLES, arrow_schema
from tests.examples import example
from tests.release.made import EXPLORER, MADE_BY, contents

REJECTS = (Rejection("b.txt", "holds no article text", "cd" * 32), Rejection("a.pdf", "is locked"))


def release(
    out: Path, tables: dict[str, pa.Table] | None = None, version: str | None = None
) -> Release:
    return write(tables or example(), out, provenance=MADE_BY, rejects=REJECTS, version=version)


def replaced(table: str, rows: list[dict[str, object]]) -> dict[str, pa.Table]:
    schema = arrow_schema(TABLES[table])
    return example() | {table: pa.Table.from_pylist(rows, schema=schema)}


def without_the_copy() -> dict[str, pa.Table]:
    """The example with its first article only."""
    tables = example()
    first = tables["articles"]["article_id"][0]
    kept = {
        name: table.filter(pa.compute.equal(table["article_id"], first))
        for name, table in tables.items()
        if name not in ("speakers", "tracks")
    }
    (speaker,) = tables["speakers"].to_pylist()
    speaker |= {"claim_count": 1, "article_count": 1}
    return example() | kept | {"speakers": replaced("speakers", [speaker])["speakers"]}


def test_a_release(tmp_path: Path) -> None:
    made = release(tmp_path / "releases")
    assert made == Release(
        path=tmp_path / "releases" / "1.0.0",
        version="1.0.0",
        counts={"claims": 3, "articles": 2, "framings": 2, "speakers": 1, "tracks": 0},
        new=True,
    )
    files = contents(made.path)
    assert list(files) == [
        "CHANGES.md",
        "README.md",
        "croissant.json",
        "data/articles/train-00000-of-00001.parquet",
        "data/claims/train-00000-of-00001.parquet",
        "data/framings/train-00000-of-00001.parquet",
        "data/speakers/train-00000-of-00001.parquet",
        "data/tracks/train-00000-of-00001.parquet",
        *EXPLORER,
        "rejects.jsonl",
        "release.json",
        "stats/confidences.svg",
        "stats/lengths.svg",
    ]
    assert files["rejects.jsonl"].decode() == (
        '{"source": "a.pdf", "reason": "is locked", "source_sha256": null}\n'
        '{"source": "b.txt", "reason": "holds no article text", "source_sha256": "'
        + "cd" * 32
        + '"}\n'
    )
    said = json.loads(files.pop("release.json"))
    assert said["files"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert said["version"] == "1.0.0"
    assert said["rejects"] == 2
    assert said["provenance"] == {
        "extractor": "news-claims 1.0.0",
        "spacy_model": "en_core_web_sm 3.8.0",
        "vocabulary": "1.0.0",
        "vocabulary_sha256": "ab" * 32,
        "speakers_sha256": None,
        "models_sha256": None,
        "corrections_sha256": None,
        "options": {"splits": "100/0/0", "columns": {}, "text": "full"},
    }
    assert said["parent"] is None
    assert said["inputs"]["count"] == 3
    assert {"python", "news-claims", "spacy", "pyarrow", "polars"} <= set(said["libraries"])
    assert said["tables"]["claims"]["rows"] == {"train": 3}
    assert said["tables"]["claims"]["columns"]["voice"] == (
        "class: direct, indirect, mixed, narration"
    )


def test_the_files_are_plain_parquet_in_order(tmp_path: Path) -> None:
    folder = release(tmp_path).path / "data"
    for name, model in TABLES.items():
        (path,) = (folder / name).iterdir()
        table = pq.read_table(path, page_checksum_verification=True)
        assert table.schema.equals(arrow_schema(model))
        assert table.schema.metadata is None
        groups = pq.ParquetFile(path).metadata
        assert {
            groups.row_group(n).column(0).compression for n in range(groups.num_row_groups)
        } == ({"ZSTD"} if table.num_rows else set())
    claims = pq.read_table(folder / "claims").to_pylist()
    places = [(row["article_id"], row["claim_spans"][0]["start"]) for row in claims]
    assert places == sorted(places)


def test_no_rejects_leave_an_empty_file(tmp_path: Path) -> None:
    made = write(example(), tmp_path, provenance=MADE_BY)
    assert (made.path / "rejects.jsonl").read_bytes() == b""


def test_a_source_whose_name_is_no_text_is_still_named(tmp_path: Path) -> None:
    rejects = [Rejection("caf\udce9.txt", "is no text")]
    made = write(example(), tmp_path, provenance=MADE_BY, rejects=rejects)
    line = (made.path / "rejects.jsonl").read_text(encoding="utf-8")
    assert json.loads(line) == asdict(*rejects)


def test_each_split_with_rows_is_a_file(tmp_path: Path) -> None:
    folder = release(tmp_path, example("test")).path / "data"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
    assert names == [
        "articles/test-00000-of-00001.parquet",
        "claims/test-00000-of-00001.parquet",
        "framings/test-00000-of-00001.parquet",
        "speakers/train-00000-of-00001.parquet",
        "tracks/train-00000-of-00001.parquet",
    ]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the tables came: order, pieces, slices, string types, in polars or in Arrow."""
    monkeypatch.setattr(parquet_module, "ROWS_IN_GROUP", 2)
    import polars as pl

    once = contents(release(tmp_path / "once").path)

    def scattered(table: pa.Table) -> pa.Table:
        rows = [table.slice(row, 1) for row in range(table.num_rows)]
        return pa.concat_tables([table.slice(0, 0), *reversed(rows)])

    pieces = {name: scattered(table) for name, table in example().items()}
    sliced = {
        name: pa.concat_tables([table, table]).combine_chunks().slice(table.num_rows)
        for name, table in example().items()
    }
    frames = {name: pl.from_arrow(table) for name, table in pieces.items()}
    large = {name: pl.DataFrame(frame).to_arrow() for name, frame in frames.items()}
    for number, tables in enumerate((pieces, sliced, frames, large)):
        assert contents(release(tmp_path / str(number), tables).path) == once, number


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    made = release(tmp_path)
    before = contents(tmp_path)
    again = release(tmp_path)
    assert again == Release(made.path, "1.0.0", made.counts, new=False, before="1.0.0")
    assert contents(tmp_path) == before


def test_rows_added_rows_corrected_rows_removed(tmp_path: Path) -> None:
    assert release(tmp_path, without_the_copy()).version == "1.0.0"
    assert release(tmp_path).version == "1.1.0"
    rows = example()["claims"].to_pylist()
    rows[0]["origin"] = "human"
    assert release(tmp_path, replaced("claims", rows)).version == "1.1.1"
    assert release(tmp_path, without_the_copy()).version == "1.1.2"


def test_rows_added_and_others_corrected_is_a_correction(tmp_path: Path) -> None:
    tables = without_the_copy()
    rows = tables["articles"].to_pylist()
    rows[0]["outlet"] = "The Example"
    tables["articles"] = replaced("articles", rows)["articles"]
    release(tmp_path, tables)
    assert release(tmp_path).version == "1.0.1"


def test_a_speaker_corrected_is_a_correction(tmp_path: Path) -> None:
    release(tmp_path)
    rows = example()["speakers"].to_pylist()
    rows[0]["aliases"] = []
    assert release(tmp_path, replaced("speakers", rows)).version == "1.0.1"


def test_other_rejects_are_a_correction(tmp_path: Path) -> None:
    release(tmp_path)
    assert write(example(), tmp_path, provenance=MADE_BY).version == "1.0.1"


def test_other_columns_are_a_major_version(tmp_path: Path) -> None:
    path = release(tmp_path).path / "release.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["tables"]["claims"]["columns"]["voice"] = "class: direct, indirect"
    path.write_text(json.dumps(said), encoding="utf-8")
    assert release(tmp_path).version == "2.0.0"


def test_a_version_asked_for(tmp_path: Path) -> None:
    assert release(tmp_path, version="2.3.0").version == "2.3.0"
    assert release(tmp_path, version="2.10.0").new
    with pytest.raises(ReleaseError, match=r"does not come after the latest release, 2\.10\.0"):
        release(tmp_path, version="2.9.0")
    with pytest.raises(ReleaseError, match="is not a version"):
        release(tmp_path, version="../3.0.0")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2.10.0", "2.3.0"]


def test_what_stands_at_the_place_of_a_release_stays(tmp_path: Path) -> None:
    (tmp_path / "1.0.0").mkdir()
    (tmp_path / "1.0.0" / "mine.txt").write_text("x")
    with pytest.raises(ReleaseError) as raised:
        release(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path / '1.0.0'} exists, and a release never changes: "
        "choose another version or folder"
    )
    assert contents(tmp_path) == {"1.0.0/mine.txt": b"x"}


def test_tables_with_faults_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(SchemaError):
        release(tmp_path / "releases", example() | {"claims": example()["claims"].slice(1)})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("blow", [KeyboardInterrupt, MemoryError, SystemExit])
def test_a_build_that_dies_leaves_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blow: type[BaseException]
) -> None:
    release(tmp_path, without_the_copy())
    before = contents(tmp_path)

    def struck(*_: object) -> None:
        raise blow

    monkeypatch.setattr(files_module, "_sync", struck)  # everything is written by then
    with pytest.raises(blow):
        release(tmp_path)
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["1.0.0"]


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files_module, "_sync", full)
    with pytest.raises(ReleaseError) as raised:
        release(tmp_path)
    assert str(raised.value) == (
        f"cannot write a release to {tmp_path}: No space left on device; "
        "see that there is room and that you may write there"
    )
    assert list(tmp_path.iterdir()) == []


def test_litter_of_a_killed_build_is_no_release(tmp_path: Path) -> None:
    litter = tmp_path / ".1.0.0-deadbeef"
    litter.mkdir()
    (litter / "release.json").write_text("{")
    assert release(tmp_path).version == "1.0.0"


def test_a_broken_manifest_is_told(tmp_path: Path) -> None:
    path = release(tmp_path).path / "release.json"
    path.write_text("{}")
    with pytest.raises(
        ReleaseError, match=r"cannot read .*release\.json: it has no 'provenance'; restore"
    ):
        release(tmp_path)


def test_others_may_read_it(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    assert release(tmp_path).path.stat().st_mode == plain.stat().st_mode
