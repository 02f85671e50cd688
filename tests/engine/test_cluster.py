"""A cluster of two nodes on this machine's loopback: a scheduler and two workers with nannies."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

import claims
from claims.engine import cluster, run
from claims.errors import ClaimsError
from claims.mapped import Mapped
from claims.records import Extraction, Rejection
from tests.crashing import WORDS, planted_environment
from tests.engine.test_dispatch import BODY, documents
from tests.release.made import contents
from tests.release.tampering import ARTICLE

distributed = pytest.importorskip("distributed")

PATIENCE = 240
"""Seconds: the machine may have much else to do."""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The scheduler of two workers, whose Python dies of planted words."""
    folder = tmp_path_factory.mktemp("cluster")
    about = folder / "scheduler.json"
    own = {
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",  # else many deaths, which take long
        "DASK_LOGGING__DISTRIBUTED": "error",
    }
    environment = {**planted_environment(folder / "site"), **own}
    loopback = ["--host", "127.0.0.1", "--port", "0"]
    worker = ["worker", "--scheduler-file", str(about), "--nthreads", "1", "--host", "127.0.0.1"]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for arguments in (
            ["scheduler", "--scheduler-file", str(about), *loopback],
            [*worker, "--local-directory", str(folder / "one")],
            [*worker, "--local-directory", str(folder / "two")],
        )
    ]  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while not about.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        given = json.loads(about.read_text())["address"]
        with distributed.Client(given, set_as_default=False, timeout=60) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield given.replace("tcp://", "dask://")
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def processes(address):
    with distributed.Client(address.replace("dask", "tcp"), set_as_default=False) as client:
        return client.run(os.getpid)


@pytest.mark.slow
def test_a_build_whose_worker_is_killed_gives_the_same_bytes(address, tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for number in range(40):
        (news / f"{number}.txt").write_text(ARTICLE.replace("Turku", f"Harbour {number}"))
    (news / "empty.html").write_text("<p>Nothing.")
    before = processes(address)
    seen = []

    def kill_one(found):
        seen.append(found)
        if len(seen) == 5:
            os.kill(next(iter(before.values())), signal.SIGKILL)

    made = claims.build(news, tmp_path / "out", engine=address, progress=kill_one, keep=False)
    assert len(seen) == 41
    here = claims.build(news, tmp_path / "here", keep=False)
    assert contents(made.path) == contents(here.path)


@pytest.mark.slow
def test_an_article_that_kills_its_workers_is_rejected_and_all_else_is_kept(address):
    given = documents(20)
    given[3] = replace(given[3], body=Mapped.identity(f"{BODY} {WORDS}"))
    found = list(run(given, workers=1, engine=address))
    assert [n for n, one in enumerate(found) if isinstance(one, Rejection)] == [3]
    assert found[3].reason.startswith("the process that worked on it died")
    kept = [one.article.source_uri for one in found if isinstance(one, Extraction)]
    assert kept == [document.source_uri for n, document in enumerate(given) if n != 3]


@pytest.mark.slow
def test_workers_with_other_code_are_told_before_any_work(address, monkeypatch):
    monkeypatch.setattr("claims.engine.kept.key.code_digest", lambda: "0123456789abcdef")
    with pytest.raises(
        ClaimsError,
        match=r"the worker tcp://.* has the package's code \w{12} in place of 0123456789ab",
    ):
        list(run(documents(1), workers=1, engine=address))


def test_a_worker_that_came_later_with_other_versions_does_no_work():
    ours = {**cluster.made_with(), "spacy": "0.1"}
    with pytest.raises(
        ClaimsError, match=r"came later has spacy \S+ in place of 0\.1; install the same"
    ):
        cluster.on_worker(list, [], ours)


@pytest.mark.parametrize(
    ("engine", "told"),
    [
        ("dask://127.0.0.1:1", "no Dask scheduler answers at tcp://127.0.0.1:1: start one"),
        ("dask://127.0.0.1", "'dask://127.0.0.1' is no engine"),
        ("spark://127.0.0.1:7077", "'spark://127.0.0.1:7077' is no engine"),
        ("dask://host:port", "'dask://host:port' is no engine"),
    ],
)
def test_what_is_no_cluster_is_told(engine, told, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    with pytest.raises(ClaimsError, match=told):
        list(run(documents(1), workers=1, engine=engine))


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(cluster, "_WORKERS", 1)
    about = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "dask", "scheduler", "--scheduler-file", str(about)]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while not about.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        address = json.loads(about.read_text())["address"]
        with pytest.raises(ClaimsError, match="has no workers: start some"):
            list(run(documents(1), workers=1, engine=address))
    finally:
        process.terminate()
        process.wait(60)
