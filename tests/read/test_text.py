from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.mapped import Mapped
from claims.read.layout import parse_layout
from claims.records import Document

Article = Callable[..., Document]
Fault = Callable[..., str]

BODY = (
    "The president of the republic said on Tuesday that the troops would leave in two days.\n\n"
    "“We are done,” he said. Nobody believed him — not even the general.\n\n"
    "By Wednesday the first of them had left the city."
)
WHOLE = f"""

Troops “to leave” in 2 days — president

By AFP

January 11, 2022


{BODY}

Original url:

https://www.example.com/2022/01/11/troops-to-leave-in-2-day s-
president-a7
"""


def at_offsets(source: str, mapped: Mapped) -> str:
    return "".join(source[offset] for offset in mapped.offsets)


def test_the_whole_layout(article: Article) -> None:
    found = article("a.txt", WHOLE)
    assert found.title is not None
    assert found.title.text == "Troops “to leave” in 2 days — president"
    assert list(found.title.offsets) == list(range(2, 41))
    assert found.byline == "AFP"
    assert found.published == dt.date(2022, 1, 11)
    assert found.source_uri == (
        "https://www.example.com/2022/01/11/troops-to-leave-in-2-days-president-a7"
    )
    assert found.outlet == "example.com"
    assert found.language is None
    assert found.body.text == BODY
    start = WHOLE.index(BODY)
    assert list(found.body.offsets) == list(range(start, start + len(BODY)))
    assert found.source_sha256 == hashlib.sha256(WHOLE.encode()).hexdigest()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(article: Article, newline: str) -> None:
    text = WHOLE.replace("\n", newline)
    found = article("a.txt", text)
    assert found.body.text == BODY.replace("\n", newline)
    assert at_offsets(text, found.body) == found.body.text
    assert (found.byline, found.published) == ("AFP", dt.date(2022, 1, 11))


def test_without_layout_all_is_body(article: Article) -> None:
    text = "He said so. She did not.\n\nNobody asked them, and nothing came of it in the end.\n"
    found = article("a.txt", text)
    assert (found.title, found.byline, found.published, found.outlet) == (None,) * 4
    assert found.source_uri == "a.txt"
    assert found.body.text == text.strip()


def test_one_line_is_body(article: Article) -> None:
    assert article("a.txt", "President says so").title is None


@pytest.mark.parametrize(
    ("head", "title", "byline", "published"),
    [
        ("Troops to leave\n\n", "Troops to leave", None, None),
        ("Troops to leave.\n\nBy AFP\n\n", "Troops to leave.", "AFP", None),
        (
            "Troops to leave\nBY JANE ROE\n2022-01-11\n\n",
            "Troops to leave",
            "JANE ROE",
            "2022-01-11",
        ),
        ("11 January 2022\n\nTroops to leave\n\n", "Troops to leave", None, "2022-01-11"),
        ("By AFP\n\nJan. 11, 2022\n\n", None, "AFP", "2022-01-11"),
        ("# Troops to leave\n\n", "Troops to leave", None, None),
        ("**Troops to leave**\n\n*By Jane Roe*\n\n", "Troops to leave", "Jane Roe", None),
        (
            "Troops to leave\n\nby  Jane Roe, AFP | The Example\n\n",
            "Troops to leave",
            "Jane Roe, AFP | The Example",
            None,
        ),
        ("Troops\n\nBy AFP | January 11, 2022\n\n", "Troops", "AFP", "2022-01-11"),
        (
            "Troops\n\n*By Jane Roe, Delhi* — **12 November 2021**\n\n",
            "Troops",
            "Jane Roe, Delhi",
            "2021-11-12",
        ),
        ("Troops\n\n01/11/2022\n\nBy AFP\n\n", "Troops", "AFP", None),
        (
            "Troops\n\nUpdated: Jan 12, 2022\n\nPublished: Jan 11, 2022\n\n",
            "Troops",
            None,
            "2022-01-11",
        ),
    ],
)
def test_parts_are_optional(
    article: Article, head: str, title: str | None, byline: str | None, published: str | None
) -> None:
    found = article("a.md", head + BODY)
    assert (found.title and found.title.text) == title
    assert found.byline == byline
    assert found.published == (dt.date.fromisoformat(published) if published else None)
    assert found.body.text == BODY
    assert found.title is None or at_offsets(head, found.title) == title


@pytest.mark.parametrize(
    "text",
    [
        # wrapped prose whose second line begins as a byline does
        "The troops will leave the city\nby Tuesday, the president\nsaid at the weekend.\n\n"
        + BODY,
        "By Tuesday all of the troops had left the city.\n\n" + BODY,
        "It happened on January 11, 2022, in the city.\n\n" + BODY,
        "“No.”\n\n“Yes!”\n\n“No, no, no.”",
    ],
)
def test_prose_is_no_layout(article: Article, text: str) -> None:
    found = article("a.txt", text)
    assert (found.title, found.byline, found.published) == (None, None, None)
    assert found.body.text == text


@pytest.mark.parametrize(
    ("tail", "url"),
    [
        ("Original url: https://a.example.com/x", "https://a.example.com/x"),
        ("ORIGINAL URL:\nhttps://a.example.com/x\n", "https://a.example.com/x"),
        ("Source: https://a.example.com/x?a=1&b=2#c", "https://a.example.com/x?a=1&b=2#c"),
        ("URL:\n\nhttps://a.example.com/long-\n\nname", "https://a.example.com/long-name"),
        ("Link : <https://a.example.com/x>", "https://a.example.com/x"),
        (
            "Source: https://a.example.com/x and then some words that are no URL",
            "https://a.example.com/x",
        ),
    ],
)
def test_url_at_the_end(article: Article, tail: str, url: str) -> None:
    found = article("a.txt", f"{BODY}\n\n{tail}")
    assert found.source_uri == url
    assert found.outlet == "a.example.com"
    assert found.body.text == BODY


@pytest.mark.parametrize("tail", ["Source: Reuters", "Url: nothing", "https://a.example.com/x"])
def test_what_is_no_labelled_url_stays(article: Article, tail: str) -> None:
    found = article("a.txt", f"{BODY}\n\n{tail}")
    assert found.source_uri == "a.txt"
    assert found.body.text == f"{BODY}\n\n{tail}"


def test_a_url_under_the_last_paragraph(article: Article) -> None:
    found = article("a.txt", f"{BODY}\nOriginal url: https://a.example.com/x")
    assert (found.body.text, found.source_uri) == (BODY, "https://a.example.com/x")


def test_a_head_alone_is_no_article(fault: Fault) -> None:
    assert (
        fault("a.txt", "Troops to leave\n\nBy AFP\n\nJanuary 11, 2022\n") == "holds no article text"
    )


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_empty(fault: Fault, data: bytes) -> None:
    assert fault("a.txt", data) == "is empty"
    assert fault("a.html", data) == "is empty"


@given(st.text(alphabet=st.sampled_from("aB .\n\r:/“é😀By1#*"), max_size=200))
def test_offsets_point_at_the_same_characters(text: str) -> None:
    layout = parse_layout(Mapped.identity(text))
    for part in (layout.title, layout.body):
        assert part is None or at_offsets(text, part) == part.text
