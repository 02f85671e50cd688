"""Draws what `benchmarks/build_speed.py` and `benchmarks/all_articles.py` measured (`--save`)."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Rows = Sequence[Mapping[str, Any]]
_SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
    "svg.fonttype": "none",
    "svg.hashsalt": "news-claims",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
}
_BLUE, _ORANGE, _GREEN = "#0072B2", "#E69F00", "#009E73"
_STEPS = {"gather": _GREEN, "across": _BLUE, "write": _ORANGE}
_SAID = {"gather": "take rows", "across": "steps across articles", "write": "check and write"}


def law(numbers: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """The power law through measurements: factor and exponent, by least squares of logarithms."""
    exponent, logarithm = np.polyfit(np.log(numbers), np.log(values), 1)
    return float(np.exp(logarithm)), float(exponent)


def picture(figures: Mapping[str, Rows]) -> str:
    """The measurements as an SVG; the same for the same figures."""
    from matplotlib import style
    from matplotlib.figure import Figure

    with style.context(["default", _SETTINGS]):
        figure = Figure(figsize=(10, 6.4), layout="constrained")
        (time, memory), (size, across) = figure.subplots(2, 2)
        build, steps = figures["build"], figures["across"]
        _builds(time, build, lambda one: one["worked"] / 3600, "hours of processors, a build")
        _builds(memory, build, lambda one: one["memory"] / 1e9, "GB in memory at most, a build")
        memory.set_ylim(0.1, 10)
        _builds(size, build, lambda one: one["bytes"] / one["claims"], "bytes of a release a claim")
        size.set_ylim(10, 1000)
        claims = [one["claims"] for one in steps]
        for step, color in _STEPS.items():
            worked = [max(one[step]["worked"], 1) for one in steps]
            across.plot(claims, worked, "o-", color=color, label=_SAID[step])
            factor, exponent = law(claims[-2:], worked[-2:])
            beyond = np.array([claims[-1], 1e8])
            across.plot(beyond, factor * beyond**exponent, ":", color=color)
        _axes(across, "claims", "seconds of processors")
        across.legend(frameon=False, fontsize="small")
        made = io.StringIO()
        figure.savefig(made, format="svg", metadata={"Date": None})
    return made.getvalue()


def _builds(ax: Axes, rows: Rows, value: Callable[[Mapping[str, Any]], float], title: str) -> None:
    ax.plot([one["articles"] for one in rows], [value(one) for one in rows], "o-", color=_BLUE)
    _axes(ax, "articles", title)


def _axes(ax: Axes, horizontal: str, title: str) -> None:
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel(horizontal)
    ax.set_title(title)
    ax.grid(color="#dddddd")
