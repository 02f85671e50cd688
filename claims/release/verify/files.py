"""The files of a release against its manifest: none missing, none added, every byte as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.release.manifest import Manifest
from claims.release.problem import Problem, named, short
from claims.release.version import MANIFEST, SIGNATURE, versions
from claims.steps import Steps

"""Called with what is being checked and with the share of all that is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a release as they stand."""

    folder: Path
    paths: Mapping[str, Path]
    """Those that the manifest names and that are there, by their names in it."""
    intact: frozenset[str]
    """Names of those that have the digest which the manifest gives."""
    problems: tuple[Problem, ...]


def check_files(folder: Path, manifest: Manifest, progress: Steps | None = None) -> Files:
    """Compare the files in `folder` with those that its manifest names."""
    there, odd = walk(folder)
    # Names from the manifest are looked up, never opened: an altered one may lead anywhere.
    paths = {name: there[name] for name in manifest.files if name in there}
    problems = [
        Problem(named(name), "file_missing", "is missing; the manifest names it")
        for name in manifest.files
        if name not in there
    ]
    extra = [*(there.keys() - manifest.files.keys() - {MANIFEST, SIGNATURE}), *odd]
    problems += [
        Problem(named(name), "file_added", "is not in the manifest; move it out of the release")
        for name in sorted(extra)
    ]
    intact = set()
    sizes = {name: path.stat().st_size for name, path in paths.items()}
    done, total = 0, sum(sizes.values()) or 1
    for name, path in paths.items():
        if progress is not None:
            progress(name, done / total)
        done += sizes[name]
        try:
            found = file_sha256(path)
        except OSError as error:
            why = f"cannot be read: {error.strerror or error}"
            problems.append(Problem(named(name), "file_bytes", why))
            continue
        if found == manifest.files[name]:
            intact.add(name)
            continue
        whose = next(_owners(found, name, folder, manifest), "")
        what = f"has SHA-256 {short(found)}, expected {short(manifest.files[name])}{whose}"
        problems.append(Problem(named(name), "file_bytes", what))
    return Files(folder, paths, frozenset(intact), tuple(problems))


def walk(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The files below `folder` by their names, and the names of what is neither file nor folder."""
    there: dict[str, Path] = {}
    odd: list[str] = []
    for root, folders, files in os.walk(folder):
        for entry in (Path(root, name) for name in (*files, *folders)):
            name = entry.relative_to(folder).as_posix()
            # A link to a file is as good as the file: caches of the Hugging Face hub hold links.
            if entry.is_file():
                there[name] = entry
            elif entry.is_symlink() or not entry.is_dir():
                odd.append(name)
    return there, odd


def _owners(digest: str, name: str, folder: Path, manifest: Manifest) -> Iterator[str]:
    """What else has these bytes: another file of the release, or one of a release beside it."""
    for other, known in manifest.files.items():
        if known == digest:
            yield f": the bytes of {named(other)}"
    for version in versions(folder.parent):
        if str(version) == manifest.version:
            continue
        try:
            files = Manifest.of(folder.parent / str(version)).files
        except ReleaseError:
            continue
        for other, known in files.items():
            if known == digest:
                what = "this file" if other == name else named(other)
                yield f": the bytes of {what} in release {version}"
