"""What a release says of itself: all that made it, and nothing of where and when."""

from __future__ import annotations

import getpass
import hashlib
import json
import shutil
import socket
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

import claims
from claims.errors import ReleaseError
from claims.framing.vocabulary import BUILT_IN
from claims.ids import file_sha256
from claims.load import scan
from claims.models import PACKAGE, models_digest
from claims.release.manifest import Inputs, Manifest, Options, Parent, flaw
from tests.release.tampering import ARTICLE, PLACES, SPLITS, reseal


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_release_names_the_one_before_it(built: Path) -> None:
    assert Manifest.of(built / "1.0.0").parent is None
    for before, version in (("1.0.0", "1.1.0"), ("1.1.0", "1.1.1")):
        assert Manifest.of(built / version).parent == Parent(
            version=before,
            content_sha256=Manifest.of(built / before).content_sha256,
            manifest_sha256=sha256((built / before / "release.json").read_bytes()),
        )


def test_inputs_are_all_that_was_read_rejected_or_not(built: Path, news: Path) -> None:
    names = [*(f"{place.lower()}.txt" for place in PLACES), "empty.txt"]
    digests = sorted(sha256((news / name).read_bytes()) for name in names)
    assert Manifest.of(built / "1.1.0").inputs == Inputs(
        count=7, sha256=sha256("".join(f"{digest}\n" for digest in digests).encode())
    )
    assert Manifest.of(built / "1.1.1").inputs.count == 6


def test_an_input_that_is_given_twice_is_one(news: Path, built: Path, tmp_path: Path) -> None:
    """Neither does a reject without bytes count, nor is it in the digest."""
    inputs = [news, *news.iterdir(), tmp_path / "nowhere"]
    made = claims.build(inputs, out=tmp_path / "out", splits=SPLITS)
    assert Manifest.of(made.path).inputs == Manifest.of(built / "1.1.0").inputs
    assert [
        json.loads(line) for line in (made.path / "rejects.jsonl").read_text().splitlines()
    ] == [
        {"source": "empty.txt", "reason": "is empty", "source_sha256": sha256(b"")},
        {"source": "nowhere", "reason": "does not exist", "source_sha256": None},
    ]


def test_what_made_the_rows_is_said(built: Path) -> None:
    manifest = Manifest.of(built / "1.1.1")
    made = manifest.provenance
    assert made.options == Options(splits=SPLITS, columns={})
    assert made.vocabulary_sha256 == sha256(BUILT_IN.read_bytes())
    assert made.models_sha256 == models_digest()
    assert made.speakers_sha256 is None
    assert manifest.libraries["python"] == f"{sys.version_info[0]}.{sys.version_info[1]}"
    arithmetic = {"blis", "numpy", "onnxruntime", "spacy", "thinc", "tokenizers"}
    assert {"news-claims", "polars", "pyarrow", *arithmetic} <= set(manifest.libraries)


def test_options_are_in_one_form(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"body": ARTICLE, "when": "2024-05-04"}))
    speakers = tmp_path / "speakers.yaml"
    speakers.write_text("- name: Maria Virtanen\n")
    columns = {"text": "body", "published": "when"}
    made = claims.build(
        path, out=tmp_path / "out", columns=columns, splits="080/ 10/10", speakers=speakers
    )
    said = Manifest.of(made.path).provenance
    assert said.options == Options("80/10/10", columns)
    assert list(said.options.columns) == ["published", "text"]
    assert said.speakers_sha256 == sha256(speakers.read_bytes())


def test_the_digest_of_the_models_is_over_every_trained_file(tmp_path: Path) -> None:
    files = {path.name for path in PACKAGE.glob("*/trained/*")}
    assert files == {
        "attribution.onnx", "model.json", "tokenizer.json", "judge.npz", "meanings.npz",
        "choice.npz", "first_names.npz", "ranker.npz", "tagger.npz", "tagger.onnx",
        "decision.npz", "weights.npz",
    }  # fmt: skip
    for name in ("b/trained/x", "a/trained/y", "a/trained/.hidden", "a/other/z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    lines = "".join(f"{name} {sha256(name.encode())}\n" for name in ("a/trained/y", "b/trained/x"))
    assert models_digest(tmp_path) == sha256(lines.encode())


@pytest.mark.slow
def test_nothing_tells_when_where_or_by_whom_it_was_built(
    news: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built from another folder into another, at another time, by another user: the same bytes."""

    moved = tmp_path / "secret-place" / "corpus"
    shutil.copytree(news, moved)
    monkeypatch.chdir(moved.parent)
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr(time, "time", lambda: 4e9)
    out = tmp_path / "secret-place" / "out"
    files = [f"corpus/{place.lower()}.txt" for place in PLACES]
    for inputs in ([*files[:4], "corpus/empty.txt"], ["corpus"], files):
        claims.build(inputs, out=out, splits=SPLITS, keep=False)
    paths = sorted(path.relative_to(built) for path in built.rglob("*") if path.is_file())
    assert paths == sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    for path in paths:
        assert (out / path).read_bytes() == (built / path).read_bytes(), path
    words = ["secret-place", str(tmp_path), f"/{getpass.getuser()}/"]
    words += [host for host in [socket.gethostname()] if len(host) > 6]  # no common word
    for path in out.rglob("*"):
        if path.suffix == ".parquet":
            said = str(pq.read_metadata(path).to_dict()) + pl.read_parquet(path).write_ndjson()
        elif path.is_file():
            said = path.read_text(encoding="utf-8")
        else:
            continue
        assert not [word for word in words if word in said], path


def test_the_file_reads_back_and_closes_with_a_checksum(built: Path) -> None:
    raw = (built / "1.1.1" / "release.json").read_bytes()
    manifest = Manifest.parse(raw)
    assert manifest.to_json().encode() == raw
    assert flaw(raw) is None
    lines = raw.decode().splitlines(keepends=True)
    without = "".join([*lines[:-3], lines[-3].rstrip(",\n") + "\n", lines[-1]])
    assert json.loads(lines[-2].join("{}"))["checksum"] == sha256(without.encode())


def test_it_stays_small(built: Path) -> None:
    """Inputs are one digest: a million of them take no more room than six."""
    assert (built / "1.1.1" / "release.json").stat().st_size < 14_000


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        (("version",), 1, "'version' is no string"),
        (("parent",), "1.0.0", "'parent' is no object"),
        (("parent", "manifest_sha256"), None, "'manifest_sha256' is no string"),
        (("files",), [], "'files' is no object"),
        (("files", "README.md"), 5, "'README.md' is no string"),
        (("rejects",), True, "'rejects' is no count"),
        (("inputs", "count"), -1, "'count' is no count"),
        (("tables", "claims"), None, "it has no 'rows'"),
        (("tables", "claims", "rows", "train"), 1.5, "'train' is no count"),
        (("provenance", "options", "columns"), {"text": 1}, "'text' is no string"),
    ],
)
def test_a_manifest_with_other_types_is_none(
    releases: Path, place: tuple[str, ...], value: Any, why: str
) -> None:
    def change(said: dict[str, Any]) -> None:
        for key in place[:-1]:
            said = said[key]
        said[place[-1]] = value

    reseal(releases / "1.1.1", change)
    with pytest.raises(ReleaseError) as raised:
        Manifest.of(releases / "1.1.1")
    path = releases / "1.1.1" / "release.json"
    assert str(raised.value) == (
        f"cannot read {path}: {why}; restore the release from a copy or build it anew"
    )


def test_articles_and_rejects_have_the_digests_of_their_inputs(built: Path, news: Path) -> None:
    rows = scan(built, "articles", version="1.1.0").collect()
    for uri, digest in rows.select("source_uri", "source_sha256").rows():
        assert digest == file_sha256(news / uri)
