import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest

from claims.engine import dispatch, run
from claims.mapped import Mapped
from claims.read import Unparsed, sources
from claims.read import read as documents_of
from claims.records import Document, Extraction, Rejection
from tests.crashing import WORDS, planted_environment

BODY = (
    "The owners of port number {n} said on Monday that they would not talk to the union. "
    "“We are waiting,” Maria Virtanen said. It rained for {n} days in the north of the country."
)


def documents(count: int) -> list[Document]:
    return [
        Document(
            source_uri=f"https://example.org/{n}", origin=f"{n}.txt", source_sha256="0" * 64,
            body=Mapped.identity(BODY.format(n=n)),
        )
        for n in range(count)
    ]  # fmt: skip


def test_rejections_pass_through_in_their_place():
    bad = Rejection("bad.txt", "is empty")
    first, second = documents(2)
    found = list(run([first, bad, second], workers=1))
    assert [type(item) for item in found] == [Extraction, Rejection, Extraction]
    assert found[1] is bad


def test_what_is_no_article_is_rejected_with_its_reason():
    empty = Document("x", "x.txt", "0" * 64, body=Mapped.identity("By Jane Doe"))
    assert list(run([empty], workers=1)) == [Rejection("x.txt", "holds no article text", "0" * 64)]


def test_a_bug_in_one_article_stops_nothing(monkeypatch):
    from claims import pipeline

    whole = pipeline.extract_article

    def trip(article, vocabulary):
        if article.source_uri.endswith("/1"):
            raise ZeroDivisionError("planted")
        return whole(article, vocabulary)

    monkeypatch.setattr(pipeline, "extract_article", trip)
    found = list(run(documents(3), workers=1))
    assert found[1] == Rejection(
        "1.txt",
        "could not be processed (ZeroDivisionError: planted); please report this",
        "0" * 64,
    )
    assert isinstance(found[0], Extraction)
    assert isinstance(found[2], Extraction)


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_in_the_same_order():
    alone = list(run(documents(40), workers=1))
    assert list(run(documents(40), workers=2)) == alone
    assert [e.article.source_uri for e in alone] == [d.source_uri for d in documents(40)]


def test_pages_are_parsed_where_they_are_worked_on(tmp_path):
    (tmp_path / "good.txt").write_text(BODY.format(n=1))
    (tmp_path / "bad.html").write_text("<p>Too short.")
    items = list(sources([tmp_path]))
    assert [type(item) for item in items] == [Unparsed, Unparsed]
    bad, good = run(items, workers=1)
    digest = hashlib.sha256(b"<p>Too short.").hexdigest()
    assert bad == Rejection(str(tmp_path / "bad.html"), "holds no article text", digest)
    assert isinstance(good, Extraction)
    assert [bad] == [found for found in documents_of([tmp_path]) if isinstance(found, Rejection)]


@pytest.mark.parametrize(("size", "before", "read"), [(4, 5, 24), (1, 200, 201)])
def test_no_more_is_read_ahead_than_the_workers_soon_need(size, before, read, monkeypatch):
    given = 0

    def counted():
        nonlocal given
        for given in range(1, 1000):
            yield Rejection(f"{given}.txt", "is empty")

    class Waiting:
        chunk, ahead = size, before

        def submit(self, items):
            return lambda: list(items)

        def close(self):
            pass

    monkeypatch.setattr(dispatch, "Processes", lambda *_: Waiting())
    found = run(counted(), workers=2)
    assert next(found).source == "1.txt"
    assert given == read


@pytest.mark.slow
def test_an_article_that_kills_its_process_is_rejected_and_all_else_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", planted_environment(tmp_path / "site")["PYTHONPATH"])
    given = documents(24)
    for number in (5, 17):
        given[number] = replace(given[number], body=Mapped.identity(f"{BODY} {WORDS}"))
    found = list(run(given, workers=2))
    assert [n for n, one in enumerate(found) if isinstance(one, Rejection)] == [5, 17]
    assert found[5].source == "5.txt"
    assert found[5].reason.startswith("the process that worked on it died")
    kept = [one.article.source_uri for one in found if isinstance(one, Extraction)]
    assert kept == [d.source_uri for n, d in enumerate(given) if n not in {5, 17}]


@pytest.mark.slow
def test_a_script_without_a_main_guard_ends_with_an_error(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(BODY.format(n=number))
    script = tmp_path / "script.py"
    script.write_text(f"import claims\nclaims.build({str(tmp_path)!r}, out='out', workers=2)\n")
    ran = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.rstrip().endswith('outside `if __name__ == "__main__":`')
    assert not (tmp_path / "out").exists()


def test_what_was_kept_does_not_wait_for_what_comes_later():
    """Nor does work wait: with much kept between, all workers get what they may have begun."""

    class Kept:
        def key(self, item):
            return item.source.encode()

        def get(self, key):
            return None if int(key) % 20 == 19 else extractions[int(key) % 2]

        def put(self, *_):
            raise AssertionError("a rejection was kept")

    class Slow:
        chunk, ahead = 4, 2

        def submit(self, items):
            begun.extend(item.source for item in items)
            return lambda: list(items)

    extractions = list(run(documents(2), workers=1))
    given = (Rejection(str(n), "is empty") for n in range(1000))
    begun = []
    found = dispatch._in_order(given, Slow(), Kept())
    assert [next(found) for _ in range(16)] == extractions * 8
    assert begun == []
    assert [next(found) for _ in range(3)] == [*extractions, extractions[0]]
    assert begun == ["19", "39", "59"]
    assert next(found) == Rejection("19", "is empty")
    assert len(list(found)) == 980
