"""Releases without text: what they hold, and their words put back from copies of the articles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

import claims
from claims.cli import app
from claims.errors import ClaimsError, ReleaseError
from claims.frames import Wanted, report
from claims.frames.table import shown
from claims.load import scan
from claims.rebuild import rebuild
from claims.rehydrate import rehydrate
from claims.release.diff import Side, compare
from claims.release.manifest import Manifest
from claims.release.verify import verify
from claims.show import rows, table
from claims.withheld import WITHHELD
from tests.release.made import contents
from tests.release.tampering import PLACES, SPLITS, data, edit, forge, reseal

DIGITS = 12


@pytest.fixture(scope="session")
def bare(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0.0 and 1.1.0 as `built` has them, without text."""
    out = tmp_path_factory.mktemp("bare")
    files = [news / f"{place.lower()}.txt" for place in PLACES]
    for inputs in ([*files[:4], news / "empty.txt"], [*files, news / "empty.txt"]):
        claims.build(inputs, out=out, splits=SPLITS, text="none")
    assert sorted(path.name for path in out.iterdir()) == ["1.0.0", "1.1.0"]
    return out


@pytest.fixture
def textless(bare: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bare, tmp_path / "textless"))


def run(*arguments: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return ran.exit_code, ran.stdout, ran.stderr


def test_no_words_of_the_articles_are_in_it(bare: Path, built: Path) -> None:
    """Not in the tables, and not in what is told of them: every word of the text, in every file."""
    for table_name, columns in WITHHELD.items():
        for column in columns:
            assert scan(bare / "1.1.0", table_name).collect()[column].null_count() > 0
    full = scan(built / "1.1.0", "claims").collect()
    for path in bare.rglob("*"):
        if path.suffix == ".parquet":
            said = pl.read_parquet(path).write_ndjson()
        elif path.is_file():
            said = path.read_text("utf-8")
        else:
            continue
        for words in full["claim"]:
            # A headline is the article's title, too, which stays.
            assert words not in said or "articles" in path.parts, path
    assert verify(bare / "1.1.0", chain=True).problems == ()


def test_it_tells_what_it_would_hold_with_text(bare: Path, built: Path) -> None:
    one, other = Manifest.of(bare / "1.1.0"), Manifest.of(built / "1.1.0")
    assert one.with_text is not None
    assert one.provenance.options.text == "none"
    assert one.with_text.content_sha256 == other.content_sha256
    assert one.with_text.tables == {name: t.sha256 for name, t in other.tables.items()}
    assert one.content_sha256 != other.content_sha256
    card = (bare / "1.1.0" / "README.md").read_text("utf-8")
    assert f"with all text the content's sha256 is `{other.content_sha256}`" in card
    assert "Without text" not in (built / "1.1.0" / "README.md").read_text("utf-8")
    other_texts = "texts may hold any other personal information"
    for release, holds in ((bare, False), (built, True)):
        croissant = (release / "1.1.0" / "croissant.json").read_text("utf-8")
        assert (other_texts in croissant) is holds
        assert ("which is withheld" in croissant) is not holds


def test_rehydrated_it_is_the_release_with_text(
    bare: Path, built: Path, news: Path, tmp_path: Path
) -> None:
    """Row for row, file for file, the chain of releases included."""
    out = tmp_path / "full"
    for version in ("1.0.0", "1.1.0"):
        found = rehydrate(bare / version, news, out)
        assert found.whole
        assert found.content_sha256 == Manifest.of(built / version).content_sha256
        assert [one.reason for one in found.rejected] == ["is empty"]
        assert contents(out / version) == contents(built / version)
    assert verify(out / "1.1.0", chain=True).problems == ()


def test_copies_under_other_names_match_and_what_does_not_is_listed(
    bare: Path, built: Path, news: Path, tmp_path: Path
) -> None:
    copies = tmp_path / "mine"
    copies.mkdir()
    for number, place in enumerate(PLACES[:4]):
        shutil.copy(news / f"{place.lower()}.txt", copies / f"{number}.txt")
    changed = (news / "pori.txt").read_text().replace("a sham", "a scam")
    (copies / "pori.txt").write_text(changed)
    (copies / "other.txt").write_text(changed.replace("Pori", "Lahti"))
    out = tmp_path / "part"
    status, said, _ = run("rehydrate", bare, copies, "--out", out)
    assert status == 1
    ids = dict(scan(built / "1.1.0", "articles").collect()["source_uri", "article_id"].iter_rows())
    digests = {
        row["source_uri"]: row["text_sha256"][:DIGITS]
        for row in scan(built / "1.1.0", "articles").collect().to_dicts()
    }
    lines = said.splitlines()
    assert lines[0] == f"Made {out / '1.1.0'} with the words of 4 articles."
    assert lines[1] == "Still without words: 2 articles."
    assert lines[2].startswith(
        f"  {ids['pori.txt']} pori.txt “Port of Pori to Open in a Week — President”: "
        f"{copies / 'pori.txt'} has text of SHA-256 "
    )
    assert lines[2].endswith(f"…, expected {digests['pori.txt']}…")
    assert lines[3] == (
        f"  {ids['rauma.txt']} rauma.txt “Port of Rauma to Open in a Week — President”: "
        f"no copy given has text of SHA-256 {digests['rauma.txt']}…"
    )
    assert lines[4] == "Not of the release: 1 input."
    assert Manifest.of(out / "1.1.0").provenance.options.text == "part"
    found = verify(out / "1.1.0")
    assert found.problems == ()
    assert found.notes[0].startswith("the text of some articles is withheld")
    # The rest is put back another time, with what was made.
    status, said, _ = run("rehydrate", out, news, "--out", tmp_path / "full", "--json")
    assert status == 0
    made = json.loads(said)
    assert (made["whole"], made["articles"], made["unused"]) == (True, 2, 0)
    assert made["content_sha256"] == Manifest.of(built / "1.1.0").content_sha256


def test_no_copy_at_all_makes_nothing(bare: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The port of Lahti will open in a week, the mayor said on Friday.\n")
    status, said, wrong = run("rehydrate", bare / "1.0.0", other, "--out", tmp_path / "out")
    assert (status, said) == (2, "")
    assert wrong.startswith(f"claims: no copy given is an article of {bare / '1.0.0'}:\n  ")
    assert not (tmp_path / "out").exists()


def test_a_release_with_text_has_nothing_to_put_back(
    built: Path, news: Path, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseError, match=r"1\.1\.0 has all its text: there is nothing to put"):
        rehydrate(built / "1.1.0", news, tmp_path)


def test_altered_rows_are_not_taken_for_the_release(
    textless: Path, news: Path, tmp_path: Path
) -> None:
    folder = textless / "1.1.0"
    edit(data(folder, "claims"), 0, "confidence", 0.111)
    with pytest.raises(
        ReleaseError, match=r"rows of claims in .* are not as its release\.json says"
    ):
        rehydrate(folder, news, tmp_path / "out")
    forge(folder)
    with pytest.raises(
        ReleaseError, match=r"with its words .* does not hold what its release\.json"
    ):
        rehydrate(folder, news, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_words_in_a_release_without_text_are_a_problem(textless: Path) -> None:
    folder = textless / "1.1.0"
    edit(data(folder, "claims"), 0, "claim", "They said so.")
    forge(folder)
    told = [str(problem) for problem in verify(folder).problems]
    assert "claims.claim: holds words in 1 row, though its text is withheld" in told


def test_what_is_said_of_the_text_has_to_agree(textless: Path, releases: Path) -> None:
    def full(said: dict) -> None:
        said["provenance"]["options"]["text"] = "full"

    def other(said: dict) -> None:
        said["with_text"]["tables"]["speakers"] = "0" * 64

    def nonsense(said: dict) -> None:
        said["provenance"]["options"]["text"] = "half"

    def told(folder: Path) -> list[str]:
        return [str(one) for one in verify(folder).problems if one.check == "text"]

    reseal(textless / "1.1.0", full)
    assert told(textless / "1.1.0") == [
        "release.json: says text full, and a digest with all text",
        "articles.text: is null in 6 rows, though text is full",
    ]
    reseal(textless / "1.0.0", other)
    assert [one.partition(",")[0] for one in told(textless / "1.0.0")][1:] == [
        "release.json: gives another digest of speakers with text"
    ]
    reseal(releases / "1.1.1", nonsense)
    assert told(releases / "1.1.1") == [
        "release.json: says text half, which is none of full, none, part"
    ]


def test_it_is_rebuilt_byte_for_byte(bare: Path, news: Path) -> None:
    files = len(contents(bare / "1.1.0"))
    assert str(rebuild(bare / "1.1.0", news)) == (
        f"{bare / '1.1.0'} rebuilt: identical, all {files} files byte for byte."
    )


def test_releases_with_and_without_text_do_not_follow_one_another(
    releases: Path, news: Path
) -> None:
    status, _, wrong = run("build", news, "--out", releases, "--text", "none")
    assert status == 2
    assert wrong == (
        f"claims: {releases / '1.1.1'} was made with the articles' text, this one is without text: "
        "choose another folder, --out\n"
    )


def test_compared_with_the_release_with_text_it_is_the_same(bare: Path, built: Path) -> None:
    assert compare(Side.of(bare / "1.1.0"), Side.of(built / "1.1.0")).same
    found = compare(Side.of(built / "1.0.0"), Side.of(bare / "1.1.0"))
    other = compare(Side.of(bare / "1.0.0"), Side.of(bare / "1.1.0"))
    assert [(t.added, t.removed, t.changed) for t in found.tables] == [
        (t.added, t.removed, t.changed) for t in other.tables
    ]
    claims_diff = next(t for t in found.tables if t.name == "claims")
    assert claims_diff.added > 0
    assert (claims_diff.removed, claims_diff.changed) == (0, 0)
    status, said, _ = run("diff", built / "1.0.0", bare / "1.1.0")
    assert status == 1
    assert "Text is withheld, so words are not compared" in " ".join(said.split())


def test_what_needs_words_says_so_and_the_rest_works(bare: Path, built: Path) -> None:
    found = rows(bare, version="1.1.0", speaker="Virtanen")
    assert [one["claim_id"] for one in found] == [
        one["claim_id"] for one in rows(built, version="1.1.0", speaker="Virtanen")
    ]
    cells = [str(cell) for cell in table(found).columns[2].cells]
    assert cells[0].startswith("(text withheld; characters ")
    one, other = (report(folder, version="1.1.0") for folder in (bare, built))
    assert one.matrix == other.matrix
    assert list(shown(one, 100))
    with pytest.raises(ClaimsError, match=r"--target looks for words, and .* `claims rehydrate`"):
        report(bare, wanted=Wanted(target="plan"))
    with pytest.raises(ReleaseError, match=r"so there are no tokens: .* `claims rehydrate`"):
        claims.views.tokens(bare, split="train")
    loaded = claims.load(bare, "claims", version="1.1.0")
    assert set(loaded["train"]["claim"]) == {None}
