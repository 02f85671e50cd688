import pytest

from claims.engine import run
from claims.mapped import Mapped
from claims.records import Document, Extraction, Rejection

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
