"""Releases served as `claims explore` serves them, and a real browser that visits them."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks.explorer_release import make
from claims.explorer.serve import Server
from claims.framing import load_vocabulary
from claims.release import Provenance, write
from claims.schemas import TABLES, arrow_schema

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = ROOT / "build" / "screenshots"
"""Where the tests leave what they saw, for people to look at."""

Tables = dict[str, Any]
Open = Callable[..., Any]


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'test' has it")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


def released(tables: Tables, out: Path) -> Path:
    vocabulary = load_vocabulary()
    made_by = Provenance(
        "news-claims 1.0.0", "en_core_web_sm 3.8.0", vocabulary.version, vocabulary.digest
    )
    return write(tables, out, provenance=made_by).path


@pytest.fixture(scope="package")
def serve() -> Iterator[Callable[[Path], Server]]:
    running: list[Server] = []

    def start(folder: Path) -> Server:
        server = Server(folder)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="package")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the article the project began with, from its reviewed rows."""
    golden = json.loads((ROOT / "tests" / "golden" / "seed.json").read_text("utf-8"))
    tables = {}
    for name, model in TABLES.items():
        if not golden[name]:
            tables[name] = arrow_schema(model).empty_table()
            continue
        rows = pl.DataFrame(golden[name], infer_schema_length=None)
        dates = [field.name for field in arrow_schema(model) if str(field.type) == "date32[day]"]
        rows = rows.with_columns(pl.col(dates).cast(pl.String).str.to_date("%Y-%m-%d"))
        tables[name] = rows.to_arrow().cast(arrow_schema(model))
    return released(tables, tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="package")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of 40,000 synthetic claims."""
    return make(tmp_path_factory.mktemp("large"), 40_000)


class Visit:
    """A page that was opened, and all that went wrong on it."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url = page, url
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "console", lambda said: self.wrong.append(said.text) if said.type == "error" else None
        )
        page.on("dialog", lambda box: self.wrong.append(f"dialog {box.message}"))

    def to(self, address: str) -> Any:
        """The page at an address of a view, when it is shown."""
        begun = self.page.url.startswith(self.url)
        if begun:
            self.page.evaluate("to => { location.hash = to }", address)
        else:
            self.page.goto(self.url + address)
        self.page.locator("main h1:not(.start h1)").first.wait_for()
        self.page.wait_for_timeout(80)
        return self.page

    def saw(self, name: str, **options: Any) -> None:
        """Keep a picture."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", **options)


@pytest.fixture
def visit(browser: Any, serve: Callable[[Path], Server]) -> Iterator[Open]:
    """Opens a release in a fresh profile; afterwards, nothing may have gone wrong."""
    contexts, visits = [], []

    def start(folder: Path, **options: Any) -> Visit:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        visits.append(Visit(context.new_page(), serve(folder).url))
        return visits[-1]

    yield start
    for context in contexts:
        context.close()
    assert [wrong for one in visits for wrong in one.wrong] == []
