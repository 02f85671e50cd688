"""Real releases that follow one another: rows stay, and each is made anew, alone or not."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

import claims
from claims.earlier import Inherited
from claims.load import scan
from claims.rebuild import rebuild
from claims.release.diff import Side, compare
from claims.release.inherited import INHERITED, inherited_of, parse, to_text
from claims.release.verify import verify
from tests.release.made import contents
from tests.release.tampering import edit, forge, renamed_digests, reseal

TEXT = """Port of {place} to Open in a Week

May {day}, 2024

The port of {place} will open in a week, {name} said Thursday. The dockers called the plan a sham.
"""
FIRST = {
    "turku": ("Turku", 3, "Volkov"),
    "kotka": ("Kotka", 3, "Ann Lee"),
    "oulu": ("Oulu", 4, "Maria Virtanen"),
    "pori": ("Pori", 5, "Ann Lee"),
}
LATER = {
    "rauma": ("Rauma", 6, "Anna Volkov"),
    "lahti": ("Lahti", 6, "Anna Volkov"),
    "vaasa": ("Vaasa", 7, "Boris Lee"),
    "kemi": ("Kotka", 3, "Ann Lee"),  # the text of another, from another address
    "a": ("Oulu", 4, "Maria Virtanen"),
}


def files(folder: Path, stories: dict[str, tuple[str, int, str]]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for stem, (place, day, name) in stories.items():
        (folder / f"{stem}.txt").write_text(TEXT.format(place=place, day=day, name=name))
    return [folder / f"{stem}.txt" for stem in stories]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "news"
    files(folder, FIRST | LATER)
    return folder


@pytest.fixture(scope="module")
def made(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0.0 of the first articles, and 1.1.0 of all, with other splits."""
    out = tmp_path_factory.mktemp("made")
    claims.build([news / f"{stem}.txt" for stem in FIRST], out=out, splits="0/60/40", keep=False)
    claims.build(news, out=out, splits="100/0/0", keep=False)
    assert sorted(path.name for path in out.iterdir()) == ["1.0.0", "1.1.0"]
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


def ids(folder: Path) -> dict[str, str]:
    rows = scan(folder).filter(speaker_type="person").select("speaker", "speaker_id").collect()
    return dict(rows.unique().rows())


def test_no_row_of_the_articles_that_were_there_changes(made: Path) -> None:
    found = compare(Side.of(made / "1.0.0"), Side.of(made / "1.1.0"))
    others = {table.name: (table.changed, table.removed) for table in found.tables}
    assert {name: others[name] for name in ("articles", "framings")} == dict.fromkeys(
        ("articles", "framings"), (0, 0)
    )
    assert (others["claims"][1], others["speakers"][1]) == (0, 0)
    # Nothing of a claim but its track, which a copy of its article opens.
    before, after = (
        scan(made / version, "claims").drop("track_id").collect() for version in ("1.0.0", "1.1.0")
    )
    assert before.join(after, on="claim_id", how="semi").height == before.height
    assert (
        after.join(before, on="claim_id", how="semi")
        .sort("claim_id")
        .equals(before.sort("claim_id"))
    )
    first, later = ids(made / "1.0.0"), ids(made / "1.1.0")
    assert later["Anna Volkov"] == later["Volkov"] == first["Volkov"]
    assert later.items() >= first.items()
    articles = scan(made / "1.1.0", "articles").collect()
    by_uri = {row["source_uri"]: row for row in articles.to_dicts()}
    assert by_uri["kotka.txt"]["duplicate_of"] is by_uri["oulu.txt"]["duplicate_of"] is None
    assert by_uri["kemi.txt"]["duplicate_of"] == by_uri["kotka.txt"]["article_id"]
    assert by_uri["a.txt"]["duplicate_of"] == by_uri["oulu.txt"]["article_id"]
    assert {by_uri[f"{stem}.txt"]["split"] for stem in ("rauma", "lahti", "vaasa")} == {"train"}
    assert by_uri["a.txt"]["split"] == by_uri["oulu.txt"]["split"] != "train"
    for version in ("1.0.0", "1.1.0"):
        assert verify(made / version, chain=True).problems == ()
    assert not (made / "1.0.0" / INHERITED).exists()


def test_what_is_inherited_is_on_record(made: Path) -> None:
    lines = (made / "1.1.0" / INHERITED).read_text().splitlines()
    volkov = ids(made / "1.0.0")["Volkov"]
    said = [json.loads(line) for line in lines]
    assert [next(iter(line)) for line in said] == ["article_id"] * 6 + ["speaker_id"] * 2
    splits = [line["split"] for line in said[:6]]
    assert "train" not in splits
    full = next(line["speaker_id"] for line in said[6:] if line["speaker_id"] != volkov)
    assert {line["speaker_id"]: line["joined_to"] for line in said[6:]} == dict.fromkeys(
        (volkov, full), volkov
    )
    manifest = json.loads((made / "1.1.0" / "release.json").read_text())
    assert INHERITED in manifest["files"]


def test_the_same_inputs_and_release_before_give_the_same_bytes(
    made: Path, news: Path, tmp_path: Path
) -> None:
    """In any order of the inputs."""
    shutil.copytree(made / "1.0.0", tmp_path / "out" / "1.0.0")
    inputs = sorted(news.iterdir())
    random.Random(3).shuffle(inputs)  # noqa: S311 - an order, no secret
    again = claims.build(inputs, out=tmp_path / "out", splits="100/0/0")
    assert contents(again.path) == contents(made / "1.1.0")


@pytest.mark.slow
def test_the_number_of_workers_does_not_matter(made: Path, news: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "1.0.0", tmp_path / "out" / "1.0.0")
    again = claims.build(news, out=tmp_path / "out", splits="100/0/0", workers=2)
    assert contents(again.path) == contents(made / "1.1.0")


def test_a_rebuild_is_identical_with_and_without_the_release_before(out: Path, news: Path) -> None:
    found = rebuild(out / "1.1.0", news)
    assert found.identical
    assert found.notes == ()
    shutil.rmtree(out / "1.0.0")
    found = rebuild(out / "1.1.0", sorted(news.iterdir(), reverse=True))
    assert found.identical
    assert found.notes == (
        "CHANGES.md and inherited.jsonl are taken as they are: they tell of a release that is not "
        "beside this one",
    )


@pytest.mark.slow
def test_splits_are_inherited_and_nothing_new_is_nothing_new(out: Path, news: Path) -> None:
    shutil.rmtree(out / "1.1.0")
    made = claims.build(news, out=out)
    assert (made.splits, made.before, made.splits_before) == ("0/60/40", "1.0.0", "0/60/40")
    manifest = json.loads((made.path / "release.json").read_text())
    assert manifest["provenance"]["options"]["splits"] == "0/60/40"
    assert not any("split" in cells for cells in inherited_of(made.path).articles.values())
    assert rebuild(made.path, news).identical
    again = claims.build(news, out=out)
    assert (again.new, again.version) == (False, "1.1.0")
    # Other shares alone change nothing.
    again = claims.build(news, out=out, splits="100/0/0")
    assert (again.new, again.splits, again.splits_before) == (False, "100/0/0", "0/60/40")


# ------------------------------------------------------------------ altered


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in verify(folder).problems]


def record(folder: Path, inherited: Inherited) -> None:
    """Put another record there, and its digest into release.json."""
    (folder / INHERITED).write_bytes(to_text(inherited))
    renamed_digests(folder)


def test_an_altered_record_is_found(out: Path) -> None:
    folder = out / "1.1.0"
    text = (folder / INHERITED).read_bytes()
    (folder / INHERITED).write_bytes(text.replace(b"validation", b"test"))
    assert problems(folder)[0].startswith(f"{INHERITED}: has SHA-256 ")
    renamed_digests(folder)
    (problem,) = problems(folder)
    assert problem.startswith(f"{INHERITED}: says ")
    assert "which has 'validation'" in problem
    (folder / INHERITED).unlink()
    assert problems(folder) == [f"{INHERITED}: is missing; the manifest names it"]


def test_a_record_that_rows_do_not_bear_out_is_found(out: Path) -> None:
    folder = out / "1.1.0"
    was = inherited_of(folder)
    volkov = ids(folder)["Volkov"]
    record(folder, Inherited(was.articles, {volkov: {"joined_to": "ab" * 10, "name": "V."}}))
    assert problems(folder) == [
        f"{INHERITED}: says 2 things that the rows do not: name 'V.' of speaker {volkov}, which "
        f"has 'Volkov'; joined_to 'abababababababababab' of speaker {volkov}, where there is no "
        "such speaker"
    ]
    record(folder, Inherited({"cd" * 10: {"split": "test"}}))
    assert problems(folder) == [
        f"{INHERITED}: says 1 thing that the rows do not: article cdcdcdcdcdcdcdcdcdcd, which is "
        "not there"
    ]
    (folder / INHERITED).write_text('{"article_id": "x", "split": "dev"}\n')
    renamed_digests(folder)
    assert problems(folder) == [f"{INHERITED}: cannot be read: line 1 is no article or speaker"]


def test_rows_that_depart_from_the_record_are_found(out: Path) -> None:
    folder = out / "1.1.0"
    (path,) = (folder / "data" / "speakers").iterdir()
    names = scan(folder, "speakers").collect()
    volkov = ids(folder)["Volkov"]
    record(folder, Inherited(inherited_of(folder).articles, {volkov: {"name": "Volkov"}}))
    assert problems(folder) == []
    edit(path, names["speaker_id"].to_list().index(volkov), "name", "Wolf")
    forge(folder)
    assert problems(folder)[0].startswith(f"{INHERITED}: says 1 thing that the rows do not: name")


def test_a_first_release_has_nothing_to_inherit(out: Path) -> None:
    shutil.copy(out / "1.1.0" / INHERITED, out / "1.0.0" / INHERITED)
    assert f"{INHERITED}: is not in the manifest; move it out of the release" in problems(
        out / "1.0.0"
    )
    shutil.rmtree(out / "1.0.0")

    def orphan(said):
        said["parent"] = None

    reseal(out / "1.1.0", orphan)
    assert problems(out / "1.1.0") == [
        f"release.json: names {INHERITED}, but no release before it to inherit from"
    ]


def test_a_forged_record_is_found_by_making_the_release_anew(out: Path, news: Path) -> None:
    """With the release before it; alone it says what it would be if that were true."""
    folder = out / "1.1.0"
    was = inherited_of(folder)
    record(folder, Inherited(was.articles))
    found = rebuild(folder, news)
    assert found.differing == (INHERITED, "release.json")
    shutil.rmtree(out / "1.0.0")
    found = rebuild(folder, news)
    assert {table.table for table in found.tables} == {"claims", "speakers"}


# ------------------------------------------------------------------ the file


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        "3",
        '{"article_id": "a"}',
        '{"article_id": 3, "split": "test"}',
        '{"article_id": "a", "split": "dev"}',
        '{"article_id": "a", "split": null}',
        '{"article_id": "a", "split": ["test"]}',
        '{"article_id": "a", "name": "x"}',
        '{"speaker_id": "a", "split": "test"}',
        '{"speaker_id": "a", "type": "robot"}',
        '{"claim_id": "a", "split": "test"}',
        "[" * 100_000,
    ],
)
def test_a_line_that_says_nothing_is_named(line: str) -> None:
    good = '{"article_id": "b", "duplicate_of": null, "split": "test"}'
    with pytest.raises(ValueError, match=r"^line 2 is no article or speaker$"):
        parse(f"{good}\n{line}\n".encode())
    with pytest.raises(ValueError, match=r"^line 2 "):
        parse(f"{good}\n{good}\n".encode())


def test_nothing_is_no_text() -> None:
    assert to_text(Inherited()) == b""
    assert parse(b"") == Inherited()
