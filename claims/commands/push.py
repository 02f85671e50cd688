"""`claims push`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claims.commands.shared import (
    Json,
    Quiet,
    ReleaseFolder,
    WhichVersion,
    fail,
    report,
    steps,
)
from claims.errors import ClaimsError


def push(
    release: ReleaseFolder,
    repository: Annotated[
        str, typer.Argument(metavar="OWNER/NAME", help="A dataset on the Hugging Face Hub.")
    ],
    version: WhichVersion = None,
    private: Annotated[
        bool,
        typer.Option("--private", help="Make the repository private, or refuse a public one."),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Check the release and list its files; send nothing."),
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Publish a release as a dataset on the Hugging Face Hub, its version as a tag.

    The release is verified first, and only files go that its release.json names, that file itself,
    and its signature. The branch main holds the latest version; older ones are found by their tags.
    A tag never changes: pushing a release again does nothing, another one of that version is
    refused. The texts of articles go with it: publish what you may.

    You are known by HF_TOKEN in the environment, or by "hf auth login".

    Exit status: 0 the Hub has the release, or would have it; 2 it was refused.

    Example: claims push releases somebody/news-claims --private --dry-run
    """
    from huggingface_hub.utils.tqdm import disable_progress_bars

    from claims.load import release_folder
    from claims.release.push import push as run_push

    try:
        if quiet or as_json or not sys.stderr.isatty():
            disable_progress_bars()
        folder = release_folder(release, version)
        with steps(quiet or as_json) as progress:
            made = run_push(folder, repository, private=private, dry_run=dry_run, progress=progress)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    report(made, quiet=quiet, as_json=as_json)
