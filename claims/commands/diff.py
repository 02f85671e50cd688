"""`claims diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    DIFFERENT,
    Json,
    fail,
)
from claims.errors import ClaimsError


def diff(
    releases: Annotated[
        list[str],
        typer.Argument(
            metavar="BEFORE AFTER | FOLDER VERSION VERSION",
            help="Two releases (of a folder of releases, the latest), or a folder of releases and "
            "two versions in it.",
        ),
    ],
    limit: Annotated[int, typer.Option(min=0, help="Rows to show at most; 0 for all.")] = 20,
    parquet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write all changes to a Parquet file: table, key_before, key_after, "
            "article_id, change, column, before, after; a row for each changed cell, and for each "
            "row that came or went, with its words in before or after.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what differs between two releases: counts by table, and the most telling changes.

    A row is the same one if it has the same id; else a claim or framing that overlaps it by half in
    the same article, an article of the same address or text, a speaker of the same name and type.
    In an article whose text was cleaned anew, claims and framings are known by their words.

    Exit status: 0 the releases are the same, 1 they differ, 2 they cannot be compared.

    Example: claims diff releases/1.2.0 releases/1.3.0
    """
    from claims.load import release_folder
    from claims.release.diff import Side, compare
    from claims.release.diff.output import json_lines, write_parquet

    try:
        folders = [release_folder(path, version) for path, version in _compared(releases)]
        found = compare(*map(Side.of, folders))
        if parquet is not None:
            write_parquet(found, parquet)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        for line in json_lines(found, parquet):
            print(line)  # noqa: T201
    else:
        from rich.console import Console

        from claims.release.diff.table import shown

        console = Console()
        for piece in shown(found, limit):
            console.print(piece)
        if parquet is not None:
            typer.echo(f"\nWrote all changes to {parquet}.")
    raise typer.Exit(0 if found.same else DIFFERENT)


def _compared(releases: list[str]) -> list[tuple[str, str | None]]:
    """The two releases to compare, each a path and the version of a folder of releases."""
    match releases:
        case [before, after]:
            return [(before, None), (after, None)]
        case [folder, before, after]:
            return [(folder, before), (folder, after)]
    raise ClaimsError(
        "give two releases to compare, or a folder of releases and two versions, such as "
        "releases 1.2.0 1.3.0"
    )
