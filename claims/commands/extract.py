"""`claims extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    NOTHING_BUILT,
    SOME_REJECTED,
    Columns,
    beside,
    complain,
    fail,
    mapping,
)
from claims.errors import ClaimsError
from claims.records import Skipped


def extract(
    source: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A file, its address, or '-' for stdin.")
    ],
    frames: Annotated[
        Path | None, typer.Option(help="A vocabulary of frames in place of the built-in one.")
    ] = None,
    column: Columns = None,
) -> None:
    """Print the claims of a file as JSON Lines, without making a release.

    Each line has the columns of the claims table, the claim's framings in full, and
    `source_spans`: where the claim stands in the file itself.

    Example: cat article.html | claims extract - | jq .claim
    """
    from claims.engine import run
    from claims.read import read
    from claims.records import Rejection
    from claims.show import extraction_lines

    rejected: list[Rejection] = []
    skipped: list[Skipped] = []
    good = 0
    try:
        documents = read([source], columns=mapping(column or []), skipped=skipped.append)
        for found in run(documents, workers=1, frames=frames):
            if isinstance(found, Rejection):
                rejected.append(found)
                complain(found)
                continue
            good += 1
            for line in extraction_lines(found):
                print(line)  # noqa: T201
    except ClaimsError as error:
        fail(error)
    if skipped:
        typer.echo(beside(skipped), err=True)
    raise typer.Exit(NOTHING_BUILT if not good else SOME_REJECTED if rejected else 0)
