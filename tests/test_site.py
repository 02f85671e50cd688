"""The documentation as a site: it builds, and its readers' browsers fetch nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from docs.outside import on_page_markdown

ROOT = Path(__file__).resolve().parent.parent
_FETCHED = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src | //object/@data"


def elsewhere(page: str) -> list[str]:
    """What a browser would fetch from elsewhere to show the page."""
    named = [*html.fromstring(page).xpath(_FETCHED), *in_style(page)]
    return [str(address) for address in named if re.match(r"(https?:)?//", address)]


def in_style(text: str) -> list[str]:
    return re.findall(r"""(?:url\(|@import )['"]?([^'")\s]+)""", text)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(folder),
    ]
    ran = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.mark.slow
def test_the_site_has_every_page_and_no_code(site):
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert pages == {path.parent.name for path in site.glob("*/index.html")}
    assert not list(site.rglob("*.py"))
    assert (site / "search" / "search_index.json").exists()


@pytest.mark.slow
def test_nothing_is_fetched_from_elsewhere(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert elsewhere(text) == [], page
        # The theme's script fetches these two from elsewhere where a page has them.
        assert 'class="mermaid"' not in text, page
        assert 'data-md-component="source"' not in text, page
    for style in site.rglob("*.css"):
        found = in_style(style.read_text("utf-8"))
        assert not [address for address in found if re.match(r"(https?:)?//", address)], style


def test_what_would_be_fetched_is_found():
    page = """<link rel="stylesheet" href="https://fonts.example/a.css"><script src="//cdn.example/b.js"></script>
    <style>@import "http://c.example/c.css"; p { background: url(https://d.example/d.png) }</style>
    <a href="https://fine.example">a link</a><img src="here.svg">"""
    assert elsewhere(page) == [
        "https://fonts.example/a.css",
        "//cdn.example/b.js",
        "http://c.example/c.css",
        "https://d.example/d.png",
    ]


@pytest.mark.slow
def test_tables_and_code_come_out_as_such(site):
    for page in site.glob("*/index.html"):
        for paragraph in html.fromstring(page.read_text("utf-8")).xpath("//article//p"):
            assert not re.search(r"\| ---|```|--8<--", paragraph.text_content()), page


def test_links_out_of_the_docs_become_the_names_of_files():
    given = "[training/README.md](../training/README.md), [the card](../training/README.md), [data](data.md)"
    wanted = "`training/README.md`, the card (`training/README.md`), [data](data.md)"
    assert on_page_markdown(given) == wanted
