"""What a person sees on a terminal: tables of claims, lines of JSON, a progress bar."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.records import Extraction, Rejection
from claims.rows import as_row
from claims.steps import Steps

if TYPE_CHECKING:
    from rich.table import Table

    from claims.dataset import Progress

_VOICE_STYLE = {"direct": "green", "mixed": "cyan", "indirect": "blue", "narration": "dim"}


def rows(
    release: str | Path,
    *,
    version: str | None = None,
    speaker: str | None = None,
    voice: str | None = None,
    label: str | None = None,
    article: str | None = None,
) -> list[dict[str, Any]]:
    """The claims of a release as dicts, in the order of the articles and of the text.

    Those of a speaker, known by any of their names, are in time order: by the day on which they
    said it as far as that is told, else by the day of publication.
    """
    import polars as pl

    from claims.load import scan

    claims = scan(release, "claims", version=version)
    if speaker is not None:
        speakers = scan(release, "speakers", version=version).collect()
        ids = [
            row["speaker_id"]
            for row in speakers.select("speaker_id", "name", "aliases").to_dicts()
            if any(_holds(name, speaker) for name in (row["name"], *row["aliases"]))
        ]
        named = pl.col("speaker").str.to_lowercase().str.contains(speaker.lower(), literal=True)
        published = scan(release, "articles", version=version).select("article_id", "published")
        claims = (
            claims.filter(pl.col("speaker_id").is_in(ids) | named)
            .join(published, on="article_id", maintain_order="left")
            .sort(pl.coalesce("said_on", "published"), nulls_last=True, maintain_order=True)
            .drop("published")
        )
    if voice is not None:
        claims = claims.filter(pl.col("voice") == voice)
    if label is not None:
        claims = claims.filter(pl.col("framings").list.contains(label))
    if article is not None:
        claims = claims.filter(pl.col("article_id").str.starts_with(article))
    return claims.collect().to_dicts()


def table(claims: list[dict[str, Any]]) -> Table:
    """A table of claims for the terminal."""
    from rich.table import Table
    from rich.text import Text

    made = Table(show_lines=True, expand=True)
    made.add_column("speaker", ratio=2, overflow="fold")
    made.add_column("cue", min_width=9, ratio=1, overflow="fold")
    made.add_column("claim", ratio=6)
    made.add_column("framing", min_width=15, ratio=2, overflow="fold")
    made.add_column("where", ratio=2, overflow="fold", style="dim")
    for row in claims:
        style = _VOICE_STYLE[row["voice"]]
        place = row["claim_spans"][0]
        # Text, not markup: an article may hold what rich would take for a style.
        made.add_row(
            Text(row["speaker"] or "–"),
            Text(row["cue"] or "–"),
            Text(row["claim"], style=style) if row["claim"] else Text(_places(row), style="dim"),
            Text(", ".join(row["framings"])),
            Text(
                f"{row['section']}, {row['voice']}\n{row['article_id'][:8]}:{place['start']}"
                + (f"\n{row['said_on']}" if row["said_on"] else "")
            ),
        )
    return made


def _places(row: dict[str, Any]) -> str:
    """Where a claim stands, for one whose words are withheld."""
    places = ", ".join(f"{place['start']}–{place['end']}" for place in row["claim_spans"])
    return f"(text withheld; characters {places})"


def extraction_lines(extraction: Extraction) -> Iterator[str]:
    """An article's claims as JSON Lines, with their framings and their place in the source."""
    source = extraction.article.source
    for claim in extraction.claims:
        framings = [as_row(one) for one in extraction.framings if one.claim_id == claim.claim_id]
        placed = [source.to_source(span) for span in claim.claim_spans] if source else []
        places = [span._asdict() for span in placed if span is not None]
        line = as_row(claim) | {"framings": framings, "source_spans": places}
        yield json.dumps(line, ensure_ascii=False, default=str)


def _holds(name: str, wanted: str) -> bool:
    """Whether a name holds the words, whatever accents and capitals either has."""
    from claims.speakers.names import key

    words = key(wanted)
    return words != "" and f" {words}" in f" {key(name)}"


@contextmanager
def steps_bar() -> Iterator[Steps]:
    """A bar on standard error; gives the function that tells what is done next, and the share."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

    columns = (
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[what]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1, what="")
        yield lambda what, share: bar.update(task, completed=share, what=what)


class Told(NamedTuple):
    """The functions that a build tells how far it is, if anybody watches."""

    article: Progress | None = None
    step: Steps | None = None


@contextmanager
def build_bar() -> Iterator[Told]:
    """A line on standard error that counts articles, then tells of the steps that follow."""
    from rich.console import Console
    from rich.progress import (
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=None, note="")
        claims = rejected = 0

        def advance(found: Extraction | Rejection) -> None:
            nonlocal claims, rejected
            if isinstance(found, Rejection):
                rejected += 1
            else:
                claims += len(found.claims)
            note = f"{claims:,} claims" + (f", {rejected:,} rejected" if rejected else "")
            bar.update(task, advance=1, note=note)

        def step(what: str, share: float) -> None:
            done = f" {share:.0%}" if share else ""
            bar.update(task, note=f"{claims:,} claims: {what}{done}")

        yield Told(advance, step)
