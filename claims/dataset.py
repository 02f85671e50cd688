"""The whole job, from inputs to a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.errors import ClaimsError, InputError
from claims.records import Extraction, Rejection

Progress = Callable[[Extraction | Rejection], None]


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
    inputs: Iterable[str | Path],
    out: str | Path = "releases",
    *,
    workers: int | None = None,
    version: str | None = None,
    splits: str = "100/0/0",
    frames: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Build:
    """Turn articles into a release: a folder `out/<version>` of checked Parquet tables.

    `inputs` are files, folders and globs; "-" is standard input. `columns` maps names of the
    `articles` columns to those of JSON Lines and Parquet inputs ({"text": "body"}). `splits` are
    train/validation/test in percent. `frames` is a vocabulary to use in place of the built-in one.
    `progress` is called with what each article gave.

    Raises InputError where no input holds an article, SchemaError where the tables break the
    contract (nothing is released), ReleaseError where the release cannot be written.
    """
    from claims.engine import default_workers, run
    from claims.framing import load_vocabulary
    from claims.read import read
    from claims.release import write
    from claims.tables import Gathering, Splits

    frames = Path(frames) if frames is not None else None
    vocabulary = load_vocabulary(frames)
    gathering = Gathering(Splits.parse(splits))
    rejected: list[Rejection] = []
    repeated = 0
    documents = read(inputs, columns=columns)
    for found in run(documents, workers=workers or default_workers(), frames=frames):
        if isinstance(found, Rejection):
            rejected.append(found)
        else:
            repeated += not gathering.add(found)
        if progress is not None:
            progress(found)
    if not len(gathering):
        raise InputError(_nothing(rejected))
    raise NotImplementedError
