"""`claims verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    SOMETHING_WRONG,
    Json,
    Quiet,
    ReleaseFolder,
    WhichVersion,
    fail,
    report,
    steps,
)
from claims.errors import ClaimsError


def verify(
    release: ReleaseFolder,
    version: WhichVersion = None,
    key: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PUBLIC",
            help="A file with the public keys of those who may have signed it, such as "
            "id_ed25519.pub; needs the extra 'sign'.",
        ),
    ] = None,
    chain: Annotated[
        bool, typer.Option("--chain", help="Want all releases before it to be there, too.")
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Check that a release is what was made: files, rows, schema, card, the releases before it.

    Everything that release.json says is computed anew, and all that is wrong is told. That
    release.json itself was rewritten shows in the release that follows, which names its digest, if
    that is beside it, and by a signature.

    Exit status: 0 nothing is wrong, 1 something is, 2 there is no release.

    Example: claims verify releases --key id_ed25519.pub
    """
    from claims.load import release_folder
    from claims.release.verify import verify as run_verify

    try:
        folder = release_folder(release, version)
        with steps(quiet or as_json) as told:
            found = run_verify(folder, keys=key or [], chain=chain, progress=told)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    report(found, {"good": found.good}, quiet=quiet and found.good, as_json=as_json)
    raise typer.Exit(0 if found.good else SOMETHING_WRONG)
