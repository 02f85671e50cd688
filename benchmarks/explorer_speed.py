"""Times the explorer of a large release in headless Chromium: its first view, filters, an article.

    python benchmarks/explorer_speed.py [--claims 100000] [--rounds 5] [--folder FOLDER] [--check]

A synthetic release of so many claims, 20 an article, of 40 outlets and 3 years, is served as
`claims explore` serves it. Each round opens the page in a fresh profile, so that nothing is cached,
and takes, in milliseconds: from the navigation to the first claims on screen; from a choice or a
key in each filter to the claims that it finds; from a click on a claim to its article. Prints the
median and the most of each; with `--check` exits 1 where a median is above 1,000 ms for the first
view or 200 ms for a filter. `--folder` keeps the release there. Needs Chromium, and Playwright of
the extra `test`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import diff_speed
from claims.explorer.serve import Server
from claims.framing import load_vocabulary
from claims.release import Provenance, write
from tests.examples import example

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VERSION = "1.0.0"
MOST_FIRST, MOST_FILTER = 1_000, 200
LABELS = ("coup_attempt", "crisis", "peaceful_protest", "unrest", "reform", "terrorist")
OUTLETS, DAYS, FIRST_DAY = 40, 1_095, 19_000

FILTERS = {
    "voice": ("[name=voice][value=direct]", "check"),
    "label": ("[name=label]", "unrest"),
    "outlet": ("[name=outlet]", "Outlet 07"),
    "confidence": ("[name=confidence]", "0.7"),
    "speaker": ("[name=speaker]", "person 0000123"),
    "words": ("[name=q]", "ab cd"),
    "order": ("[name=sort]", "oldest"),
}

CHANGED = """async ([selector, value]) => {
  const field = document.querySelector(selector)
  const results = document.querySelector('.results')
  const begun = performance.now()
  const done = new Promise((resolve) => {
    let busy = false
    new MutationObserver(() => {
      if (results.getAttribute('aria-busy') === 'true') busy = true
      else if (busy) requestAnimationFrame(() => setTimeout(resolve))
    }).observe(results, { attributes: true })
  })
  if (value === 'check') field.click()
  else {
    field.value = value
    field.dispatchEvent(new Event(field.type === 'search' ? 'input' : 'change', { bubbles: true }))
  }
  await done
  return performance.now() - begun
}"""


def make(folder: Path, count: int) -> Path:
    """Write the release `folder/1.0.0`."""
    drawn = np.random.default_rng(11)
    said = diff_speed.sentences(count).with_columns(fate=pl.lit(49), kind=pl.lit(49))
    tables = diff_speed.tables(said, after=False, extractor="news-claims 1.0.0")
    articles = tables["articles"].height
    tables["articles"] = tables["articles"].with_columns(
        outlet=pl.Series([f"Outlet {n:02}" for n in drawn.integers(0, OUTLETS, articles)]),
        published=pl.Series(FIRST_DAY + drawn.integers(0, DAYS, articles))
        .cast(pl.Int32)
        .cast(pl.Date),
        title=pl.col("text").str.slice(0, 60),
    )
    families = {name: one.family for name, one in load_vocabulary().labels.items()}
    labels = pl.Series([name for name in LABELS if name in families])
    label = labels[drawn.integers(0, len(labels), count)]
    framed = pl.col("number") % 4 == 0
    voices = pl.Series(["direct", "indirect", "mixed"])
    claims = tables["claims"].with_columns(
        voice=voices[drawn.integers(0, 3, count)],
        confidence=pl.Series(drawn.integers(300, 1000, count) / 1000),
        label=label,
        framings=pl.when(framed)
        .then(pl.concat_list(label))
        .otherwise(pl.lit([], dtype=pl.List(pl.String))),
    )
    tables["claims"] = claims
    framings = diff_speed.framings_of(claims)
    tables["framings"] = framings.with_columns(family=pl.col("label").replace_strict(families))
    with tempfile.TemporaryDirectory() as scratch:
        made_by = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)
        model = write(example(), Path(scratch), provenance=made_by).path
        shutil.copytree(model, folder / VERSION)
        shutil.rmtree(folder / VERSION / "data")
        diff_speed.fill(folder / VERSION, tables)
    return folder / VERSION


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a release is served, in this process."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


def measured(browser: Browser, url: str) -> Iterator[tuple[str, float]]:
    """What one fresh visitor waits for, in milliseconds."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(url)
        yield "first view", marked(page, "claims shown")
        yield "ready for filters", marked(page, "prepared")
        for name, (selector, value) in FILTERS.items():
            yield f"filter by {name}", page.evaluate(CHANGED, [selector, value])
            page.evaluate("location.hash = '#/claims'")
            page.locator(".results[aria-busy=false]").wait_for()
            page.wait_for_timeout(300)
        begun = page.evaluate("performance.now()")
        page.locator("[data-item]").first.click()
        yield "article", marked(page, "article shown") - begun
        begun = page.evaluate("performance.now()")
        page.evaluate("location.hash = '#/frames'")
        yield "frames, at first", marked(page, "frames shown") - begun
        page.locator("section[aria-busy=false]").last.wait_for()
        page.evaluate("performance.clearMarks()")
        begun = page.evaluate("performance.now()")
        page.evaluate("location.hash = '#/frames?label=unrest'")
        yield "filter by label in frames", marked(page, "frames shown") - begun


def marked(page: Page, name: str) -> float:
    """When the page first did this, in milliseconds after the navigation began."""
    said = f"performance.getEntriesByName('{name}')[0]?.startTime ?? null"
    for _ in range(6_000):
        if (found := page.evaluate(said)) is not None:
            return float(found)
        page.wait_for_timeout(20)
    raise TimeoutError(f"the page never had {name!r}")


def main() -> int:
    """Make the release, visit it, print; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the release stays")
    parser.add_argument("--check", action="store_true", help="1 if it is too slow")
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("there is no chromium: apt-get install chromium")
        return 1
    from playwright.sync_api import sync_playwright

    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        if not (folder / VERSION).exists():
            make(folder, given.claims)
        size = sum(path.stat().st_size for path in (folder / VERSION).rglob("*.parquet"))
        print(f"{given.claims:,} claims, {size / 1e6:.0f} MB of Parquet; milliseconds:")
        with served(folder / VERSION) as url, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium)
            for _ in range(given.rounds):
                for name, value in measured(browser, url):
                    found[name].append(value)
            browser.close()
    slow = False
    for name, values in found.items():
        most = MOST_FIRST if name == "first view" else MOST_FILTER if "filter by" in name else None
        slow |= most is not None and median(values) > most
        print(f"{name:42} median {median(values):6.0f}, most {max(values):6.0f}")
    return int(given.check and slow)


if __name__ == "__main__":
    raise SystemExit(main())
