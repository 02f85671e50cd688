"""Builds with people's corrections: rows, provenance, the same bytes again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import claims
from claims.cli import app
from claims.corrections.importing import import_file
from claims.errors import ReleaseError
from claims.load import scan
from claims.rebuild import rebuild
from claims.release.manifest import Manifest
from claims.release.verify import verify
from tests.release.tampering import SPLITS


def test_a_build_applies_them_and_a_rebuild_takes_them(
    built: Path, news: Path, tmp_path: Path
) -> None:
    before = scan(built / "1.1.1", "claims").collect()
    changed, removed, confirmed = before.filter(before["voice"] != "narration")["claim_id"][:3]
    who = {"by": "ann@example.org", "at": "2026-01-02"}
    records = [
        {"row": changed, "new": {"speaker": "Ann Lee", "speaker_type": "person"}, **who},
        {"kind": "remove", "row": removed, **who},
        {"kind": "confirm", "row": confirmed, **who},
    ]
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in records))
    folder = tmp_path / "corrections"
    import_file(file, built / "1.1.1", folder)
    files = [path for path in sorted(news.iterdir()) if path.name != "empty.txt"]
    made = claims.build(files, out=tmp_path / "out", splits=SPLITS, corrections=folder)
    assert (made.corrected, made.unanchored, made.contradictions) == (3, (), ())
    assert verify(made.path).problems == ()
    after = {row["claim_id"]: row for row in scan(made.path, "claims").collect().to_dicts()}
    assert set(before["claim_id"]) - after.keys() == {removed}
    row = after[changed]
    assert (row["speaker"], row["origin"], row["confidence"]) == ("Ann Lee", "human", 1.0)
    assert (after[confirmed]["origin"], after[confirmed]["confidence"]) == ("model", 1.0)
    assert [key for key, one in after.items() if one["origin"] == "human"] == [changed]
    assert "Ann Lee" in scan(made.path, "speakers").collect()["name"].to_list()
    said = Manifest.of(made.path).provenance.corrections_sha256
    assert said is not None
    assert "ann@example.org" not in (made.path / "release.json").read_text()
    assert rebuild(made.path, files, corrections=folder).identical
    with pytest.raises(
        ReleaseError, match=r"was built with corrections of SHA-256 .*--corrections"
    ):
        rebuild(made.path, files)
    # Fewer inputs: what is about the others is told.
    run = CliRunner().invoke(
        app,
        ["build", str(news / "rauma.txt"), "--out", str(tmp_path / "few"), "--corrections", str(folder)],
    )  # fmt: skip
    assert run.exit_code == 1
    assert "Corrections not applied: 3." in run.stdout
    assert "no input is its article" in run.stderr
