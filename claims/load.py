"""A release's tables, for training and for reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from claims import hub
from claims.errors import ReleaseError
from claims.formats import Format, check, convert, lazy, read
from claims.remote import is_url
from claims.selection import Rows, Table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from datasets import Dataset, DatasetDict
    from duckdb import DuckDBPyRelation


@overload
def load(
    path: str | Path,
    table: str = ...,
    *,
    version: str | None = ...,
    split: None = ...,
    format: Literal["datasets"] = ...,
) -> DatasetDict: ...
@overload
def load(
    path: str | Path,
    table: str = ...,
    *,
    version: str | None = ...,
    split: str,
    format: Literal["datasets"] = ...,
) -> Dataset: ...
@overload
def load(
    path: str | Path,
    table: str = ...,
    *,
    version: str | None = ...,
    split: str | None = ...,
    format: Literal["arrow"],
) -> pa.Table: ...
@overload
def load(
    path: str | Path,
    table: str = ...,
    *,
    version: str | None = ...,
    split: str | None = ...,
    format: Literal["pandas"],
) -> pd.DataFrame: ...
@overload
def load(
    path: str | Path,
    table: str = ...,
    *,
    version: str | None = ...,
    split: str | None = ...,
    format: Literal["polars"],
) -> pl.LazyFrame: ...
@overload
def load(
    path: str | Path,
    table: str = ...,
    *,
    version: str | None = ...,
    split: str | None = ...,
    format: Literal["duckdb"],
) -> DuckDBPyRelation: ...


def load(
    path: str | Path,
    table: str = "claims",
    *,
    version: str | None = None,
    split: str | None = None,
    format: Format = "datasets",  # noqa: A002 (what pandas, polars and datasets call it)
) -> Any:
    """A table of a release, or of a split of it.

    `path` is a release, or a folder of releases: then `version` tells which, the latest being the
    default. An address such as "s3://bucket/releases" is fetched. Where nothing is there,
    "owner/name" is a dataset on the Hugging Face Hub and `version` its tag; nothing else is ever
    fetched. A `split` is "train", "train+test" or "train[:100]";
    without one all splits are given. A split of the release in which the table has no rows is
    there, empty.

    `format` is what you get:

    - "datasets": a Dataset; all splits are a DatasetDict. Classes are ClassLabels. `datasets`
      writes the rows to its cache once, and maps them into memory from there.
    - "arrow": a pyarrow.Table, unpacked from Parquet into memory.
    - "pandas": a DataFrame of Arrow columns: the same memory, no second copy.
    - "polars": a LazyFrame; nothing is read until it is collected, and then only what is needed.
    - "duckdb": a relation on DuckDB's default connection; read as it is queried.

    In all but "datasets" a class is its name, a string. From the Hub, "arrow", "pandas", "polars"
    and "duckdb" share the memory that `datasets` has mapped, but for the class columns.

    Raises ReleaseError where there is no such release, table or split, and ClaimsError where there
    is no such format or its library is not installed.
    """
    check(format)
    if isinstance(path, str) and hub.is_repository(path):
        if format == "datasets":
            return hub.load(path, table, version, split)
        return convert(hub.load(path, table, version, split or "all"), format)
    found = Table.of(release_folder(path, version), table)
    if format == "datasets":
        return _splits(found) if split is None else _dataset(found, found.rows(split), split)
    return read(found, found.rows(split), format)


def scan(path: str | Path, table: str = "claims", *, version: str | None = None) -> pl.LazyFrame:
    """A table of a release, all splits, as a polars LazyFrame; class columns are strings.

    Raises ReleaseError where there is no such release or table.
    """
    found = Table.of(release_folder(path, version), table)
    return lazy(found, found.rows())


def release_folder(path: str | Path, version: str | None = None) -> Path:
    """The folder of the release that `path` is, or of the version asked for among those in it.

    What lies at an address such as "s3://bucket/releases" is fetched, once.

    Raises ReleaseError where there is none.
    """
    from claims.release.manifest import Manifest
    from claims.release.version import MANIFEST, chosen, versions

    if is_url(path):
        from claims.release.remote import cached

        return cached(str(path), version)
    path = Path(path)
    if (path / MANIFEST).is_file():
        if version is not None and (found := Manifest.of(path).version) != version:
            raise ReleaseError(
                f"{path} is release {found}, not {version}: give the folder of releases"
            )
        return path
    return path / str(chosen(versions(path), version, path))


def _splits(table: Table) -> DatasetDict:
    from datasets import DatasetDict

    rows = table.rows()
    loaded = _loaded(table, None) if any(map(len, rows)) else {}
    return DatasetDict(
        {
            part.split: loaded[part.split] if len(part) else _empty(table, part.split)
            for part in rows
        }
    )


def _dataset(table: Table, rows: Sequence[Rows], split: str) -> Dataset:
    filled = [part for part in rows if len(part)]
    if not filled:
        return _empty(table, split)
    # datasets raises on a part without rows.
    return _loaded(table, split if len(filled) == len(rows) else "+".join(map(str, filled)))


def _loaded(table: Table, split: str | None) -> Any:
    from datasets import load_dataset
    from datasets.exceptions import DatasetsError

    folder = str(table.folder.absolute())
    if any(letter in folder for letter in "*?["):
        raise ReleaseError(
            f"datasets takes {folder} for a pattern and would read whatever matches: rename the "
            'folder, or load it with format="arrow"'
        )
    try:
        return load_dataset(folder, table.name, split=split)
    except DatasetsError as error:  # among them, rows that are not as many as the card tells of
        raise ReleaseError(
            f"datasets cannot read {table.name} of {table.folder}: {error.__cause__ or error}; see "
            "that there is room for its cache, or restore the release from a copy"
        ) from error


def _empty(table: Table, split: str) -> Dataset:
    """The types without rows; `datasets` refuses to load a split that has none."""
    from datasets import Dataset, DatasetInfo, NamedSplit

    from claims.schemas import TABLES, features

    types = features(TABLES[table.name])
    info = DatasetInfo(features=types, config_name=table.name, version=table.manifest.version)
    return Dataset.from_dict({name: [] for name in types}, info=info, split=NamedSplit(split))
