"""Distributions as small pictures (SVG), the same bytes everywhere.

They are drawn by hand: a release must not need a plotting library, whose versions draw otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from claims.stats.counts import Bin, Stats

BAR, GAP, HEIGHT = 44, 6, 120
LEFT, TOP, BOTTOM = 16, 44, 40
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#24292f}.t{font-weight:600;font-size:13px}"
    ".n{text-anchor:middle;fill:#57606a}rect{fill:#3867a6}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.n{fill:#9da7b1}rect{fill:#79a8e0}}"
)


def pictures(made: Stats) -> dict[str, str]:
    """The distributions by the path that each has in a release."""
    return {
        "stats/lengths.svg": bars("Claims by length", "characters, from", made.lengths),
        "stats/confidences.svg": bars("Claims by confidence", "from", made.confidences),
    }


def bars(title: str, unit: str, bins: Sequence[Bin]) -> str:
    """The bins as bars, each with its count above and its start below."""
    most = max((one.count for one in bins), default=0) or 1
    width = 2 * LEFT + len(bins) * (BAR + GAP) - GAP
    height = TOP + HEIGHT + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        f"<style>{_STYLE}</style>",
        f'<text class="t" x="{LEFT}" y="18">{escape(title)}</text>',
    ]
    for n, one in enumerate(bins):
        x = LEFT + n * (BAR + GAP)
        tall = round(HEIGHT * one.count / most)
        top = TOP + HEIGHT - tall
        parts += [
            f'<rect x="{x}" y="{top}" width="{BAR}" height="{tall}"/>',
            f'<text class="n" x="{x + BAR // 2}" y="{top - 4}">{_short(one.count)}</text>',
            f'<text class="n" x="{x + BAR // 2}" y="{TOP + HEIGHT + 16}">{one.start:g}</text>',
        ]
    parts += [
        f'<text class="n" x="{width // 2}" y="{height - 6}">{escape(unit)}</text>',
        "</svg>\n",
    ]
    return "\n".join(parts)


def _short(count: int) -> str:
    """A number that fits above a bar: 950, 12k, 3.4M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            value = count / size
            return f"{value:.1f}{sign}" if value < 10 else f"{value:.0f}{sign}"
    return str(count)
