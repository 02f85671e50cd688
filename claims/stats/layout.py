"""The counts as tables: for a terminal, and for the dataset card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from claims.stats.counts import Bin, Count, Stats
from claims.wording import plain, shortened

TITLES = {
    "voice": "voice",
    "speaker_type": "type of speaker",
    "section": "section",
    "split": "split",
    "outlet": "outlet",
    "family": "family of framings",
}
MOST = 12
"""Names of a kind that are shown; the rest share a line."""
_LONGEST = 40
_BAR = 30
_TELLING = frozenset("\\`*_{}[]()#+!|~<>&:@")
"""What Markdown might take for more than itself."""


def shown(made: Stats, version: str) -> Iterator[RenderableType]:
    """The counts for a terminal, piece by piece."""
    rows = ", ".join(f"{count:,} {name}" for name, count in made.rows.items())
    yield Text(f"Release {version}: {rows}.")
    for kind, title in TITLES.items():
        table = Table(title_justify="left")
        table.add_column(title, overflow="fold", max_width=_LONGEST)
        table.add_column("framings" if kind == "family" else "claims", justify="right")
        table.add_column("share", justify="right")
        for name, count, share in _lines(made.by[kind]):
            table.add_row(Text(name), f"{count:,}", share)
        yield table
    yield _bars("claims by length, in characters", made.lengths)
    yield _bars("claims by confidence", made.confidences)


def markdown(made: Stats) -> str:
    """The counts as the dataset card has them."""
    parts = []
    for kind, title in TITLES.items():
        noun = "framings" if kind == "family" else "claims"
        lines = "\n".join(
            f"| {_escaped(name)} | {count:,} | {share} |"
            for name, count, share in _lines(made.by[kind])
        )
        parts.append(f"| {title} | {noun} | share |\n| --- | ---: | ---: |\n{lines}\n")
    return "\n".join(parts)


def _lines(counts: Sequence[Count]) -> Iterator[tuple[str, int, str]]:
    total = sum(count for _, count in counts) or 1
    kept = counts if len(counts) <= MOST + 1 else counts[:MOST]
    rest = counts[len(kept) :]
    for name, count in kept:
        yield shortened(plain(name), _LONGEST) or "(none)", count, f"{100 * count / total:.1f}%"
    if rest:
        count = sum(count for _, count in rest)
        yield f"({len(rest):,} more)", count, f"{100 * count / total:.1f}%"


def _bars(title: str, bins: Sequence[Bin]) -> Table:
    most = max((one.count for one in bins), default=0) or 1
    table = Table(title_justify="left")
    for column in (title, "claims"):
        table.add_column(column, justify="right")
    table.add_column("")
    for one in bins:
        table.add_row(f"from {one.start:g}", f"{one.count:,}", "█" * round(_BAR * one.count / most))
    return table


def _escaped(name: str) -> str:
    """A name that came from an article's page, so that Markdown takes it for nothing but words."""
    return "".join(f"&#{ord(c)};" if c in _TELLING else c for c in name)
