"""The card as `datasets` reads it, and the tables by every reader that the card names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import yaml

from claims.release import write
from claims.schemas import TABLES, arrow_schema, features
from tests.examples import FIRST, example
from tests.release.made import MADE_BY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(example(), tmp_path_factory.mktemp("releases"), provenance=MADE_BY).path


def by_key(rows: Any, key: str) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row[key])


WITH_ROWS = [name for name in TABLES if name != "tracks"]


@pytest.mark.parametrize("name", WITH_ROWS)
def test_a_table_loads_with_types_and_rows(folder: Path, name: str) -> None:
    table = datasets.load_dataset(str(folder), name, split="train")
    assert table.features == features(TABLES[name])
    expected = example()[name].to_pylist()
    for column, feature in table.features.items():
        if isinstance(feature, datasets.ClassLabel):
            for row in expected:
                row[column] = feature.str2int(row[column])
    key = arrow_schema(TABLES[name]).names[0]
    assert by_key(table, key) == by_key(expected, key)


@pytest.mark.parametrize("name", WITH_ROWS)
def test_a_table_streams_with_types_and_rows(folder: Path, name: str) -> None:
    table = datasets.load_dataset(str(folder), name, split="train", streaming=True)
    assert table.features == features(TABLES[name])
    assert list(table) == list(datasets.load_dataset(str(folder), name, split="train"))


def test_claims_are_the_default_and_spans_are_dicts(folder: Path) -> None:
    claims = datasets.load_dataset(str(folder))["train"]
    assert claims.info.config_name == "claims"
    assert str(claims.info.version) == "1.0.0"
    quoted = next(row for row in claims if len(row["claim_spans"]) == 2)
    text = FIRST.text
    parts = [text[span["start"] : span["end"]] for span in quoted["claim_spans"]]
    assert " … ".join(parts) == quoted["claim"]
    assert claims.features["voice"].int2str(quoted["voice"]) == "mixed"


@pytest.mark.parametrize("streaming", [False, True])
def test_a_subset_of_the_columns_loads(folder: Path, streaming: bool) -> None:
    wanted = ["claim_id", "voice", "claim_spans"]
    claims = datasets.load_dataset(
        str(folder), "claims", split="train", columns=wanted, streaming=streaming
    )
    assert list(claims.features) == wanted
    assert claims.features["voice"] == features(TABLES["claims"])["voice"]
    assert set(next(iter(claims))) == set(wanted)


def test_other_readers_see_strings(folder: Path) -> None:
    path = folder / "data" / "claims"
    files = f"{path}/*.parquet"
    expected = sorted(example()["claims"]["voice"].to_pylist())
    assert sorted(pd.read_parquet(path)["voice"]) == expected
    assert sorted(pl.read_parquet(files)["voice"]) == expected
    found = duckdb.read_parquet(files)
    assert sorted(row[0] for row in found.project("voice").fetchall()) == expected
    mixed = found.filter("voice = 'mixed'").project("claim_spans[1].start").fetchall()
    assert mixed == [(FIRST.text.index("The new bridge"),)]


def test_every_split_with_rows_loads(tmp_path: Path) -> None:
    folder = write(example("validation"), tmp_path, provenance=MADE_BY).path
    for name in WITH_ROWS:
        split = "train" if name == "speakers" else "validation"
        loaded = datasets.load_dataset(str(folder), name)
        assert {key: len(rows) for key, rows in loaded.items()} == {split: example()[name].num_rows}


def no_framings() -> dict[str, pa.Table]:
    tables = example()
    tables["framings"] = tables["framings"].slice(0, 0)
    rows = [row | {"framings": []} for row in tables["claims"].to_pylist()]
    tables["claims"] = pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["claims"]))
    return tables


def test_a_table_without_rows_streams_typed_and_others_load(tmp_path: Path) -> None:
    folder = write(no_framings(), tmp_path, provenance=MADE_BY).path
    framings = datasets.load_dataset(str(folder), "framings", split="train", streaming=True)
    assert list(framings) == []
    assert framings.features == features(TABLES["framings"])
    assert len(datasets.load_dataset(str(folder), "claims", split="train")) == 3
    files = f"{folder}/data/framings/*.parquet"
    assert pl.read_parquet(files).is_empty()
    assert pd.read_parquet(folder / "data/framings").empty
    assert duckdb.read_parquet(files).fetchall() == []
    assert "Without rows in this release: framings, tracks." in (folder / "README.md").read_text()


def test_the_limit_of_datasets_that_the_card_names(tmp_path: Path) -> None:
    """When this fails, datasets can read a split without rows: drop the note and the workaround."""
    folder = write(no_framings(), tmp_path, provenance=MADE_BY).path
    with pytest.raises(ValueError, match="corresponds to no data"):
        datasets.load_dataset(str(folder), "framings")


def test_two_releases_of_one_name_do_not_share_a_cache(tmp_path: Path) -> None:
    """Both are `1.0.0`, of as many rows and bytes: only the digest in the cards is different."""
    first = write(example(), tmp_path / "a", provenance=MADE_BY).path
    rows = example()["claims"].to_pylist()
    rows[0]["confidence"] = 0.25
    other = example() | {"claims": pa.Table.from_pylist(rows, schema=example()["claims"].schema)}
    second = write(other, tmp_path / "b", provenance=MADE_BY).path
    assert first.name == second.name == "1.0.0"
    plain = [
        re.sub(r"[0-9a-f]{64}", "", (path / "README.md").read_text()) for path in (first, second)
    ]
    assert plain[0] == plain[1]
    loaded = [datasets.load_dataset(str(path), split="train") for path in (first, second)]
    assert [sorted(rows["confidence"])[1] for rows in loaded] == [0.875, 0.25]
    assert loaded[0]._fingerprint != loaded[1]._fingerprint


def test_the_front_matter(folder: Path) -> None:
    card = (folder / "README.md").read_text(encoding="utf-8")
    front = yaml.safe_load(card.split("---\n")[1])
    assert front["language"] == ["en"]
    assert front["license"] == "other"
    assert front["size_categories"] == ["n<1K"]
    assert front["configs"][0] == {
        "config_name": "claims",
        "default": True,
        "version": "1.0.0",
        "data_files": [{"split": "train", "path": "data/claims/train-00000-of-00001.parquet"}],
    }
    info = front["dataset_info"][0]
    assert info["version"] == "1.0.0"
    assert info["splits"][0]["num_examples"] == 3
    size = (folder / "data/claims/train-00000-of-00001.parquet").stat().st_size
    assert info["download_size"] == size


def test_the_card_says_nothing_an_article_says_but_its_outlet(folder: Path) -> None:
    card = (folder / "README.md").read_text(encoding="utf-8")
    for word in ("Ångström", "folly", "example.org"):
        assert word not in card
    assert card.count("Daily Example") == 1


def test_the_card_holds_no_place_and_fills_every_gap(folder: Path) -> None:
    body = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    assert str(folder.parent) not in body
    assert "| claims | 3 |" in body
    assert "| framing_id | string |" in body
    assert 'load_dataset("path/to/1.0.0", "claims", split="train")' in body
    assert "{{" not in body
