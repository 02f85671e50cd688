"""What people corrected in Label Studio, or wrote by hand, into a folder of corrections."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claims.cli import app
from claims.corrections.importing import import_file
from claims.corrections.record import Correction
from claims.corrections.store import load_corrections
from claims.errors import CorrectionsError
from claims.export import export
from claims.load import scan
from claims.release import write
from tests.examples import FIRST, TEXT, example
from tests.release.made import MADE_BY, contents

Result = list[dict[str, Any]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(example(), tmp_path_factory.mktemp("out"), provenance=MADE_BY).path


@pytest.fixture(scope="module")
def rows(release: Path) -> dict[str, dict[str, Any]]:
    found = scan(release, "claims").collect().to_dicts()
    return {row["claim"].split()[0]: row for row in found if row["article_id"] == FIRST.article_id}


@pytest.fixture(scope="module")
def tasks(release: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    out = tmp_path_factory.mktemp("exported") / "out"
    export(release, "label-studio", out)
    return json.loads((out / "tasks.json").read_text("utf-8"))


def submitted(
    tasks: list[dict[str, Any]],
    edit: Callable[[Result], Result],
    *,
    by: Any = 7,
    at: str = "2026-02-03T04:05:06Z",
    parent: int | None = 1,
) -> list[dict[str, Any]]:
    """The first article's task as Label Studio exports it, after somebody's edits."""
    task = json.loads(json.dumps(next(t for t in tasks if t["data"]["text"] == TEXT)))
    result = edit(task["predictions"][0]["result"])
    annotation = {
        "id": 5, "completed_by": by, "result": result, "was_cancelled": False,
        "created_at": at, "updated_at": at, "parent_prediction": parent,
    }  # fmt: skip
    return [{"id": 1, "data": task["data"], "annotations": [annotation], "predictions": [1]}]


def imported(said: Any, release: Path, folder: Path, **options: Any) -> list[Correction]:
    file = folder / "project.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    import_file(file, release, folder / "corrections", **options)
    return (
        list(load_corrections(folder / "corrections").records)
        if (folder / "corrections").is_dir()
        else []
    )


def of(results: Result, key: str, name: str) -> dict[str, Any]:
    return next(
        r for r in results if r.get("from_name") == name and str(r.get("id", "")).startswith(key)
    )


def test_what_was_left_as_it_was_says_nothing_unless_asked(tasks, release, tmp_path) -> None:
    same = submitted(tasks, lambda result: result)
    assert imported(same, release, tmp_path) == []
    found = imported(same, release, tmp_path, confirm_unchanged=True)
    assert [(one.kind, one.table) for one in sorted(found, key=lambda one: one.table)] == [
        ("confirm", "claims"), ("confirm", "claims"), ("confirm", "framings"),
    ]  # fmt: skip


def test_a_row_marked_right_is_confirmed(tasks, release, rows, tmp_path) -> None:
    key = rows["The"]["claim_id"]

    def edit(result: Result) -> Result:
        region = of(result, key, "role")
        verdict = {"id": region["id"], "from_name": "verdict", "to_name": "text", "type": "choices"}
        return [*result, verdict | {"value": {"start": 0, "end": 1, "choices": ["right"]}}]

    (one,) = imported(submitted(tasks, edit, by={"email": "ann@example.org"}), release, tmp_path)
    assert (one.kind, one.row, one.by) == ("confirm", key, "ann@example.org")
    assert one.new["speaker"] == "Zoë Ångström"


def test_speaker_boundaries_label_and_reason_are_changes(tasks, release, rows, tmp_path) -> None:
    key = rows["Work"]["claim_id"]

    def edit(result: Result) -> Result:
        region = of(result, key, "role")["value"]
        start = TEXT.index("Work began in May")
        region |= {"end": start + len("Work began"), "text": "Work began"}
        of(result, key, "speaker")["value"]["text"] = ["Ann  Lee"]
        frame = next(r for r in result if r.get("from_name") == "frame")
        frame["value"]["choices"] = ["other"]
        why = {"id": frame["id"], "from_name": "why", "to_name": "text", "type": "textarea"}
        return [*result, why | {"value": {"text": ["no such waste"]}}]

    found = imported(submitted(tasks, edit), release, tmp_path)
    claims, framings = sorted(found, key=lambda one: one.table)
    assert (claims.kind, claims.row, claims.by) == ("change", key, "7")
    assert claims.new.keys() == {"claim", "speaker", "speaker_type"}
    assert [one.exact for one in claims.new["claim"]] == ["Work began"]
    assert (claims.new["speaker"], claims.new["speaker_type"]) == ("Ann Lee", "person")
    assert [one.exact for one in claims.was["claim"]] == ["Work began in May."]
    assert (framings.new, framings.why) == ({"label": "other"}, "no such waste")


def test_regions_that_are_gone_remove_and_new_ones_add(tasks, release, rows, tmp_path) -> None:
    key = rows["Work"]["claim_id"]
    start = TEXT.index("Mayor Zoë")

    def region(name: str, words: str, label: str) -> dict[str, Any]:
        at = TEXT.index(words)
        return {
            "id": name, "from_name": "role", "to_name": "text", "type": "labels",
            "value": {"start": at, "end": at + len(words), "text": words, "labels": [label]},
        }  # fmt: skip

    def edit(result: Result) -> Result:
        kept = [r for r in result if not str(r.get("id", "")).startswith(key)]
        source = {"type": "relation", "from_id": "aB3", "to_id": "cD4", "direction": "right"}
        return [
            *kept,
            region("aB3", "Work began", "Content"),
            region("cD4", "Mayor Zoë Ångström", "Source"),
            source | {"labels": ["source"]},
            {
                "id": "aB3", "from_name": "speaker", "to_name": "text", "type": "textarea",
                "value": {"text": ["Ångström"]},
            },
        ]  # fmt: skip

    found = {one.kind: one for one in imported(submitted(tasks, edit), release, tmp_path)}
    assert found.keys() == {"add", "remove"}
    assert found["remove"].row == key
    added = found["add"]
    assert added.row is None
    assert [one.exact for one in added.new["claim"]] == ["Work began"]
    assert [one.start for one in added.new["speaker_mention"]] == [start]
    assert (added.new["speaker"], added.new["speaker_type"]) == ("Ångström", "person")


def test_an_annotation_begun_from_nothing_removes_nothing(tasks, release, tmp_path) -> None:
    assert imported(submitted(tasks, lambda _: [], parent=None), release, tmp_path) == []


def test_regions_whose_ids_were_lost_are_known_by_their_places(tasks, release, tmp_path) -> None:
    def edit(result: Result) -> Result:
        new = {key: f"new{n}" for n, key in enumerate({r["id"] for r in result if "id" in r})}
        for one in result:
            for name in ("id", "from_id", "to_id"):
                if name in one:
                    one[name] = new[one[name]]
        return result

    assert imported(submitted(tasks, edit), release, tmp_path) == []


def test_offsets_in_utf_16_units_are_understood(tasks, release, tmp_path) -> None:
    """As old versions of Label Studio count: an emoji is two."""

    def edit(result: Result) -> Result:
        for one in result:
            for edge in ("start", "end"):
                if "value" in one and one["type"] == "labels":
                    value = one["value"]
                    value[edge] = len(TEXT[: value[edge]].encode("utf-16-le")) // 2
        return result

    assert imported(submitted(tasks, edit), release, tmp_path) == []


def test_importing_twice_changes_nothing_and_a_change_of_mind_is_told(
    tasks, release, rows, tmp_path
) -> None:
    key = rows["The"]["claim_id"]

    def edit(result: Result) -> Result:
        of(result, key, "speaker")["value"]["text"] = ["Ann Lee"]
        return result

    (first,) = imported(submitted(tasks, edit), release, tmp_path)
    before = contents(tmp_path / "corrections")
    assert imported(submitted(tasks, edit), release, tmp_path) == [first]
    assert contents(tmp_path / "corrections") == before
    later = submitted(tasks, lambda result: result, at="2026-03-01T00:00:00Z")
    kinds = [one.kind for one in imported(later, release, tmp_path)]
    assert sorted(kinds) == ["change", "confirm"]


def lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


WHO = {"by": "ann", "at": "2026-01-02"}


def test_the_plain_form(release, rows, tmp_path) -> None:
    key = rows["The"]["claim_id"]
    file = lines(
        tmp_path / "mine.jsonl",
        {"kind": "change", "row": key, "new": {"speaker": "Ann Lee", "cue": ["said"]}, **WHO},
        {"kind": "remove", "row": rows["Work"]["claim_id"], "why": "no claim", **WHO},
        {
            "kind": "add", "article_id": FIRST.article_id, **WHO,
            "new": {"claim": ["Bridge “a folly”"], "speaker": "Zoë Ångström"},
        },
    )  # fmt: skip
    found = import_file(file, release, tmp_path / "out")
    assert (dict(found.added), found.known) == ({"add": 1, "change": 1, "remove": 1}, 0)
    by_kind = {one.kind: one for one in load_corrections(tmp_path / "out").records}
    change = by_kind["change"]
    assert [one.exact for one in change.was["claim"]] == [
        "The new bridge is “a folly”", "“and I 🌉 will stop it”",
    ]  # fmt: skip
    assert change.new["speaker_type"] == "person"
    assert by_kind["remove"].why == "no claim"
    assert by_kind["add"].new["claim"][0].start == 0
    # What the folder holds can be imported itself, by somebody else, and is the same.
    again = import_file(found.path, release, tmp_path / "theirs")
    assert load_corrections(tmp_path / "theirs").digest == load_corrections(tmp_path / "out").digest
    assert again.total == 3


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"kind": "confirm", "row": "0" * 20, **WHO}, "the release has no claim or framing '0000"),
        ({"kind": "remove", "row": "ROW"}, "does not say who (by) and when (at)"),
        ({"kind": "doubt", "row": "ROW", **WHO}, "kind 'doubt' is none of confirm, change, add"),
        ({"row": "ROW", "new": {"cue": ["shouted"]}, **WHO}, "“shouted” does not stand in the"),
        ({"row": "ROW", "new": {"cue": ["a"]}, **WHO}, "“a” stands more than once"),
        ({"row": "ROW", "new": {"voice": "direct"}, **WHO}, "'voice' cannot be corrected, only"),
        ({"row": "ROW", "new": {"speaker_type": "elf"}, **WHO}, "speaker_type 'elf' is none of"),
        ({"kind": "add", "article_id": "x", "new": {}, **WHO}, "the release has no article 'x'"),
        ([1], "it is no object"),
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_named_and_nothing_is_taken(
    release, rows, tmp_path, record: Any, why: str
) -> None:
    if isinstance(record, dict) and record.get("row") == "ROW":
        record = record | {"row": rows["The"]["claim_id"]}
    good = {"kind": "confirm", "row": rows["The"]["claim_id"], **WHO}
    file = lines(tmp_path / "mine.jsonl", good, record)
    with pytest.raises(CorrectionsError) as raised:
        import_file(file, release, tmp_path / "out")
    assert str(raised.value).startswith(f"{file}, line 2")
    assert why in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_what_is_no_export_is_named(release, tmp_path) -> None:
    file = tmp_path / "x.json"
    file.write_text('[{"text": "He said no."}]')
    with pytest.raises(CorrectionsError, match=r"x.json, task 1 is not as Label Studio exports it"):
        import_file(file, release, tmp_path / "out")
    file.write_text('[{"text": ')
    with pytest.raises(CorrectionsError, match=r"x.json is no JSON"):
        import_file(file, release, tmp_path / "out")


def test_the_command_tells_of_contradictions_and_agreement(release, rows, tmp_path) -> None:
    first, second = rows["The"]["claim_id"], rows["Work"]["claim_id"]
    said = [(first, "ann", "A"), (first, "bob", "A"), (second, "ann", "B"), (second, "bob", "C")]
    file = lines(
        tmp_path / "mine.jsonl",
        *(
            {"row": row, "new": {"speaker": name, "speaker_type": "person"}, "by": by, "at": "2026"}
            for row, by, name in said
        ),
    )
    arguments = ["import", file, "--release", release, "--out", tmp_path / "out"]
    ran = CliRunner().invoke(app, [str(one) for one in arguments])
    assert ran.exit_code == 0, ran.output
    out = ran.stdout.splitlines()
    assert out[0] == (
        f"New in {tmp_path / 'out' / 'mine.jsonl'}: 4 change; 0 were known. "
        "The folder has 4 corrections."
    )
    assert "Agreement on claims.speaker: alpha 0.400" in out
    assert "1 contradiction, what holds first:" in out
    assert out[-1].startswith(f"  claims {second}, speaker: ")
