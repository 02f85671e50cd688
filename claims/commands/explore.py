"""`claims explore`."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from claims.commands.shared import (
    ReleaseFolder,
    WhichVersion,
    fail,
)
from claims.errors import ClaimsError


def explore(
    release: ReleaseFolder,
    version: WhichVersion = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where to listen; 0 is any free port.")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in your browser.")
    ] = True,
) -> None:
    """Read a release in your browser: articles with their claims, speakers, frames, search.

    The page is the release's own, explorer/index.html. It works wherever the release's folder is
    served as static files; this serves it to this machine alone, until you press Ctrl+C.

    Example: claims explore releases
    """
    import webbrowser

    from claims.explorer.serve import Server
    from claims.load import release_folder

    try:
        folder = release_folder(release, version)
        server = Server(folder, port)
    except ClaimsError as error:
        fail(error)
    with server:
        typer.echo(f"{folder} is at {server.url} (Ctrl+C ends this)")
        if browser:
            webbrowser.open(server.url)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
