"""The whole job, from inputs to a release."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import InputError
from claims.records import Extraction, Rejection

if TYPE_CHECKING:
    import pyarrow as pa

    from claims.release import Provenance

Progress = Callable[[Extraction | Rejection], None]

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made."""

    path: Path
    """The release; where nothing was new, the one that holds it all already."""
    version: str
    new: bool
    """False where the latest release has the same content, so that none was made."""
    rows: Mapping[str, int]
    """Rows of each table."""
    rejected: tuple[Rejection, ...]
    repeated: int
    """Articles that were read more than once (same address, same text) and are in once."""


def build(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path = "releases",
    *,
    workers: int = 1,
    version: str | None = None,
    splits: str = "100/0/0",
    frames: str | Path | None = None,
    speakers: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Build:
    """Turn articles into a release: a folder `out/<version>` of checked Parquet tables.

    `inputs` is a file, folder or glob, or several; "-" is standard input. `columns` maps names of
    the `articles` columns to those of JSON Lines and Parquet inputs ({"text": "body"}). `splits`
    are train/validation/test in percent. `frames` is a vocabulary to use in place of the built-in,
    `speakers` a file that pins names of speakers or gives their Wikidata items.
    `progress` is called with what each article gave. A script that asks for more than one of
    `workers` (processes) has to call this below `if __name__ == "__main__":`, since each of them
    imports the script; the result does not depend on their number.

    Raises InputError where no input holds an article, SchemaError where the tables break the
    contract (nothing is released), ReleaseError where the release cannot be written.
    """
    from claims.release import write

    made = make(
        inputs, workers=workers, splits=splits, frames=frames, speakers=speakers, columns=columns,
        progress=progress,
    )  # fmt: skip
    release = write(
        made.tables, Path(out), provenance=made.provenance, rejects=made.portable, version=version
    )
    return Build(
        path=release.path,
        version=release.version,
        new=release.new,
        rows=release.counts,
        rejected=made.rejected,
        repeated=made.repeated,
    )


@dataclass(frozen=True, slots=True)
class Made:
    """All that articles give, before it is a release."""

    tables: Mapping[str, pa.Table]
    provenance: Provenance
    rejected: tuple[Rejection, ...]
    portable: tuple[Rejection, ...]
    """The same, as a release has them: without the paths to the inputs."""
    repeated: int


def make(
    inputs: str | Path | Iterable[str | Path],
    *,
    workers: int = 1,
    splits: str = "100/0/0",
    frames: str | Path | None = None,
    speakers: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Made:
    """What `build` releases; its arguments and errors are those of `build`."""
    from claims.attribute import EXTRACTOR
    from claims.engine import run
    from claims.framing import load_vocabulary
    from claims.models import models_digest
    from claims.nlp import model_version
    from claims.read import read
    from claims.release import Options, Provenance
    from claims.speakers import load_pins
    from claims.tables import Gathering, Splits

    # A string is one input: its characters, "/" among them, would be many.
    several = [inputs] if isinstance(inputs, (str, Path)) else inputs
    given = [str(item) for item in several]
    frames = Path(frames) if frames is not None else None
    vocabulary = load_vocabulary(frames)
    pins = load_pins(Path(speakers) if speakers is not None else None)
    shares = Splits.parse(splits)
    gathering = Gathering(shares, pins)
    rejected: list[Rejection] = []
    repeated = 0
    documents = read(given, columns=columns)
    for found in run(documents, workers=workers, frames=frames):
        if isinstance(found, Rejection):
            rejected.append(found)
        else:
            repeated += not gathering.add(found)
        if progress is not None:
            progress(found)
    if not len(gathering):
        raise InputError(_nothing_built(rejected))
    return Made(
        tables=gathering.tables(),
        provenance=Provenance(
            extractor=EXTRACTOR,
            spacy_model=model_version(),
            vocabulary=vocabulary.version,
            vocabulary_sha256=vocabulary.digest,
            speakers_sha256=pins.digest,
            models_sha256=models_digest(),
            options=Options(str(shares), dict(sorted((columns or {}).items()))),
        ),
        rejected=tuple(rejected),
        portable=tuple(_portable(rejection, given) for rejection in rejected),
        repeated=repeated,
    )


def _portable(rejection: Rejection, inputs: Iterable[str]) -> Rejection:
    """The rejection with its file's place in the input alone, wherever the input lies.

    A release says nothing of where it was built, and comes out the same from a folder moved.
    """
    from claims.read.source import printable

    for item in inputs:
        path = Path(item)
        if glob.has_magic(item) and not path.exists():
            path = Path(*takewhile(lambda part: not glob.has_magic(part), path.parts))
        rest = rejection.source.removeprefix(printable(path))
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
