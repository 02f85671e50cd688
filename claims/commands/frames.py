"""`claims frames`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from claims.commands.shared import (
    Json,
    ReleaseFolder,
    WhichVersion,
    fail,
)
from claims.errors import ClaimsError
from claims.records import FramingKind


def frames(
    release: ReleaseFolder,
    version: WhichVersion = None,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Only framings of what is called so: the target, or a lexical framing's phrase, "
            "holds these words whole, in any case.",
        ),
    ] = None,
    family: Annotated[str | None, typer.Option(help="Only labels of this family.")] = None,
    label: Annotated[
        str | None, typer.Option(help="Only this label, and what contests it.")
    ] = None,
    kind: Annotated[FramingKind | None, typer.Option(help="Only framings of this kind.")] = None,
    frames: Annotated[
        Path | None,
        typer.Option(
            help="The vocabulary that tells which labels are rivals, in place of the built-in one."
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, help="Framers and contested pairs to show at most; 0 for all.")
    ] = 20,
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also draw labels by date and outlet, as .png or .svg; needs the extra 'plot'.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show who framed what how: framers against labels, and the labels that are contested.

    A cell "3 (1 denied)" counts three framings, one of which denies the label ("it was no coup").

    Contested are labels that the vocabulary names as rivals, where different framers assert them,
    and a label that one framer asserts and another denies; those first whose weaker side has the
    most framings, not counting framers who take both sides. They may be about different things:
    --target narrows them to one. The example is of the framer named first, with the place of its
    phrase: the start of article_id, and the offset.

    Example: claims frames releases --target unrest --plot unrest.svg
    """
    from claims.frames import Wanted, report, summary

    try:
        if plot is not None:
            from claims.frames.plot import check, draw

            check(plot)
        made = report(
            release, version=version, wanted=Wanted(target, family, label, kind),
            frames=frames, limit=limit,
        )  # fmt: skip
        drawn = None if plot is None else draw(made, plot)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        print(json.dumps(summary(made, drawn), ensure_ascii=False))  # noqa: T201
        return
    from rich.console import Console

    from claims.frames.table import shown

    console = Console()
    for piece in shown(made, console.width):
        console.print(piece)
    if drawn is not None:
        typer.echo(f"\n{drawn}")
