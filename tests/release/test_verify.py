"""Each way to alter a release is tried on a real one, and has to be told by name."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import ReleaseError
from claims.release.verify import Verified, verify
from claims.schemas import TABLES
from tests.release.made import contents
from tests.release.tampering import (
    data,
    edit,
    flip,
    flip_in_a_page,
    forge,
    renamed_digests,
    reseal,
    rewrite,
)

ANY = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def told(found: Verified) -> list[str]:
    """What is wrong, with digests and rows' ids left out."""
    return [_masked(str(problem)) for problem in found.problems]


def _masked(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{20}\b", "ID", re.sub(r"[0-9a-f]{12}…", "HEX", text))


def test_releases_as_they_were_made_are_good_and_stay_untouched(releases: Path) -> None:
    before = contents(releases)
    for version, rows in (("1.0.0", 26), ("1.1.0", 38), ("1.1.1", 38)):
        found = verify(releases / version, chain=True)
        files = len(contents(releases / version))
        expected = Verified(releases / version, version, files=files, rows=rows)
        assert found == expected
        assert str(found) == (
            f"{releases / version} is release {version} as it was made: "
            f"{files} files and {rows} rows checked."
        )
    assert contents(releases) == before


def test_a_folder_of_any_name_is_good(releases: Path, tmp_path: Path) -> None:
    """Copies and downloads have other names, and other releases are not beside them."""
    copy = tmp_path / "elsewhere" / "split=a b%20"
    shutil.copytree(releases / "1.1.1", copy)
    found = verify(copy)
    assert found.problems == ()
    assert found.notes == (
        "release 1.1.0 is not beside it, and 1.1.1 follows it: "
        "what came before 1.1.1 is not checked",
    )


def test_links_to_files_as_the_cache_of_the_hub_has_them_are_good(
    releases: Path, tmp_path: Path
) -> None:
    blobs = tmp_path / "blobs"
    shutil.move(releases / "1.0.0", blobs)
    for path in [path for path in blobs.rglob("*") if path.is_file()]:
        link = releases / "1.0.0" / path.relative_to(blobs)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path)
    assert verify(releases / "1.0.0").problems == ()


# ------------------------------------------------------------------ bytes


@pytest.mark.slow
@ANY
@given(st.data())
def test_any_byte_that_is_flipped_is_found(built: Path, drawn: st.DataObject) -> None:
    files = sorted(p for p in (built / "1.1.1").rglob("*") if p.is_file() and p.stat().st_size)
    path = drawn.draw(st.sampled_from(files))
    before = path.read_bytes()
    try:
        flip(path, drawn.draw(st.integers(0, len(before) - 1)), drawn.draw(st.integers(1, 255)))
        found = verify(built / "1.1.1")
    finally:
        path.write_bytes(before)
    name = path.relative_to(built / "1.1.1").as_posix()
    assert name in {problem.where for problem in found.problems}


def test_a_flipped_bit_in_a_page_of_a_table(releases: Path) -> None:
    name = "data/articles/train-00000-of-00001.parquet"
    in_page = (
        f"{name}: cannot be read: could not verify page integrity, CRC checksum verification "
        "failed for page_ordinal 0"
    )
    flip_in_a_page(releases / "1.1.1" / name)
    assert told(verify(releases / "1.1.1")) == [f"{name}: has SHA-256 HEX, expected HEX", in_page]
    # The page's own checksum tells by itself, whatever release.json says.
    renamed_digests(releases / "1.1.1")
    assert told(verify(releases / "1.1.1")) == [in_page]


def test_two_files_exchanged(releases: Path) -> None:
    folder = releases / "1.1.1"
    train, test = data(folder, "claims", "train"), data(folder, "claims", "test")
    content = train.read_bytes()
    train.write_bytes(test.read_bytes())
    test.write_bytes(content)
    problems = told(verify(folder))
    names = [f"data/claims/{split}-00000-of-00001.parquet" for split in ("test", "train")]
    assert problems[:2] == [
        f"{names[0]}: has SHA-256 HEX, expected HEX: the bytes of {names[1]}",
        f"{names[1]}: has SHA-256 HEX, expected HEX: the bytes of {names[0]}",
    ]
    assert f"{names[1]}: has 8 rows, expected 12" in problems
    assert any(
        problem.startswith(f"{names[1]}: holds 8 rows of another split, e.g. ID: 'test', ID")
        for problem in problems
    )


def test_a_file_from_another_release(releases: Path) -> None:
    shutil.copy(
        data(releases / "1.0.0", "articles", "train"), data(releases / "1.1.1", "articles", "train")
    )
    name = "data/articles/train-00000-of-00001.parquet"
    problems = told(verify(releases / "1.1.1"))
    assert problems[:3] == [
        f"{name}: has SHA-256 HEX, expected HEX: the bytes of this file in release 1.0.0",
        f"{name}: has 1 row, expected 3",
        "articles: its rows have SHA-256 HEX, expected HEX",
    ]
    assert "claims.article_id: key_of(articles): 8 rows, e.g." in "\n".join(problems)


def test_a_missing_file(releases: Path) -> None:
    data(releases / "1.1.1", "claims", "test").unlink()
    assert told(verify(releases / "1.1.1")) == [
        "data/claims/test-00000-of-00001.parquet: is missing; the manifest names it"
    ]


def test_added_files_of_any_kind(releases: Path) -> None:
    folder = releases / "1.1.1"
    (folder / "data/claims/train-00001-of-00002.parquet").write_bytes(b"")
    (folder / "notes").mkdir()
    (folder / "notes" / "a\x1b[2Jb.txt").write_text("")
    (folder / "elsewhere").symlink_to(releases, target_is_directory=True)
    (folder / "gone").symlink_to(releases / "gone")
    what = "is not in the manifest; move it out of the release"
    names = (
        "data/claims/train-00001-of-00002.parquet", "elsewhere", "gone", r"'notes/a\x1b[2Jb.txt'",
    )  # fmt: skip
    assert told(verify(folder)) == [f"{name}: {what}" for name in names]


# ------------------------------------------------------------------ rows


def test_an_edited_cell_is_told_with_its_row(releases: Path) -> None:
    folder = releases / "1.1.1"
    row = edit(data(folder, "claims", "train"), 1, "claim", "that it would never open")
    problems = verify(folder).problems
    assert told(verify(folder)) == [
        "data/claims/train-00000-of-00001.parquet: has SHA-256 HEX, expected HEX",
        "claims: its rows have SHA-256 HEX, expected HEX; otherwise in release 1.1.0: ID: claim",
        "claims.claim: words_at(claim_spans): 1 row, e.g. ID: 'that it would never open'",
    ]
    assert row in str(problems[1])
    assert row in str(problems[2])


def test_a_cell_that_no_rule_computes_is_told_by_the_release_beside_it(releases: Path) -> None:
    row = edit(data(releases / "1.1.1", "speakers"), 0, "wikidata", "Q1")
    problems = verify(releases / "1.1.1").problems
    assert str(problems[1]).endswith(f"; otherwise in release 1.1.0: {row}: wikidata")


def test_a_file_rewritten_by_another_writer(releases: Path) -> None:
    """Of the same rows, but with types of its own, and without page checksums."""
    path = data(releases / "1.1.1", "speakers")
    pl.read_parquet(path).with_columns(pl.col("claim_count").cast(pl.Int64)).write_parquet(path)
    assert told(verify(releases / "1.1.1")) == [
        "data/speakers/train-00000-of-00001.parquet: has SHA-256 HEX, expected HEX",
        "data/speakers/train-00000-of-00001.parquet: "
        "has large_string in column speaker_id, expected string",
    ]


def test_a_column_too_many(releases: Path) -> None:
    path = data(releases / "1.1.1", "speakers")
    pl.read_parquet(path).with_columns(extra=pl.lit(1)).write_parquet(path)
    problems = told(verify(releases / "1.1.1"))
    assert problems[1].startswith(
        "data/speakers/train-00000-of-00001.parquet: has the columns speaker_id, name, type, "
    )


def test_a_row_moved_into_the_file_of_another_split(releases: Path) -> None:
    folder = releases / "1.1.1"
    train, test = data(folder, "framings", "train"), data(folder, "framings", "test")
    rows, others = pl.read_parquet(train), pl.read_parquet(test)
    rewrite(train, rows[1:])
    rewrite(test, pl.concat([others, rows[:1]]))
    names = [f"data/framings/{split}-00000-of-00001.parquet" for split in ("test", "train")]
    assert told(verify(folder)) == [
        f"{names[0]}: has SHA-256 HEX, expected HEX",
        f"{names[1]}: has SHA-256 HEX, expected HEX",
        f"{names[1]}: has 2 rows, expected 3",
        f"{names[0]}: has 3 rows, expected 2",
        f"{names[0]}: holds 1 row of another split, e.g. ID: 'train'",
    ]
    assert rows["framing_id"][0] in str(verify(folder).problems[-1])


def test_a_row_moved_between_splits_and_said_to_be_of_the_other(releases: Path) -> None:
    folder = releases / "1.1.1"
    train, test = data(folder, "framings", "train"), data(folder, "framings", "test")
    rows, others = pl.read_parquet(train), pl.read_parquet(test)
    rewrite(train, rows[1:])
    rewrite(test, pl.concat([others, rows[:1].with_columns(split=pl.lit("test"))]))
    problems = told(verify(folder))
    assert "framings.split: split_of_article: 1 row, e.g. ID: 'test'" in problems
    assert any(p.endswith("; otherwise in release 1.1.0: ID: split") for p in problems)


def test_all_that_is_wrong_is_told_at_once(releases: Path) -> None:
    folder = releases / "1.1.1"
    data(folder, "speakers").unlink()
    (folder / "more.txt").write_text("")
    flip(folder / "rejects.jsonl", 0) if (folder / "rejects.jsonl").stat().st_size else None
    edit(data(folder, "claims", "test"), 0, "cue_class", "shout")
    edit(data(folder, "articles", "validation"), 0, "word_count", -1)
    reseal(folder, lambda said: said.update(rejects=3))
    checks = [problem.check for problem in verify(folder).problems]
    assert checks == [
        "file_missing", "file_added", "file_bytes", "file_bytes", "content", "content", "schema",
        "schema", "rejects",
    ]  # fmt: skip


# ------------------------------------------------------------------ a manifest altered to match


def test_a_manifest_that_gives_the_digests_of_altered_files(releases: Path) -> None:
    edit(data(releases / "1.1.1", "articles", "test"), 0, "byline", "The Other Example")
    renamed_digests(releases / "1.1.1")
    problems = told(verify(releases / "1.1.1"))
    assert problems[0] == (
        "articles: its rows have SHA-256 HEX, expected HEX; otherwise in release 1.0.0: ID: byline"
    )
    # The card still says how large the file was.
    assert problems[1].startswith("README.md: says ")


def test_a_release_forged_throughout_is_told_by_the_one_that_follows(releases: Path) -> None:
    edit(data(releases / "1.0.0", "articles"), 0, "byline", "The Other Example")
    forge(releases / "1.0.0")
    assert told(verify(releases / "1.0.0")) == [
        "release.json: has SHA-256 HEX, but release 1.1.0, which follows it, names HEX"
    ]
    for follower in ("1.1.0", "1.1.1"):  # the whole chain is walked
        assert told(verify(releases / follower)) == [
            "release 1.0.0: is not the release that 1.1.0 follows: "
            "content_sha256 HEX, expected HEX; SHA-256 of release.json HEX, expected HEX"
        ]
    # By itself it says nothing that is not so: that is what a signature is for.
    shutil.rmtree(releases / "1.1.0")
    assert verify(releases / "1.0.0").good


def test_the_chain_may_be_wanted(releases: Path) -> None:
    shutil.rmtree(releases / "1.0.0")
    found = verify(releases / "1.1.1")
    assert found.good
    assert str(found).endswith(
        "Note: release 1.0.0 is not beside it, and 1.1.0 follows it: "
        "what came before 1.1.0 is not checked."
    )
    assert told(verify(releases / "1.1.1", chain=True)) == [
        "release 1.0.0: is not beside it, and 1.1.0 follows it"
    ]


def test_a_release_cut_off_from_those_before_it_is_noted(releases: Path) -> None:
    reseal(releases / "1.1.1", lambda said: said.update(parent=None))
    assert verify(releases / "1.1.1").notes == (
        "it names no release before it, though 1.1.0 is beside it",
    )


@pytest.mark.parametrize("version", ["1.1.1", "2.0.0", "../../etc", "1.1"])
def test_a_parent_that_cannot_be_one_ends_the_walk(releases: Path, version: str) -> None:
    reseal(releases / "1.1.1", lambda said: said["parent"].update(version=version))
    problems = told(verify(releases / "1.1.1"))
    assert f"release 1.1.1: names {version} as the release before it" in problems


def test_a_parent_that_cannot_be_read(releases: Path) -> None:
    (releases / "1.0.0" / "release.json").write_text("{")
    (problem,) = verify(releases / "1.1.1").problems
    assert problem.where == "release 1.0.0"
    assert problem.what.startswith(f"cannot read {releases / '1.0.0' / 'release.json'}: ")


def test_a_release_in_the_folder_of_another(releases: Path) -> None:
    shutil.rmtree(releases / "1.1.0")
    (releases / "1.0.0").rename(releases / "1.1.0")
    assert "release.json: is release 1.0.0, in a folder named 1.1.0" in told(
        verify(releases / "1.1.0")
    )


# ------------------------------------------------------------------ the manifest itself


EDITS: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "version": (
        lambda said: said.update(version="1.1.2"),
        "release.json: is release 1.1.2, in a folder named 1.1.1",
    ),
    "content": (
        lambda said: said.update(content_sha256="ab" * 32),
        "release.json: gives content_sha256 HEX, but that of its tables is HEX",
    ),
    "table's digest": (
        lambda said: said["tables"]["claims"].update(sha256="ab" * 32),
        "claims: its rows have SHA-256 HEX, expected HEX",
    ),
    "rows": (
        lambda said: said["tables"]["claims"]["rows"].update(train=11),
        "data/claims/train-00000-of-00001.parquet: has 12 rows, expected 11",
    ),
    "a split left out": (
        lambda said: said["tables"]["claims"]["rows"].pop("test"),
        "release.json: names data/claims/test-00000-of-00001.parquet, but counts no rows in it",
    ),
    "a split too many": (
        lambda said: said["tables"]["speakers"]["rows"].update(test=1),
        "release.json: counts rows in data/speakers/test-00000-of-00001.parquet, "
        "but names no such file",
    ),
    "no splits": (
        lambda said: said["tables"]["speakers"].update(rows={}),
        "release.json: counts no split of speakers",
    ),
    "a table left out": (
        lambda said: said["tables"].pop("speakers"),
        "release.json: has not the columns of speakers that news-claims 1.0.0 has",
    ),
    "columns": (
        lambda said: said["tables"]["speakers"]["columns"].pop("wikidata"),
        "release.json: has not the columns of speakers that news-claims 1.0.0 has",
    ),
    "rejects": (lambda said: said.update(rejects=1), "rejects.jsonl: has 0 lines, expected 1"),
    "inputs": (
        lambda said: said["inputs"].update(count=7),
        "release.json: gives 7 inputs of SHA-256 HEX, "
        "but articles and rejects were read from 6 of HEX",
    ),
    "a file left out": (
        lambda said: said["files"].pop("rejects.jsonl"),
        "rejects.jsonl: is not in the manifest; move it out of the release",
    ),
    "a path out of the release": (
        lambda said: said["files"].update({"../1.0.0/release.json": "ab" * 32}),
        "../1.0.0/release.json: is missing; the manifest names it",
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edited_manifest_is_told_though_its_checksum_matches(releases: Path, what: str) -> None:
    change, problem = EDITS[what]
    reseal(releases / "1.1.1", change)
    assert problem in told(verify(releases / "1.1.1"))


def test_an_edited_manifest_is_told_by_its_checksum(releases: Path) -> None:
    path = releases / "1.1.1" / "release.json"
    said = path.read_text(encoding="utf-8")
    path.write_text(said.replace("attributor 1.0.0", "attributor 1.0.1"), encoding="utf-8")
    assert told(verify(releases / "1.1.1")) == [
        "release.json: was altered: it has the checksum HEX, expected HEX"
    ]
    path.write_text(said.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert told(verify(releases / "1.1.1")) == [
        "release.json: was altered: it is not in the form in which it was written"
    ]
    without = {key: value for key, value in json.loads(said).items() if key != "checksum"}
    path.write_text(json.dumps(without), encoding="utf-8")
    assert told(verify(releases / "1.1.1")) == ["release.json: was altered: it has no checksum"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "it has no 'provenance'"),
        (b"{}", "it has no 'provenance'"),
        (b"\xff\xfe\xfa", None),
    ],
)
def test_what_is_no_manifest(releases: Path, content: bytes, why: str | None) -> None:
    (releases / "1.1.1" / "release.json").write_bytes(content)
    found = verify(releases / "1.1.1")
    assert found.version is None
    assert [problem.where for problem in found.problems] == ["release.json"]
    assert found.problems[0].what.startswith("cannot be read: " + (why or ""))


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        yield from _leaves(inner, (*place, key))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 10**20) | st.text(max_size=9) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=9), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.slow
@settings(ANY, max_examples=60)
@given(st.data())
def test_no_manifest_is_too_odd_to_be_told(built: Path, drawn: st.DataObject) -> None:
    """Anything at any place of it: never an error of Python, and never taken for good."""
    path = built / "1.1.1" / "release.json"
    before = path.read_bytes()
    places = [place for place in _leaves(json.loads(before)) if place[:1] != ("checksum",)]
    place = drawn.draw(st.sampled_from(places[1:]))
    value = drawn.draw(JSON)

    def change(said: dict[str, Any]) -> None:
        inner: Any = said
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value

    try:
        try:
            reseal(built / "1.1.1", change)
        except UnicodeEncodeError:
            return
        found = verify(built / "1.1.1")
    finally:
        path.write_bytes(before)
    # Versions and digests of what made it can be told by the next release or a signature alone.
    free = place[0] in ("provenance", "libraries") or (place, value) == (("parent",), None)
    assert found.problems or free


# ------------------------------------------------------------------ card and rejects


def test_a_card_that_says_otherwise(releases: Path) -> None:
    path = releases / "1.1.1" / "README.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("num_examples: 12", "num_examples: 13").replace("n<1K", "1K<n<10K")
    path.write_text(
        text.replace("config_name: framings\n", "config_name: frames\n"), encoding="utf-8"
    )
    renamed_digests(releases / "1.1.1")
    assert told(verify(releases / "1.1.1")) == [
        "README.md: says '1K<n<10K' in size_categories[0], expected 'n<1K'",
        "README.md: says 'frames' in configs[2].config_name, expected 'framings'",
        "README.md: says 13 in dataset_info[0].splits[0].num_examples, expected 12",
        "README.md: says 'frames' in dataset_info[2].config_name, expected 'framings'",
    ]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n"
    for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("a: [", "README.md: has no front matter that can be read"),
        (BOMB + "configs: *j\n", "README.md: says 9 values in configs, expected 5 values"),
        ("x: " + "[" * 5000, "README.md: has no front matter that can be read"),
    ],
    ids=["cut", "bomb", "deep"],
)
def test_front_matter_that_is_none(releases: Path, front: str, problem: str) -> None:
    (releases / "1.1.1" / "README.md").write_text(f"---\n{front}\n---\n")
    renamed_digests(releases / "1.1.1")
    assert problem in told(verify(releases / "1.1.1"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "rejects.jsonl: has 0 lines, expected 1"),
        ("{", "rejects.jsonl: cannot be read: line 1 is no rejected input"),
        ("[1]", "rejects.jsonl: cannot be read: line 1 is no rejected input"),
        ('{"source": "a", "reason": "b", "source_sha256": 5}', "rejects.jsonl: cannot be read: line 1 is no rejected input"),
        ('{"source": "a", "reason": "b", "source_sha256": null}', "release.json: gives 5 inputs of SHA-256 HEX, but articles and rejects were read from 4 of HEX"),
    ],
)  # fmt: skip
def test_rejects_that_were_altered(releases: Path, line: str, problem: str) -> None:
    (releases / "1.0.0" / "rejects.jsonl").write_text(line and f"{line}\n")
    renamed_digests(releases / "1.0.0")
    assert problem in told(verify(releases / "1.0.0"))


# ------------------------------------------------------------------ the rest


def test_tables_of_another_version_of_the_package_are_noted(releases: Path) -> None:
    """Its columns may be others: the files are still compared, the rows not."""

    def change(said: dict[str, Any]) -> None:
        said["libraries"]["news-claims"] = "0.9.0"
        del said["tables"]["speakers"]["columns"]["wikidata"]

    shutil.rmtree(releases / "1.1.0")
    shutil.rmtree(releases / "1.1.1")
    reseal(releases / "1.0.0", change)
    found = verify(releases / "1.0.0")
    assert found.problems == ()
    assert found.notes == (
        "speakers has other columns than news-claims 1.0.0 knows, so its rows are not checked: "
        "verify with news-claims 0.9.0",
    )


def test_progress_tells_each_file_and_table_in_order(releases: Path) -> None:
    seen: list[tuple[str, float]] = []
    verify(releases / "1.0.0", progress=lambda what, share: seen.append((what, share)))
    assert [what for what, _ in seen[-6:]] == [*TABLES, "schema"]
    assert seen[0] == ("CHANGES.md", 0.0)
    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert shares[-1] <= 1


def test_a_manifest_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "release.json").mkdir()
    with pytest.raises(ReleaseError, match=r"^cannot read .*release\.json: "):
        verify(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_release_does_not_hang(releases: Path) -> None:
    path = releases / "1.1.1" / "rejects.jsonl"
    path.unlink()
    os.mkfifo(path)
    problems = told(verify(releases / "1.1.1"))
    assert problems == [
        "rejects.jsonl: is missing; the manifest names it",
        "rejects.jsonl: is not in the manifest; move it out of the release",
    ]
