"""`claims sign`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    Json,
    Quiet,
    ReleaseFolder,
    WhichVersion,
    fail,
    report,
)
from claims.errors import ClaimsError
from claims.remote import is_url


def sign(
    release: ReleaseFolder,
    key: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Your private Ed25519 key, of OpenSSH or PEM, such as ~/.ssh/id_ed25519.",
        ),
    ],
    version: WhichVersion = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Sign a release: put release.json.sig, a signature over release.json, into it.

    Since release.json has the digest of every file, the signature vouches for all of them; they are
    checked before. Where you have no key, make one with "ssh-keygen -t ed25519". OpenSSH can check
    the signature by itself (ssh-keygen -Y, namespace news-claims). Needs the extra 'sign'.

    Example: claims sign releases --key ~/.ssh/id_ed25519
    """
    from claims.load import release_folder
    from claims.release.sign import sign as run_sign

    def passphrase() -> str:
        return str(typer.prompt(f"Passphrase of {key}", hide_input=True, err=True))

    try:
        if is_url(release):
            raise ClaimsError(
                f"{release} is signed where its folder is: sign that, then upload release.json.sig"
            )
        made = run_sign(release_folder(release, version), key.expanduser(), passphrase)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    report(made, quiet=quiet, as_json=as_json)
