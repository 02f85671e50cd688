"""`claims show`."""

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
from claims.records import Voice


def show(
    release: ReleaseFolder,
    version: WhichVersion = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            help="Only claims of speakers whose name or other names hold this; in time order."
        ),
    ] = None,
    voice: Annotated[Voice | None, typer.Option(help="Only claims in this voice.")] = None,
    label: Annotated[str | None, typer.Option(help="Only claims with this framing.")] = None,
    article: Annotated[
        str | None, typer.Option(help="Only this article_id (or its start).")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows to show at most; 0 for all.")] = 100,
    as_json: Json = False,
) -> None:
    """Show a release's claims in a table: speaker, words, framing, where.

    Example: claims show releases --speaker Lee --voice direct
    """
    from claims.show import rows, table

    try:
        found = rows(
            release, version=version, speaker=speaker, voice=voice, label=label, article=article
        )
    except ClaimsError as error:
        fail(error, as_json=as_json)
    kept = found[:limit] if limit else found
    if as_json:
        for row in kept:
            print(json.dumps(row, ensure_ascii=False, default=str))  # noqa: T201
        return
    from rich.console import Console

    console = Console()
    console.print(table(kept))
    if len(kept) < len(found):
        console.print(f"{len(found) - len(kept):,} more; --limit 0 shows all", style="dim")
