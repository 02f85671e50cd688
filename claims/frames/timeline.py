"""Framings by label, date and outlet, gathered so that a picture of them can be read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from claims.wording import plain, shortened

_LONGEST_OUTLET = 32
_LABELS, _OUTLETS = 10, 7
"""What has a row, or a colour, of its own; the others share one."""
_MOST_BARS = 60
"""Of a row: past that, bars stand for weeks, months or years."""

Step = Literal["day", "week", "month", "year"]
DAYS: Mapping[Step, int] = {"day": 1, "week": 7, "month": 31, "year": 366}


@dataclass(frozen=True, slots=True)
class Cell:
    """One bar's part: framings of a label by an outlet in a stretch of time."""

    label: str
    outlet: str
    start: dt.date
    asserted: int
    denied: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is to be drawn."""

    step: Step
    cells: tuple[Cell, ...]
    labels: tuple[str, ...]
    """From the top down."""
    outlets: tuple[str, ...]


def timeline(dated: pl.DataFrame) -> Timeline:
    """The framings by label, outlet and date; there has to be one."""
    days = dated["published"].to_list()
    step = _step(min(days), max(days))
    label_of = _shared(dated["label"].to_list(), _LABELS, "label")
    outlets = [_outlet(name) for name in dated["outlet"]]
    outlet_of = _shared(outlets, _OUTLETS, "outlet")
    counts: defaultdict[tuple[str, str, dt.date], Counter[str]] = defaultdict(Counter)
    for label, outlet, day, polarity in zip(
        dated["label"], outlets, days, dated["polarity"], strict=True
    ):
        counts[label_of[label], outlet_of[outlet], _start(day, step)][polarity] += 1
    return Timeline(
        step=step,
        cells=tuple(
            Cell(*place, asserted=count["asserted"], denied=count["denied"])
            for place, count in sorted(counts.items())
        ),
        labels=tuple(dict.fromkeys(label_of.values())),
        outlets=tuple(dict.fromkeys(outlet_of.values())),
    )


def _outlet(name: str | None) -> str:
    return shortened(plain(name or ""), _LONGEST_OUTLET) or "(not named)"


def _shared(names: Iterable[str], most: int, noun: str) -> dict[str, str]:
    """What each name stands under: its own, or one for all but the most frequent."""
    counts = Counter(names)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if len(ordered) <= most + 1:
        return {name: name for name in ordered}
    rest = f"{len(ordered) - most:,} more {noun}s"
    return {name: name if place < most else rest for place, name in enumerate(ordered)}


def _step(first: dt.date, last: dt.date) -> Step:
    """The finest step that keeps a row to so many bars."""
    days = (last - first).days
    steps: tuple[Step, ...] = ("day", "week", "month")
    return next((step for step in steps if days < DAYS[step] * _MOST_BARS), "year")


def _start(day: dt.date, step: Step) -> dt.date:
    """The first day of the stretch that a day is in."""
    match step:
        case "day":
            return day
        case "week":
            # The first week that the calendar knows has begun before it.
            return dt.date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def following(start: dt.date, step: Step) -> dt.date:
    """The first day of the stretch after."""
    return _start(start + dt.timedelta(DAYS[step]), step)
