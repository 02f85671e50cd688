"""The tables of a release against its manifest and the data contract, and what tells of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import yaml

from claims.errors import ReleaseError, SchemaError
from claims.release import card, standards
from claims.release.compare import compare
from claims.release.digest import content_digest, table_digest
from claims.release.manifest import Inputs, Manifest
from claims.release.parquet import File, described, file_name, read
from claims.release.problem import Problem, named, short
from claims.release.rejects import REJECTS, digests_of, parse
from claims.release.verify.files import Files
from claims.release.verify.inherited import check_inherited
from claims.release.verify.rows import Rows, path_of
from claims.release.verify.text import check_text, text_notes
from claims.release.version import MANIFEST, versions
from claims.release.write import column_types
from claims.schemas import TABLES, Check, key_of
from claims.schemas.faults import EXAMPLES, shown
from claims.spool import Spool
from claims.steps import Steps
from claims.wording import counted

_PACKAGE = "news-claims"


@dataclass(frozen=True, slots=True)
class Tables:
    """What was found in the tables."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    rows: int


def check_tables(files: Files, manifest: Manifest, progress: Steps | None = None) -> Tables:
    """Read all tables; compare them with the manifest, one another, the schema and the card.

    A check for which a file is missing or unreadable is left out: that is a problem already. The
    rows are read once and put down again, sorted by article, so that memory stays flat.
    """
    problems: list[Problem] = []
    notes: list[str] = []
    rows = Rows()
    known: list[str] = []
    for name in (*TABLES, *(other for other in manifest.tables if other not in TABLES)):
        contents = manifest.tables.get(name)
        if contents is None or name not in TABLES or contents.columns != column_types(name):
            _unknown(name, manifest, problems, notes)
        else:
            known.append(name)
    problems += _named_files(manifest)
    for number, name in enumerate(known):
        if progress is not None:
            progress(name, number / (len(known) + 1))
        problems += rows.read(name, manifest.tables[name], files)
        problems += _digest(name, rows, manifest, files.folder)
    if progress is not None:
        progress("schema", len(known) / (len(known) + 1))
    problems += _content(manifest)
    problems += _schema(rows)
    problems += check_text(manifest, rows)
    notes += text_notes(manifest)
    problems += _rejects(files, manifest, rows.articles)
    problems += check_inherited(files, manifest, rows.articles, rows.across().get("speakers"))
    if len(rows.tables) == len(TABLES) and len(files.intact) == len(manifest.files):
        written = _written(files, manifest)
        languages = sorted(set(rows.articles["language"])) if rows.articles is not None else []
        problems += _card(files, manifest, written, languages)
        problems += _croissant(files, manifest, written)
    return Tables(tuple(problems), tuple(notes), rows.count)


def _unknown(name: str, manifest: Manifest, problems: list[Problem], notes: list[str]) -> None:
    """A table that is not of this version of the package: right if another one made the release."""
    maker, here = manifest.libraries.get(_PACKAGE, "unknown"), version_of(_PACKAGE)
    if maker == here:
        what = f"has not the columns of {named(name)} that {_PACKAGE} {here} has"
        problems.append(Problem(MANIFEST, "columns", what))
    else:
        notes.append(
            f"{named(name)} has other columns than {_PACKAGE} {here} knows, so its rows are not "
            f"checked: verify with {_PACKAGE} {named(maker)}"
        )


def _named_files(manifest: Manifest) -> Iterator[Problem]:
    """The manifest against itself: each table has its files, and no other lies among the data."""
    wanted = {
        path_of(table, split) for table in manifest.tables for split in _rows(manifest, table)
    }
    data = {name for name in manifest.files if name.startswith("data/")}
    for name in sorted(wanted - data):
        yield Problem(MANIFEST, "manifest", f"counts rows in {named(name)}, but names no such file")
    for name in sorted(data - wanted):
        yield Problem(MANIFEST, "manifest", f"names {named(name)}, but counts no rows in it")


def _rows(manifest: Manifest, table: str) -> Mapping[str, int]:
    return manifest.tables[table].rows


def _digest(name: str, rows: Rows, manifest: Manifest, folder: Path) -> Iterator[Problem]:
    """The digest of a table's rows against the manifest's."""
    found, contents = rows.digests.get(name), manifest.tables[name]
    if found is not None and found != contents.sha256:
        what = f"its rows have SHA-256 {short(found)}, expected {short(contents.sha256)}"
        table = rows.tables[name]
        frame = table.read() if isinstance(table, Spool) else table
        yield Problem(name, "content", what + _otherwise(name, frame, folder))


def _otherwise(name: str, frame: pl.DataFrame, folder: Path) -> str:
    """The rows that a release beside it has otherwise: most likely those that were altered.

    A release may have corrected rows of the one before: the one with the fewest such cells tells.
    """
    out = folder.absolute().parent
    others = {str(version): out / str(version) for version in versions(out)}
    found: list[tuple[int, str]] = []
    for version, other in others.items():
        rows = None if other == folder.absolute() else _intact(other, name)
        if rows is None or not (changed := compare(rows, frame, key_of(TABLES[name])).changed):
            continue
        some = "; ".join(named(str(row)) for row in changed[:EXAMPLES])
        more = "; …" if len(changed) > EXAMPLES else ""
        cells = sum(len(row.columns) for row in changed)
        found.append((cells, f"; otherwise in release {version}: {some}{more}"))
    return min(found, default=(0, ""))[1]


def _intact(folder: Path, name: str) -> pl.DataFrame | None:
    """A table of the release in `folder`; None where it is not what the manifest there says."""
    try:
        contents = Manifest.of(folder).tables[name]
        rows = read(folder / "data" / name / file_name(split) for split in contents.rows)
    except (ReleaseError, KeyError, OSError, ValueError, pa.ArrowException):
        return None
    if contents.columns != column_types(name) or rows.columns != list(contents.columns):
        return None
    return rows if table_digest(rows, key_of(TABLES[name])) == contents.sha256 else None


def _content(manifest: Manifest) -> Iterator[Problem]:
    made = content_digest({name: table.sha256 for name, table in manifest.tables.items()})
    if made != manifest.content_sha256:
        what = (
            f"gives content_sha256 {short(manifest.content_sha256)}, "
            f"but that of its tables is {short(made)}"
        )
        yield Problem(MANIFEST, "content", what)


def _schema(rows: Rows) -> Iterator[Problem]:
    check = Check(rows.across())
    for part in rows.parts():
        check.take(part)
    try:
        check.finish()
    except SchemaError as error:
        for fault in error.faults:
            if fault.check != "table_missing":
                where, _, what = str(fault).partition(": ")
                yield Problem(named(where), "schema", named(what))


def _rejects(files: Files, manifest: Manifest, articles: pl.DataFrame | None) -> Iterator[Problem]:
    """The rejects, and the inputs that they and the articles come from."""
    path = files.paths.get(REJECTS)
    if path is None:
        return
    try:
        rejects = parse(path.read_bytes())
    except (OSError, ValueError) as error:
        yield Problem(REJECTS, "rejects", f"cannot be read: {error}")
        return
    if len(rejects) != manifest.rejects:
        what = f"has {counted(len(rejects), 'line')}, expected {manifest.rejects:,}"
        yield Problem(REJECTS, "rejects", what)
    if articles is None:
        return
    found = Inputs.of([*articles["source_sha256"].drop_nulls(), *digests_of(rejects)])
    if found != manifest.inputs:
        said = manifest.inputs
        what = (
            f"gives {counted(said.count, 'input')} of SHA-256 {short(said.sha256)}, but articles "
            f"and rejects were read from {found.count:,} of {short(found.sha256)}"
        )
        yield Problem(MANIFEST, "inputs", what)


def _written(files: Files, manifest: Manifest) -> dict[str, list[File]]:
    """What the tables' files say of themselves."""
    return {
        name: [
            described(files.paths[path_of(name, split)], split) for split in _rows(manifest, name)
        ]
        for name in TABLES
    }


def _card(
    files: Files,
    manifest: Manifest,
    written: Mapping[str, Sequence[File]],
    languages: Sequence[str],
) -> Iterator[Problem]:
    """The front matter of the card against what the manifest and the files say."""
    expected = card.front_matter(manifest, written, languages)
    try:
        text = files.paths[card.NAME].read_text(encoding="utf-8")
        front = yaml.safe_load(text.split("---\n", 2)[1])
    except (KeyError, OSError, ValueError, IndexError, RecursionError, yaml.YAMLError):
        yield Problem(card.NAME, "card", "has no front matter that can be read")
        return
    for place, wanted, found in _differences(expected, front, ""):
        yield Problem(card.NAME, "card", f"says {found} in {place}, expected {wanted}")


def _croissant(
    files: Files, manifest: Manifest, written: Mapping[str, Sequence[File]]
) -> Iterator[Problem]:
    """The version and files in `croissant.json`, if the release has one, against the manifest."""
    if standards.NAME not in files.paths:
        return
    try:
        said = json.loads(files.paths[standards.NAME].read_bytes())
    except (OSError, ValueError, RecursionError):
        yield Problem(standards.NAME, "croissant", "is no JSON text")
        return
    expected = {
        "version": manifest.version,
        "distribution": standards.distribution(manifest, written),
    }
    found = {key: said.get(key) for key in expected} if isinstance(said, dict) else {}
    for place, wanted, given in _differences(expected, found, ""):
        yield Problem(standards.NAME, "croissant", f"says {given} in {place}, expected {wanted}")


def _differences(expected: Any, found: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Places where `found` is not as `expected`, with both, shortened."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            yield from _differences(value, found.get(key), f"{place}.{key}".lstrip("."))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from _differences(one, other, f"{place}[{number}]")
    elif type(expected) is not type(found) or expected != found:
        yield place, _brief(expected), _brief(found)


def _brief(value: Any) -> str:
    # Not what a collection holds: aliases in YAML make one of a few bytes endless.
    if isinstance(value, dict | list):
        return f"{counted(len(value), 'value')}"
    return shown(value)
