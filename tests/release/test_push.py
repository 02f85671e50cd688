"""Pushing to a Hub: a server here that speaks its interface, and the real client."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims.cli import app
from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.release import write
from claims.release.push import push
from tests.examples import example, in_splits
from tests.fake_hub import TOKEN, FakeHub, fake_hub
from tests.release.made import MADE_BY, contents
from tests.release.tampering import flip

NAME = "somebody/news-claims"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0.0, 1.1.0 with more rows, 1.1.1 with a row corrected."""
    out = tmp_path_factory.mktemp("releases")
    write(example(), out, provenance=MADE_BY)
    write(in_splits(), out, provenance=MADE_BY)
    rows = in_splits()["claims"].to_pylist()
    rows[0]["confidence"] = 0.25
    corrected = pa.Table.from_pylist(rows, schema=in_splits()["claims"].schema)
    write(in_splits() | {"claims": corrected}, out, provenance=MADE_BY)
    assert sorted(path.name for path in out.iterdir()) == ["1.0.0", "1.1.0", "1.1.1"]
    return out


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeHub]:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    with fake_hub() as running:
        monkeypatch.setattr(constants, "ENDPOINT", running.url)
        template = running.url + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        yield running


def test_main_has_the_latest_and_tags_have_all_whatever_the_order(made: Path, hub: FakeHub) -> None:
    for version in ("1.0.0", "1.1.1", "1.1.0"):
        pushed = push(made / version, NAME)
        assert (pushed.done, pushed.version) == ("pushed", version)
        assert hub.tags[NAME][version] == pushed.commit
    for version in ("1.0.0", "1.1.0", "1.1.1"):
        assert hub.tree(NAME, version) == contents(made / version)
    assert hub.tree(NAME, "main") == contents(made / "1.1.1")
    assert list(hub.branches[NAME]) == ["main"]


def test_pushing_again_does_nothing(made: Path, hub: FakeHub) -> None:
    first = push(made / "1.0.0", NAME)
    before = dict(hub.branches[NAME]), dict(hub.tags[NAME]), len(hub.commits), hub.uploads
    again = push(made / "1.0.0", NAME)
    assert (again.done, again.commit) == ("there already", first.commit)
    assert before == (hub.branches[NAME], hub.tags[NAME], len(hub.commits), hub.uploads)
    assert str(again).startswith(f"Nothing to do: {NAME} at 1.0.0 is this release, ")


def test_a_push_that_died_before_its_tag_goes_on(made: Path, hub: FakeHub) -> None:
    first = push(made / "1.0.0", NAME)
    del hub.tags[NAME]["1.0.0"]
    uploads = hub.uploads
    assert push(made / "1.0.0", NAME).done == "pushed"
    assert hub.tree(NAME, hub.tags[NAME]["1.0.0"]) == hub.tree(NAME, first.commit or "")
    assert hub.uploads == uploads


@pytest.mark.parametrize("path", ["README.md", "data/claims/train-00000-of-00001.parquet"])
def test_a_tag_with_other_content_is_refused(made: Path, hub: FakeHub, path: str) -> None:
    commit = push(made / "1.0.0", NAME).commit or ""
    hub.commits[commit][path] += b" "
    hub.commits[commit]["more.txt"] = b""
    with pytest.raises(ReleaseError) as raised:
        push(made / "1.0.0", NAME)
    assert str(raised.value) == (
        f"{NAME} has another release 1.0.0: {path}, more.txt differ. A version that is out never "
        "changes: give this one a new version, or push to another repository"
    )


def test_another_datasets_repository_is_refused(made: Path, hub: FakeHub, tmp_path: Path) -> None:
    other = write(in_splits(), tmp_path, provenance=MADE_BY, version="1.0.0")
    push(other.path, NAME)
    with pytest.raises(ReleaseError, match="push to the repository that has the releases before"):
        push(made / "1.1.0", NAME)
    assert list(hub.tags[NAME]) == ["1.0.0"]


def test_what_is_no_release_is_never_removed(made: Path, hub: FakeHub) -> None:
    hub.create(NAME, private=False)
    hub.commit(NAME, "main", {"thesis.md": b"mine"})
    with pytest.raises(ReleaseError, match="holds what is no release, such as thesis"):
        push(made / "1.0.0", NAME)
    assert hub.tree(NAME, "main") == {"thesis.md": b"mine"}


def test_an_altered_release_and_a_stray_file_are_refused_before_anything_is_sent(
    made: Path, hub: FakeHub, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(made / "1.0.0", tmp_path / "1.0.0"))
    (copy / "notes.txt").write_text("secret")
    with pytest.raises(ReleaseError, match=r"notes\.txt: is not in the manifest"):
        push(copy, NAME)
    (copy / "notes.txt").unlink()
    flip(copy / "data/claims/train-00000-of-00001.parquet", -20)
    with pytest.raises(ReleaseError, match="only a release as it was made is pushed"):
        push(copy, NAME)
    assert hub.calls == []


def test_private_is_made_private_and_never_sent_to_a_public_one(made: Path, hub: FakeHub) -> None:
    push(made / "1.0.0", NAME, private=True)
    assert hub.private[NAME]
    hub.private[NAME] = False
    with pytest.raises(ReleaseError, match=f"{NAME} is public"):
        push(made / "1.1.0", NAME, private=True)
    assert "1.1.0" not in hub.tags[NAME]


def test_without_a_right_to_write_the_way_to_get_it_is_told(
    made: Path, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_another")
    with pytest.raises(ReleaseError) as raised:
        push(made / "1.0.0", NAME)
    assert str(raised.value) == (
        f"the Hub does not let you write to {NAME} (status 401): set HF_TOKEN to a token that may, "
        "or log in with `hf auth login`"
    )


def test_offline_is_told(made: Path, hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ReleaseError, match="the Hugging Face Hub cannot be reached to push"):
        push(made / "1.0.0", NAME)


def test_a_dry_run_lists_what_would_go_and_asks_nobody(made: Path, hub: FakeHub) -> None:
    folder = made / "1.1.1"
    ran = CliRunner().invoke(app, ["push", str(made), NAME, "--dry-run", "--json"])
    assert ran.exit_code == 0, ran.output
    said = json.loads(ran.stdout)
    assert (said["done"], said["version"], said["commit"]) == ("dry run", "1.1.1", None)
    assert {file["path"]: (file["size"], file["sha256"]) for file in said["files"]} == {
        path: (len(content), file_sha256(folder / path))
        for path, content in contents(folder).items()
    }
    plain = CliRunner().invoke(app, ["push", str(made), NAME, "--version", "1.0.0", "--dry-run"])
    head, *lines = plain.stdout.splitlines()
    files = len(contents(made / "1.0.0"))
    assert head.startswith(f"Would push to {NAME} at 1.0.0: {files} files, ")
    assert head.endswith(" bytes. Nothing was sent.")
    assert len(lines) == files
    assert hub.calls == []


def test_a_name_that_is_none_is_status_2(made: Path, hub: FakeHub) -> None:
    ran = CliRunner().invoke(app, ["push", str(made), "news claims"])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == "claims: news claims names no dataset: give it as owner/name\n"


@pytest.mark.slow
def test_what_was_pushed_is_loaded_by_its_tag(made: Path, hub: FakeHub, tmp_path: Path) -> None:
    for version in ("1.0.0", "1.1.0"):
        push(made / version, NAME)
    code = (
        "import claims\n"
        f"old = claims.load({NAME!r}, 'claims', version='1.0.0', format='arrow')\n"
        f"new = claims.load({NAME!r}, 'claims')\n"
        "print(old.num_rows, {name: len(rows) for name, rows in new.items()})\n"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "HUGGING"))}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path,
        env=environment | {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "3 {'train': 3, 'test': 1}\n"
