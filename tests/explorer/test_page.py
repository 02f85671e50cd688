"""The page in a real browser: reading the article the project began with."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from claims.explorer.serve import Server
from claims.load import scan
from claims.release import Options, write
from tests.examples import example
from tests.explorer.conftest import Open
from tests.release.made import MADE_BY

FRAMED = "06851d224abf905463ef"
"""The claim "last week's unrest … as a coup attempt assisted by foreign terrorists"."""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def none(row: Any) -> bool:
    return not row


def texts(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_all_claims_with_who_said_them_and_how(seed: Path, visit: Open) -> None:
    opened = visit(seed)
    page = opened.to("")
    page.locator(".filters [name=label]").wait_for()
    rows = scan(seed, "claims").collect()
    assert texts(page, "h1") == ["16 claims"]
    assert texts(page, ".item .words") == [" ".join(words.split()) for words in rows["claim"]]
    assert texts(page, ".item .voice") == rows["voice"].to_list()
    assert page.locator("#release").inner_text() == "release 1.0.0 · 16 claims in 1 article"
    first = page.locator(".item").first
    assert "Kassym-Jomart Tokayev" in first.inner_text()
    assert "themoscowtimes.com, Jan 11, 2022, headline" in first.inner_text()
    opened.saw("claims")


def test_filters_are_in_the_address_and_the_address_in_the_filters(seed: Path, visit: Open) -> None:
    page = visit(seed).to("#/claims?voice=direct&speaker=tokay")
    page.locator(".filters [name=label]").wait_for()
    assert texts(page, "h1") == ["2 claims"]
    assert page.locator("[name=voice][value=direct]").is_checked()
    assert page.locator("[name=speaker]").input_value() == "tokay"
    page.locator("[name=voice][value=narration]").check()
    page.locator("[name=speaker]").fill("")
    page.get_by_role("heading", name="7 claims").wait_for()
    assert page.evaluate("location.hash") == "#/claims?voice=direct%2Cnarration"
    page.locator("[name=label]").select_option("crisis")
    page.get_by_role("heading", name="3 claims").wait_for()
    page.go_back()
    page.get_by_role("heading", name="7 claims").wait_for()
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("heading", name="16 claims").wait_for()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=WITHDRAWAL+contingent", lambda row: "withdrawal" in row["claim"].lower()),
        ("label=peacekeeping", lambda row: "peacekeeping" in row["framings"]),
        ("family=crisis", lambda row: "crisis" in row["framings"]),
        ("speaker_type=government", lambda row: row["speaker_type"] == "government"),
        ("section=related", lambda row: row["section"] == "related"),
        ("cue_class=characterize", lambda row: row["cue_class"] == "characterize"),
        ("confidence=0.9", lambda row: row["confidence"] >= 0.9),
        ("origin=model", bool),
        ("from=2022-01-11&to=2022-01-11", bool),
        ("from=2022-01-12", none),
        ("outlet=nobody", none),
    ],
)
def test_a_filter_finds_what_python_finds(
    seed: Path, opened: Any, asked: str, found: Callable[[Any], bool]
) -> None:
    page = opened.to(f"#/claims?{asked}")
    rows = [row for row in scan(seed, "claims").collect().iter_rows(named=True) if found(row)]
    page.get_by_role("heading", name=re.compile(rf"^{len(rows)} claims?$")).wait_for()
    assert texts(page, ".item .words") == [" ".join(row["claim"].split()) for row in rows]


@pytest.fixture(scope="module")
def opened(seed: Path, browser: Any, serve: Callable[[Path], Server]) -> Any:
    from tests.explorer.conftest import Visit

    context = browser.new_context(reduced_motion="reduce")
    yield Visit(context.new_page(), serve(seed).url)
    context.close()


def test_an_article_reads_as_it_was_published_with_its_claims_in_place(
    seed: Path, visit: Open
) -> None:
    article = scan(seed, "articles").collect().row(0, named=True)
    opened = visit(seed)
    page = opened.to(f"#/article/{article['article_id']}")
    page.locator(".text .tag").evaluate_all("tags => tags.forEach((one) => one.remove())")
    shown = [page.locator(".text h1").inner_text(), *texts(page, ".text > p")]
    assert shown == article["text"].split("\n\n")
    for row in scan(seed, "claims").collect().iter_rows(named=True):
        marks = page.locator(f".text a[data-claim='{row['claim_id']}']")
        assert marks.first.get_attribute("class").startswith(f"claim {row['voice']}")
        words = "".join(marks.all_inner_texts())
        assert words in "".join(article["text"][s["start"] : s["end"]] for s in row["claim_spans"])
    phrases = {row["phrase"] for row in scan(seed, "framings").collect().iter_rows(named=True)}
    marked = page.locator(".text :is(p, h1) mark").all_inner_texts()
    assert len(marked) >= len(phrases)
    assert all(any(mark in phrase for phrase in phrases) for mark in marked)
    opened.saw("article", full_page=True)


def test_a_claim_opens_beside_its_article(seed: Path, visit: Open) -> None:
    opened = visit(seed)
    page = opened.to(f"#/claim/{FRAMED}")
    side = page.locator(".side.open")
    said = side.inner_text()
    for words in (
        "Kazakhstan",
        "has framed",
        "indirect",
        "76%",
        "attributor 1.0.0",
        FRAMED,
        "coup attempt",
        "explicit",
        "by Kazakhstan",
        "foreign terrorists",
    ):
        assert words in said
    assert page.locator(".text .selected").count() > 3
    assert page.locator(".text .selected").first.is_visible()
    opened.saw("claim")
    side.get_by_role("link", name="After →").click()
    page.get_by_text("viewed").first.wait_for()
    side.get_by_role("link", name="Close").click()
    page.locator(".side:not(.open)").wait_for(state="attached")
    assert "#/article/7c56d68041649a3040a1" in page.url


def test_a_pointer_over_a_passage_tells_speaker_cue_and_framing(seed: Path, visit: Open) -> None:
    page = visit(seed).to("#/article/7c56d68041649a3040a1")
    passage = page.locator(f".text a[data-claim='{FRAMED}'] mark", has_text="a coup attempt").first
    passage.scroll_into_view_if_needed()
    page.wait_for_timeout(200)  # what scrolls away takes its tip along
    passage.hover()
    tip = page.get_by_role("tooltip")
    assert re.split(r"\s*\n\s*", tip.inner_text().strip()) == [
        "Kazakhstan has framed", "indirect", "coup attempt by Kazakhstan",
    ]  # fmt: skip
    page.mouse.move(2, 2)
    tip.wait_for(state="hidden")


def test_voices_and_framings_can_be_hidden_in_the_text(seed: Path, visit: Open) -> None:
    page = visit(seed).to("#/article/7c56d68041649a3040a1")
    narration = page.locator(".text a.narration").first
    line = "one => getComputedStyle(one).textDecorationColor"
    assert narration.evaluate(line) != "rgba(0, 0, 0, 0)"
    page.locator(".legend [value=narration]").uncheck()
    assert narration.evaluate(line) == "rgba(0, 0, 0, 0)"
    page.locator(".legend [value=frames]").uncheck()
    assert not page.locator(".text .tag").first.is_visible()


def test_voices_differ_by_more_than_colour(seed: Path, visit: Open) -> None:
    page = visit(seed).to("#/article/7c56d68041649a3040a1")
    styles = {
        voice: page.locator(f".legend .voice.{voice}").evaluate(
            "one => getComputedStyle(one).textDecorationStyle"
        )
        for voice in ("direct", "mixed", "indirect", "narration")
    }
    assert styles == {
        "direct": "solid",
        "mixed": "double",
        "indirect": "dashed",
        "narration": "dotted",
    }


def test_a_speaker_with_names_roles_framings_and_claims_in_time(seed: Path, visit: Open) -> None:
    opened = visit(seed)
    page = opened.to("#/speakers")
    assert texts(page, "h1") == ["5 speakers"]
    page.get_by_role("link", name="Kassym-Jomart Tokayev").click()
    page.get_by_role("heading", name="In time").wait_for()
    said = page.locator("main").inner_text()
    for words in (
        "5 claims in 1 article",
        "Also called Tokayev",
        "Kazakhstan's President",
        "peacekeeping",
    ):
        assert words in said
    assert page.locator(".item").count() == 5
    opened.saw("speaker")


def test_a_csv_has_what_is_filtered(seed: Path, visit: Open) -> None:
    page = visit(seed).to("#/claims?voice=direct")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    raw = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "claims.csv"
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    wanted = scan(seed, "claims").filter(voice="direct").collect()
    assert [row["claim_id"] for row in rows] == wanted["claim_id"].to_list()
    assert [row["claim"] for row in rows] == wanted["claim"].to_list()
    assert rows[0]["claim_spans"] == " ".join(
        f"{s['start']}-{s['end']}" for s in wanted["claim_spans"][0]
    )
    assert [float(row["confidence"]) for row in rows] == pytest.approx(
        wanted["confidence"].to_list()
    )
    assert {row["release"] for row in rows} == {"1.0.0"}
    assert rows[0]["published"] == "2022-01-11"
    assert rows[0]["source_uri"].startswith("https://www.themoscowtimes.com/2022/01/11/")


def test_a_citation_names_the_version_its_content_and_the_claim(seed: Path, visit: Open) -> None:
    digest = json.loads((seed / "release.json").read_text())["content_sha256"]
    page = visit(seed).to(f"#/claim/{FRAMED}")
    page.locator("#cite").click()
    said = page.get_by_role("dialog").inner_text()
    for words in (
        FRAMED,
        digest,
        "version 1.0.0",
        "Kazakhstan: “last week's unrest",
        "Jan 11, 2022",
        "@misc{news_claims_1.0.0,",
    ):
        assert words in said
    page.keyboard.press("Escape")
    page.goto(page.url.split("#")[0] + "#/claims")
    page.get_by_role("heading", name="16 claims").wait_for()
    page.locator("#cite").click()
    assert FRAMED not in page.get_by_role("dialog").inner_text()
    card = (seed / "README.md").read_text("utf-8")
    entry = page.locator("dialog pre").inner_text()
    assert entry in card


def test_a_release_without_text_says_that_words_are_withheld(visit: Open, tmp_path: Path) -> None:
    options = Options(text="none")
    folder = write(example(), tmp_path, provenance=replace(MADE_BY, options=options)).path
    opened = visit(folder)
    page = opened.to("#/claims")
    page.get_by_role("link", name="(text withheld)").first.click()
    page.locator("#claim-words", has_text="(text withheld)").wait_for()
    assert page.locator(".none").inner_text() == (
        "This release has no full texts; the claims are below."
    )
    page = opened.to("#/frames")
    page.get_by_role("heading", name="Framers and labels").wait_for()


def test_the_keyboard_is_enough(seed: Path, visit: Open) -> None:
    page = visit(seed).to("")
    page.locator(".filters [name=label]").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("coup")
    page.get_by_role("heading", name="1 claim").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator(".side.open").wait_for()
    assert FRAMED in page.url
    assert page.evaluate("document.activeElement.id") == "claim-words"
    page.keyboard.press("Escape")
    page.locator(".side:not(.open)").wait_for(state="attached")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.dataset.claim")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.claim") == first
    page.keyboard.press("?")
    assert "next passage or row" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0


def test_a_phone_shows_all_within_its_width(seed: Path, visit: Open) -> None:
    opened = visit(seed, **PHONE)
    for name, address in {
        "claims": "", "article": "#/article/7c56d68041649a3040a1", "claim": f"#/claim/{FRAMED}", "frames": "#/frames",
        "speaker": "#/speaker/074764f925523ac7c4bb", "speakers": "#/speakers", "articles": "#/articles",
    }.items():  # fmt: skip
        page = opened.to(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        opened.saw(f"phone-{name}")
    page = opened.to("#/article/7c56d68041649a3040a1")
    page.locator(f".text a[data-claim='{FRAMED}']").first.tap()
    page.locator(".side.open").wait_for()
    assert page.locator(".text .selected").first.is_visible()


def test_what_is_not_there_is_said(seed: Path, opened: Any) -> None:
    for address, words in {
        "#/claim/00000000000000000000": "No such claim",
        "#/article/no": "No such article",
        "#/speaker/no": "No such speaker",
        "#/claims?q=zebra": "0 claims",
        "#/constructor/x": "16 claims",
        "#/claims?page=9": "16 claims",
        "#/claims?page=-1&from=never&confidence=much": "16 claims",
    }.items():
        page = opened.to(address)
        page.get_by_role("heading", name=words).wait_for()


def test_it_works_in_a_folder_of_a_host_without_ranges(
    seed: Path, browser: Any, tmp_path: Path
) -> None:
    """As `python -m http.server` or a plain static host would serve it."""
    import functools
    import http.server
    import threading

    shutil.copytree(seed, tmp_path / "data sets" / "1.0.0")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(
            f"http://127.0.0.1:{server.server_port}/data%20sets/1.0.0/explorer/#/claim/{FRAMED}"
        )
        page.locator(".side.open").wait_for()
        assert page.locator("h1").inner_text().startswith("Russia-Led Troops")
        page.close()
        server.shutdown()


def test_opened_from_the_disk_it_says_how_to_serve_it(seed: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((seed / "explorer" / "index.html").as_uri())
    page.wait_for_timeout(1_800)
    assert "claims explore FOLDER" in page.locator("main").inner_text()
    assert page.locator(".start p").first.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.close()


@pytest.mark.slow
def test_only_parts_of_a_large_file_are_fetched(
    large: Path, browser: Any, serve: Callable[[Path], Server]
) -> None:
    fetched: list[int] = []
    page = browser.new_page()
    # The worker's requests are the context's, not the page's.
    page.context.on(
        "response",
        lambda answer: (
            fetched.append(int(answer.headers.get("content-length", 0)))
            if ".parquet" in answer.url
            else None
        ),
    )
    page.goto(serve(large).url)
    page.locator(".item").first.wait_for()
    first = sum(fetched)
    size = sum(path.stat().st_size for path in large.rglob("*.parquet"))
    assert 0 < first < size / 3
    ids = pl.scan_parquet(large / "data" / "claims" / "*.parquet").select("claim_id").collect()
    page.goto(f"{page.url.split('#')[0]}#/claim/{ids['claim_id'][23_456]}")
    page.locator(".side.open").wait_for()
    assert ids["claim_id"][23_456] in page.locator(".side").inner_text()
    page.close()
