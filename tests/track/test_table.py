import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

import claims
from claims.cli import app
from claims.errors import SchemaError
from claims.load import scan
from claims.schemas import validate

ARTICLES = {
    "first": ("2024-05-06", "The Gazette", "“We will not raise taxes on working families this year,” "
              "Governor Ellen Marsh said on Monday. The sun shone."),
    "second": ("2024-05-07", "The Echo", "Governor Ellen Marsh said: “We will not raise taxes on "
               "working families this year.” It rained."),
    "third": ("2024-05-07", None, "“We will raise the price of water in every city,” Governor Ellen "
              "Marsh said."),
}  # fmt: skip


def write(folder: Path, *names: str) -> list[Path]:
    paths = []
    for name in names:
        day, outlet, text = ARTICLES[name]
        row = {"source_uri": name, "published": day, "outlet": outlet, "text": text}
        path = folder / f"{name}.jsonl"
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tracks")
    claims.build(write(folder, "second", "third"), out=folder / "releases", keep=False)
    claims.build(write(folder, "first", "second", "third"), out=folder / "releases", keep=False)
    return folder / "releases"


def test_a_release_has_the_track(releases: Path) -> None:
    (track,) = scan(releases, "tracks").collect().to_dicts()
    rows = scan(releases, "claims").filter(pl.col("track_id").is_not_null()).collect()
    assert rows["track_id"].to_list() == [track["track_id"]] * 2
    assert "will not raise taxes" in track["claim"]
    assert (track["claim_count"], track["article_count"], track["outlet_count"]) == (2, 2, 2)
    assert track["outlets"] == ["The Gazette", "The Echo"]
    assert [str(track["first_seen"]), str(track["last_seen"])] == ["2024-05-06", "2024-05-07"]
    assert track["speakers"] == ["Ellen Marsh"]


def test_a_claim_that_comes_onto_a_track_is_not_corrected(releases: Path) -> None:
    assert sorted(path.name for path in releases.iterdir() if path.is_dir()) == ["1.0.0", "1.1.0"]
    assert scan(releases, "tracks", version="1.0.0").collect().is_empty()


def test_what_does_not_follow_from_the_claims_is_a_fault(releases: Path) -> None:
    names = ("claims", "articles", "framings", "speakers", "tracks")
    tables = {name: scan(releases, name).collect() for name in names}
    validate(tables)
    wrong = tables["tracks"].with_columns(
        outlets=pl.lit(["The Echo"]), claim_count=pl.lit(3, pl.Int32)
    )
    with pytest.raises(SchemaError) as raised:
        validate(tables | {"tracks": wrong})
    assert {(fault.column, fault.check) for fault in raised.value.faults} == {
        ("outlets", "of_its_claims"), ("claim_count", "of_its_claims"),
    }  # fmt: skip
    with pytest.raises(SchemaError, match="key_of"):
        validate(tables | {"tracks": tables["tracks"].clear()})


def test_a_release_is_rebuilt_with_the_ids_it_has(releases: Path) -> None:
    from claims.rebuild import rebuild

    inputs = sorted(releases.parent.glob("*.jsonl"))
    assert rebuild(releases / "1.1.0", inputs).identical


def test_the_command_shows_and_tells_them(releases: Path) -> None:
    run = CliRunner()
    shown = run.invoke(app, ["tracks", str(releases)], env={"COLUMNS": "140"})
    assert shown.exit_code == 0
    assert "Release 1.1.0: 1 track with 2 claims." in shown.output
    assert "The Gazette, The Echo" in shown.output
    assert "2024-05-06" in shown.output
    told = json.loads(run.invoke(app, ["tracks", str(releases), "--json"]).output)
    assert (told["tracks"], told["claims"], told["more_tracks"]) == (1, 2, 0)
    assert told["largest"][0]["speakers"] == ["Ellen Marsh"]
    for option, count in (("--words=raise taxes", 1), ("--words=water", 0), ("--speaker=marsh", 1)):
        found = json.loads(run.invoke(app, ["tracks", str(releases), option, "--json"]).output)
        assert found["tracks"] == count
    none = run.invoke(app, ["tracks", str(releases), "--version", "1.0.0"])
    assert none.output == "Release 1.0.0 has no such track.\n"
