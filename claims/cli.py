"""The command line: `claims build`, and what is done with a release."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claims.commands.export import export
from claims.commands.import_corrections import import_corrections
from claims.commands.push import push
from claims.commands.rehydrate import rehydrate
from claims.commands.shared import (
    DIFFERENT,
    NOTHING_BUILT,
    SOME_REJECTED,
    SOMETHING_WRONG,
    Columns,
    Inputs,
    Json,
    Quiet,
    ReleaseFolder,
    WhichVersion,
    Workers,
    fail,
    mapping,
    print_json,
    progress,
    steps,
)
from claims.errors import ClaimsError
from claims.records import FramingKind, Skipped, Voice
from claims.remote import is_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.dataset import Build
    from claims.records import Rejection

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,  # plain help: quick to print, and the same in the documentation
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn news articles into a versioned, checked dataset of claims: who said what, "
    "in whose words.",
)

_SHOWN_REJECTS = 20


@app.command()
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


@app.command()
def show(
    release: ReleaseFolder,
    version: WhichVersion = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            help="Only claims of speakers whose name or other names hold this; in time order."
        ),
    ] = None,
    voice: Annotated[Voice | None, typer.Option(help="Only claims in this voice.")] = None,
    label: Annotated[str | None, typer.Option(help="Only claims with this framing.")] = None,
    article: Annotated[
        str | None, typer.Option(help="Only this article_id (or its start).")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows to show at most; 0 for all.")] = 100,
    as_json: Json = False,
) -> None:
    """Show a release's claims in a table: speaker, words, framing, where.

    Example: claims show releases --speaker Lee --voice direct
    """
    from claims.show import rows, table

    try:
        found = rows(
            release, version=version, speaker=speaker, voice=voice, label=label, article=article
        )
    except ClaimsError as error:
        fail(error, as_json=as_json)
    kept = found[:limit] if limit else found
    if as_json:
        for row in kept:
            print(json.dumps(row, ensure_ascii=False, default=str))  # noqa: T201
        return
    from rich.console import Console

    console = Console()
    console.print(table(kept))
    if len(kept) < len(found):
        console.print(f"{len(found) - len(kept):,} more; --limit 0 shows all", style="dim")


@app.command()
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


@app.command()
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


@app.command()
def tracks(
    release: ReleaseFolder,
    version: WhichVersion = None,
    words: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Only tracks whose claim holds these words whole, in any case."
        ),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Only tracks with a speaker of whose name this is a part.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Tracks to show at most; 0 for all.")] = 20,
    as_json: Json = False,
) -> None:
    """Show the claims that several articles carry, those of most articles first.

    A track holds claims that say the same: one quotation, cut or whole, one announcement in other
    words. The claim shown is the one published first; below it stands the start of its track_id,
    by which `claims.track_id` leads to all the others. Outlets and speakers stand in the order in
    which they are seen: the first carried it first, the first said it first.

    Example: claims tracks releases --speaker Tokayev
    """
    from claims.track.report import report, shown, summary

    try:
        made = report(release, version=version, words=words, speaker=speaker, limit=limit)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        print(json.dumps(summary(made), ensure_ascii=False, default=str))  # noqa: T201
        return
    from rich.console import Console

    console = Console()
    for piece in shown(made):
        console.print(piece)


@app.command()
def diff(
    releases: Annotated[
        list[str],
        typer.Argument(
            metavar="BEFORE AFTER | FOLDER VERSION VERSION",
            help="Two releases (of a folder of releases, the latest), or a folder of releases and "
            "two versions in it.",
        ),
    ],
    limit: Annotated[int, typer.Option(min=0, help="Rows to show at most; 0 for all.")] = 20,
    parquet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write all changes to a Parquet file: table, key_before, key_after, "
            "article_id, change, column, before, after; a row for each changed cell, and for each "
            "row that came or went, with its words in before or after.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what differs between two releases: counts by table, and the most telling changes.

    A row is the same one if it has the same id; else a claim or framing that overlaps it by half in
    the same article, an article of the same address or text, a speaker of the same name and type.
    In an article whose text was cleaned anew, claims and framings are known by their words.

    Exit status: 0 the releases are the same, 1 they differ, 2 they cannot be compared.

    Example: claims diff releases/1.2.0 releases/1.3.0
    """
    from claims.load import release_folder
    from claims.release.diff import Side, compare
    from claims.release.diff.output import json_lines, write_parquet

    try:
        folders = [release_folder(path, version) for path, version in _compared(releases)]
        found = compare(*map(Side.of, folders))
        if parquet is not None:
            write_parquet(found, parquet)
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        for line in json_lines(found, parquet):
            print(line)  # noqa: T201
    else:
        from rich.console import Console

        from claims.release.diff.table import shown

        console = Console()
        for piece in shown(found, limit):
            console.print(piece)
        if parquet is not None:
            typer.echo(f"\nWrote all changes to {parquet}.")
    raise typer.Exit(0 if found.same else DIFFERENT)


@app.command()
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
    if as_json:
        print_json({"good": found.good}, found)
    elif not quiet or not found.good:
        typer.echo(found)
    raise typer.Exit(0 if found.good else SOMETHING_WRONG)


@app.command()
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
    if as_json:
        print_json({}, made)
    elif not quiet:
        typer.echo(made)


@app.command()
def rebuild(
    release: ReleaseFolder,
    inputs: Inputs,
    version: WhichVersion = None,
    frames: Annotated[
        Path | None,
        typer.Option(help="The vocabulary of frames it was built with, if not the built-in one."),
    ] = None,
    speakers: Annotated[
        Path | None, typer.Option(help="The file of speakers it was built with, if with one.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="The corrections it was built with, if with any.")
    ] = None,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Make a release anew from its inputs, in a temporary folder, and compare.

    Splits, columns, version and the release before it are taken from its release.json; what it has
    from that release is looked up there, or in inherited.jsonl where that is not beside it. Every
    file is compared byte for byte; where one differs, the rows, inputs and versions that do are
    listed.

    Exit status: 0 identical, 1 something differs, 2 it could not be made.

    Example: claims rebuild releases/1.0.0 news/
    """
    from claims.engine import default_workers
    from claims.load import release_folder
    from claims.rebuild import rebuild as run_rebuild

    try:
        folder = release_folder(release, version)
        with progress(quiet or as_json) as told:
            found = run_rebuild(
                folder, inputs, frames=frames, speakers=speakers, corrections=corrections,
                workers=workers or default_workers(), progress=told.article, steps=told.step,
            )  # fmt: skip
    except ClaimsError as error:
        fail(error, as_json=as_json)
    if as_json:
        print_json({"identical": found.identical}, found)
    elif not quiet or not found.identical:
        typer.echo(found)
    raise typer.Exit(0 if found.identical else DIFFERENT)


@app.command()
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


@app.command()
def extract(
    source: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A file, its address, or '-' for stdin.")
    ],
    frames: Annotated[
        Path | None, typer.Option(help="A vocabulary of frames in place of the built-in one.")
    ] = None,
    column: Columns = None,
) -> None:
    """Print the claims of a file as JSON Lines, without making a release.

    Each line has the columns of the claims table, the claim's framings in full, and
    `source_spans`: where the claim stands in the file itself.

    Example: cat article.html | claims extract - | jq .claim
    """
    from claims.engine import run
    from claims.read import read
    from claims.records import Rejection
    from claims.show import extraction_lines

    rejected: list[Rejection] = []
    skipped: list[Skipped] = []
    good = 0
    try:
        documents = read([source], columns=mapping(column or []), skipped=skipped.append)
        for found in run(documents, workers=1, frames=frames):
            if isinstance(found, Rejection):
                rejected.append(found)
                _complain(found)
                continue
            good += 1
            for line in extraction_lines(found):
                print(line)  # noqa: T201
    except ClaimsError as error:
        fail(error)
    if skipped:
        typer.echo(_beside(skipped), err=True)
    raise typer.Exit(NOTHING_BUILT if not good else SOME_REJECTED if rejected else 0)


app.command()(rehydrate)
app.command()(push)
app.command()(export)
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


def _compared(releases: list[str]) -> list[tuple[str, str | None]]:
    """The two releases to compare, each a path and the version of a folder of releases."""
    match releases:
        case [before, after]:
            return [(before, None), (after, None)]
        case [folder, before, after]:
            return [(folder, before), (folder, after)]
    raise ClaimsError(
        "give two releases to compare, or a folder of releases and two versions, such as "
        "releases 1.2.0 1.3.0"
    )


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
        typer.echo(_beside(made.skipped))
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
            _complain(rejection)


def _beside(skipped: Sequence[Skipped]) -> str:
    """How many records are no pages, and what they are instead."""
    counts: Counter[str] = Counter()
    for one in skipped:
        counts.update(one.counts)
    where = skipped[0].source if len(skipped) == 1 else f"{len(skipped):,} WARC files"
    kinds = Skipped(where, dict(sorted(counts.items())))
    return f"{counts.total():,} records of {where} are no pages and were skipped ({kinds})."


def _complain(rejection: Rejection) -> None:
    typer.echo(f"{rejection.source}: {rejection.reason}", err=True)
