"""`claims import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import Json, Quiet, WhichVersion, fail, report
from claims.errors import ClaimsError


def import_corrections(
    file: Annotated[
        Path, typer.Argument(help="Label Studio's JSON export, or JSON Lines of corrections.")
    ],
    release: Annotated[
        str,
        typer.Option(help="The release they are about, a folder of releases, or its address."),
    ],
    out: Annotated[Path, typer.Option(help="Your folder of corrections.")] = Path("corrections"),
    version: WhichVersion = None,
    confirm_unchanged: Annotated[
        bool,
        typer.Option(
            "--confirm-unchanged",
            help="Who submitted a task read all of it: rows that they left are confirmed.",
        ),
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Take in what people corrected: "claims build --corrections" then applies it.

    A correction is a line of a file in the folder: what it supersedes, with its words and their
    surroundings, the new value, who, when, why. Importing a file again adds nothing. Contradictions
    are listed, that which holds first (the word of most people, then the latest), with
    Krippendorff's alpha for each column that two people judged. docs/corrections.md has the form.

    Exit status: 0 all was taken in, 2 nothing was.

    Example: claims import project-1.json --release releases --out corrections
    """
    from claims.corrections.importing import import_file
    from claims.load import release_folder

    try:
        folder = release_folder(release, version)
        found = import_file(file, folder, out, confirm_unchanged=confirm_unchanged)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    report(found, quiet=quiet, as_json=as_json)
