"""A picture of who used which labels when: a row a label, bars by date, colours by outlet."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from claims.errors import ClaimsError
from claims.frames.report import Drawn, Report
from claims.frames.timeline import DAYS, Timeline, following, timeline
from claims.wording import plain, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg")

_LONGEST_TITLE = 90
_PLAUSIBLE = dt.date(1600, 1, 1), dt.date(2999, 12, 31)
"""Since there are newspapers. A placeholder such as 0001-01-01 or 9999-12-31, which databases write
for no date, would press all that is dated into one bar."""
_COLORS = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999",
)  # fmt: skip
"""Okabe and Ito's, which colour-blind readers tell apart; grey for the outlets that share one."""


def check(path: Path) -> None:
    """Raise ClaimsError where nothing could be drawn in the file, before anything is read."""
    if path.suffix.lower() not in FORMATS:
        raise ClaimsError(f"cannot draw {path}: its name has to end in {' or '.join(FORMATS)}")
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise ClaimsError(
            "drawing needs matplotlib: install it with pip install 'news-claims[plot]'"
        ) from error


def draw(made: Report, path: Path) -> Drawn | None:
    """Draw the report's framings into a .png or .svg file; None where there are none.

    The same framings give the same bytes. Raises ClaimsError where no article has a plausible
    date or the file cannot be written.
    """
    if not made.found.height:
        return None
    plausible = pl.col("published").is_between(*_PLAUSIBLE).fill_null(value=False)
    dated, undated = made.found.filter(plausible), made.found.filter(~plausible)
    if not dated.height:
        raise ClaimsError(
            f"cannot draw {path}: none of these framings is in an article with a plausible date"
        )
    lines = timeline(dated)
    asked = f" {made.wanted}" if str(made.wanted) else ""
    picture = _picture(lines, f"Framings{asked} (release {made.version})", path.suffix.lower())
    try:
        path.write_bytes(picture)
    except OSError as error:
        raise ClaimsError(
            f"cannot write {path}: {error.strerror}; name a file in a folder that can be written"
        ) from error
    return Drawn(path, undated["article_id"].n_unique(), undated.height)


def _picture(lines: Timeline, title: str, suffix: str) -> bytes:
    from matplotlib import style

    settings = {
        "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
        "svg.fonttype": "none",  # text stays text: to search, and for letters that font lacks
        "svg.hashsalt": "news-claims",
        "text.parse_math": False,  # "$" in an outlet's name is a dollar
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    made = io.BytesIO()
    # A user's own style would change the picture from machine to machine; matplotlib would warn of
    # each letter that its font lacks, which a .png then shows as a box.
    with (
        style.context(["default", settings]),
        warnings.catch_warnings(action="ignore", category=UserWarning),
    ):
        _figure(lines, title).savefig(
            made,
            format=suffix.removeprefix("."),
            dpi=150,
            metadata={"Date": None} if suffix == ".svg" else None,
        )
    return made.getvalue()


def _figure(lines: Timeline, title: str) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    rows, outlets = len(lines.labels), len(lines.outlets)
    # Tall enough for the rows and for the legend beside them.
    figure = Figure(
        figsize=(10, max(1.6 + 0.62 * rows, 1.2 + 0.27 * outlets)), layout="constrained"
    )
    axes = figure.subplots(rows, 1, sharex=True, squeeze=False)[:, 0]
    for ax, label in zip(axes, lines.labels, strict=True):
        _row(ax, label, lines)
    _dates(axes[-1], lines)
    figure.suptitle(shortened(plain(title), _LONGEST_TITLE))
    figure.supylabel("framings", fontsize="medium")
    legend = figure.legend(
        handles=[Patch(color=color) for color in _COLORS[:outlets]],
        labels=[str(number) for number in range(outlets)],
        title="outlet",
        loc="outside right upper",
        frameon=False,
    )
    # Set afterwards: a legend leaves out what begins with "_".
    for text, outlet in zip(legend.get_texts(), lines.outlets, strict=True):
        text.set_text(outlet)
    return figure


def _row(ax: Axes, label: str, lines: Timeline) -> None:
    """The bars of a label, those of each outlet on top of the ones before."""
    above: Counter[dt.date] = Counter()
    below: Counter[dt.date] = Counter()
    for outlet, color in zip(lines.outlets, _COLORS, strict=False):
        own = [cell for cell in lines.cells if (cell.label, cell.outlet) == (label, outlet)]
        for stack, heights in (
            (above, {cell.start: cell.asserted for cell in own if cell.asserted}),
            (below, {cell.start: -cell.denied for cell in own if cell.denied}),
        ):
            ax.bar(
                list(heights),  # type: ignore[arg-type]
                list(heights.values()),
                # As wide as the stretch that they stand for, but for a gap.
                [0.9 * (following(start, lines.step) - start).days for start in heights],
                [stack[start] for start in heights],
                color=color,
                align="center" if lines.step == "day" else "edge",
            )
            stack.update(heights)
    most, least = max(above.values(), default=0), min(below.values(), default=0)
    ax.set_ylim(1.1 * (least or -most / 20), 1.1 * (most or -least / 4))
    # The highest bar's count alone, and the lowest's where it has room.
    ticks = [0, *([most] if most else []), *([least] if -least > most / 3 else [])]
    ax.set_yticks(ticks, [f"{abs(tick):,}" for tick in ticks])
    ax.set_ylabel(label, rotation=0, horizontalalignment="right", verticalalignment="center")
    ax.axhline(0, color="black", linewidth=0.8)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x", color="#dddddd")
    ax.set_axisbelow(True)


def _dates(ax: Axes, lines: Timeline) -> None:
    """The axis of dates that the rows share."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first = min(cell.start for cell in lines.cells)
    last = max(cell.start for cell in lines.cells)
    length = dt.timedelta(DAYS[lines.step])
    # A week at least, so that the axis has no hours.
    margin = max(length, (dt.timedelta(7) - (last - first)) / 2)
    ax.set_xlim(first - margin, last + length + margin)  # type: ignore[arg-type]
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    day = ["%d %b"] * 4
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(
        ConciseDateFormatter(  # type: ignore[no-untyped-call]
            locator,
            formats=["%Y", "%b", *day],
            zero_formats=["", "%Y", *day],
            offset_formats=["", "%Y", "%Y", "%Y", "%Y", "%Y"],
        )
    )
    below = "; below the line: denied" if any(cell.denied for cell in lines.cells) else ""
    ax.set_xlabel(f"published, by {lines.step}\n(each row to its own scale{below})")
