"""`claims export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from claims.commands.shared import Json, Quiet, ReleaseFolder, WhichVersion, fail, report
from claims.errors import ClaimsError


def export(
    release: ReleaseFolder,
    to: Annotated[
        Literal["jsonld", "csv", "label-studio", "brat"], typer.Option(help="The format.")
    ],
    out: Annotated[Path, typer.Option(help="The folder to make; it may not be there yet.")],
    version: WhichVersion = None,
    split: Annotated[
        str | None, typer.Option(help="Only these rows, such as test or train[:100].")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write a release in a format of others.

    jsonld: schema.org claims and W3C Web Annotations, one file. csv: a file a table, in which
    nothing acts as a formula. label-studio: tasks with predictions, and the labels to set up the
    project with; what people correct there comes back by "claims import". brat: a .txt and an .ann
    for each article. docs/exports.md has the details.

    Example: claims export releases --to csv --out spreadsheet
    """
    from claims.export import export as run_export

    try:
        made = run_export(release, to, out, version=version, split=split)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    report(made, quiet=quiet, as_json=as_json)
