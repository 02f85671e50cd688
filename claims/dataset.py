"""The whole job, from inputs to a release."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claims.errors import ClaimsError, InputError
from claims.records import Extraction, Rejection, Skipped
from claims.remote import is_url
from claims.steps import Steps, untold

if TYPE_CHECKING:
    from claims.earlier import Before, Inherited
    from claims.framing.vocabulary import Vocabulary
    from claims.release import Material, Provenance
    from claims.tables import Gathering

Progress = Callable[[Extraction | Rejection], None]

NO_SPLITS = "100/0/0"
"""All in train."""

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made."""

    path: str | Path
    """The release, or its address; where nothing was new, the one that holds it all already."""
    version: str
    new: bool
    """False where the latest release has the same content, so that none was made."""
    rows: Mapping[str, int]
    """Rows of each table."""
    rejected: tuple[Rejection, ...]
    repeated: int
    """Articles that were read more than once (same address, same text) and are in once."""
    splits: str
    """The shares of train/validation/test, in percent, that new articles follow."""
    before: str | None
    """The version that was the latest until then, whose articles stay in their splits."""
    splits_before: str | None
    """The shares of that one."""
    corrected: int = 0
    """Corrections that were applied, those outvoted included."""
    unanchored: tuple[str, ...] = ()
    """Corrections that were not, each with the reason."""
    contradictions: tuple[str, ...] = ()
    """What people say differently of one row, that which holds first."""
    skipped: tuple[Skipped, ...] = ()
    """For each WARC file what it holds beside pages, if anything."""


def build(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path = "releases",
    *,
    workers: int = 1,
    version: str | None = None,
    splits: str | None = None,
    frames: str | Path | None = None,
    speakers: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    text: Literal["full", "none"] = "full",
    corrections: str | Path | None = None,
    keep: bool | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> Build:
    """Turn articles into a release: a folder `out/<version>` of checked Parquet tables.

    `inputs` is a file, folder or glob, or several; "-" is standard input. Like `out`, each may be
    an address that fsspec knows, such as "s3://bucket/news/*.warc.gz". `columns` maps names of
    the `articles` columns to those of JSON Lines and Parquet inputs ({"text": "body"}). `splits`
    are train/validation/test in percent; where they are not given, those of the latest release in
    `out`, else 100/0/0. `frames` is a vocabulary to use in place of the built-in, `speakers` a file
    that pins names of speakers or gives their Wikidata items. With `text` "none" the release holds
    none of the articles' words, only their places and digests. `corrections` is a folder of what
    people corrected, which holds before what the models find.

    What the latest release in `out` holds of these articles stays as it is there: their splits,
    what they repeat, their speakers' ids. To have all decided anew, build into another folder.

    What each article gave, its text included, is kept in `out/.kept`, so that a build that was
    stopped goes on there, and only new articles are worked on; not so with `keep` false, nor with
    `text` "none" unless `keep` is true. The release is the same.

    `progress` is called with what each article gave; `steps` after that with what is done to all
    of them, such as "comparing claims", and the share of it that is done. A script that asks for
    more than one of `workers` (processes) has to call this below `if __name__ == "__main__":`,
    since each of them imports the script; the result does not depend on their number. With
    `engine`, the address of a Dask scheduler ("dask://HOST:8786"), its workers do the work instead.

    Raises InputError where no input holds an article, SchemaError where the tables break the
    contract (nothing is released), ReleaseError where the release cannot be written.
    """
    from claims.release import Manifest, Version, before_of, check_follows, write_next
    from claims.release.remote import Place
    from claims.track import known_tracks

    if text not in ("full", "none"):
        raise ClaimsError(f'a release is made with text "full" or "none", not {text!r}')
    place = Place.of(out)
    if place.local is not None:
        check_follows(place.local, text, version)
    elif version is not None:
        Version.parse(version)  # told now, and not after hours of work
    kept = text == "full" if keep is None else keep
    gathered = gather(
        inputs, workers=workers, splits=splits, frames=frames, speakers=speakers, columns=columns,
        text=text, corrections=corrections, room=place.local, keep=kept, engine=engine,
        progress=progress, steps=steps,
    )  # fmt: skip

    def material(before: Path | None) -> Material:
        articles = gathered.gathering.article_ids
        earlier = None if before is None else before_of(before, articles)
        return gathered.material(earlier, known_tracks(before))

    with place.folder() as folder:
        release = write_next(material, folder, version=version)
        latest = None if release.before is None else Manifest.of(folder / release.before)
    shares = None if latest is None else latest.provenance.options.splits
    return Build(
        path=place.release(release.version),
        version=release.version,
        new=release.new,
        rows=release.counts,
        rejected=gathered.rejected,
        repeated=gathered.repeated,
        splits=gathered.splits or shares or NO_SPLITS,
        before=release.before,
        splits_before=shares,
        corrected=gathered.corrected,
        unanchored=gathered.unanchored,
        contradictions=gathered.contradictions,
        skipped=gathered.skipped,
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that articles give, before it is a release."""

    gathering: Gathering
    provenance: Provenance
    """Without the splits, which the release before may give."""
    splits: str | None
    """Those that were asked for."""
    rejected: tuple[Rejection, ...]
    portable: tuple[Rejection, ...]
    """The same, as a release has them: without the paths to the inputs."""
    repeated: int
    vocabulary: Vocabulary
    """That which the framings' labels are of."""
    corrected: int = 0
    unanchored: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    workers: int = 1
    """Processes that may be used."""
    steps: Steps = untold
    """Is told of what is done to all articles."""

    def material(
        self,
        earlier: Before | Inherited | None = None,
        known_tracks: Mapping[str, str] | None = None,
    ) -> Material:
        """What a release is made of that follows another; what was gathered is used up.

        `earlier` is that other release, or the record of what this one has from it; `known_tracks`
        are the track ids that claims had before, by claim_id.
        """
        from claims.release import Material

        made = self.gathering.gathered(earlier, known_tracks, self.workers, self.steps)
        options = replace(self.provenance.options, splits=str(made.splits))
        provenance = replace(self.provenance, options=options)
        return Material(made.parts, provenance, self.portable, made.inherited, self.vocabulary)


def gather(
    inputs: str | Path | Iterable[str | Path],
    *,
    workers: int = 1,
    splits: str | None = None,
    frames: str | Path | None = None,
    speakers: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    text: str = "full",
    corrections: str | Path | None = None,
    room: Path | None = None,
    keep: bool = False,
    engine: str | None = None,
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> Gathered:
    """What `build` releases, but for what all articles and the release before decide, and before
    words are withheld; its arguments and errors are `build`'s. Rows that are too many for memory
    wait on disk, in `room` if it is given; there extractions are kept.
    """
    from claims.attribute import EXTRACTOR
    from claims.corrections import load_corrections
    from claims.corrections.apply import Applier
    from claims.engine import run
    from claims.engine.kept import Kept
    from claims.framing import load_vocabulary
    from claims.models import models_digest
    from claims.nlp import model_version
    from claims.read import sources
    from claims.release import Options, Provenance
    from claims.speakers import load_pins
    from claims.splits import Splits
    from claims.tables import Gathering

    # A string is one input: its characters, "/" among them, would be many.
    several = [inputs] if isinstance(inputs, (str, Path)) else inputs
    given = [str(item) for item in several]
    frames = Path(frames) if frames is not None else None
    vocabulary = load_vocabulary(frames)
    pins = load_pins(Path(speakers) if speakers is not None else None)
    shares = None if splits is None else Splits.parse(splits)
    given_corrections = load_corrections(None if corrections is None else Path(corrections))
    applier = Applier(given_corrections, vocabulary, pins)
    gathering = Gathering(shares, pins, applier, room)
    rejected: list[Rejection] = []
    repeated = 0
    skipped: list[Skipped] = []
    items = sources(given, columns=columns, skipped=skipped.append)
    kept = Kept(room, vocabulary.digest) if keep and room is not None else None
    for found in run(items, workers=workers, frames=frames, engine=engine, kept=kept):
        if isinstance(found, Rejection):
            rejected.append(found)
        else:
            repeated += not gathering.add(found)
        if progress is not None:
            progress(found)
    if not len(gathering):
        raise InputError(_nothing_built(rejected))
    applier.finish()
    return Gathered(
        gathering,
        provenance=Provenance(
            extractor=EXTRACTOR,
            spacy_model=model_version(),
            vocabulary=vocabulary.version,
            vocabulary_sha256=vocabulary.digest,
            speakers_sha256=pins.digest,
            models_sha256=models_digest(),
            corrections_sha256=given_corrections.digest,
            options=Options(columns=dict(sorted((columns or {}).items())), text=text),
        ),
        splits=None if shares is None else str(shares),
        rejected=tuple(rejected),
        portable=tuple(_portable(rejection, given) for rejection in rejected),
        repeated=repeated,
        vocabulary=vocabulary,
        corrected=applier.applied,
        unanchored=tuple(map(str, applier.unanchored)),
        contradictions=tuple(map(str, applier.contradictions)),
        skipped=tuple(skipped),
        workers=workers,
        steps=steps or untold,
    )


def _portable(rejection: Rejection, inputs: Iterable[str]) -> Rejection:
    """The rejection with its file's place in the input alone, wherever the input lies.

    A release says nothing of where it was built, and comes out the same from a folder moved.
    """
    from claims.read.source import printable
    from claims.read.urls import base_of

    for item in inputs:
        path = Path(item)
        if is_url(item):
            base = base_of(item)
            path = Path(base.rpartition("/")[2])
        else:
            if glob.has_magic(item) and not path.exists():
                path = Path(*takewhile(lambda part: not glob.has_magic(part), path.parts))
            base = printable(path)
        rest = rejection.source.removeprefix(base)
        if rest != rejection.source and rest[:1] in ("", ":"):  # the input itself, or a line of it
            return replace(rejection, source=f"{printable(path.name or path.resolve().name)}{rest}")
        if rest != rejection.source and rest[0] in "/\\":
            return replace(rejection, source=Path(rest[1:]).as_posix())
    return rejection


def _nothing_built(rejected: list[Rejection]) -> str:
    """Why no input gave an article, with the first few reasons."""
    if not rejected:
        return "the inputs hold no articles: give files, folders or globs that do"
    lines = [f"  {rejection.source}: {rejection.reason}" for rejection in rejected[:_SHOWN]]
    more = len(rejected) - len(lines)
    lines += [f"  and {more:,} more"] if more else []
    return "\n".join(["no input gave an article:", *lines])
