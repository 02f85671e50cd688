"""The command line: `claims build`, and what is done with a release."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from claims.commands.build import build
from claims.commands.diff import diff
from claims.commands.explore import explore
from claims.commands.export import export
from claims.commands.extract import extract
from claims.commands.frames import frames
from claims.commands.import_corrections import import_corrections
from claims.commands.push import push
from claims.commands.rebuild import rebuild
from claims.commands.rehydrate import rehydrate
from claims.commands.show import show
from claims.commands.sign import sign
from claims.commands.stats import stats
from claims.commands.tracks import tracks
from claims.commands.verify import verify

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,  # plain help: quick to print, and the same in the documentation
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn news articles into a versioned, checked dataset of claims: who said what, "
    "in whose words.",
)

for _command in (
    build, show, stats, frames, tracks, diff, verify, sign, rebuild, explore, extract, rehydrate,
    push, export,
):  # fmt: skip
    app.command()(_command)
app.command("import")(import_corrections)


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if show_version:
        from importlib.metadata import version as version_of

        print(f"claims {version_of('news-claims')}")  # noqa: T201
        raise typer.Exit


def main(
    arguments: list[str] | None = None, default_map: dict[str, dict[str, Any]] | None = None
) -> None:
    """Run the command line; `default_map` gives a command other defaults for its parameters."""
    try:
        app(arguments, default_map=default_map)
    except BrokenPipeError:  # `claims show … | head` closes the pipe early; that is no error
        sys.stderr.close()
