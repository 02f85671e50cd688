"""Searching words as they are read, orders, and how far the reading is."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from claims.load import scan
from claims.release import write
from tests.examples import example
from tests.explorer.conftest import Open
from tests.release.made import MADE_BY

ROWS = 1_200
IN_GROUP = 100
WORDS = [
    "Bridge",
    "zürich",
    "Łódź",
    "e\u0301lite",
    "“quoted”",
    "it’s",
    "a\nb",
    "…",
    "ﬁne",
    "tax",
    "🚲",
]
QUERIES = [
    "bridge",
    "ZURICH tax",
    "elite",
    '"quoted"',
    "it's",
    "...",
    "fine",
    "🚲 łódź",
    "a b",
    "nowhere",
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of many claims, of odd words and of speakers, in groups of few rows; some are null."""
    folder = write(example(), tmp_path_factory.mktemp("many"), provenance=MADE_BY).path
    file = folder / "data/claims/train-00000-of-00001.parquet"
    schema = pq.read_schema(file)
    drawn = random.Random(5)  # noqa: S311
    own = pl.read_parquet(file)
    rows = own[[drawn.randrange(own.height) for _ in range(ROWS)]].sort("article_id")
    said = [" ".join(drawn.sample(WORDS, drawn.randint(1, 3))) for _ in range(ROWS)]
    sure = [drawn.choice([None, 0.0, 0.301, 0.5, 0.999, 1.0]) for _ in range(ROWS)]
    rows = rows.with_columns(
        claim_id=pl.Series([f"{n:020x}" for n in range(ROWS)]),
        claim=pl.Series([None if n % 50 == 0 else words for n, words in enumerate(said)]),
        confidence=pl.Series(sure, dtype=rows.schema["confidence"]),
    )
    pq.write_table(
        rows.to_arrow().cast(schema), file, compression="zstd", row_group_size=IN_GROUP,
        use_dictionary=False, write_page_index=True,
    )  # fmt: skip
    return folder


def folded(text: str) -> str:
    straight = text.lower().translate(str.maketrans("‘’ʼ“”„", "'''\"\"\""))
    return "".join(
        c for c in unicodedata.normalize("NFKD", straight) if unicodedata.category(c) != "Mn"
    )


ASK = """async ([name, wanted]) => {
  const { ask } = await import('./client.js')
  const { total, rows } = await ask(name, { page: 1, size: 10000, ...wanted })
  return { total, ids: rows.map((row) => row.claim_id) }
}"""


def asked(page: Any, **wanted: Any) -> dict[str, Any]:
    return page.evaluate(ASK, ["claims", wanted])


@pytest.mark.parametrize("prepared", [False, True])
def test_words_are_found_as_python_finds_them(many: Path, visit: Open, *, prepared: bool) -> None:
    page = visit(many).to("#/articles")
    if prepared:
        page.evaluate("import('./client.js').then(({ ask }) => ask('prepare'))")
    rows = scan(many, "claims").collect()
    newest = asked(page)["ids"]
    assert len(newest) == ROWS
    texts = {
        row["claim_id"]: (folded(row["claim"] or ""), folded(row["speaker"] or ""))
        for row in rows.iter_rows(named=True)
    }
    for query in QUERIES:
        words = folded(query).split()
        hit = {
            one
            for one, (claim, name) in texts.items()
            if all(w in claim or w in name for w in words)
        }
        found = asked(page, q=query)
        assert found["ids"] == [one for one in newest if one in hit], query
        assert found["total"] == len(hit)


WITH_WORDS = """async (q) => {
  const { orders } = await import('./data/claims.js')
  const { withWords } = await import('./data/search.js')
  let now = 0
  performance.now = () => now += 1000 // long enough to tell after each group
  const rows = await orders.newest()
  const told = []
  const found = await withWords(rows, q, (some) => told.push(Array.from(some)))
  return { first: Array.from(rows.subarray(0, 400)), told, found: Array.from(found) }
}"""


def test_what_is_found_is_told_while_words_are_read(many: Path, visit: Open) -> None:
    found = visit(many).to("#/articles").evaluate(WITH_WORDS, "bridge")
    among = set(found["first"])
    assert found["told"][0] == [row for row in found["found"] if row in among]
    assert len(found["told"]) == 1 + ROWS // IN_GROUP
    before: list[int] = []
    for some in found["told"][1:]:
        assert [row for row in found["found"] if row in set(some)] == some
        assert set(before) <= set(some)
        before = some
    assert before == found["found"]


def test_the_surest_come_first_and_those_without_a_figure_last(many: Path, visit: Open) -> None:
    page = visit(many).to("#/articles")
    sure = {
        row["claim_id"]: -1 if row["confidence"] is None else round(row["confidence"], 3)
        for row in scan(many, "claims").collect().iter_rows(named=True)
    }
    newest = asked(page)["ids"]
    assert asked(page, sort="confident")["ids"] == sorted(newest, key=lambda one: -sure[one])


BY_KEY = """async ([keys, most, numbers]) => {
  const { byKey } = await import('./data/codes.js')
  return Array.from(byKey(keys.length, Int32Array.from(keys), most, numbers && Uint32Array.from(numbers)))
}"""


def test_numbers_by_key_stay_in_their_order(many: Path, visit: Open) -> None:
    page = visit(many).to("#/articles")
    drawn = random.Random(3)  # noqa: S311
    for count in (0, 1, 40, 500):
        keys = [drawn.randrange(7) for _ in range(count)]
        before = drawn.sample(range(count), count)
        ordered = sorted(range(count), key=keys.__getitem__)
        assert page.evaluate(BY_KEY, [keys, 7, None]) == ordered
        assert page.evaluate(BY_KEY, [keys, 7, before]) == sorted(before, key=keys.__getitem__)


IN_ORDER = """async ([rows, columns]) => {
  const { inOrder } = await import('./data/ordered.js')
  const { table } = await import('./data/release.js')
  const told = []
  const made = await inOrder(Uint32Array.from(rows), await table('claims'), columns,
    (claim, row) => `${row} ${claim.claim_id} ${claim.claim}\\n`, (count, all) => told.push([count, all]))
  return [await made.text(), told]
}"""


def test_lines_are_in_the_order_of_their_rows(many: Path, visit: Open) -> None:
    page = visit(many).to("#/articles")
    claims = scan(many, "claims").collect()
    rows = random.Random(9).sample(range(ROWS), 700)  # noqa: S311
    text, told = page.evaluate(IN_ORDER, [rows, ["claim_id", "claim"]])
    of = claims.select("claim_id", "claim").rows()
    said = [(of[row][0], "null" if of[row][1] is None else of[row][1]) for row in rows]
    assert text == "".join(f"{row} {a} {b}\n" for row, (a, b) in zip(rows, said, strict=True))
    assert told[-1] == [700, 700]
    assert [count for count, _ in told] == sorted({count for count, _ in told})


@pytest.mark.slow
def test_first_hits_and_how_far_it_is_are_shown_while_a_part_is_waited_for(
    large: Path, visit: Open
) -> None:
    file = next((large / "data" / "claims").glob("*.parquet"))
    groups = pq.read_metadata(file)
    chunk = groups.row_group(groups.num_row_groups - 1).column(groups.schema.names.index("claim"))
    awaited = chunk.data_page_offset + chunk.total_compressed_size // 2
    opened = visit(large)
    waiting: list[Any] = []

    def passed(route: Any) -> None:
        start, _, end = route.request.headers.get("range", "")[6:].partition("-")
        if start and int(start) <= awaited <= int(end):
            waiting.append(route)
        else:
            route.continue_()

    opened.page.context.route("**/claims/*.parquet", passed)
    page = opened.to("#/claims?q=ab")
    page.locator(".item").first.wait_for()
    assert re.fullmatch(r"[\d,]+ claims so far", page.locator("h1").inner_text())
    assert page.locator(".results").get_attribute("aria-busy") == "true"
    page.locator(".reading-on").wait_for()
    assert re.match(
        r"Reading the tables: \d+ of \d+ parts", page.locator(".reading-on").inner_text()
    )
    opened.saw("search-so-far")
    page.set_viewport_size({"width": 390, "height": 844})
    opened.saw("search-so-far-phone")
    page.emulate_media(color_scheme="dark")
    opened.saw("search-so-far-phone-dark")
    for route in waiting:
        route.continue_()
    page.locator(".results[aria-busy=false]").wait_for()
    claims = scan(large, "claims").collect()
    held = pl.col("claim").str.contains("ab") | pl.col("speaker").str.contains("ab")
    assert page.locator("h1").inner_text() == f"{claims.filter(held).height:,} claims"
    page.locator(".reading-on").wait_for(state="hidden")
    found = page.locator(".item .words").all_inner_texts()
    # As if nothing had been waited for.
    page.context.unroute("**/claims/*.parquet")
    page.reload()
    page.locator(".results[aria-busy=false]").wait_for()
    assert page.locator(".item .words").all_inner_texts() == found
