"""What a user of the command line sees."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claims.cli import app
from claims.engine.kept import FOLDER
from tests.release.keys import write_key
from tests.release.made import contents

ROOT = Path(__file__).resolve().parent.parent
PORT = """Port to Open in a Week — President

By Jane Doe

May 3, 2024

Finland's President Maria Virtanen said Thursday that the port of Turku would open in a week.

"We will talk to everyone," Virtanen said. The dockers have called the plan a sham.
"""


def claims(*arguments, stdin=None):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The release of the one article, to be copied."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "port.txt").write_text(PORT)
    assert claims("build", folder / "port.txt", "--out", folder / "releases").exit_code == 0
    return folder / "releases"


@pytest.fixture
def out(built, tmp_path):
    """A folder of releases that has the article's."""
    return Path(shutil.copytree(built, tmp_path / "releases"))


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "port.txt").write_text(PORT)
    return folder


def test_build_says_what_it_made_and_a_second_time_that_nothing_is_new(news, tmp_path):
    out = tmp_path / "releases"
    first = claims("build", news, "--out", out)
    assert first.exit_code == 0, first.output
    assert (
        first.stdout
        == f"Made {out / '1.0.0'}: 4 claims, 1 articles, 1 framings, 1 speakers, 0 tracks.\n"
    )
    second = claims("build", news, "--out", out)
    assert second.exit_code == 0
    assert second.stdout == (
        f"Nothing new since 1.0.0: {out / '1.0.0'} has it all "
        "(4 claims, 1 articles, 1 framings, 1 speakers, 0 tracks).\n"
    )
    assert sorted(path.name for path in out.iterdir()) == [FOLDER, "1.0.0"]


def test_more_articles_are_a_minor_version(out, news):
    (news / "more.txt").write_text(PORT.replace("Turku", "Kotka"))
    assert json.loads(claims("build", news, "--out", out, "--json").stdout)["version"] == "1.1.0"


def test_splits_are_those_of_the_release_before_until_others_are_asked_for(news, tmp_path):
    out = tmp_path / "releases"
    claims("build", news, "--out", out, "--splits", "0/0/100")
    (news / "more.txt").write_text(PORT.replace("Turku", "Kotka"))
    ran = claims("build", news, "--out", out)
    assert ran.stdout.splitlines()[1:] == ["Splits 0/0/100, as in 1.0.0."]
    (news / "most.txt").write_text(PORT.replace("Turku", "Oulu"))
    ran = claims("build", news, "--out", out, "--splits", "100/0/0")
    assert ran.stdout.splitlines()[1:] == [
        "Splits 100/0/0 are for new articles: those of 1.1.0 stay where its 0/0/100 put them."
    ]
    ran = claims("verify", out)
    assert ran.exit_code == 0, ran.output


def test_bad_inputs_are_rejected_with_reasons_and_the_good_come_out(news, tmp_path):
    (news / "a-empty.txt").write_bytes(b"")
    (news / "b-binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (news / "c-broken.txt").write_bytes(PORT.encode() * 3 + b"caf\xc3( \xff" + PORT.encode())
    (news / "d-page.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (news / "e-huge.txt").write_bytes(b"It rained. " * 5_000_000)
    (news / "f-cut.jsonl").write_text(
        json.dumps({"text": PORT.replace("Turku", "Kotka")}) + '\n{"text": "It ra'
    )
    (news / "g.parquet").write_bytes(b"PAR1 no parquet PAR1")
    (news / "h.txt.gz").write_bytes(gzip.compress(PORT.encode())[:-20])
    out = tmp_path / "releases"
    ran = claims("build", news, tmp_path / "nowhere", "--out", out, "--workers", 1)
    assert ran.exit_code == 1, ran.output
    rejects = [json.loads(line) for line in (out / "1.0.0/rejects.jsonl").read_text().splitlines()]
    assert [r["source"] for r in rejects] == [
        "a-empty.txt", "b-binary.txt", "c-broken.txt", "d-page.html", "e-huge.txt", "f-cut.jsonl:2",
        "g.parquet", "h.txt.gz", "nowhere",
    ]  # fmt: skip
    assert all("\n" not in r["reason"] and len(r["reason"]) < 250 for r in rejects)
    assert "2 articles" in ran.stdout
    assert f"{news / 'a-empty.txt'}: is empty" in ran.stderr
    assert str(tmp_path) not in (out / "1.0.0/rejects.jsonl").read_text()


def test_nothing_built_is_status_2_and_leaves_nothing(tmp_path):
    out = tmp_path / "releases"
    ran = claims("build", tmp_path / "nowhere", "--out", out)
    assert ran.exit_code == 2
    assert ran.stderr == (
        f"claims: no input gave an article:\n  {tmp_path / 'nowhere'}: does not exist\n"
    )
    assert not out.exists()
    assert json.loads(claims("build", tmp_path / "nowhere", "--out", out, "--json").stdout) == {
        "error": f"no input gave an article:\n  {tmp_path / 'nowhere'}: does not exist"
    }


@pytest.mark.skipif(
    sys.platform != "linux", reason="needs a folder that not even root may write in"
)
def test_an_unwritable_folder_is_named(news):
    ran = claims("build", news, "--out", "/proc/releases")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("claims: cannot write")
    assert "/proc/releases" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_an_output_that_is_a_file_is_named(news, tmp_path):
    (tmp_path / "file").write_text("")
    ran = claims("build", news, "--out", tmp_path / "file")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("claims: ")
    assert str(tmp_path / "file") in ran.stderr
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--splits", "80/30"], "claims: cannot read splits '80/30': give train/validation/test in percent, such as 80/10/10\n"),
        (["--column", "text"], "claims: cannot read --column 'text': write it as text=body\n"),
        (["--version", "one"], None),
    ],
)  # fmt: skip
def test_options_that_make_no_sense(news, tmp_path, options, message):
    ran = claims("build", news, "--out", tmp_path / "out", *options)
    assert ran.exit_code == 2
    assert ran.stderr == message or (message is None and "one" in ran.stderr)
    assert ran.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_quiet_prints_nothing_and_json_one_object(news, tmp_path):
    assert claims("build", news, "--out", tmp_path / "a", "--quiet").output == ""
    made = json.loads(claims("build", news, "--out", tmp_path / "b", "--json").stdout)
    assert made == {
        "release": str(tmp_path / "b/1.0.0"), "version": "1.0.0", "new": True,
        "rows": {"claims": 4, "articles": 1, "framings": 1, "speakers": 1, "tracks": 0}, "repeated": 0, "splits": "100/0/0",
        "before": None, "rejected": [], "corrected": 0, "unanchored": [], "contradictions": [], "skipped": [],
    }  # fmt: skip


def test_show_prints_speaker_words_framing_and_place(out, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    shown = claims("show", out)
    assert shown.exit_code == 0
    for words in ("Maria Virtanen", "sham", "2024-05-02", "headline"):
        assert words in shown.stdout
    only = claims("show", out, "--speaker", "virtanen", "--voice", "direct", "--json")
    (row,) = [json.loads(line) for line in only.stdout.splitlines()]
    assert row["claim"] == '"We will talk to everyone,"'
    assert "3 more; --limit 0 shows all" in claims("show", out, "--limit", 1).stdout


def test_show_names_the_voices_there_are(tmp_path):
    ran = claims("show", tmp_path, "--voice", "loud")
    assert ran.exit_code == 2
    assert "'direct', 'indirect', 'mixed', 'narration'" in ran.stderr


def test_show_without_a_release_says_how_to_make_one(tmp_path):
    ran = claims("show", tmp_path)
    assert ran.exit_code == 2
    assert ran.stderr == (
        f"claims: {tmp_path} is no release and holds none: give what `claims build --out` was given\n"
    )


FRAMED = """\
Release 1.0.0: 1 framing, by 1 framer, in 1 article.
┏━━━━━━━━━┳━━━━━┳━━━━━━┓
┃ framer  ┃ all ┃ sham ┃
┡━━━━━━━━━╇━━━━━╇━━━━━━┩
│ dockers │   1 │    1 │
└─────────┴─────┴──────┘

None of these labels is contested.
"""


def test_frames_counts_what_was_built(built, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    ran = claims("frames", built)
    assert (ran.exit_code, ran.stdout) == (0, FRAMED)


def test_frames_without_a_release_says_how_to_make_one(tmp_path):
    ran = claims("frames", tmp_path)
    assert (ran.exit_code, ran.stderr) == (
        2,
        f"claims: {tmp_path} is no release and holds none: give what `claims build --out` was given\n",
    )


def test_extract_gives_lines_with_places_in_the_file(news):
    ran = claims("extract", news / "port.txt")
    assert ran.exit_code == 0
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    for row in rows:
        parts = [PORT[span["start"] : span["end"]] for span in row["source_spans"]]
        assert " … ".join(parts) == row["claim"]
    (sham,) = [row for row in rows if row["framings"]]
    assert (sham["framings"][0]["phrase"], sham["framings"][0]["kind"]) == ("a sham", "explicit")
    assert claims("extract", "-", stdin=PORT).stdout.count("\n") == len(rows)


def test_extract_of_nothing_is_status_2(tmp_path):
    ran = claims("extract", tmp_path / "nowhere.txt")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == f"{tmp_path / 'nowhere.txt'}: does not exist\n"


def test_verify_says_that_a_release_is_good_or_all_that_is_not(out):
    files = len(contents(out / "1.0.0"))
    good = claims("verify", out)
    assert (good.exit_code, good.stderr) == (0, "")
    assert good.stdout == (
        f"{out / '1.0.0'} is release 1.0.0 as it was made: {files} files and 7 rows checked.\n"
    )
    assert claims("verify", out, "--quiet").output == ""
    (out / "1.0.0/rejects.jsonl").unlink()
    (out / "1.0.0/more.txt").write_text("")
    bad = claims("verify", out / "1.0.0", "--quiet")
    assert (bad.exit_code, bad.stderr) == (1, "")
    assert bad.stdout == (
        f"{out / '1.0.0'} has 2 problems:\n"
        "  rejects.jsonl: is missing; the manifest names it\n"
        "  more.txt: is not in the manifest; move it out of the release\n"
    )
    assert json.loads(claims("verify", out, "--json").stdout) == {
        "good": False, "path": str(out / "1.0.0"), "version": "1.0.0",
        "problems": [
            {"where": "rejects.jsonl", "check": "file_missing", "what": "is missing; the manifest names it"},
            {"where": "more.txt", "check": "file_added", "what": "is not in the manifest; move it out of the release"},
        ],
        "notes": [], "signer": None, "files": files - 1, "rows": 7,
    }  # fmt: skip


def test_verify_wants_the_chain_where_it_is_asked_to(out, news, tmp_path):
    (news / "more.txt").write_text(PORT.replace("Turku", "Kotka"))
    claims("build", news, "--out", out)
    assert claims("verify", out, "--chain").exit_code == 0
    assert claims("verify", out, "--version", "1.0.0").stdout.startswith(f"{out / '1.0.0'} is ")
    (out / "1.0.0").rename(tmp_path / "1.0.0")
    noted = claims("verify", out)
    assert noted.exit_code == 0
    assert "\nNote: release 1.0.0 is not beside it, and 1.1.0 follows it: " in noted.stdout
    assert claims("verify", out, "--chain").exit_code == 1


@pytest.mark.parametrize("command", [["verify"], ["sign", "--key", "key"], ["rebuild", "news"]])
def test_no_release_is_status_2(tmp_path, command):
    ran = claims(command[0], tmp_path, *command[1:])
    assert ran.exit_code == 2
    assert ran.stderr == (
        f"claims: {tmp_path} is no release and holds none: give what `claims build --out` was given\n"
    )


def test_sign_with_a_locked_key_and_verify(out, tmp_path):
    key = write_key(tmp_path, "key", lock=b"sesame")
    signed = claims("sign", out, "--key", key, stdin="sesame\n")
    assert signed.exit_code == 0
    assert f"Passphrase of {key}:" in signed.stderr
    signature = out / "1.0.0/release.json.sig"
    (signer,) = re.findall(rf"Signed by (SHA256:\S{{43}}): {signature}\n", signed.stdout)
    again = json.loads(claims("sign", out, "--key", key, "--json", stdin="sesame\n").stdout)
    assert again == {"path": str(signature), "signer": signer, "new": False}
    assert claims("verify", out).stdout.endswith(
        "\nNote: signed, but not checked: give --key with the signer's public key.\n"
    )
    good = claims("verify", out, "--key", f"{key}.pub")
    assert (good.exit_code, f"as it was made, signed by {signer}: " in good.stdout) == (0, True)
    wrong = claims("verify", out, "--key", key)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == f"claims: {key} is a private key: give the public one, {key}.pub\n"


def test_rebuild_says_identical_or_what_differs(out, news, tmp_path):
    files = len(contents(out / "1.0.0"))
    same = claims("rebuild", out, news)
    assert same.exit_code == 0, same.output
    assert same.stdout == f"{out / '1.0.0'} rebuilt: identical, all {files} files byte for byte.\n"
    assert claims("rebuild", out, news, "--quiet").output == ""
    (news / "port.txt").write_text(PORT.replace("Turku", "Kotka"))
    other = claims("rebuild", out, news)
    assert other.exit_code == 1
    otherwise = f" of {files} files came out otherwise: README.md, croissant.json, data/articles/"
    assert re.search(r" rebuilt: \d+" + re.escape(otherwise), other.stdout)
    assert "\n  claims: 4 rows missing (" in other.stdout
    assert "\n  input port.txt is changed: SHA-256 " in other.stdout
    told = json.loads(claims("rebuild", out, news, "--json").stdout)
    assert (told["identical"], told["files"], len(told["tables"])) == (False, files, 4)
    assert told["inputs"][0]["source"] == "port.txt"
    nothing = claims("rebuild", out, tmp_path / "nowhere")
    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert nothing.stderr.startswith("claims: no input gave an article:\n")


def test_version_and_help():
    assert claims("--version").stdout == "claims 1.0.0\n"
    for command in (
        "build",
        "show",
        "frames",
        "diff",
        "verify",
        "sign",
        "rebuild",
        "push",
        "extract",
    ):
        assert "Example: " in claims(command, "--help").stdout


@pytest.mark.slow
def test_help_is_quick():
    # In the processor's time: others may use it, too.
    code = "import time, sys; t = time.process_time(); import claims.cli; print(time.process_time() - t)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 0.3


@pytest.mark.slow
def test_the_main_job_as_the_readme_runs_it(tmp_path):
    run = [sys.executable, str(ROOT / "build_dataset.py"), "--out", str(tmp_path / "releases")]
    ran = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "releases/1.0.0/data/claims/train-00000-of-00001.parquet").is_file()


def test_rejects_of_a_pattern_do_not_tell_where_it_was_built(news, tmp_path):
    (news / "empty.txt").write_text("")
    out = tmp_path / "releases"
    claims("build", f"{news}/*.txt", "--out", out)
    (line,) = (out / "1.0.0" / "rejects.jsonl").read_text().splitlines()
    assert json.loads(line)["source"] == "empty.txt"


@pytest.mark.slow
def test_a_script_without_a_main_guard_builds_from_one_path(news, tmp_path):
    for number in range(9):
        (news / f"{number}.txt").write_text(PORT.replace("Turku", f"Harbour {number}"))
    out = tmp_path / "releases"
    script = tmp_path / "script.py"
    script.write_text(f"import claims\nclaims.build({str(news)!r}, out={str(out)!r})\n")
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert (out / "1.0.0").is_dir()


def test_the_line_of_a_build_counts_and_then_tells_of_steps(capsys):
    from claims.records import Rejection
    from claims.show import build_bar

    with build_bar() as told:
        told.article(Rejection("a.txt", "it is empty"))
        told.step("comparing claims", 0)
        told.step("comparing claims", 0.25)
    assert "Error" not in capsys.readouterr().err


def test_the_bar_of_steps_shows_names_as_they_are(capsys):
    from claims.show import steps_bar

    with steps_bar() as step:
        step("[red]data/[claims]", 0.5)
    assert "Error" not in capsys.readouterr().err
