"""`CHANGES.md`, as a release has it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from claims.records import Rejection
from claims.release import write
from claims.release.change import change
from claims.release.diff import compare
from claims.release.diff.notes import text
from claims.spans import Span
from tests.examples import FIRST, at, example
from tests.release.made import MADE_BY
from tests.sides import rows_of, side
from tests.strategies import claim_row


def test_a_first_release_says_so_and_its_manifest_holds_the_digest(tmp_path: Path) -> None:
    folder = write(example(), tmp_path, provenance=MADE_BY).path
    content = (folder / "CHANGES.md").read_bytes()
    assert content.decode() == (
        "# Changes in 1.0.0\n\nThe first release: there is none before it to compare it with.\n"
    )
    said = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert said["files"]["CHANGES.md"] == hashlib.sha256(content).hexdigest()


CORRECTED = """\
# Changes in 1.0.1

Against 1.0.0. Rows were changed or removed: a patch version.

| table | added | removed | changed | same |
| --- | ---: | ---: | ---: | ---: |
| claims | 1 | 1 | 1 | 1 |
| articles | 0 | 0 | 1 | 1 |
| framings | 0 | 0 | 0 | 2 |
| speakers | 0 | 0 | 1 | 0 |
| tracks | 0 | 0 | 0 | 0 |

Rejected inputs: 2 before, 0 after.

Changed cells, by column:

- claims: speaker 1, cue 1, speaker_type 1, cue_lemma 1, speaker_id 1, confidence 1
- articles: text 1
- speakers: name 1

## Examples

- claims `3dd8b5f737f857022641` in article `8832e04c9d81e72b845b`: \
speaker `Zoë Ångström` → ``` The ``Mayor`` <b>[x](y)</b> ```; cue `said` → `–`; \
speaker_type `person` → `government`; cue_lemma `say` → `tell`; also confidence, speaker_id
- speakers `8985dd801459a28d6c9d`: name `Zoë Ångström` → `` Zoë `Ångström ``
- claims `7d7f88973f94b046f47a` in article `509f54cba02deaf5bc07` removed: \
`the new bridge is a folly`
- claims `d41631aa753525423323` in article `8832e04c9d81e72b845b` added: `Bridge`
- articles `8832e04c9d81e72b845b`: text `… said, “and I 🌉 will stop it”. Work began in May.` → \
`… said, “and I 🌉 will not. Work began in May.`
"""


def test_a_correction() -> None:
    before, after = rows_of(example()), rows_of(example())
    after["claims"][0] |= {
        "speaker": "The ``Mayor``\n<b>[x](y)</b>\x1b", "speaker_id": "ab" * 10, "cue": None,
        "cue_lemma": "tell", "speaker_type": "government", "confidence": 0.5,
    }  # fmt: skip
    after["claims"][2] = claim_row(FIRST, at(FIRST.text, "Bridge"))
    after["articles"][0]["text"] = FIRST.text.replace("stop it”", "not")
    after["speakers"][0]["name"] = "Zoë `Ångström"
    found = compare(side(before, "1.0.0", rejects=2), side(after, ""))
    assert change(found) == "corrected"
    assert text(found, "1.0.1") == CORRECTED


def test_examples_are_bounded() -> None:
    many = [claim_row(FIRST, (Span(start, start + 9),)) for start in range(60)]
    rows = rows_of(example())
    found = compare(side(rows | {"claims": []}), side(rows | {"claims": many}))
    told = text(found, "1.1.0")
    assert "The 50 most telling of 60; `claims diff` gives all.\n" in told
    assert told.count("\n- claims `") == 50


def changes(folder: Path) -> str:
    return (folder / "CHANGES.md").read_text(encoding="utf-8").split("\n")[2]


def test_why_the_version_is_what_it_is(tmp_path: Path) -> None:
    def released(version: str | None = None, rejects: int = 0, tables=None) -> str:
        rejected = [Rejection(f"{number}.txt", "is empty") for number in range(rejects)]
        return changes(
            write(tables or example(), tmp_path, provenance=MADE_BY, rejects=rejected, version=version).path
        )  # fmt: skip

    first = FIRST.article_id
    one_article = {
        name: table
        if name in ("speakers", "tracks")
        else table.filter([one == first for one in table["article_id"].to_pylist()])
        for name, table in example().items()
    }
    (speaker,) = one_article["speakers"].to_pylist()
    speaker |= {"claim_count": 1, "article_count": 1}
    schema = one_article["speakers"].schema
    one_article["speakers"] = type(one_article["speakers"]).from_pylist([speaker], schema=schema)
    released(tables=one_article)
    assert released() == (
        "Against 1.0.0. Articles, claims or framings were added, none corrected: a minor version."
    )
    assert released(rejects=1) == (
        "Against 1.1.0. The rows are the same, other inputs were rejected: a patch version."
    )
    assert released("1.2.0", rejects=1) == (
        "Against 1.1.1. Nothing changed. The version was asked for."
    )
    assert released("3.0.0", rejects=1, tables=one_article) == (
        "Against 1.2.0. Rows were changed or removed: a patch version. "
        "The version was asked for, 1.2.1 being the next by what changed."
    )
    manifest = tmp_path / "3.0.0" / "release.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["tables"]["claims"]["columns"]["voice"] = "class: direct, indirect"
    manifest.write_text(json.dumps(said), encoding="utf-8")
    assert released(rejects=1, tables=one_article) == (
        "Against 3.0.0. Columns are new, gone or of another type: a major version."
    )
    told = (tmp_path / "4.0.0" / "CHANGES.md").read_text(encoding="utf-8")
    assert told.endswith(
        "\nColumns of claims differ (of another type: voice); rows are compared on those that both "
        "releases have.\n"
    )


def test_more_speakers_alone() -> None:
    rows = rows_of(example())
    more = rows["speakers"][0] | {"speaker_id": "ab" * 10, "name": "Anna Lind"}
    found = compare(side(rows), side(rows | {"speakers": [*rows["speakers"], more]}))
    assert "Only the table of speakers has more rows: a patch version." in text(found, "1.0.1")


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_rows_does_not_matter(order: int) -> None:
    before, after = rows_of(example()), rows_of(example())
    after["claims"][0]["speaker"] = after["claims"][2]["speaker"] = "Anna Lind"
    after = {name: several[::order] for name, several in after.items()}
    assert text(compare(side(before), side(after)), "1.0.1") == text(
        compare(side(before), side({name: several[::-1] for name, several in after.items()})),
        "1.0.1",
    )
