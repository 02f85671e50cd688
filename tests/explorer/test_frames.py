"""The page's frames are those that `claims frames` counts, on the same releases."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from claims.explorer.serve import Server
from claims.frames import Wanted, report, summary
from claims.frames.timeline import timeline
from claims.framing import load_vocabulary
from claims.spans import Span
from tests.examples import article
from tests.explorer.conftest import Open, released
from tests.strategies import article_row, framing_row, speaker_row, to_tables
from tests.test_frames import planted

ASK = """async ([wanted, limit, most]) => {
  const { ask } = await import('./client.js')
  return ask('frames', wanted, limit, most)
}"""
EPOCH = dt.date(1970, 1, 1)


def drawn(seed: int) -> dict[str, Any]:
    """Articles of made-up sentences, with framings anywhere in them by a few framers."""
    draw = random.Random(seed)  # noqa: S311
    labels = {
        n: one
        for n, one in load_vocabulary().labels.items()
        if n
        in (
            "unrest",
            "coup_attempt",
            "peaceful_protest",
            "protest",
            "uprising",
            "terrorist",
            "crisis",
            "riot",
            "reform",
            "war",
            "invasion",
            "coup",
            "revolution",
            "genocide",
        )
    }
    names = ["Ana Lee", "Çelik", "Émile 𝒵", "the Palace", "Ana Lee", "Zoë"]
    speakers = [
        speaker_row(name, kind)
        for name, kind in zip(
            names, ["person"] * 3 + ["organization", "outlet", "person"], strict=True
        )
    ]
    words = [
        "the",
        "protest",
        "U.S.",
        "Mr.",
        "march",
        "“so-called”",
        "🌉",
        "ŧ",
        "Straße",
        "coup",
        "it's",
        "in",
        "May.",
        "Why?",
        "mayor’s",
        "𝒜b",
        "\u00ad",
        "café",
    ]
    articles, framings = [], {}
    for number in range(12):
        parts = [
            " ".join(draw.choices(words, k=draw.randint(4, 60))) for _ in range(draw.randint(1, 4))
        ]
        published = draw.choice(
            [
                None,
                *(dt.date(2020, 1, 1) + dt.timedelta(draw.randint(0, 40 * seed)) for _ in range(4)),
                dt.date(1, 1, 1),
            ]
        )
        outlet = draw.choice(
            [
                None,
                "Der\u202e Bote",
                *(f"Outlet {n}" for n in range(9)),
                "An outlet with a very long name that is cut somewhere",
            ]
        )
        one = replace(article(f"u{number}", "\n\n".join(parts), outlet), published=published)
        articles.append(article_row(one, draw.choice(["train", "test"])))
        for _ in range(draw.randint(0, 9)):
            spans = []
            for _ in range(2):
                start = draw.randrange(len(one.text))
                spans.append((Span(start, min(len(one.text), start + draw.randint(1, 70))),))
            who = draw.choice([*speakers, None])
            named = (
                {"framer": "an alias", "framer_id": who["speaker_id"]}
                if who
                else {"framer": draw.choice([None, "many", "Ana Lee"])}
            )
            label = draw.choice([*labels, "other"])
            row = framing_row(
                one, spans[0], draw.choice([(), spans[1]]), draw.choice(["explicit", "predicative", "lexical"]), None,
                label=label, family=labels[label].family if label in labels else "other",
                polarity=draw.choice(["asserted", "asserted", "denied"]), confidence=draw.choice([0.25, 0.5, 0.123]),
                split=articles[-1]["split"], **named,
            )  # fmt: skip
            framings[row["framing_id"]] = row
    return to_tables(
        articles, [], list(framings.values()), {one["speaker_id"]: one for one in speakers}
    )


RELEASES = {
    "planted": planted,
    **{f"drawn {seed}": lambda seed=seed: drawn(seed) for seed in (1, 7, 60)},
}
WANTED = [
    Wanted(), Wanted(target="march"), Wanted(target="the strasse"), Wanted(label="coup_attempt"), Wanted(family="protest"),
    Wanted(kind="lexical"), Wanted(target="Mayor", kind="explicit"),
]  # fmt: skip


@pytest.fixture(scope="module", params=RELEASES)
def served(
    request: Any,
    tmp_path_factory: pytest.TempPathFactory,
    browser: Any,
    serve: Callable[[Path], Server],
) -> Any:
    tables = RELEASES[request.param]()
    folder = released(tables, tmp_path_factory.mktemp("framed"))
    page = browser.new_page()
    page.goto(serve(folder).url)
    page.locator("main h1:not(.start h1)").wait_for()
    yield folder, page
    page.close()


def without_none(wanted: Wanted) -> dict[str, str]:
    return {name: value for name, value in asdict(wanted).items() if value is not None}


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_matrix_and_contested_labels_are_those_of_python(served: Any, wanted: Wanted) -> None:
    folder, page = served
    known = set(pl.read_parquet(folder / "data/framings/*.parquet")["label"]) | set(
        load_vocabulary().labels
    )
    if wanted.label and wanted.label not in known:
        pytest.skip("no such label here")
    for limit in (0, 2):
        theirs = summary(report(folder, wanted=wanted, limit=limit))
        ours = page.evaluate(ASK, [without_none(wanted), limit, 0])
        for side in (side for pair in ours["contested"] for side in pair):
            assert side.pop("more_framers") == 0
            for one in side["framers"]:
                one["quotation"].pop("framing_id")
        for name in (
            "framings",
            "articles",
            "in_copies",
            "labels",
            "framers",
            "more_framers",
            "more_contested",
            "contested",
        ):
            assert ours[name] == theirs[name], name


@pytest.mark.parametrize("wanted", WANTED[:4], ids=str)
def test_the_timeline_is_that_of_python(served: Any, wanted: Wanted) -> None:
    folder, page = served
    found = report(folder, wanted=wanted).found
    plausible = pl.col("published").is_between(dt.date(1600, 1, 1), dt.date(2999, 12, 31))
    dated = found.filter(plausible.fill_null(value=False))
    ours = page.evaluate(ASK, [without_none(wanted), 0, 1])["timeline"]
    assert ours["undated"] == found.height - dated.height
    if not dated.height:
        assert ours["cells"] == []
        return
    theirs = timeline(dated)
    assert ours["step"] == theirs.step
    assert ours["labels"] == list(theirs.labels)
    assert ours["outlets"] == list(theirs.outlets)
    assert ours["cells"] == [
        asdict(cell) | {"start": (cell.start - EPOCH).days} for cell in theirs.cells
    ]


def test_the_view_shows_them(tmp_path: Path, visit: Open) -> None:
    folder = released(planted(), tmp_path)
    opened = visit(folder)
    page = opened.to("#/frames")
    page.locator("table.matrix").wait_for()
    assert page.locator("h1").inner_text() == "9 framings"
    row = page.locator("table.matrix tbody tr", has_text="Ana Lee")
    assert row.locator("td").first.inner_text() == "4"
    assert "1 denied" in row.inner_text()
    pair = page.locator(".contested").first
    said = report(folder).contested[0]
    for side in said.sides:
        for one in side.sayings[:3]:
            assert one.quotation.words in pair.inner_text()
    assert page.locator(".timeline svg rect").count() >= 5
    opened.saw("frames", full_page=True)
    page.get_by_role("combobox", name="Label").select_option("coup_attempt")
    page.get_by_role("heading", name="3 framings").wait_for()
    assert page.evaluate("location.hash") == "#/frames?label=coup_attempt"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert len(Path(download.value.path()).read_text("utf-8-sig").splitlines()) == 4
    page.locator("blockquote a").first.click()
    page.locator(".text mark.selected").wait_for()


def test_the_page_and_python_fold_names_alike(served: Any) -> None:
    _, page = served
    from claims.speakers.names import key
    from claims.wording import plain, shortened

    texts = [
        "Łódź’s Mayor",
        "Straße",
        "O’Neill's",
        "ĐẶNG Ơn",
        "a\u202eb\u00a0c\u2009d",
        "ﬁne ½",
        "James' coup",
        "x" * 40,
        "🌉 bridge to a far land",
        "𝒜lpha beta gamma delta",
        "",
    ]
    fold = "async (texts) => { const t = await import('./data/text.js'); return texts.map((one) => [t.key(one), t.plain(one), t.shortened(one, 12)]) }"
    assert page.evaluate(fold, texts) == [
        [key(one), plain(one), shortened(one, 12)] for one in texts
    ]
