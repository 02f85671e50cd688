"""What axe-core finds on every view, in light and dark, on a desk and on a phone: nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.explorer.conftest import Open, released
from tests.explorer.test_page import FRAMED, PHONE
from tests.test_frames import planted

pytestmark = pytest.mark.slow
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

VIEWS = {
    "claims": "", "article": "#/article/7c56d68041649a3040a1", "claim": f"#/claim/{FRAMED}",
    "articles": "#/articles", "speakers": "#/speakers", "speaker": "#/speaker/074764f925523ac7c4bb",
    "frames": "#/frames", "nothing": "#/claim/none",
}  # fmt: skip


def faults(page: Any) -> list[str]:
    found = axe.Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 5
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("device", "scheme"), [("desk", "light"), ("desk", "dark"), ("phone", "light")]
)
def test_no_view_has_a_fault(seed: Path, visit: Open, device: str, scheme: str) -> None:
    opened = visit(seed, color_scheme=scheme, **(PHONE if device == "phone" else {}))
    for name, address in VIEWS.items():
        page = opened.to(address)
        if name == "claims":
            page.locator(".filters [name=label]").wait_for(state="attached")
        assert faults(page) == [], name
        opened.saw(f"{device}-{scheme}-{name}")
    page.keyboard.press("?")
    assert faults(page) == [], "keyboard"
    page.keyboard.press("Escape")
    page.locator("#cite").click()
    page.get_by_role("dialog").wait_for()
    assert faults(page) == [], "citation"


def test_neither_has_the_timeline_nor_a_denied_framing(tmp_path: Path, visit: Open) -> None:
    folder = released(planted(), tmp_path)
    for scheme in ("light", "dark"):
        opened = visit(folder, color_scheme=scheme)
        page = opened.to("#/frames")
        page.locator(".timeline svg").wait_for()
        assert faults(page) == []
        page.locator(".contested a.frame", has_text="not").first.click()
        assert faults(page) == []
        opened.saw(f"frames-{scheme}")
