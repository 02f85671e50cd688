"""What the user names, as files: folders and patterns, in an order that never varies."""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Iterator
from pathlib import Path

from claims.read.source import printable, reason
from claims.records import Rejection

_NO_FILE = "is neither a file nor a folder; to read from a pipe, give - and pipe it in"


def expand(item: str | Path, seen: set[str]) -> Iterator[Path | Rejection]:
    """The files that `item` stands for, and a rejection for all that is none.

    `seen` holds the files met so far, which are left out.
    """
    named = str(item)
    path = Path(item)
    try:
        if not named:  # an unset variable of the shell: not the folder one happens to be in
            yield Rejection("''", "is an empty name; give a file, a folder or a pattern")
        elif path.is_dir():
            yield from _new(
                _folder(path), seen, empty=Rejection(printable(path), "is a folder with no files")
            )
        elif path.is_file():
            yield from _new([path], seen)
        elif path.exists():
            yield Rejection(printable(path), _NO_FILE)
        elif glob.has_magic(named):
            yield from _new(
                _pattern(named), seen, empty=Rejection(printable(named), "matches no file")
            )
        else:
            yield Rejection(printable(path), "does not exist")
    except OSError as error:
        yield Rejection(printable(path), f"cannot be read: {reason(error)}")


def _new(
    found: list[Path | Rejection] | list[Path], seen: set[str], empty: Rejection | None = None
) -> Iterator[Path | Rejection]:
    if not found and empty is not None:
        yield empty
    for path in found:
        if isinstance(path, Path):
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
            if path.exists() and not path.is_file():
                # to open a pipe is to wait until somebody writes to it
                yield Rejection(printable(path), _NO_FILE)
                continue
        yield path


def _folder(folder: Path) -> list[Path | Rejection]:
    """The files below `folder` by their relative paths; in its place one that cannot be listed."""
    found: list[tuple[str, Path | Rejection]] = []
    visited: set[str] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        # links are followed, as corpora are often linked together; one may lead back up
        real = os.path.realpath(current)
        if real in visited:
            continue
        visited.add(real)
        try:
            entries = sorted(current.iterdir(), reverse=True)
        except OSError as error:
            why = f"cannot be read: {reason(error)}"
            found.append((_relative(current, folder), Rejection(printable(current), why)))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                waiting.append(entry)
            else:
                found.append((_relative(entry, folder), entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _pattern(pattern: str) -> list[Path | Rejection]:
    """The files that match, and those in folders that match."""
    if "**" in pattern:
        return _deep_pattern(pattern)
    found: list[Path | Rejection] = []
    for match in sorted(glob.glob(pattern)):  # noqa: PTH207 - takes absolute patterns, too
        path = Path(match)
        if path.is_dir():
            found.extend(_folder(path))
        else:
            found.append(path)
    return found


def _deep_pattern(pattern: str) -> list[Path | Rejection]:
    """The files that match a pattern with `**`, by a walk that no link can send in circles."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    if not base.is_dir():
        return []
    return [
        entry
        for entry in _folder(base)
        if isinstance(entry, Path) and _matches(entry.relative_to(base).parts, parts[fixed:])
    ]


def _matches(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not path
    if pattern[0] == "**":
        return any(_matches(path[skipped:], pattern[1:] or ("*",)) for skipped in range(len(path)))
    return (
        bool(path) and fnmatch.fnmatchcase(path[0], pattern[0]) and _matches(path[1:], pattern[1:])
    )
