"""Versions of releases: MAJOR.MINOR.PATCH, and which comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Self

from claims.errors import ReleaseError

MANIFEST = "release.json"
"""The file that makes a folder a release."""
SIGNATURE = f"{MANIFEST}.sig"
"""The one file that may come to a release later; the manifest does not name it."""

Change = Literal["columns", "added", "corrected"]

# Eight digits keep every version readable by libraries that hold its numbers in 32 bits.
_FORM = re.compile(r"(0|[1-9][0-9]{0,7})\.(0|[1-9][0-9]{0,7})\.(0|[1-9][0-9]{0,7})")


class Version(NamedTuple):
    """A version, ordered by its numbers: 1.10.0 comes after 1.9.0."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The version that `text` gives; ReleaseError where it gives none."""
        if not (match := _FORM.fullmatch(text)):
            raise ReleaseError(
                f"{text!r} is not a version: write three numbers with dots, such as 1.2.0"
            )
        return cls(*map(int, match.groups()))

    def after(self, change: Change) -> Version:
        """The version of the release that changes this one so."""
        match change:
            case "columns":
                return Version(self.major + 1, 0, 0)
            case "added":
                return Version(self.major, self.minor + 1, 0)
            case "corrected":
                return Version(self.major, self.minor, self.patch + 1)


FIRST = Version(1, 0, 0)


def versions(out: Path) -> tuple[Version, ...]:
    """The versions of the releases in `out`, the latest last."""
    if not out.is_dir():
        return ()
    # Unfinished builds begin with a dot, so they are no versions.
    names = [entry.name for entry in out.iterdir() if (entry / MANIFEST).is_file()]
    return tuple(sorted(Version.parse(name) for name in names if _FORM.fullmatch(name)))


def chosen(known: Sequence[Version], version: str | None, where: object) -> Version:
    """The version asked for, the latest if none is; ReleaseError where it is not among those that
    are `where` it was looked for, a folder or an address."""
    if not known:
        raise ReleaseError(
            f"{where} is no release and holds none: give what `claims build --out` was given"
        )
    wanted = known[-1] if version is None else Version.parse(version)
    if wanted not in known:
        have = ", ".join(map(str, known))
        raise ReleaseError(f"{where} has no release {version}: it has {have}")
    return wanted


def next_version(latest: Version | None, change: Change, asked: str | None = None) -> Version:
    """The version of the next release: the one asked for, else the one its change calls for.

    Raises ReleaseError where the one asked for is no version or does not come after `latest`.
    """
    if asked is None:
        return FIRST if latest is None else latest.after(change)
    version = Version.parse(asked)
    if latest is not None and version <= latest:
        raise ReleaseError(
            f"version {version} does not come after the latest release, {latest}: "
            f"ask for {latest.after(change)} or later, or leave the version out"
        )
    return version
