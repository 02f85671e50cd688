from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import claims
from claims.errors import ReleaseError
from claims.load import load, scan
from claims.release import Provenance, write
from claims.schemas import TABLES, arrow_schema, features
from tests.examples import example, in_splits

MADE_BY = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.9.0 without framings, then 1.10.0 with."""
    out = tmp_path_factory.mktemp("releases")
    tables = example()
    rows = [row | {"framings": []} for row in tables["claims"].to_pylist()]
    bare = {
        "claims": pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["claims"])),
        "framings": tables["framings"].slice(0, 0),
    }
    write(tables | bare, out, provenance=MADE_BY, version="1.9.0")
    write(tables, out, provenance=MADE_BY, version="1.10.0")
    return out


def test_it_is_exported() -> None:
    assert claims.load is load


def test_the_latest_is_the_default_by_number(releases: Path) -> None:
    assert str(load(releases)["train"].info.version) == "1.10.0"
    assert str(load(str(releases), "claims", version="1.9.0")["train"].info.version) == "1.9.0"


def test_a_release_itself(releases: Path) -> None:
    assert str(load(releases / "1.9.0", split="train").info.version) == "1.9.0"
    assert len(load(releases / "1.9.0", version="1.9.0", split="train[:2]")) == 2


def test_every_table(releases: Path) -> None:
    for name, model in TABLES.items():
        loaded = load(releases, name)
        assert list(loaded) == ["train"]
        assert loaded["train"].features == features(model)
        assert len(loaded["train"]) == example()[name].num_rows
        assert scan(releases, name).collect().height == example()[name].num_rows


def test_a_table_without_rows_is_typed(releases: Path) -> None:
    loaded = load(releases, "framings", version="1.9.0")
    assert len(loaded["train"]) == 0
    assert loaded["train"].features == features(TABLES["framings"])
    assert load(releases, "framings", version="1.9.0", split="train").num_rows == 0
    assert scan(releases, "framings", version="1.9.0").collect().is_empty()


def test_scanned_classes_are_strings(releases: Path) -> None:
    voices = scan(releases).select("voice").collect().to_series().to_list()
    assert sorted(voices) == ["indirect", "mixed", "narration"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"version": "2.0.0"}, "{out} has no release 2.0.0: it has 1.9.0, 1.10.0"),
        ({"version": "../1.9.0"}, "'../1.9.0' is not a version: write three numbers with dots, "
                                  "such as 1.2.0"),
        ({"table": "quotes"}, "{out}/1.10.0 has no table 'quotes': it has claims, articles, "
                              "framings, speakers, tracks"),
        ({"split": "test"}, "{out}/1.10.0 has no split 'test' of claims: it has train"),
        ({"split": "train+dev[:5]"}, "{out}/1.10.0 has no split 'dev' of claims: it has train"),
    ],
)  # fmt: skip
def test_what_is_not_there(releases: Path, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ReleaseError) as raised:
        load(releases, **arguments)
    assert str(raised.value) == message.format(out=releases)


def test_a_folder_that_holds_none(tmp_path: Path, releases: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ReleaseError) as raised:
            load(path)
        assert str(raised.value) == (
            f"{path} is no release and holds none: give what `claims build --out` was given"
        )
    with pytest.raises(ReleaseError) as raised:
        load(releases / "1.9.0", version="1.10.0")
    assert str(raised.value) == (
        f"{releases / '1.9.0'} is release 1.9.0, not 1.10.0: give the folder of releases"
    )


def test_an_unfinished_slice_is_told(releases: Path) -> None:
    with pytest.raises(ReleaseError, match=r"^cannot read 'train\[:2' of claims: "):
        load(releases, split="train[:2")


def test_a_split_without_rows_is_there_and_typed(tmp_path: Path) -> None:
    write(in_splits(), tmp_path, provenance=MADE_BY)
    counts = {
        "articles": {"train": 2, "validation": 1, "test": 1},
        "claims": {"train": 3, "validation": 0, "test": 1},
        "framings": {"train": 2, "validation": 0, "test": 0},
        "speakers": {"train": 1},
    }
    for name, expected in counts.items():
        loaded = load(tmp_path, name)
        assert {split: len(part) for split, part in loaded.items()} == expected
        for split, part in loaded.items():
            alone = load(tmp_path, name, split=split)
            for found in (part, alone):
                assert found.features == features(TABLES[name])
                assert str(found.split) == split
                assert (found.info.config_name, str(found.info.version)) == (name, "1.0.0")
            assert list(part) == list(alone)
    assert len(load(tmp_path, split="validation+test[:5]")) == 1
    with pytest.raises(ReleaseError, match=r"has no split 'test' of speakers: it has train$"):
        load(tmp_path, "speakers", split="test")


def test_a_release_whose_articles_are_all_in_one_split(tmp_path: Path) -> None:
    write(example("validation"), tmp_path, provenance=MADE_BY)
    assert {name: list(load(tmp_path, name)) for name in TABLES} == {
        "claims": ["validation"],
        "articles": ["validation"],
        "framings": ["validation"],
        "speakers": ["train"],
        "tracks": ["train"],
    }


def test_rows_that_are_not_the_releases_are_not_given(tmp_path: Path) -> None:
    # A cue that no other test has, since datasets would give the rows that it has of that.
    folder = write(in_splits("too late"), tmp_path, provenance=MADE_BY).path
    train, test = (
        folder / "data" / "claims" / f"{split}-00000-of-00001.parquet"
        for split in ("train", "test")
    )
    good = train.read_bytes()
    train.write_bytes(test.read_bytes())
    with pytest.raises(
        ReleaseError, match=rf"^datasets cannot read claims of {folder}: .*expected"
    ):
        load(folder, split="train")
    train.write_bytes(good)
    assert len(load(folder, split="train")) == 3
    assert {name: len(part) for name, part in load(folder).items()} == {
        "train": 3, "validation": 0, "test": 1,
    }  # fmt: skip


def test_files_that_are_missing_or_no_parquet(tmp_path: Path) -> None:
    folder = write(in_splits("was"), tmp_path, provenance=MADE_BY).path
    train = folder / "data" / "claims" / "train-00000-of-00001.parquet"
    train.write_bytes(b"PAR1 and no more")
    with pytest.raises(
        ReleaseError, match=rf"^datasets cannot read claims of {folder}: .*; see that"
    ):
        load(folder, split="test+train")
    train.unlink()
    with pytest.raises(
        ReleaseError, match=rf"^{train} is missing: restore the release from a copy"
    ):
        load(folder, split="test", format="polars")
