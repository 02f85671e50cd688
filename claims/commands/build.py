"""`claims build`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claims.commands.shared import (
    SOME_REJECTED,
    Columns,
    Inputs,
    Json,
    Quiet,
    Workers,
    beside,
    complain,
    fail,
    mapping,
    progress,
)
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.dataset import Build

_SHOWN_REJECTS = 20


def build(
    inputs: Inputs,
    out: Annotated[
        str, typer.Option(help="The folder of releases, or its address: s3://bucket/releases.")
    ] = "releases",
    workers: Workers = None,
    version: Annotated[
        str | None, typer.Option(help="The release's version; computed if not given.")
    ] = None,
    splits: Annotated[
        str | None,
        typer.Option(
            help="Train/validation/test in percent, such as 80/10/10, for articles that the "
            "latest release does not have; its own if not given, else all is in train."
        ),
    ] = None,
    frames: Annotated[
        Path | None, typer.Option(help="A vocabulary of frames in place of the built-in one.")
    ] = None,
    speakers: Annotated[
        Path | None,
        typer.Option(
            help="A YAML list of speakers (name, type, aliases, wikidata): names that are one."
        ),
    ] = None,
    column: Columns = None,
    text: Annotated[
        Literal["full", "none"],
        typer.Option(
            help="With none, the release holds none of the articles' words, only places and "
            "digests: to give away where the text may not be."
        ),
    ] = "full",
    corrections: Annotated[
        Path | None,
        typer.Option(help='A folder of what people corrected, as "claims import" fills it.'),
    ] = None,
    keep: Annotated[
        bool | None,
        typer.Option(
            "--keep/--no-keep",
            help="Keep what each article gave, in .kept in the folder of releases, and use what is "
            "there: a build that was stopped goes on, and only new articles are worked on. Done "
            "unless --text is none, since the articles' words are in it.",
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="dask://HOST:PORT",
            help="A Dask scheduler, whose workers do the work in place of processes here; needs "
            "the extra 'cluster'. The result is the same.",
        ),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Turn articles into a release of the dataset.

    What the latest release in the folder has of these articles stays: their splits, and which
    speaker a name stands for. To have all decided anew, build into another folder.

    Exit status: 0 all inputs are in, 1 some were rejected (see rejects.jsonl in the release) or
    some corrections could not be applied, 2 nothing was built.

    Example: claims build news/ --out releases --splits 80/10/10
    """
    from claims.dataset import build as run_build
    from claims.engine import default_workers

    try:
        with progress(quiet or as_json) as told:
            made = run_build(
                inputs, out, workers=workers or default_workers(), version=version, splits=splits,
                frames=frames, speakers=speakers, columns=mapping(column or []), text=text,
                corrections=corrections, keep=keep, engine=engine, progress=told.article,
                steps=told.step,
            )  # fmt: skip
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        print(json.dumps(_summary(made), ensure_ascii=False))  # noqa: T201
    elif not quiet:
        _report(made)
    raise typer.Exit(SOME_REJECTED if made.rejected or made.unanchored else 0)


def _summary(made: Build) -> dict[str, Any]:
    return {
        "release": str(made.path),
        "version": made.version,
        "new": made.new,
        "rows": dict(made.rows),
        "repeated": made.repeated,
        "skipped": [{"source": s.source, "records": dict(s.counts)} for s in made.skipped],
        "splits": made.splits,
        "before": made.before,
        "corrected": made.corrected,
        "unanchored": list(made.unanchored),
        "contradictions": list(made.contradictions),
        "rejected": [{"source": r.source, "reason": r.reason} for r in made.rejected],
    }


def _report(made: Build) -> None:
    from claims.dataset import NO_SPLITS

    counts = ", ".join(f"{count:,} {table}" for table, count in made.rows.items())
    if made.new:
        typer.echo(f"Made {made.path}: {counts}.")
    else:
        typer.echo(f"Nothing new since {made.version}: {made.path} has it all ({counts}).")
    if made.splits_before not in (None, made.splits):
        typer.echo(
            f"Splits {made.splits} are for new articles: those of {made.before} stay where its "
            f"{made.splits_before} put them."
        )
    elif made.before is not None and made.splits != NO_SPLITS:
        typer.echo(f"Splits {made.splits}, as in {made.before}.")
    if made.repeated:
        typer.echo(f"{made.repeated:,} articles were read more than once and are in once.")
    if made.skipped:
        typer.echo(beside(made.skipped))
    if made.corrected:
        typer.echo(f"Corrections applied: {made.corrected:,}.")
    for what, several in (
        ("Corrections not applied", made.unanchored),
        ("Contradictions between people, what holds first", made.contradictions),
    ):
        if several:
            typer.echo(f"{what}: {len(several):,}.")
            typer.echo("\n".join(f"  {one}" for one in several), err=True)
    if made.rejected:
        listed = f"{str(made.path).rstrip('/')}/rejects.jsonl"
        typer.echo(f"{len(made.rejected):,} inputs were rejected; {listed} has them all:")
        for rejection in made.rejected[:_SHOWN_REJECTS]:
            complain(rejection)
