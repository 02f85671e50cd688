"""Builds that go on where one was stopped, and that do only what is new."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

import claims
from claims import pipeline
from claims.engine.kept import FOLDER
from claims.rebuild import rebuild
from tests.release.made import contents
from tests.release.tampering import ARTICLE


@pytest.fixture
def calls(monkeypatch):
    """The addresses of the articles that are worked on from here on."""
    whole, made = pipeline.extract_article, []

    def count(article, vocabulary):
        made.append(article.source_uri)
        return whole(article, vocabulary)

    monkeypatch.setattr(pipeline, "extract_article", count)
    return made


def write(folder, numbers):
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:03}.txt").write_text(ARTICLE.replace("Turku", f"Harbour {number}"))
    return folder


def rows(out):
    try:
        with sqlite3.connect(f"file:{out / FOLDER}/extractions.sqlite?mode=ro", uri=True) as kept:
            return kept.execute("SELECT count(*) FROM kept").fetchone()[0]
    except sqlite3.Error:
        return 0


def test_only_new_articles_are_worked_on(tmp_path, calls):
    news, out = write(tmp_path / "news", range(3)), tmp_path / "out"
    (news / "records.jsonl").write_text('{"text": "Jane Doe said on Monday that it was a sham."}\n')
    claims.build(news, out)
    assert len(calls) == 4
    write(news, range(3, 5))
    made = claims.build(news, out)
    assert calls[4:] == ["003.txt", "004.txt"]
    assert contents(made.path) == contents(_afresh(news, tmp_path, after=[0, 1, 2]))
    del calls[:]
    assert not claims.build(news, out).new
    assert calls == []
    assert rebuild(made.path, news).identical
    assert len(calls) == 6
    assert rows(out) == 6


def test_where_the_words_are_withheld_nothing_is_kept_unless_asked_for(tmp_path, calls):
    news, out = write(tmp_path / "news", range(1)), tmp_path / "out"
    claims.build(news, out, text="none")
    assert [path.name for path in out.iterdir()] == ["1.0.0"]
    claims.build(news, out, text="none", keep=True)
    claims.build(news, out, text="none", keep=True)
    assert len(calls) == 2


def _afresh(news, tmp_path, after):
    """The same two builds, with nothing kept."""
    out = tmp_path / "afresh"
    first = [news / f"{number:03}.txt" for number in after] + [news / "records.jsonl"]
    claims.build(first, out, keep=False)
    made = claims.build(news, out, keep=False)
    assert not (out / FOLDER).exists()
    return made.path


def test_another_vocabulary_or_other_code_does_all_anew(tmp_path, calls, monkeypatch):
    news, out = write(tmp_path / "news", range(2)), tmp_path / "out"
    claims.build(news, out)
    frames = tmp_path / "frames.yaml"
    frames.write_text(
        'version: 9.0.0\nfamilies:\n  deceit:\n    definition: It deceives.\n    labels:\n'
        '      sham:\n        definition: A sham.\n        example: a sham\n        terms: [a sham]\n'
    )  # fmt: skip
    claims.build(news, out, frames=frames)
    assert len(calls) == 4
    claims.build(news, out, frames=frames)
    assert len(calls) == 4
    monkeypatch.setattr("claims.engine.kept.key.code_digest", lambda: "of changed code")
    claims.build(news, out, frames=frames)
    assert len(calls) == 6


@pytest.mark.slow
def test_a_build_that_was_killed_goes_on_where_it_was(tmp_path, calls):
    news, out = write(tmp_path / "news", range(100)), tmp_path / "out"
    process = subprocess.Popen(
        [
            sys.executable, "-c", "from claims.cli import main; main()", "build",
            str(news), "--out", str(out), "--workers", "1", "--quiet",
        ],
        env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not rows(out):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    assert [path.name for path in out.iterdir()] == [FOLDER]
    kept = rows(out)
    made = claims.build(news, out)
    assert 0 < len(calls) == 100 - kept < 100
    whole = claims.build(news, tmp_path / "undisturbed", keep=False)
    assert contents(made.path) == contents(whole.path)
