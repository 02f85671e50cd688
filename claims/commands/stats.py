"""`claims stats`."""

from __future__ import annotations

from claims.commands.shared import (
    Json,
    ReleaseFolder,
    WhichVersion,
    fail,
    print_json,
)
from claims.errors import ClaimsError


def stats(release: ReleaseFolder, version: WhichVersion = None, as_json: Json = False) -> None:
    """Count a release's claims by voice, speaker type, section, split and outlet, and its framings
    by family; show how long claims are and how sure the program was of them.

    The release's card has the same counts, its folder stats/ the distributions as pictures.

    Example: claims stats releases
    """
    from claims.load import release_folder
    from claims.release.manifest import Manifest
    from claims.stats import of_release
    from claims.stats.layout import shown

    try:
        folder = release_folder(release, version)
        made, of = of_release(folder), Manifest.of(folder).version
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        print_json({"version": of}, made)
    else:
        from rich.console import Console

        console = Console()
        for piece in shown(made, of):
            console.print(piece)
