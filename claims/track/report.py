"""All that `claims tracks` says of a release: the tracks that most articles carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from claims.load import release_folder, scan
from claims.release.manifest import Manifest
from claims.speakers.names import key
from claims.wording import counted, plain, shortened

_LONGEST = 160
"""Characters of a claim: two or three lines of its column."""
_SHOWN = 3
"""Outlets, speakers and labels of a track that are named in the table."""


@dataclass(frozen=True, slots=True)
class Report:
    """The tracks of a release that are asked for, those of most articles first."""

    version: str
    found: pl.DataFrame
    """Rows of `tracks`."""
    limit: int
    """Tracks that are shown at most; 0 for all."""

    @property
    def shown(self) -> pl.DataFrame:
        """The tracks to show."""
        return self.found.head(self.limit or self.found.height)


def report(
    release: str | Path,
    *,
    version: str | None = None,
    words: str | None = None,
    speaker: str | None = None,
    limit: int = 20,
) -> Report:
    """The tracks of a release, or of the version asked for of a folder of releases.

    With `words` those whose claim holds them whole, with `speaker` those of a name that holds it,
    in any case. Of as many articles, those of more claims come first, then those seen first.

    Raises ReleaseError where there is no such release, or it has no tracks.
    """
    folder = release_folder(release, version)
    found = (
        scan(folder, "tracks")
        .sort(
            pl.col("article_count", "claim_count").neg(), "first_seen", "track_id", nulls_last=True
        )
        .collect()
    )
    if words is not None:
        found = _holding(found, "claim", f" {key(words)} ")
    if speaker is not None:
        found = _holding(found, "speakers", key(speaker))
    return Report(Manifest.of(folder).version, found, limit)


def _holding(found: pl.DataFrame, column: str, sought: str) -> pl.DataFrame:
    cells = (" | ".join([cell] if isinstance(cell, str) else cell) for cell in found[column])
    return found.filter(pl.Series([sought in f" {key(cell)} " for cell in cells], dtype=pl.Boolean))


def summary(made: Report) -> dict[str, Any]:
    """The report as JSON can hold it."""
    return {
        "version": made.version,
        "tracks": made.found.height,
        "claims": int(made.found["claim_count"].sum()),
        "largest": made.shown.to_dicts(),
        "more_tracks": made.found.height - made.shown.height,
    }


def shown(made: Report) -> Iterator[RenderableType]:
    """The report for a terminal, piece by piece."""
    if made.found.is_empty():
        yield Text(f"Release {made.version} has no such track.")
        return
    claims = counted(int(made.found["claim_count"].sum()), "claim")
    yield Text(f"Release {made.version}: {counted(made.found.height, 'track')} with {claims}.")
    table = Table()
    table.add_column("claim", overflow="fold", ratio=5)
    table.add_column("articles", justify="right", no_wrap=True)
    table.add_column("seen", no_wrap=True)
    table.add_column("outlets", overflow="fold", ratio=2)
    table.add_column("speakers", overflow="fold", ratio=2)
    table.add_column("framings", overflow="fold", ratio=2)
    for row in made.shown.iter_rows(named=True):
        # Text, not markup: an article may hold what rich would take for a style.
        claim = Text(shortened(plain(row["claim"]), _LONGEST))
        claim.append(f" {row['track_id'][:8]}", style="dim")
        lists = (Text(_listed(row[name])) for name in ("outlets", "speakers", "framings"))
        table.add_row(claim, Text(f"{row['article_count']:,}"), Text(_seen(row)), *lists)
        table.add_section()
    yield table
    if more := made.found.height - made.shown.height:
        yield Text(f"{counted(more, 'more track')}; --limit 0 shows all", style="dim")


def _seen(row: dict[str, Any]) -> str:
    """The first day, and the last below it where it is another."""
    first, last = row["first_seen"], row["last_seen"]
    if first is None:
        return "undated"
    return f"{first}" if first == last else f"{first}\n{last}"


def _listed(names: list[str]) -> str:
    more = [f"and {len(names) - _SHOWN:,} more"] if len(names) > _SHOWN else []
    return ", ".join([*map(plain, names[:_SHOWN]), *more]) or "–"
