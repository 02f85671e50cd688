"""What the commands share: parameters, exit statuses, and how they tell of progress and errors."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from claims.errors import ClaimsError
from claims.records import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from _typeshed import DataclassInstance

    from claims.records import Rejection
    from claims.show import Told
    from claims.steps import Steps

SOME_REJECTED, NOTHING_BUILT = 1, 2
DIFFERENT = SOMETHING_WRONG = 1

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs to read.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=THEIRS",
        help="Where JSON Lines or Parquet inputs name a column otherwise: --column text=body.",
    ),
]


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders and globs of .txt .md .html .pdf .jsonl .json .parquet .warc, "
        "the text kinds and .warc also as .gz; their addresses, such as s3://bucket/*.warc.gz; "
        "'-' is standard input.",
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes; the result does not depend on it.")
]
ReleaseFolder = Annotated[
    str,
    typer.Argument(
        help="A release, or a folder of releases; an address such as s3://bucket/releases, too."
    ),
]
WhichVersion = Annotated[str | None, typer.Option(help="Of a folder: which; else the latest.")]


def mapping(pairs: list[str]) -> dict[str, str]:
    """Names of columns with what the inputs call them, from "text=body"; ClaimsError on others."""
    made = {}
    for pair in pairs:
        name, sign, theirs = pair.partition("=")
        if not (name and sign and theirs):
            raise ClaimsError(f"cannot read --column {pair!r}: write it as text=body")
        made[name] = theirs
    return made


def progress(quiet: bool) -> AbstractContextManager[Told]:
    """A line that tells how far a build is; none on request, or where nobody watches."""
    from claims.show import Told, build_bar

    return nullcontext(Told()) if quiet or not sys.stderr.isatty() else build_bar()


def steps(quiet: bool) -> AbstractContextManager[Steps | None]:
    """A bar of what is done next; none on request, or where nobody watches."""
    if quiet or not sys.stderr.isatty():
        return nullcontext()
    from claims.show import steps_bar

    return steps_bar()


def print_json(first: dict[str, Any], found: DataclassInstance) -> None:
    """Print what was found as one line of JSON."""
    print(json.dumps(first | asdict(found), ensure_ascii=False, default=str))  # noqa: T201


def report(
    found: DataclassInstance, first: dict[str, Any] | None = None, *, quiet: bool, as_json: bool
) -> None:
    """Tell what was found: in words, or as JSON with `first` before the rest."""
    if as_json:
        print_json(first or {}, found)
    elif not quiet:
        typer.echo(found)


def fail(error: ClaimsError, *, as_json: bool = False) -> NoReturn:
    """Tell of the error and leave with status 2."""
    if as_json:
        print(json.dumps({"error": str(error)}, ensure_ascii=False))  # noqa: T201
    typer.echo(f"claims: {error}", err=True)
    raise typer.Exit(NOTHING_BUILT)


def beside(skipped: Sequence[Skipped]) -> str:
    """How many records are no pages, and what they are instead."""
    counts: Counter[str] = Counter()
    for one in skipped:
        counts.update(one.counts)
    where = skipped[0].source if len(skipped) == 1 else f"{len(skipped):,} WARC files"
    kinds = Skipped(where, dict(sorted(counts.items())))
    return f"{counts.total():,} records of {where} are no pages and were skipped ({kinds})."


def complain(rejection: Rejection) -> None:
    """Tell of an input that is left out."""
    typer.echo(f"{rejection.source}: {rejection.reason}", err=True)
