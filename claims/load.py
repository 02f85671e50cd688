"""A release's tables, for training and for reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import ReleaseError

if TYPE_CHECKING:
    import polars as pl
    from datasets import Dataset, DatasetDict

    from claims.release.manifest import Contents


def load(
    path: str | Path, table: str = "claims", *, version: str | None = None, split: str | None = None
) -> Dataset | DatasetDict:
    """A table of a release, as `datasets.load_dataset` gives it; nothing is fetched.

    `path` is a release, or a folder of releases: then `version` tells which, the latest being the
    default. With a `split` ("train", "train[:100]") a Dataset, else all splits as a DatasetDict.

    Raises ReleaseError where there is no such release, table or split.
    """
    from datasets import Dataset, DatasetDict, load_dataset

    from claims.schemas import TABLES, features

    folder, contents = _found(Path(path), table, version)
    for name in re.findall(r"(?:^|\+)\s*(\w+)", split or ""):
        if name not in {*contents.rows, "all"}:
            raise ReleaseError(
                f"{folder} has no split {name!r} of {table}: it has {_listed(contents.rows)}"
            )
    if contents.count:
        try:
            return load_dataset(str(folder), table, split=split)
        except ValueError as error:  # an unfinished slice, such as "train[:2"
            raise ReleaseError(
                f'cannot read {split!r} of {table}: {error}; write splits as "train[:100]"'
            ) from error
    # datasets 5 refuses a split without rows.
    types = features(TABLES[table])
    empty = Dataset.from_dict({column: [] for column in types}, features=types)
    return empty if split else DatasetDict(train=empty)


def scan(path: str | Path, table: str = "claims", *, version: str | None = None) -> pl.LazyFrame:
    """A table of a release, all splits, as a polars LazyFrame; class columns are strings.

    Raises ReleaseError where there is no such release or table.
    """
    import polars as pl

    folder, contents = _found(Path(path), table, version)
    files = [folder / "data" / table / f"{split}-00000-of-00001.parquet" for split in contents.rows]
    return pl.scan_parquet(files, glob=False)


def release_folder(path: Path, version: str | None = None) -> Path:
    """The folder of the release that `path` is, or of the version asked for among those in it.

    Raises ReleaseError where there is none.
    """
    from claims.release.manifest import Manifest
    from claims.release.version import MANIFEST, Version, versions

    if (path / MANIFEST).is_file():
        if version is not None and (found := Manifest.of(path).version) != version:
            raise ReleaseError(
                f"{path} is release {found}, not {version}: give the folder of releases"
            )
        return path
    known = versions(path)
    if not known:
        raise ReleaseError(
            f"{path} is no release and holds none: give the folder that `claims build --out` made"
        )
    chosen = known[-1] if version is None else Version.parse(version)
    if chosen not in known:
        raise ReleaseError(f"{path} has no release {version}: it has {_listed(map(str, known))}")
    return path / str(chosen)


def _found(path: Path, table: str, version: str | None) -> tuple[Path, Contents]:
    from claims.release.manifest import Manifest

    folder = release_folder(path, version)
    tables = Manifest.of(folder).tables
    if table not in tables:
        raise ReleaseError(f"{folder} has no table {table!r}: it has {_listed(tables)}")
    return folder, tables[table]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
