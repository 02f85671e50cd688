"""The explorer's files in a release."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

import claims
from claims import explorer
from claims.framing import load_vocabulary
from claims.release import write
from claims.release.verify import verify
from tests.examples import example
from tests.release.made import MADE_BY

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "claims" / "explorer" / "page"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(example(), tmp_path_factory.mktemp("explored"), provenance=MADE_BY).path


def test_a_release_holds_the_page_as_the_package_has_it(release: Path) -> None:
    below = {
        path.relative_to(release / "explorer").as_posix(): path.read_bytes()
        for path in (release / "explorer").rglob("*")
        if path.is_file()
    }
    own = {
        path.relative_to(PAGE).as_posix(): path.read_bytes()
        for path in PAGE.rglob("*")
        if path.is_file()
    }
    assert below.keys() - own.keys() == {"vocabulary.json"}
    assert own.items() <= below.items()
    assert below == explorer.files(load_vocabulary())


def test_verify_vouches_for_the_page(release: Path, tmp_path: Path) -> None:
    named = json.loads((release / "release.json").read_text())["files"]
    assert "explorer/index.html" in named
    assert "explorer/vendor/LICENSE" in named
    copy = Path(shutil.copytree(release, tmp_path / "1.0.0"))
    assert verify(copy).good
    (copy / "explorer" / "app.js").write_text("alert(1)")
    assert [problem.where for problem in verify(copy).problems] == ["explorer/app.js"]


def test_the_vocabulary_is_the_one_the_release_was_made_with(tmp_path: Path) -> None:
    frames = tmp_path / "frames.yaml"
    frames.write_text(
        "version: 2.0.0\nfamilies:\n  waste:\n    definition: Money lost.\n    labels:\n"
        "      folly:\n        definition: A costly mistake.\n        example: It was a folly.\n"
        "        terms: [folly]\n"
    )
    (tmp_path / "a.txt").write_text("The bridge is a folly, the mayor said on Monday.")
    made = claims.build(tmp_path / "a.txt", out=tmp_path / "out", frames=frames)
    said = json.loads((made.path / "explorer" / "vocabulary.json").read_text())
    assert said["version"] == "2.0.0"
    assert said["labels"] == {
        "folly": {"family": "waste", "definition": "A costly mistake.", "rivals": []}
    }
    manifest = json.loads((made.path / "release.json").read_text())
    assert said["sha256"] == manifest["provenance"]["vocabulary_sha256"]


def test_modules_are_fetched_at_once() -> None:
    """One that is missing in these lists still works, but waits for another to be parsed first."""
    imported = re.compile(r"^(?:import|export) .*?from '(.+?)'|^import '(.+?)'", re.MULTILINE)

    def needs(start: Path, seen: set[Path]) -> set[Path]:
        if start not in seen:
            seen.add(start)
            for match in imported.finditer(start.read_text("utf-8")):
                needs((start.parent / (match[1] or match[2])).resolve(), seen)
        return seen

    html = (PAGE / "index.html").read_text("utf-8")
    listed = {PAGE / name for name in re.findall(r'(?:src|href)="([\w/]+\.js)"', html)}
    assert needs(PAGE / "app.js", set()) == listed
    worker = PAGE / "worker.js"
    own = {
        worker,
        *((PAGE / (m[1] or m[2])).resolve() for m in imported.finditer(worker.read_text("utf-8"))),
    }
    assert needs(worker, set()) == own


def test_the_page_has_nothing_from_elsewhere_and_no_inline_code() -> None:
    for path in PAGE.rglob("*"):
        if path.suffix not in {".js", ".html", ".css"} or path.parent.name == "vendor":
            continue
        text = path.read_text("utf-8")
        found = set(re.findall(r"https?://[\w.]+", text))
        assert found <= {"http://www.w3.org", "https://www.wikidata.org"}, path
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert word not in text, path
    html = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]* src=)|<style| on\w+=| style=", html)


def test_the_bundle_is_the_one_that_its_note_describes() -> None:
    note = (PAGE.parent / "VENDOR.md").read_text("utf-8")
    bundle = (PAGE / "vendor" / "parquet.js").read_bytes()
    assert hashlib.sha256(bundle).hexdigest() in note
    assert (PAGE / "vendor" / "LICENSE").read_text("utf-8").count(
        "Permission is hereby granted"
    ) == 2
