"""`claims rebuild`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    DIFFERENT,
    Inputs,
    Json,
    Quiet,
    ReleaseFolder,
    WhichVersion,
    Workers,
    fail,
    progress,
    report,
)
from claims.errors import ClaimsError


def rebuild(
    release: ReleaseFolder,
    inputs: Inputs,
    version: WhichVersion = None,
    frames: Annotated[
        Path | None,
        typer.Option(help="The vocabulary of frames it was built with, if not the built-in one."),
    ] = None,
    speakers: Annotated[
        Path | None, typer.Option(help="The file of speakers it was built with, if with one.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="The corrections it was built with, if with any.")
    ] = None,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Make a release anew from its inputs, in a temporary folder, and compare.

    Splits, columns, version and the release before it are taken from its release.json; what it has
    from that release is looked up there, or in inherited.jsonl where that is not beside it. Every
    file is compared byte for byte; where one differs, the rows, inputs and versions that do are
    listed.

    Exit status: 0 identical, 1 something differs, 2 it could not be made.

    Example: claims rebuild releases/1.0.0 news/
    """
    from claims.engine import default_workers
    from claims.load import release_folder
    from claims.rebuild import rebuild as run_rebuild

    try:
        folder = release_folder(release, version)
        with progress(quiet or as_json) as told:
            found = run_rebuild(
                folder, inputs, frames=frames, speakers=speakers, corrections=corrections,
                workers=workers or default_workers(), progress=told.article, steps=told.step,
            )  # fmt: skip
    except ClaimsError as error:
        fail(error, as_json=as_json)
    first = {"identical": found.identical}
    report(found, first, quiet=quiet and found.identical, as_json=as_json)
    raise typer.Exit(0 if found.identical else DIFFERENT)
