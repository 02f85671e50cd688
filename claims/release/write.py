"""Tables into a release: a folder that is whole, checked, and never changes."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version as version_of
from pathlib import Path

import polars as pl
import pyarrow as pa

from claims.records import Rejection
from claims.release import card
from claims.release.change import CHANGES, REJECTS, change
from claims.release.diff import Comparison, Side, compare, notes
from claims.release.digest import content_digest, file_digest, table_digest
from claims.release.files import appearing
from claims.release.manifest import Contents, Manifest, Provenance
from claims.release.parquet import by_split, canonical, write_splits
from claims.release.version import MANIFEST, Change, next_version, versions
from claims.schemas import TABLES, columns, key_of, validate

_LIBRARIES = ("news-claims", "spacy", "pyarrow", "polars")


@dataclass(frozen=True, slots=True)
class Release:
    """A release in its folder."""

    path: Path
    version: str
    counts: Mapping[str, int]
    """Rows of each table."""
    new: bool
    """False where the latest release holds just these rows and rejects, so that none was made."""


def write(
    tables: Mapping[str, pl.DataFrame | pa.Table],
    out: Path,
    *,
    provenance: Provenance,
    rejects: Iterable[Rejection] = (),
    version: str | None = None,
) -> Release:
    """Check the tables and release them as `out/<version>`, whole or not at all.

    The version, where none is asked for, is 1.0.0 at first; then it goes up by what changed:
    columns (major), rows added only (minor), rows corrected or removed (patch). Where nothing
    changed, nothing is written, and the latest release is returned, `new` being False.

    Raises SchemaError with every fault of the tables, and ReleaseError where the version cannot be
    used or the folder not be written; either way `out` stays as it was.
    """
    validate(tables)
    frames = {name: canonical(name, tables[name]) for name in TABLES}
    rejected = _rejects(rejects)
    draft = _draft(frames, provenance, rejected)
    counts = {name: table.count for name, table in draft.tables.items()}
    changed: Change | None = "added"
    found: Comparison | None = None
    latest = max(versions(out), default=None)
    if latest is not None:
        parent = out / str(latest)
        found = compare(Side.of(parent), Side.given(draft, frames))
        changed = change(found)
        if changed is None and version is None:
            return Release(parent, str(latest), counts, new=False)
    number = str(next_version(latest, changed or "corrected", version))
    with appearing(out / number) as folder:
        _fill(folder, replace(draft, version=number), frames, rejected, notes.text(found, number))
    return Release(out / number, number, counts, new=True)


def _rejects(rejects: Iterable[Rejection]) -> bytes:
    """The text of `rejects.jsonl`, the same whatever the order of the inputs."""
    lines = [
        json.dumps({"source": reject.source, "reason": reject.reason}, ensure_ascii=False) + "\n"
        for reject in rejects
    ]
    # A file's name may hold bytes that are no text, which Python keeps as lone surrogates.
    return "".join(sorted(lines)).encode(errors="backslashreplace")


def _draft(frames: dict[str, pl.DataFrame], provenance: Provenance, rejects: bytes) -> Manifest:
    """The manifest of these rows, before they have a version and files."""
    tables = {
        name: Contents(
            rows={split: part.height for split, part in by_split(frame).items()},
            columns={column.name: column.type_name for column in columns(TABLES[name])},
            sha256=table_digest(frame, key_of(TABLES[name])),
        )
        for name, frame in frames.items()
    }
    return Manifest(
        version="",
        content_sha256=content_digest({name: table.sha256 for name, table in tables.items()}),
        provenance=provenance,
        libraries={"python": ".".join(platform.python_version_tuple()[:2])}
        | {name: version_of(name) for name in _LIBRARIES},
        tables=tables,
        rejects=rejects.count(b"\n"),
        files={REJECTS: hashlib.sha256(rejects).hexdigest()},
    )


def _fill(
    folder: Path,
    manifest: Manifest,
    frames: dict[str, pl.DataFrame],
    rejects: bytes,
    changes: str,
) -> None:
    """Write a release's files, its manifest last."""
    written = {name: write_splits(name, frame, folder / "data") for name, frame in frames.items()}
    (folder / REJECTS).write_bytes(rejects)
    (folder / CHANGES).write_text(changes, encoding="utf-8", newline="\n")
    languages = frames["articles"]["language"].unique().sort().to_list()
    (folder / "README.md").write_text(
        card.text(manifest, written, languages), encoding="utf-8", newline="\n"
    )
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {path.relative_to(folder).as_posix(): file_digest(path) for path in paths}
    (folder / MANIFEST).write_text(
        replace(manifest, files=digests).to_json(), encoding="utf-8", newline="\n"
    )
