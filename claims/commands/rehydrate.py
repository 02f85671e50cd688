"""`claims rehydrate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    SOME_REJECTED,
    Columns,
    Json,
    Quiet,
    ReleaseFolder,
    WhichVersion,
    fail,
    mapping,
    report,
    steps,
)
from claims.errors import ClaimsError


def rehydrate(
    release: ReleaseFolder,
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE...",
            help="Your copies: files, folders and globs of what a build reads.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder of releases with text.")],
    version: WhichVersion = None,
    column: Columns = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Put the words back into a release made with --text none, from your copies of its articles.

    Copies are read as a build reads them, and known by the digest of their text; every claim, cue
    and phrase is cut out of it at its place. With all articles the result has the content digest of
    the release with text, which release.json tells: so it is proven to be the same. Articles of
    which no copy matches are listed and stay without words; give their copies another time, with
    the folder that was made.

    Exit status: 0 all words are back, 1 some articles stay without, 2 nothing was made.

    Example: claims rehydrate releases/1.0.0 news/ --out full
    """
    from claims.load import release_folder
    from claims.rehydrate import rehydrate as run_rehydrate

    try:
        folder = release_folder(release, version)
        with steps(quiet or as_json) as bar:
            found = run_rehydrate(
                folder,
                articles,
                out,
                columns=mapping(column) if column else None,
                progress=None
                if bar is None
                else lambda done, total: bar(f"{done:,} of {total:,} articles", done / total),
            )
    except ClaimsError as error:
        fail(error, as_json=as_json)
    report(found, {"whole": found.whole}, quiet=quiet, as_json=as_json)
    raise typer.Exit(0 if found.whole else SOME_REJECTED)
