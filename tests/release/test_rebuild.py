"""Releases made anew: identical, or what is different and why."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import claims
from claims import pipeline
from claims.errors import InputError, ReleaseError
from claims.framing.vocabulary import BUILT_IN
from claims.load import scan
from claims.rebuild import rebuild
from claims.rebuilt import InputDifference, Rebuilt, TableDifference, VersionDifference
from claims.release.compare import ChangedRow
from claims.release.verify import verify
from tests.release.made import contents
from tests.release.tampering import ARTICLE, data, edit, flip_in_a_page, reseal

FIRST = ("empty", "turku", "kotka", "hamina", "oulu")


@pytest.fixture
def given(news: Path, tmp_path: Path) -> Path:
    """A copy of the inputs of 1.1.0, to alter; its first four articles made 1.0.0."""
    return Path(shutil.copytree(news, tmp_path / "news"))


def ids(folder: Path, table: str, **wanted: str) -> list[str]:
    """The keys of the rows whose columns have these values."""
    rows = scan(folder, table).filter(**wanted).collect()
    return sorted(rows[rows.columns[0]])


def article_id(folder: Path, uri: str) -> str:
    (found,) = ids(folder, "articles", source_uri=uri)
    return found


def test_a_first_release_is_identical(releases: Path, given: Path) -> None:
    folder = releases / "1.0.0"
    before = {path: path.read_bytes() for path in releases.rglob("*") if path.is_file()}
    found = rebuild(folder, [given / f"{name}.txt" for name in FIRST])
    files = len(contents(folder))
    assert found == Rebuilt(folder, "1.0.0", files=files, differing=())
    assert found.identical
    assert str(found) == f"{folder} rebuilt: identical, all {files} files byte for byte."
    assert {path: path.read_bytes() for path in releases.rglob("*") if path.is_file()} == before


def test_a_release_that_follows_another_is_identical_without_it(
    releases: Path, given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In any order of the inputs; with a signature beside the manifest; and nothing is left over."""
    folder = Path(shutil.move(releases / "1.1.0", tmp_path / "alone"))
    (folder / "release.json.sig").write_text("whatever")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    found = rebuild(folder, sorted(given.iterdir(), reverse=True))
    assert found.identical
    assert found.notes == (
        "CHANGES.md is taken as it is: it compares with a release that is not beside this one",
    )
    assert found.version == "1.1.0"
    assert list(temporary.iterdir()) == []


def test_options_are_taken_from_the_release(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"body": ARTICLE, "date": "2024-05-04", "url": "https://e.org/1"}))
    columns = {"text": "body", "published": "date", "source_uri": "url"}
    made = claims.build(path, out=tmp_path / "out", columns=columns, splits="0/0/100")
    assert rebuild(made.path, path).identical


def test_other_inputs_are_told_with_the_rows_that_they_give(releases: Path, given: Path) -> None:
    folder = releases / "1.1.1"
    (given / "empty.txt").unlink()
    (given / "turku.txt").unlink()
    changed = given / "kotka.txt"
    changed.write_text(changed.read_text().replace("Thursday", "Friday"))
    (given / "vaasa.txt").write_text(ARTICLE.replace("Turku", "Vaasa"))
    found = rebuild(folder, given)
    assert not found.identical
    assert [(one.source, one.release_sha256 is None, one.given_sha256 is None) for one in found.inputs] == [
        ("kotka.txt", False, False), ("turku.txt", False, True), ("vaasa.txt", True, False),
    ]  # fmt: skip
    gone = [article_id(folder, name) for name in ("kotka.txt", "turku.txt")]
    articles = next(one for one in found.tables if one.table == "articles")
    assert list(articles.missing) == sorted(gone)
    assert len(articles.added) == 2
    assert articles.changed == ()
    assert next(one for one in found.tables if one.table == "claims").missing == tuple(
        sorted(one for article in gone for one in ids(folder, "claims", article_id=article))
    )
    assert found.versions == ()
    assert found.notes == ()
    assert "release.json" in found.differing
    lines = str(found).splitlines()
    assert lines[0].startswith(f"{folder} rebuilt: ")
    said = f" of {len(contents(folder))} files came out otherwise: CHANGES.md, README.md, croissant"
    assert said in lines[0]
    assert lines[1].startswith("  claims: 8 rows missing (")
    assert ", and 3 more), 8 rows added (" in lines[1]
    assert lines[-3].startswith("  input kotka.txt is changed: SHA-256 ")
    assert lines[-2].startswith("  input turku.txt is missing: no input given has SHA-256 ")
    assert lines[-1].startswith("  input vaasa.txt is not in the release: SHA-256 ")


def test_rejects_are_compared(releases: Path, given: Path) -> None:
    (given / "empty.txt").unlink()
    (given / "odd.xyz").write_text("x")
    found = rebuild(releases / "1.1.0", given)
    assert found.differing == ("CHANGES.md", "croissant.json", "rejects.jsonl", "release.json")
    assert found.tables == (TableDifference("rejects.jsonl", ("empty.txt",), ("odd.xyz",)),)
    assert [one.source for one in found.inputs] == ["empty.txt", "odd.xyz"]


def test_other_code_is_told_by_rows_alone(
    releases: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "said_on", lambda *_: None)
    folder = releases / "1.1.0"
    found = rebuild(folder, given)
    (table,) = found.tables
    assert (table.table, table.missing, table.added) == ("claims", (), ())
    dated = scan(folder).filter(pl.col("said_on").is_not_null()).collect()["claim_id"].sort()
    assert len(dated) > 5
    assert table.changed == tuple(ChangedRow(one, ("said_on",)) for one in dated)
    assert f"  claims: {len(dated)} rows changed ({dated[0]}: said_on, " in str(found)
    assert (found.inputs, found.versions) == ((), ())
    assert found.notes == (
        "inputs and versions are the same: the package's code may have been changed, or this "
        "processor rounds the models' arithmetic otherwise",
    )


def test_other_versions_are_told(releases: Path, given: Path) -> None:
    def change(said: dict[str, Any]) -> None:
        said["libraries"]["polars"] = "0.0.1"
        said["libraries"]["gone"] = "1.0"
        said["provenance"]["models_sha256"] = "ab" * 32
        said["provenance"]["extractor"] = "attributor 0.9.0"

    reseal(releases / "1.1.0", change)
    found = rebuild(releases / "1.1.0", given)
    assert found.differing == ("release.json",)
    assert found.tables == ()
    assert found.versions[0] == VersionDifference(
        "extractor", "attributor 0.9.0", "attributor 1.0.0"
    )
    assert [one.name for one in found.versions] == [
        "extractor", "SHA-256 of the models", "gone", "polars",
    ]  # fmt: skip
    assert "  gone is none here, 1.0 in the release" in str(found).splitlines()


@pytest.mark.slow
def test_a_vocabulary_or_speakers_of_ones_own_have_to_be_given(given: Path, tmp_path: Path) -> None:
    frames, speakers = tmp_path / "frames.yaml", tmp_path / "speakers.yaml"
    frames.write_bytes(BUILT_IN.read_bytes() + b"\n# mine\n")
    speakers.write_text("- {name: Maria Virtanen, wikidata: Q1}\n")
    folder = claims.build(given, out=tmp_path / "out", frames=frames, speakers=speakers).path
    assert rebuild(folder, given, frames=frames, speakers=speakers).identical
    with pytest.raises(ReleaseError) as raised:
        rebuild(folder, given, speakers=speakers)
    assert str(raised.value).startswith(
        "release 1.0.0 was built with the vocabulary of frames 1.0.0 of SHA-256 "
    )
    assert "…, and the built-in one, 1.0.0, has " in str(raised.value)
    assert str(raised.value).endswith("…: give the one it was built with, --frames")
    with pytest.raises(ReleaseError) as raised:
        rebuild(folder, given, frames=frames)
    assert str(raised.value).startswith(
        "release 1.0.0 was built with a file of speakers of SHA-256"
    )
    assert str(raised.value).endswith("…: give that file, --speakers")
    other = tmp_path / "other.yaml"
    other.write_text("- {name: Maria Virtanen, wikidata: Q2}\n")
    with pytest.raises(ReleaseError, match=rf", and {other} has \w+…: give that file, --speakers$"):
        rebuild(folder, given, frames=frames, speakers=other)
    plain = claims.build(given, out=tmp_path / "plain").path
    with pytest.raises(ReleaseError, match="was built without a file of speakers: leave out"):
        rebuild(plain, given, speakers=speakers)


def test_a_damaged_release_is_told_from_one_made_otherwise(releases: Path, given: Path) -> None:
    folder = releases / "1.1.0"
    row = edit(data(folder, "articles", "test"), 0, "outlet", "The Other Example")
    flip_in_a_page(data(folder, "speakers"))
    (folder / "rejects.jsonl").write_text("{")
    data(folder, "framings", "train").unlink()
    (folder / "more.txt").write_text("")
    found = rebuild(folder, given)
    names = [problem.where for problem in verify(folder).problems if "/" in problem.where]
    assert set(found.differing) == {*names, "rejects.jsonl", "more.txt"}
    assert found.tables == (TableDifference("articles", (), (), (ChangedRow(row, ("outlet",)),)),)
    assert [note for note in found.notes if "manifest" in note] == [
        f"{name} of the release is not as its manifest says: claims verify tells more"
        for name in (
            "data/articles/test-00000-of-00001.parquet",
            "data/framings/train-00000-of-00001.parquet",
            "data/speakers/train-00000-of-00001.parquet",
            "rejects.jsonl",
        )
    ]
    for what in ("speakers", "framings"):
        assert f"{what} of the release cannot be read, so its rows are not compared" in found.notes


def test_what_cannot_be_rebuilt(releases: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        rebuild(releases / "1.1.0", tmp_path / "nowhere")
    (releases / "1.1.0" / "release.json").write_text("{}")
    with pytest.raises(ReleaseError, match="cannot read"):
        rebuild(releases / "1.1.0", tmp_path)


def test_inputs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "news.txt").write_text(ARTICLE.replace("Turku", place.upper()))
    folder = claims.build(tmp_path / "a", out=tmp_path / "out").path
    found = rebuild(folder, [tmp_path / "b", tmp_path / "b" / "news.txt"])
    (changed,) = found.inputs
    assert isinstance(changed, InputDifference)
    assert None not in (changed.release_sha256, changed.given_sha256)
    both = rebuild(folder, [tmp_path / "a", tmp_path / "b"])
    assert [one.release_sha256 for one in both.inputs] == [None]


@pytest.mark.slow
def test_workers_do_not_matter(releases: Path, given: Path) -> None:
    for place in range(9):
        (given / f"{place}.txt").write_text(ARTICLE.replace("Turku", f"Harbour {place}"))
    folder = claims.build(given, out=releases).path
    assert rebuild(folder, given, workers=2).identical
