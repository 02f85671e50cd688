"""A release in others' formats, read back by their own tools and rules."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from typer.testing import CliRunner

from claims.cli import app
from claims.errors import ReleaseError
from claims.export import FORMATS, export
from claims.export.brat import lines_of
from claims.export.label_studio import task
from claims.export.source import Bundle
from claims.export.tables import bare, safe
from claims.load import scan
from claims.release import Options, write
from claims.release.manifest import Manifest
from tests.examples import FIRST, TEXT, example, in_splits
from tests.release.made import MADE_BY, contents
from tests.strategies import tables

OA, SCHEMA = "http://www.w3.org/ns/oa#", "https://schema.org/"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(in_splits(), tmp_path_factory.mktemp("out"), provenance=MADE_BY).path


@pytest.fixture(scope="module")
def textless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    none = replace(MADE_BY, options=Options(text="none"))
    return write(example(), tmp_path_factory.mktemp("bare"), provenance=none).path


def one_bundle(given_tables: dict[str, Any]) -> list[Bundle]:
    rows = {name: table.to_pylist() for name, table in given_tables.items()}
    return [
        Bundle(
            article,
            *(
                tuple(r for r in rows[n] if r["article_id"] == article["article_id"])
                for n in ("claims", "framings")
            ),
        )
        for article in rows["articles"]
    ]


def places(row: dict[str, Any], column: str) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in row[column]]


# ------------------------------------------------------------------ JSON-LD


def expanded(folder: Path, out: Path) -> list[dict[str, Any]]:
    export(folder, "jsonld", out)
    said = json.loads((out / "claims.jsonld").read_text("utf-8"))
    return list(jsonld.expand(said))


def of_type(nodes: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [node for node in nodes if name in node.get("@type", [])]


def test_json_ld_expands_to_claims_and_annotations_without_the_network(
    release: Path, tmp_path: Path
) -> None:
    nodes = expanded(release, tmp_path / "out")
    rows = {row["claim_id"]: row for row in scan(release, "claims").collect().to_dicts()}
    found = {
        node[f"{SCHEMA}identifier"][0]["@value"]: node for node in of_type(nodes, f"{SCHEMA}Claim")
    }
    assert found.keys() == rows.keys()
    for key, row in rows.items():
        assert found[key][f"{SCHEMA}text"] == [{"@value": row["claim"]}]
        assert found[key][f"{SCHEMA}appearance"] == [
            {"@id": f"urn:news-claims:article:{row['article_id']}"}
        ]
    articles = {row["article_id"]: row for row in scan(release, "articles").collect().to_dicts()}
    ids = {node["@id"] for node in nodes}
    selected = 0
    for node in of_type(nodes, f"{OA}Annotation"):
        for target in node[f"{OA}hasTarget"]:
            (source,) = target[f"{OA}hasSource"]
            assert source["@id"] in ids
            text = articles[source["@id"].rpartition(":")[2]]["text"]
            position, quote = target[f"{OA}hasSelector"]
            assert position["@type"] == [f"{OA}TextPositionSelector"]
            (start,), (end,) = position[f"{OA}start"], position[f"{OA}end"]
            assert start["@type"].endswith("#nonNegativeInteger")
            exact, prefix, suffix = (
                quote.get(f"{OA}{name}", [{"@value": ""}])[0]["@value"]
                for name in ("exact", "prefix", "suffix")
            )
            assert text[start["@value"] : end["@value"]] == exact  # code points, past an emoji too
            assert text[: start["@value"]].endswith(prefix)
            assert text[end["@value"] :].startswith(suffix)
            selected += 1
    assert selected > len(rows)


def test_every_term_of_the_context_leads_somewhere(release: Path, tmp_path: Path) -> None:
    """No property is dropped in expansion: each has an address."""
    for node in expanded(release, tmp_path / "out"):
        for name in node:
            assert name.startswith(("@", "http")), name


def test_without_text_json_ld_has_positions_only(textless: Path, tmp_path: Path) -> None:
    nodes = expanded(textless, tmp_path / "out")
    assert of_type(nodes, f"{SCHEMA}Claim")
    selectors = [
        selector["@type"]
        for node in of_type(nodes, f"{OA}Annotation")
        for target in node[f"{OA}hasTarget"]
        for selector in target[f"{OA}hasSelector"]
    ]
    assert selectors
    assert {name for names in selectors for name in names} == {f"{OA}TextPositionSelector"}


# ------------------------------------------------------------------ CSV


def test_csv_reads_back_cell_for_cell(release: Path, tmp_path: Path) -> None:
    export(release, "csv", tmp_path / "out")
    for name in ("claims", "articles", "framings", "speakers"):
        path = tmp_path / "out" / f"{name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file))
        rows = scan(release, name).collect().to_dicts()
        assert len(read) == len(rows)
        for cells, row in zip(read, rows, strict=True):
            assert list(cells) == list(row)
            for column, value in row.items():
                cell = bare(cells[column])
                if isinstance(value, list):
                    plain = [list(v.values()) if isinstance(v, dict) else v for v in value]
                    assert json.loads(cell) == plain
                elif isinstance(value, float):
                    assert float(cell) == pytest.approx(value, abs=5e-4)
                else:
                    assert cell == (
                        ""
                        if value is None
                        else str(value).replace("True", "true").replace("False", "false")
                    )
        assert pl.read_csv(path, infer_schema=False).height == len(rows)


@given(st.text("=+-@'\t\r\n＝＋－＠ a1(", max_size=6))
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    made = safe(cell)
    assert made[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert bare(made) == cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", '=HYPERLINK("http://x")']
)
def test_what_acts_in_a_spreadsheet_is_made_to_rest(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_plain_words_stay_as_they_are() -> None:
    for cell in ("'Color Revolutions' in 2005", "a=b", "“-” he said", "1-2", ""):
        assert safe(cell) == cell


# ------------------------------------------------------------------ Label Studio


ANY = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@ANY
@given(drawn=tables())
def test_label_studio_regions_stand_where_the_rows_do(drawn: dict[str, Any], release: Path) -> None:
    manifest = Manifest.of(release)
    for bundle in one_bundle(drawn):
        made = json.loads(json.dumps(task(bundle, manifest)))
        text = made["data"]["text"]
        (prediction,) = made["predictions"]
        regions = {r["id"]: r for r in prediction["result"] if r["type"] == "labels"}
        for region in regions.values():
            value = region["value"]
            assert text[value["start"] : value["end"]] == value["text"]
            assert "#" not in region["id"]  # Label Studio's own mark in ids
        for row in bundle.claims:
            for label, column in (
                ("content", "claim_spans"), ("source", "speaker_spans"), ("cue", "cue_spans"),
            ):  # fmt: skip
                back = [
                    (r["value"]["start"], r["value"]["end"])
                    for key, r in regions.items()
                    if key.startswith(f"{row['claim_id']}-{label}-")
                ]
                assert back == places(row, column)
        for relation in prediction["result"]:
            if relation["type"] == "relation":
                assert {relation["from_id"], relation["to_id"]} <= regions.keys()


def test_label_studio_has_labels_for_all_that_its_tasks_use(release: Path, tmp_path: Path) -> None:
    export(release, "label-studio", tmp_path / "out")
    interface = ET.parse(tmp_path / "out" / "labels.xml").getroot()  # noqa: S314 (our own file)
    names = {tag.get("name"): tag for tag in interface.iter() if tag.get("name")}
    values = {tag.get("value") for tag in interface.iter()}
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text("utf-8"))
    assert [one["data"]["text"] for one in tasks] == scan(release, "articles").collect()[
        "text"
    ].to_list()
    for one in tasks:
        for result in one["predictions"][0]["result"]:
            if result["type"] == "relation":
                assert set(result["labels"]) <= values
                continue
            tag = names[result["from_name"]]
            assert tag.tag.lower() == result["type"]
            assert tag.get("toName") == result["to_name"] == "text"
            assert set(result["value"].get("labels", result["value"].get("choices", []))) <= values


# ------------------------------------------------------------------ brat


_STRETCH = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")


def read_back(text: str, lines: list[str]) -> dict[str, list[tuple[str, list[tuple[int, int]]]]]:
    """Stretches by their kind, as brat's own rules read them."""
    found: dict[str, list[tuple[str, list[tuple[int, int]]]]] = {}
    for line in lines:
        assert "\n" not in line
        if not line.startswith("T"):
            continue
        match = _STRETCH.fullmatch(line)
        assert match, line
        parts = [tuple(map(int, part.split())) for part in match[3].split(";")]
        assert match[4] == " ".join(text[start:end] for start, end in parts)
        found.setdefault(match[2], []).append((match[1], parts))
    return found


def without_breaks(text: str, spans: list[tuple[int, int]]) -> list[int]:
    return [i for start, end in spans for i in range(start, end) if text[i] not in "\n\t"]


@ANY
@given(drawn=tables())
def test_brat_reads_every_stretch_back(drawn: dict[str, Any]) -> None:
    for bundle in one_bundle(drawn):
        text = bundle.article["text"]
        read = read_back(text, lines_of(bundle, {}))
        for kind, rows, column in (
            ("Content", bundle.claims, "claim_spans"),
            ("Source", bundle.claims, "speaker_spans"),
            ("Cue", bundle.claims, "cue_spans"),
            ("Phrase", bundle.framings, "phrase_spans"),
        ):
            back = [without_breaks(text, parts) for _, parts in read.get(kind, [])]
            wanted = [without_breaks(text, places(row, column)) for row in rows]
            if kind in ("Source", "Cue"):
                held = {id(r) for r in rows if without_breaks(text, places(r, "claim_spans"))}
                wanted = [w for w, r in zip(wanted, rows, strict=True) if id(r) in held]
            assert back == [w for w in wanted if w]


def test_brat_files_of_the_example(release: Path, tmp_path: Path) -> None:
    export(release, "brat", tmp_path / "out")
    base = tmp_path / "out" / FIRST.article_id
    assert base.with_suffix(".txt").read_text("utf-8") == TEXT
    lines = base.with_suffix(".ann").read_text("utf-8").splitlines()
    content = next(line for line in lines if "\tContent " in line)
    assert (
        content == "T1\tContent 30 57;84 106\tThe new bridge is “a folly” “and I 🌉 will stop it”"
    )
    assert "R1\tSaid_by Arg1:T1 Arg2:T2" in lines
    assert "A1\tVoice T1 mixed" in lines
    note = next(line for line in lines if line.startswith("#1\tAnnotatorNotes T1\t"))
    assert json.loads(note.split("\t")[2])["speaker"] == "Zoë Ångström"
    configuration = (tmp_path / "out" / "annotation.conf").read_text()
    for line in lines:
        kind = line.split("\t")[1].split(" ")[0]
        assert kind in {*configuration.replace("\t", "\n").split(), "AnnotatorNotes", "Reference"}


# ------------------------------------------------------------------ all


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_release_gives_the_same_bytes_and_nothing_is_half_there(
    to: str, release: Path, textless: Path, tmp_path: Path
) -> None:
    made = export(release, to, tmp_path / "a")
    export(release, to, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (made.articles, made.claims, made.framings) == (4, 4, 2)
    with pytest.raises(ReleaseError, match="exists: choose another place"):
        export(release, to, tmp_path / "a")
    if to in ("brat", "label-studio"):
        with pytest.raises(ReleaseError, match="`claims rehydrate` puts it back"):
            export(textless, to, tmp_path / "c")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_the_command_takes_a_split(release: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["export", release, "--to", "csv", "--split", "test", "--out", out]
    ran = CliRunner().invoke(app, list(map(str, arguments)))
    assert ran.exit_code == 0, ran.output
    assert ran.stdout == (
        f"Made {out} of release 1.0.0: 1 articles, 1 claims and 0 framings as csv.\n"
    )
