"""`claims tracks`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from claims.commands.shared import (
    Json,
    ReleaseFolder,
    WhichVersion,
    fail,
)
from claims.errors import ClaimsError


def tracks(
    release: ReleaseFolder,
    version: WhichVersion = None,
    words: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Only tracks whose claim holds these words whole, in any case."
        ),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Only tracks with a speaker of whose name this is a part.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Tracks to show at most; 0 for all.")] = 20,
    as_json: Json = False,
) -> None:
    """Show the claims that several articles carry, those of most articles first.

    A track holds claims that say the same: one quotation, cut or whole, one announcement in other
    words. The claim shown is the one published first; below it stands the start of its track_id,
    by which `claims.track_id` leads to all the others. Outlets and speakers stand in the order in
    which they are seen: the first carried it first, the first said it first.

    Example: claims tracks releases --speaker Tokayev
    """
    from claims.track.report import report, shown, summary

    try:
        made = report(release, version=version, words=words, speaker=speaker, limit=limit)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        print(json.dumps(summary(made), ensure_ascii=False, default=str))  # noqa: T201
        return
    from rich.console import Console

    console = Console()
    for piece in shown(made):
        console.print(piece)
