"""What `claims diff` prints and writes, of two releases with planted changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from claims.cli import app
from claims.release import write
from claims.schemas import TABLES, arrow_schema
from tests.examples import FIRST, SECOND, at, example
from tests.release.made import MADE_BY
from tests.sides import Rows, rows_of
from tests.strategies import claim_row

HERALD = "[red]Her\x1bald[/red]"


def released(rows: Rows, out: Path) -> str:
    tables = {
        name: pa.Table.from_pylist(rows[name], schema=arrow_schema(model))
        for name, model in TABLES.items()
    }
    return write(tables, out, provenance=MADE_BY).version


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("releases")
    before, after = rows_of(example()), rows_of(example())
    after["claims"][1] |= {"speaker": HERALD, "confidence": 0.5}
    after["claims"][2] |= {"cue_lemma": "tell"}
    after["claims"].append(claim_row(FIRST, at(FIRST.text, "Bridge “a folly”"), section="headline"))
    after["framings"][0]["label"] = "folly"
    assert [released(before, out), released(after, out)] == ["1.0.0", "1.0.1"]
    return out


def diff(*arguments, width=110):
    return CliRunner(env={"COLUMNS": str(width)}).invoke(app, ["diff", *map(str, arguments)])


def printed(*arguments, status=1, width=110) -> str:
    ran = diff(*arguments, width=width)
    assert (ran.exit_code, ran.stderr) == (status, "")
    return "\n".join(line.rstrip() for line in ran.stdout.splitlines())


ALL = """\
From 1.0.0 to 1.0.1:
┏━━━━━━━━━━┳━━━━━━━┳━━━━━━━━━┳━━━━━━━━━┳━━━━━━┓
┃ table    ┃ added ┃ removed ┃ changed ┃ same ┃
┡━━━━━━━━━━╇━━━━━━━╇━━━━━━━━━╇━━━━━━━━━╇━━━━━━┩
│ claims   │     1 │       0 │       2 │    1 │
│ articles │     0 │       0 │       0 │    2 │
│ framings │     0 │       0 │       1 │    1 │
│ speakers │     0 │       0 │       0 │    1 │
│ tracks   │     0 │       0 │       0 │    0 │
└──────────┴───────┴─────────┴─────────┴──────┘
Changed cells of claims: speaker 1, cue_lemma 1, confidence 1
Changed cells of framings: label 1

┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
┃ row                          ┃ change     ┃ before            ┃ after             ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
│ claim cf919039 in 8832e04c   │ speaker    │ The Daily Example │ [red]Herald[/red] │
│ Work began in May.           │            │                   │                   │
│                              │ confidence │ 1.0               │ 0.5               │
├──────────────────────────────┼────────────┼───────────────────┼───────────────────┤
│ framing 6a7aa545 in 8832e04c │ label      │ waste             │ folly             │
│ a folly                      │            │                   │                   │
├──────────────────────────────┼────────────┼───────────────────┼───────────────────┤
│ claim cb1edb16 in 8832e04c   │ added      │                   │ Bridge “a folly”  │
├──────────────────────────────┼────────────┼───────────────────┼───────────────────┤
│ claim 7d7f8897 in 509f54cb   │ cue_lemma  │ say               │ tell              │
│ the new bridge is a folly    │            │                   │                   │
└──────────────────────────────┴────────────┴───────────────────┴───────────────────┘"""


def test_counts_and_changes(releases):
    assert printed(releases / "1.0.0", releases / "1.0.1") == ALL


def test_versions_of_a_folder_and_its_latest(releases):
    assert printed(releases, "1.0.0", "1.0.1") == ALL
    assert printed(releases / "1.0.0", releases) == ALL


def test_a_limit_says_what_it_leaves_out(releases):
    shown = printed(releases, "1.0.0", "1.0.1", "--limit", 3)
    assert shown == ALL[: ALL.index("├", ALL.index("Bridge"))] + ALL[ALL.rindex("└") :] + (
        "\n1 more row; --limit 0 shows all"
    )
    assert printed(releases, "1.0.0", "1.0.1", "--limit", 0) == ALL


def test_the_same_release(releases):
    assert printed(releases, releases, status=0) == "1.0.1 and 1.0.1 hold the same."
    ran = diff(releases, releases, "--json")
    assert (ran.exit_code, json.loads(ran.stdout)["same"]) == (0, True)


def counted(added=0, removed=0, changed=0, same=0, **columns):
    return {
        "added": added, "removed": removed, "changed": changed, "same": same, "columns": columns,
        "new_columns": [], "gone_columns": [], "retyped_columns": [],
    }  # fmt: skip


def test_json_has_all_counts_and_changes(releases, tmp_path):
    ran = diff(releases, "1.0.1", "1.0.0", "--limit", 1, "--json", "--parquet", tmp_path / "a")
    assert (ran.exit_code, ran.stderr) == (1, "")
    found = json.loads(ran.stdout)
    changes = found.pop("changes")
    assert found == {
        "before": "1.0.1",
        "after": "1.0.0",
        "same": False,
        "same_columns": True,
        "rejects": {"before": 0, "after": 0, "same": True},
        "tables": {
            "claims": counted(0, 1, 2, 1, speaker=1, cue_lemma=1, confidence=1),
            "articles": counted(same=2),
            "framings": counted(changed=1, same=1, label=1),
            "speakers": counted(same=1),
            "tracks": counted(),
        },
        "merged_tracks": [],
        "not_compared": [],
        "parquet": str(tmp_path / "a"),
    }
    assert [(one["table"], one["change"]) for one in changes] == [
        ("claims", "changed"), ("framings", "changed"), ("claims", "removed"), ("claims", "changed"),
    ]  # fmt: skip
    assert changes[0] == {
        "table": "claims",
        "change": "changed",
        "key_before": "cf919039c31021bda8db",
        "key_after": "cf919039c31021bda8db",
        "article_id": FIRST.article_id,
        "words": "Work began in May.",
        "columns": {
            "speaker": {"before": HERALD, "after": "The Daily Example"},
            "confidence": {"before": "0.5", "after": "1.0"},
        },
    }
    assert changes[2] == {
        "table": "claims",
        "change": "removed",
        "key_before": "cb1edb16233bee8742a2",
        "key_after": None,
        "article_id": FIRST.article_id,
        "words": "Bridge “a folly”",
        "columns": {},
    }


def test_parquet_has_a_row_for_each_change(releases, tmp_path):
    file = tmp_path / "changes.parquet"
    shown = printed(releases, "1.0.0", "1.0.1", "--limit", 1, "--parquet", file, width=300)
    assert shown.endswith(f"\n\nWrote all changes to {file}.")
    table = pq.read_table(file)
    assert set(table.schema.types) == {pa.string()}
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("claims", *["cf919039c31021bda8db"] * 2, FIRST.article_id, "changed", "speaker", "The Daily Example", HERALD),
        ("claims", *["cf919039c31021bda8db"] * 2, FIRST.article_id, "changed", "confidence", "1.0", "0.5"),
        ("framings", *["6a7aa545e607a6998c71"] * 2, FIRST.article_id, "changed", "label", "waste", "folly"),
        ("claims", None, "cb1edb16233bee8742a2", FIRST.article_id, "added", None, None, "Bridge “a folly”"),
        ("claims", *["7d7f88973f94b046f47a"] * 2, SECOND.article_id, "changed", "cue_lemma", "say", "tell"),
    ]  # fmt: skip
    assert table.column_names == [
        "table", "key_before", "key_after", "article_id", "change", "column", "before", "after",
    ]  # fmt: skip
    printed(releases, releases, "--parquet", file, status=0)
    assert pq.read_table(file).num_rows == 0


def test_long_values_are_shown_from_where_they_differ(tmp_path):
    before, after = rows_of(example()), rows_of(example())
    for rows, last in ((before, "well"), (after, "ill")):
        rows["speakers"][0]["aliases"] = [f"He who {'very ' * 40}often does {last}"]
    released(before, tmp_path), released(after, tmp_path)
    shown = printed(tmp_path, "1.0.0", "1.0.1", width=200)
    assert '│ … very very often does well"] │ … very very often does ill"] │' in shown


def test_other_columns_are_said(releases, tmp_path):
    copy = tmp_path / "1.0.1"
    shutil.copytree(releases / "1.0.1", copy)
    manifest = copy / "release.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["tables"]["claims"]["columns"] |= {"voice": "class: loud", "tone": "string"}
    del said["tables"]["claims"]["columns"]["cue_lemma"]
    manifest.write_text(json.dumps(said), encoding="utf-8")
    note = (
        "Columns of claims differ (new: tone; gone: cue_lemma; of another type: voice); rows are "
        "compared on those that both releases have."
    )
    shown = printed(releases / "1.0.1", copy, width=200)
    assert note in shown.splitlines()
    assert "Changed cells" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{releases}"], "give two releases to compare, or a folder of releases and two versions, such as releases 1.2.0 1.3.0"),
        (["{releases}", "1.0.0"], "1.0.0 is no release and holds none: give what `claims build --out` was given"),
        (["{releases}", "1.0.0", "2.0.0"], "{releases} has no release 2.0.0: it has 1.0.0, 1.0.1"),
        (["{releases}", "{releases}", "--parquet", "no/where"], "cannot write no/where: No such file or directory; name a file in a folder that can be written"),
    ],
)  # fmt: skip
def test_errors_are_status_2_and_a_sentence(releases, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    arguments = [argument.format(releases=releases) for argument in arguments]
    message = message.format(releases=releases)
    ran = diff(*arguments)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (2, "", f"claims: {message}\n")
    assert json.loads(diff(*arguments, "--json").stdout) == {"error": message}
