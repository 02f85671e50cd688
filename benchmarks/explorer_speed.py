"""Times the explorer of a large release in headless Chromium, view by view.

    python benchmarks/explorer_speed.py [--claims 100000] [--megabytes N] [--rounds 5]
        [--folder FOLDER] [--check]

A synthetic release of so many claims, of 40 outlets and 3 years, is served as `claims explore`
serves it; with `--megabytes` of that size, by 5 claims an article and longer articles
(`explorer_release.py`). Each round takes, for each view, in a fresh profile, so that nothing is
cached: milliseconds from the navigation until it is shown; and then, on one page that has read
what filters need, from a choice or a key in each filter to the claims that it finds. Prints the
median and the most of each; what was fetched meanwhile, in MB; and what the page and its worker
then hold, in MB. With `--check` exits 1 where a median is above what `MOST` says for so many
claims, or more is fetched or held than it says. `--folder` keeps the release there. Needs Chromium,
and Playwright of the extra `test`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.explorer_heap import Heap
from benchmarks.explorer_release import VERSION, make, size
from claims.explorer.serve import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = Path(__file__).parents[1] / "claims" / "explorer" / "page"
SMALL = 100_000
MOST = {
    # of releases up to SMALL, of larger ones; in milliseconds
    "first view": (1_000, 3_000),
    "filter by words": (
        200,
        6_000,
    ),  # of larger ones these are read first; the first hits are shown
    "link to a search, first hits": (1_500, 4_000),
    "filter": (200, 2_000),
    "frames": (2_000, 4_000),
}
MOST_HELD = 1_000_000_000
"""Bytes, by the page and its worker."""

FILTERS = {
    "voice": ("[name=voice][value=direct]", "check"),
    "label": ("[name=label]", "unrest"),
    "outlet": ("[name=outlet]", "Outlet 07"),
    "confidence": ("[name=confidence]", "0.7"),
    "speaker": ("[name=speaker]", "person 0000123"),
    "words": ("[name=q]", "ab cd"),
    "other words": ("[name=q]", "ef gh"),
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


@dataclass(frozen=True, slots=True)
class Measure:
    """What a visitor waited for."""

    milliseconds: float
    fetched: int
    """Bytes of tables, since the page was opened."""
    held: int
    """Bytes of objects and buffers, of the page and its worker."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a release is served, in this process."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A fresh page, and what it has fetched."""

    page: Page
    heap: Heap
    fetched: list[int]

    @classmethod
    @contextmanager
    def of(cls, browser: Browser) -> Iterator[Visitor]:
        """One with a profile of its own."""
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            fetched: list[int] = []
            # The worker's requests are the context's, not the page's.
            context.on(
                "response",
                lambda answer: (
                    fetched.append(int(answer.headers.get("content-length", 0)))
                    if ".parquet" in answer.url
                    else None
                ),
            )
            page = context.new_page()
            yield cls(page, Heap(page), fetched)

    def measure(self, milliseconds: float) -> Measure:
        """These, with what is fetched and held by now."""
        held = self.heap.used()
        return Measure(milliseconds, sum(self.fetched), held)

    def marked(self, name: str) -> float:
        """When the page first did this, in milliseconds after the navigation began."""
        said = f"performance.getEntriesByName('{name}')[0]?.startTime ?? null"
        for _ in range(6_000):
            if (found := self.page.evaluate(said)) is not None:
                return float(found)
            self.page.wait_for_timeout(20)
        raise TimeoutError(f"the page never had {name!r}")

    def shown(self, selector: str) -> float:
        """When there is such an element, in milliseconds after the navigation began."""
        self.page.locator(selector).first.wait_for(timeout=120_000, state="attached")
        return float(self.page.evaluate("performance.now()"))


def views(release: Path) -> dict[str, tuple[str, Callable[[Visitor], float]]]:
    """Addresses of each view, with what tells that it is shown."""
    data = release / "data"
    claims = pl.scan_parquet(data / "claims").select("claim_id", "article_id", "speaker_id")
    count = claims.select(pl.len()).collect().item()
    claim, article, speaker = claims.slice(count * 2 // 3, 1).collect().row(0)
    found = {
        "articles": ("#/articles", lambda one: one.shown("[data-item]")),
        "article with its claims": (
            f"#/article/{article}",
            lambda one: one.marked("article shown"),
        ),
        "claim by its id alone": (f"#/claim/{claim}", lambda one: one.marked("article shown")),
        "claim by link": (f"#/claim/{claim}?in={article}", lambda one: one.marked("article shown")),
        "speakers": ("#/speakers", lambda one: one.shown("[data-item]")),
        "speaker": (f"#/speaker/{speaker}", lambda one: one.shown(".item")),
        "frames": ("#/frames", lambda one: one.marked("frames shown")),
        "frames, with quotations": ("#/frames", lambda one: one.shown("section[aria-busy=false]")),
        "link to a filter": ("#/claims?voice=direct", lambda one: one.marked("claims shown")),
        "link to a search, first hits": ("#/claims?q=ab+cd", lambda one: one.shown(".item")),
        "link to a search": ("#/claims?q=ab+cd", lambda one: one.marked("claims shown")),
    }
    tracks = pl.scan_parquet(data / "tracks").select("track_id").head(1).collect()
    if tracks.height:
        found["tracks"] = ("#/tracks", lambda one: one.shown("[data-item]"))
        found["track"] = (f"#/track/{tracks.item()}", lambda one: one.shown(".item"))
    return found


def measured(browser: Browser, url: str, release: Path) -> Iterator[tuple[str, Measure]]:
    """What one fresh visitor a view waits for, and one who stays."""
    with Visitor.of(browser) as visitor:
        page = visitor.page
        page.goto(url)
        yield "first view", visitor.measure(visitor.marked("claims shown"))
        yield "ready for filters", visitor.measure(visitor.marked("prepared"))
        for name, (selector, value) in FILTERS.items():
            yield f"filter by {name}", visitor.measure(page.evaluate(CHANGED, [selector, value]))
            page.evaluate("location.hash = '#/claims'")
            page.locator(".results[aria-busy=false]").wait_for(timeout=120_000)
            page.wait_for_timeout(300)
        begun = page.evaluate("performance.now()")
        page.locator("[data-item]").first.click()
        yield "article, by a click", visitor.measure(visitor.marked("article shown") - begun)
        begun = page.evaluate("performance.now()")
        page.evaluate("location.hash = '#/frames'")
        yield "frames, after claims", visitor.measure(visitor.marked("frames shown") - begun)
        page.locator("section[aria-busy=false]").last.wait_for(timeout=120_000)
        page.evaluate("performance.clearMarks()")
        begun = page.evaluate("performance.now()")
        page.evaluate("location.hash = '#/frames?label=unrest'")
        yield "filter by label in frames", visitor.measure(visitor.marked("frames shown") - begun)
    for name, (address, when) in views(release).items():
        with Visitor.of(browser) as visitor:
            visitor.page.goto(url + address)
            yield name, visitor.measure(when(visitor))
    for name, address in {"of a label": "#/claims?label=unrest", "of all": "#/claims"}.items():
        with Visitor.of(browser) as visitor:
            page = visitor.page
            page.goto(url + address)
            visitor.marked("claims shown")
            begun = page.evaluate("performance.now()")
            with page.expect_download(timeout=600_000) as download:
                page.get_by_role("button", name="Download as CSV").click()
            took = page.evaluate("performance.now()") - begun
            yield f"CSV {name}", visitor.measure(took)
            download.value.delete()


def main() -> int:
    """Make the release, visit it, print; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=SMALL)
    parser.add_argument("--megabytes", type=int, help="of Parquet, by longer articles")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the release stays")
    parser.add_argument("--check", action="store_true", help="1 if it is too slow")
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("there is no chromium: apt-get install chromium")
        return 1
    from playwright.sync_api import sync_playwright

    found: dict[str, list[Measure]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        release = folder / VERSION
        if not release.exists():
            make(folder, given.claims, given.megabytes)
        shutil.copytree(PAGE, release / "explorer", dirs_exist_ok=True)  # of one made before
        packed = size(release)
        print(f"{given.claims:,} claims, {packed / 1e6:,.0f} MB of Parquet")
        with served(release) as url, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium)
            for _ in range(given.rounds):
                for name, value in measured(browser, url, release):
                    found[name].append(value)
                    print(f"{name}: {value.milliseconds:,.0f} ms", file=sys.stderr, flush=True)
            browser.close()
    print(f"{'':30} {'ms, median':>10} {'most':>7} {'MB fetched':>10} {'MB held':>8}")
    bad = []
    for name, values in found.items():
        times = [one.milliseconds for one in values]
        fetched, held = (max(getattr(one, of) for one in values) for of in ("fetched", "held"))
        print(
            f"{name:30} {median(times):10,.0f} {max(times):7,.0f} {fetched / 1e6:10,.1f}"
            f" {held / 1e6:8,.0f}"
        )
        most = next((most for part, most in MOST.items() if name.startswith(part)), None)
        slow = most is not None and median(times) > most[given.claims > SMALL]
        if slow or held > MOST_HELD or fetched > packed / 2 > 50e6:
            bad.append(name)
    if bad:
        print(f"too slow or too large: {', '.join(bad)}")
    return int(given.check and bool(bad))


if __name__ == "__main__":
    raise SystemExit(main())
