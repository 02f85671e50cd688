"""Releases at addresses, on a real S3 server."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from typer.testing import CliRunner

import claims
from claims.cli import app
from claims.errors import ReleaseError
from claims.load import release_folder
from claims.release import write
from claims.release.remote import Place
from claims.release.verify import verify
from tests.crawl import QUOTE, URL, Archive
from tests.examples import example, in_splits
from tests.release.made import MADE_BY, contents
from tests.s3 import BUCKET, server


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    with server() as client:
        yield client


@pytest.fixture(autouse=True)
def fewer_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a release is sixty files more to send, and none of them is another case."""
    monkeypatch.setattr("claims.explorer.files", lambda _: {"index.html": b"<!doctype html>"})


_numbers = itertools.count()


@pytest.fixture
def url(s3: Any) -> str:
    """An address where nothing was built yet."""
    return f"s3://{BUCKET}/{next(_numbers)}/releases"


def keys(s3: Any, url: str) -> dict[str, bytes]:
    """All that lies below an address."""
    prefix = url.removeprefix(f"s3://{BUCKET}/") + "/"
    found = s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", [])
    return {
        one["Key"].removeprefix(prefix): s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read()
        for one in found
    }


def release(tables: dict[str, Any], out: str | Path) -> str:
    with Place.of(out).folder() as folder:
        return write(tables, folder, provenance=MADE_BY).version


def test_a_second_release_follows_the_first_and_both_are_as_made_here(
    s3: Any, url: str, tmp_path: Path
) -> None:
    for tables in (example(), in_splits(), in_splits()):
        assert release(tables, url) == release(tables, tmp_path)
    assert sorted({key.partition("/")[0] for key in keys(s3, url)}) == ["1.0.0", "1.1.0"]
    assert keys(s3, url) == contents(tmp_path)


def test_a_release_is_loaded_by_its_address(s3: Any, url: str, tmp_path: Path) -> None:
    release(example(), url)
    release(in_splits(), url)
    expected = claims.load(_built(in_splits(), tmp_path), "claims", format="polars").collect()
    for place, version in ((url, None), (f"{url}/1.1.0/", None), (url, "1.1.0")):
        assert (
            claims.load(place, "claims", version=version, format="polars")
            .collect()
            .equals(expected)
        )
    assert claims.load(url, "claims", version="1.0.0")["train"].num_rows == 3
    folder = release_folder(url)
    assert folder == release_folder(f"{url}/1.1.0")
    found = verify(folder)
    assert found.good, str(found)
    with pytest.raises(ReleaseError) as caught:
        release_folder(url, "2.0.0")
    assert str(caught.value) == f"{url} has no release 2.0.0: it has 1.0.0, 1.1.0"
    with pytest.raises(ReleaseError) as caught:
        release_folder(f"{url}/1.0.0", "1.1.0")
    assert (
        str(caught.value) == f"{url}/1.0.0 is release 1.0.0, not 1.1.0: give the folder of releases"
    )


def _built(tables: dict[str, Any], out: Path) -> Path:
    return write(tables, out, provenance=MADE_BY).path


def test_a_signature_that_comes_later_is_fetched(s3: Any, url: str) -> None:
    release(example(), url)
    assert not (release_folder(url) / "release.json.sig").exists()
    name = f"{url}/1.0.0/release.json.sig".removeprefix(f"s3://{BUCKET}/")
    s3.put_object(Bucket=BUCKET, Key=name, Body=b"signed")
    assert (release_folder(url) / "release.json.sig").read_bytes() == b"signed"


def test_an_upload_that_dies_leaves_no_release_and_the_next_build_mends_it(
    s3: Any, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(example(), url)
    release(example(), tmp_path)
    first = keys(s3, url)
    store = fsspec.get_filesystem_class("s3")
    put, count = store._put_file, itertools.count()
    most = len(first) - 1

    async def dying(self: object, local: str, path: str, **options: object) -> None:
        if next(count) >= most:
            raise OSError("the line went dead")
        await put(self, local, path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_put_file", dying)
        with pytest.raises(ReleaseError) as caught:
            release(in_splits(), url)
    said = f"{url} cannot be reached (the line went dead); see that you are online and the address is right"
    why, here = str(caught.value).split(". What was built is in ")
    assert why == said
    assert verify(Path(here)).problems == ()
    shutil.rmtree(Path(here).parent)
    left = keys(s3, url)
    assert first.items() <= left.items()
    assert "1.1.0/release.json" not in left
    s3.put_object(
        Bucket=BUCKET, Key=f"{url}/1.1.0/data/old".removeprefix(f"s3://{BUCKET}/"), Body=b""
    )
    assert release_folder(url).name == "1.0.0"
    assert (
        release(in_splits("“too late”"), url)
        == release(in_splits("“too late”"), tmp_path)
        == "1.1.0"
    )
    assert keys(s3, url) == contents(tmp_path)


def test_two_at_once_do_not_make_one_release_of_both(
    s3: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fsspec.get_filesystem_class("s3")
    put = store._put_file

    async def with_another(self: object, local: str, path: str, **options: object) -> None:
        await put(self, local, path, **options)
        await put(self, local, f"{path}.other", **options)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_put_file", with_another)
        with pytest.raises(ReleaseError, match="is written by somebody else, too: let one build"):
            release(example(), url)
    assert "1.0.0/release.json" not in keys(s3, url)
    with (
        pytest.raises(ReleaseError, match="exists, and a release never changes"),
        Place.of(url).folder() as folder,
    ):
        write(example(), folder, provenance=MADE_BY)
        release(example(), url)


def test_what_is_altered_or_missing_there_is_not_taken(s3: Any, url: str) -> None:
    release(in_splits("clerk"), url)
    name = f"{url}/1.0.0/README.md".removeprefix(f"s3://{BUCKET}/")
    s3.put_object(Bucket=BUCKET, Key=name, Body=b"other")
    with pytest.raises(ReleaseError, match=r"'?README.md'? of release 1.0.0 has SHA-256 d9298a10"):
        release_folder(url)
    s3.delete_object(Bucket=BUCKET, Key=name)
    with pytest.raises(ReleaseError, match="has not all files of a release: it is none, or not"):
        release_folder(url)


def test_a_file_outside_the_release_is_never_written(s3: Any, url: str) -> None:
    release(example(), url)
    name = f"{url}/1.0.0/release.json".removeprefix(f"s3://{BUCKET}/")
    said = json.loads(keys(s3, url)["1.0.0/release.json"])
    said["files"]["../../outside"] = "ab" * 32
    s3.put_object(Bucket=BUCKET, Key=name, Body=json.dumps(said).encode())
    with pytest.raises(ReleaseError, match="names a file outside it"):
        release_folder(url)


@pytest.mark.parametrize(
    ("out", "why"),
    [
        (
            "s3://no-such-bucket/x",
            "s3://no-such-bucket/x: there is no no-such-bucket; make it first",
        ),
        (
            "hf://datasets/a/b",
            "hf://datasets/a/b cannot be built into: build into a folder, then claims push",
        ),
        ("gs://b", "gs://b cannot be reached without another package: pip install gcsfs"),
    ],
)
def test_what_cannot_be_built_into_is_said_at_once(s3: Any, out: str, why: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        claims.build("no-such-input.txt", out=out)
    assert str(caught.value) == why


def test_an_address_without_releases(s3: Any, url: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        release_folder(url)
    assert (
        str(caught.value)
        == f"{url} is no release and holds none: give what `claims build --out` was given"
    )


def test_from_warc_at_an_address_to_a_release_at_one(s3: Any, url: str, tmp_path: Path) -> None:
    """The one real build here: the same bytes as from a folder into a folder."""
    archive = Archive()
    archive.add("x", kind="metadata")
    archive.pages(2).add("x", kind="metadata")
    data = archive.bytes.getvalue()[:-10]
    s3.put_object(Bucket=BUCKET, Key="crawl/n.warc.gz", Body=data)
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "n.warc.gz").write_bytes(data)
    source = f"s3://{BUCKET}/crawl"
    done = CliRunner().invoke(app, ["build", source, "--out", url, "--json", "--workers", "1"])
    assert done.exit_code == 1, done.output
    said = json.loads(done.stdout)
    assert said["release"] == f"{url}/1.0.0"
    assert [one["source"] for one in said["rejected"]] == [f"{source}/n.warc.gz:4"]
    assert said["skipped"] == [{"source": f"{source}/n.warc.gz", "records": {"metadata": 1}}]
    claims.build(tmp_path / "crawl", out=tmp_path / "out", keep=False)
    assert keys(s3, url) == contents(tmp_path / "out")
    articles = claims.load(url, "articles", format="polars").collect()
    assert sorted(articles["source_uri"]) == [URL + "0", URL + "1"]
    assert all(QUOTE in text for text in articles["text"])
    again = CliRunner().invoke(app, ["build", f"{source}/*.gz", "--out", url, "--workers", "1"])
    assert f"Nothing new since 1.0.0: {url}/1.0.0 has it all" in again.stdout
    skipped = f"1 records of {source}/n.warc.gz are no pages and were skipped (1 metadata)."
    assert skipped in again.stdout
    assert f"1 inputs were rejected; {url}/1.0.0/rejects.jsonl has them all" in again.stdout
    shown = CliRunner().invoke(app, ["show", url, "--json"])
    assert shown.exit_code == 0, shown.output
    assert "The bridge — a folly — stays shut" in shown.stdout
