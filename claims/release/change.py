"""What a release changes against the one before it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from claims.release.digest import row_lines
from claims.release.manifest import Manifest
from claims.release.parquet import read
from claims.release.version import Change
from claims.schemas import TABLES, key_of

REJECTS = "rejects.jsonl"

# Not speakers: their counts grow with every article that is added.
_COMPARED = ("articles", "claims", "framings")


def change(
    parent: Manifest, folder: Path, new: Manifest, frames: dict[str, pl.DataFrame]
) -> Change | None:
    """How `new`, of these rows, differs from the `parent` release in `folder`; None if it does not.

    The version of `new` and its files, rejects apart, do not matter.
    """
    if _columns(parent) != _columns(new):
        return "columns"
    if parent.content_sha256 == new.content_sha256:
        same_rejects = parent.files.get(REJECTS) == new.files[REJECTS]
        return None if same_rejects else "corrected"
    more = any(parent.tables[name].count < new.tables[name].count for name in _COMPARED)
    return "added" if more and _all_kept(parent, folder, new, frames) else "corrected"


def _columns(manifest: Manifest) -> dict[str, list[tuple[str, str]]]:
    return {name: list(table.columns.items()) for name, table in manifest.tables.items()}


def _all_kept(
    parent: Manifest, folder: Path, new: Manifest, frames: dict[str, pl.DataFrame]
) -> bool:
    """Whether every row of the parent is in the new release, not a letter changed."""
    return all(
        parent.tables[name].sha256 == new.tables[name].sha256
        or _row_digests(read(sorted((folder / "data" / name).iterdir())), name)
        <= _row_digests(frames[name], name)
        for name in _COMPARED
    )


def _row_digests(frame: pl.DataFrame, name: str) -> set[bytes]:
    lines = row_lines(frame, key_of(TABLES[name]))
    return {hashlib.sha256(line).digest() for line in lines}
