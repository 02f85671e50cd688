"""`croissant.json` as mlcroissant reads it, its records against the rows in Parquet."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from mlcroissant import Dataset

from claims.release import write
from claims.release.manifest import Manifest
from claims.release.verify import verify
from claims.schemas import TABLES, arrow_schema, columns, references
from tests.examples import FIRST, in_splits
from tests.release.made import MADE_BY
from tests.release.tampering import flip, renamed_digests
from tests.release.test_card import no_framings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(in_splits(), tmp_path_factory.mktemp("releases"), provenance=MADE_BY).path


@pytest.fixture(scope="module")
def said(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "croissant.json").read_bytes())


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[Dataset, dict[str, list[Any]]]:
    """The file, and all records of all record sets, in the file's order and by one `Dataset`."""
    data = Dataset(folder / "croissant.json")
    return data, {one.id: list(data.records(one.id)) for one in data.metadata.record_sets}


def plain(value: Any) -> Any:
    """A value of mlcroissant as Arrow has it: strings, dates, and last parts of names."""
    match value:
        case bytes():
            return value.decode()
        case dt.datetime():
            return value.date()
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key.rpartition("/")[2]: plain(item) for key, item in value.items()}
    return value


def rows_of(records: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Those of the tables."""
    return {name: rows for name, rows in records.items() if name.partition("/")[0] in TABLES}


def fields(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for record_set in said["recordSet"]:
        for field in record_set["field"]:
            yield record_set["@id"], field


def test_it_is_valid_and_only_the_date_is_missing(read: tuple[Dataset, Any]) -> None:
    issues = read[0].metadata.ctx.issues
    assert not issues.errors
    (warning,) = issues.warnings
    assert "datePublished" in warning  # a release holds no time
    assert read[0].metadata.ctx.is_v1_1()


def test_every_record_set_gives_the_rows_that_parquet_has(
    folder: Path, read: tuple[Dataset, dict[str, list[Any]]]
) -> None:
    _, records = read
    rows = rows_of(records)
    files = {path.relative_to(folder / "data"): path for path in folder.rglob("*.parquet")}
    assert set(rows) == {f"{p.parent.name}/{p.name.partition('-')[0]}" for p in files}
    assert len(rows) == 8
    for path in files.values():
        name = f"{path.parent.name}/{path.name.partition('-')[0]}"
        expected = pq.read_table(path, partitioning=None).to_pylist()
        assert [plain(row) for row in rows[name]] == expected
        assert len(expected) > 0 or name == "tracks/train"


def test_lists_of_structs_come_out_as_lists_of_dicts(
    read: tuple[Dataset, dict[str, list[Any]]],
) -> None:
    claims = [plain(row) for row in read[1]["claims/train"]]
    assert sorted(len(row["claim_spans"]) for row in claims) == [1, 1, 2]
    assert sorted(len(row["speaker_spans"]) for row in claims) == [0, 1, 1]
    (mayor,) = (plain(row) for row in read[1]["speakers/train"])
    assert mayor["roles"] == [{"role": "Mayor", "article_id": FIRST.article_id}]
    assert mayor["aliases"] == ["Ångström"]


def test_classes_and_splits_are_those_of_the_schemas(
    said: dict[str, Any], read: tuple[Dataset, dict[str, list[Any]]]
) -> None:
    given = {
        f["@id"]: f["references"]["field"]["@id"] for _, f in fields(said) if "references" in f
    }
    expected = {
        f"{record_set}/{column.name}": list(column.names)
        for record_set in rows_of(read[1])
        for column in columns(TABLES[record_set.partition("/")[0]])
        if column.names
    }
    found = {
        field: [record[key] for record in read[1][key.rpartition("/")[0]]]
        for field, key in given.items()
    }
    assert found == expected
    assert read[1]["splits"] == [
        {"splits/name": "train", "splits/url": "cr:TrainingSplit"},
        {"splits/name": "validation", "splits/url": "cr:ValidationSplit"},
        {"splits/name": "test", "splits/url": "cr:TestSplit"},
    ]


def test_keys_and_references_lead_to_fields_that_hold_the_values(
    said: dict[str, Any], read: tuple[Dataset, dict[str, list[Any]]]
) -> None:
    identifiers = [one["@id"] for one in said["recordSet"]] + [f["@id"] for _, f in fields(said)]
    assert len(identifiers) == len(set(identifiers))
    assert all(one["key"]["@id"] in identifiers for one in said["recordSet"])
    found = {}
    for record_set, field in fields(said):
        if "dct:references" not in field:
            continue
        target = field["dct:references"]["@id"]
        values = {row[field["@id"]] for row in read[1][record_set]} - {None}
        assert values <= {row[target] for row in read[1][target.rpartition("/")[0]]}
        found[field["@id"]] = target
    assert found["articles/train/duplicate_of"] == "articles/train/article_id"
    assert found["claims/test/article_id"] == "articles/test/article_id"
    assert found["claims/test/speaker_id"] == "speakers/train/speaker_id"
    assert found["framings/train/claim_id"] == "claims/train/claim_id"
    ids = sum(len(references(TABLES[name.partition("/")[0]])) for name in rows_of(read[1]))
    assert len(found) == ids >= 10


def test_every_data_file_is_named_with_its_size_and_digest(
    folder: Path, said: dict[str, Any]
) -> None:
    manifest = Manifest.of(folder)
    data = {name: digest for name, digest in manifest.files.items() if name.startswith("data/")}
    assert {one["@id"]: one["sha256"] for one in said["distribution"]} == data
    for one in said["distribution"]:
        assert one["contentSize"] == f"{(folder / one['contentUrl']).stat().st_size} B"
    assert said["version"] == manifest.version
    assert manifest.content_sha256 in said["identifier"]


def test_altered_data_fail_when_they_are_read(folder: Path, tmp_path: Path) -> None:
    """Not before: opening the file and checking it reads no data."""
    copy = Path(shutil.copytree(folder, tmp_path / "1.0.0"))
    flip(copy / "data" / "speakers" / "train-00000-of-00001.parquet", -20)
    data = Dataset(copy / "croissant.json")
    with pytest.raises(Exception, match="operation Download") as raised:
        list(data.records("speakers/train"))
    assert "is not identical with the reference" in str(raised.value.__cause__)
    assert len(list(data.records("claims/test"))) == 1


def test_nothing_an_article_says_is_in_it(said: dict[str, Any]) -> None:
    text = json.dumps(said, ensure_ascii=False)
    for word in ("Ångström", "folly", "Daily Example", "example.org"):
        assert word not in text


def test_the_fields_of_responsible_ai_have_words(
    said: dict[str, Any], read: tuple[Dataset, Any]
) -> None:
    given = {key for key in said if key.startswith("rai:")}
    assert {"rai:dataCollection", "rai:dataBiases", "rai:dataLimitations", "rai:dataUseCases", "rai:personalSensitiveInformation", "rai:dataAnnotationProtocol"} <= given  # fmt: skip
    known = read[0].metadata.to_json()  # it keeps only the fields that it knows
    assert given == {key for key in known if key.startswith("rai:")}
    assert "4 articles" in said["rai:dataCollection"]


def test_verify_compares_it_with_the_manifest(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "1.0.0"))
    assert verify(copy).good
    path = copy / "croissant.json"
    said = json.loads(path.read_bytes())
    said["distribution"][0]["contentSize"] = "1 B"
    said["version"] = "2.0.0"
    path.write_text(json.dumps(said))
    renamed_digests(copy)
    size = (copy / "data/claims/train-00000-of-00001.parquet").stat().st_size
    assert [str(problem) for problem in verify(copy).problems] == [
        "croissant.json: says '2.0.0' in version, expected '1.0.0'",
        f"croissant.json: says '1 B' in distribution[0].contentSize, expected '{size} B'",
    ]
    path.write_text("[" * 5000)
    renamed_digests(copy)
    assert [str(problem) for problem in verify(copy).problems] == [
        "croissant.json: is no JSON text"
    ]


def test_a_table_without_rows_is_there_with_its_columns(tmp_path: Path) -> None:
    folder = write(no_framings(), tmp_path, provenance=MADE_BY).path
    data = Dataset(folder / "croissant.json")
    assert list(data.records("framings/train")) == []
    (framings,) = (one for one in data.metadata.record_sets if one.id == "framings/train")
    assert [field.name for field in framings.fields] == arrow_schema(TABLES["framings"]).names


def test_the_limit_of_mlcroissant_that_the_page_names(folder: Path, said: dict[str, Any]) -> None:
    """When this fails, mlcroissant can join tables: state ids by Croissant's own `references`."""
    joined = json.loads(json.dumps(said))
    for _, field in fields(joined):
        if field["@id"] == "claims/train/article_id":
            field["references"] = {"field": field.pop("dct:references")}
    path = folder.parent / "joined.json"
    path.write_text(json.dumps(joined).replace('"contentUrl": "', f'"contentUrl": "{folder}/'))
    data = Dataset(path)
    list(data.records("claims/train"))
    assert next(iter(data.records("articles/train"))) == "articles/train/article_id"
