from __future__ import annotations

import datetime as dt
import html as entities
import logging
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.mapped import NOWHERE, Mapped
from claims.read.markup import Markup
from claims.read.visible import Visible
from claims.records import Document

Article = Callable[..., Document]
Fault = Callable[..., str]

FILLER = (
    "The capital was quiet on Friday, residents said, after a week in which dozens died and the "
    "airport was closed for days by the army."
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Troops leave &mdash; The Daily</title>
<meta property="og:site_name" content="The Daily">
<link rel="canonical" href="https://www.thedaily.com/world/troops">
<meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2022-01-11T23:30:00-05:00">
<script>var lede = "The president said on Tuesday";</script>
<style>p {{ content: "The president said on Tuesday" }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Troops leave &mdash; at last</h1>
<figure><img src="a.jpg"><figcaption>Soldiers on a road last week. Photo: AFP</figcaption></figure>
<p>The president said on Tues<b>day</b> that the force&#8217;s mission &mdash; &ldquo;a great
success&rdquo; &#x2014; was over.&nbsp;It will go “home”, é to ō, 😀 he told AT&T.</p>
<!-- <p>The president said on Tuesday</p> -->
<p>He said so.</p><p>He said so.</p>
<h2>What now?</h2>
<blockquote><p>We will leave in time, said the general, and come back if called.</p></blockquote>
<ul><li>The first point of the plan is to leave.</li>
<li>The second one is &quot;to stay&quot;.</li></ul>
<p>One line of it,<br>and another line.<br><br>A new paragraph of the same element.</p>
<p>{FILLER}</p>
</article><footer>Copyright 2022 The Daily</footer></body></html>"""
BODY = f"""The president said on Tuesday that the force’s mission — “a great success” — was over.\
 It will go “home”, é to ō, 😀 he told AT&T.

He said so.

He said so.

What now?

We will leave in time, said the general, and come back if called.

The first point of the plan is to leave.

The second one is "to stay".

One line of it,
and another line.

A new paragraph of the same element.

{FILLER}"""


def shown_at(source: str, offset: int) -> str:
    """The character that a page shows at an offset: an entity's, or the source's own."""
    if source[offset] != "&":
        return source[offset]
    end = source.find(";", offset, offset + 10)
    text = entities.unescape(source[offset : end + 1]) if end > 0 else "&"
    return text if len(text) == 1 else "&"


def assert_mapped(source: str, mapped: Mapped) -> None:
    for character, offset in zip(mapped.text, mapped.offsets, strict=True):
        if offset == NOWHERE:
            assert character.isspace()
        elif character.isspace():
            assert shown_at(source, offset).isspace()
        else:
            assert shown_at(source, offset) == character
    known = [offset for offset in mapped.offsets if offset != NOWHERE]
    assert known == sorted(set(known))


def test_a_page(article: Article) -> None:
    found = article("a.html", PAGE)
    assert found.body.text == BODY
    assert_mapped(PAGE, found.body)
    assert found.title is not None
    assert found.title.text == "Troops leave — at last"
    assert_mapped(PAGE, found.title)
    assert found.title.offsets[0] == PAGE.index("Troops leave &mdash; at last")
    assert found.byline == "Jane Roe"
    assert found.outlet == "The Daily"
    assert found.published == dt.date(2022, 1, 11)
    assert found.language == "en"
    assert found.source_uri == "https://www.thedaily.com/world/troops"


def test_repeated_sentences_have_their_own_places(article: Article) -> None:
    body = article("a.html", PAGE).body
    first = body.text.index("He said so.")
    second = body.text.index("He said so.", first + 1)
    assert body.offsets[first] == PAGE.index("He said so.")
    assert body.offsets[second] == PAGE.rindex("He said so.")


def test_words_split_by_tags_stay_whole(article: Article) -> None:
    body = article("a.html", PAGE).body
    at = body.text.index("Tuesday")
    assert body.offsets[at + 3] == PAGE.index("Tues<b>") + 3
    assert body.offsets[at + 4] == PAGE.index("day</b>")


def test_windows_line_ends_and_declared_encoding(article: Article) -> None:
    text = PAGE.replace("\n", "\r\n").replace('"utf-8"', '"windows-1252"').replace("ō", "o")
    text = text.replace("😀 ", "")
    found = article("a.htm", text.encode("cp1252"))
    assert found.body.text == BODY.replace("ō", "o").replace("😀 ", "")
    assert_mapped(text, found.body)


def test_a_bare_page(article: Article) -> None:
    page = f"<html><body><p>{FILLER}</p><p>He said so.</p></body></html>"
    found = article("a.xhtml", page)
    assert found.body.text == f"{FILLER}\n\nHe said so."
    assert (found.title, found.byline, found.outlet, found.published, found.language) == (None,) * 5
    assert found.source_uri == "a.xhtml"


def test_byline_and_date_in_the_text_are_no_body(article: Article) -> None:
    page = (
        "<html><body><article><h1>Troops leave</h1><p>By Jane Roe</p><p>January 11, 2022</p>"
        f"<p>{FILLER}</p><p>{FILLER} Again.</p></article></body></html>"
    )
    found = article("a.html", page)
    assert found.title is not None
    assert found.title.text == "Troops leave"
    assert (found.byline, found.published) == ("Jane Roe", dt.date(2022, 1, 11))
    assert found.body.text == f"{FILLER}\n\n{FILLER} Again."


def test_the_host_is_the_outlet_where_none_is_stated(article: Article) -> None:
    page = (
        '<html><head><link rel="canonical" href="https://www.example.com/2022/01/11/troops">'
        f"</head><body><p>{FILLER}</p></body></html>"
    )
    found = article("a.html", page)
    assert (found.outlet, found.published) == ("example.com", dt.date(2022, 1, 11))


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="2022-01-11">', "", "2022-01-11"),
        ("<META ITEMPROP=datePublished CONTENT=2022-01-11T10:00>", "", "2022-01-11"),
        (
            '<meta name="date" content="2023-05-05"><script type="application/ld+json">'
            '{"@graph": [{"@type": "Thing"}, {"datePublished": "2022-01-11T10:00Z"}]}</script>',
            "",
            "2022-01-11",
        ),
        ('<script type="application/ld+json">{"datePublished": </script>', "", None),
        ("", '<time datetime="2022-01-11">Tuesday</time>', "2022-01-11"),
        ("", '<time datetime="2022-01-11">a</time><time datetime="2023-01-11">b</time>', None),
        (
            "",
            '<time datetime="2023-01-11">b</time>'
            '<time class="published" datetime="2022-01-11">a</time>',
            "2022-01-11",
        ),
        # no month, no day: not the first of January
        ('<meta name="date" content="2022">', "", None),
        ("", "<p>It began on January 3, 2021, in the west.</p>", None),
    ],
)
def test_the_day_is_stated_or_none(article: Article, head: str, body: str, day: str | None) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>{FILLER}</p></body></html>"
    published = article("a.html", page).published
    assert published == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><p>We use cookies.</p></body></html>",
        "no page at all",
        "<html><head><title>Home</title></head><frameset></frameset></html>",
        "<html><body>" + "<div>" * 20_000,
    ],
    ids=["empty", "cookies", "text", "frames", "deep"],
)
def test_pages_without_an_article(fault: Fault, page: str) -> None:
    assert fault("a.html", page) == "holds no article text"


def test_whatever_the_extractor_trips_over_rejects_the_page(
    fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(*args: object, **options: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", trip)
    assert fault("a.html", PAGE) == "cannot be parsed as HTML (RecursionError)"


def test_text_from_json_stands_nowhere(article: Article) -> None:
    page = (
        '<html><body><script type="application/ld+json">{"@type": "NewsArticle", '
        f'"articleBody": "{FILLER}"}}</script></body></html>'
    )
    body = article("a.html", page).body
    assert body.text == FILLER
    assert set(body.offsets) == {NOWHERE}


def test_the_extractors_remarks_stay_off_stderr(
    fault: Fault, article: Article, capfd: pytest.CaptureFixture[str]
) -> None:
    handlers = logging.root.handlers[:]
    logging.root.handlers.clear()  # pytest's own, without which Python's last resort is stderr
    try:
        fault("a.html", "no page at all")
        article("b.html", PAGE)
    finally:
        logging.root.handlers[:] = handlers
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "junk", ["<!-- ", "<a ", '<a "', "<?", "<![", "<![CDATA[", "</", "&#", "<script>", "<b>x</b>"]
)
def test_time_is_linear_in_the_page(junk: str) -> None:
    started = time.perf_counter()
    Markup("<p>text</p>" + junk * 100_000)
    assert time.perf_counter() - started < 5


def test_markup_that_only_browsers_understand() -> None:
    page = (
        "<p>a<![if x]>b<!-- <p>no</p> -->c<!-->d<a title='>'>e</a\n>f < g &amp h &bogus; &#65 i"
        "<SCRIPT>no</p></SCRIPT >j<svg><text>no</text></svg>k<svg/>l"
    )
    markup = Markup(page)
    text = "".join(c for c, at in zip(markup.characters, markup.offsets, strict=True) if at >= 0)
    assert text == "abcdef < g & h &bogus; A ijkl"


@given(st.text(alphabet=st.sampled_from("<>/ab!-'\"&;#=é \n[]?"), max_size=80))
def test_any_markup_is_taken(source: str) -> None:
    markup = Markup(source)
    for character, offset in zip(markup.characters, markup.offsets, strict=True):
        # an entity stands where its ampersand does
        assert offset == NOWHERE or source[offset] in (character, "&")


WORDS = st.text(alphabet=st.sampled_from("ab é—“”😀&<"), min_size=1, max_size=12)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_each_paragraph_is_found_where_it_stands(paragraphs: list[list[str]]) -> None:
    page = "<html><body>" + "".join(
        "<p>" + "<i>|</i>".join(entities.escape(run) for run in runs) + "</p>\n"
        for runs in paragraphs
    )
    visible = Visible(page)
    for runs in paragraphs:
        words = "|".join(runs)
        found = visible.find(" ".join(words.split()))
        assert "".join(found.text.split()) == "".join(words.split())
        assert_mapped(page, found)


def test_words_with_something_left_out_amid_them() -> None:
    page = f"<body><p>{FILLER[:60]} <a>READ MORE</a> {FILLER[60:]}</p>"
    found = Visible(page).find(FILLER)
    assert "".join(found.text.split()) == "".join(FILLER.split())
    assert_mapped(page, found)


def test_a_page_full_of_words_from_nowhere_takes_no_longer() -> None:
    visible = Visible("<body><p>" + FILLER * 2000)
    started = time.perf_counter()
    for number in range(20_000):
        assert set(visible.find(f"nowhere {number}").offsets) == {NOWHERE}
    assert time.perf_counter() - started < 5
