"""What making a release anew found: values, and the words to tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from claims.release.compare import ChangedRow
from claims.release.problem import named, short
from claims.wording import counted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Rows of a table that came out otherwise, by their ids; of rejects, by their source."""

    table: str
    missing: tuple[str, ...]
    """In the release, but not made again."""
    added: tuple[str, ...]
    """Made now, but not in the release."""
    changed: tuple[ChangedRow, ...] = ()

    def __str__(self) -> str:
        parts = [
            f"{counted(len(ids), 'row')} {how} ({_listed(map(str, ids))})"
            for how, ids in (
                ("missing", self.missing),
                ("added", self.added),
                ("changed", self.changed),
            )
            if ids
        ]
        return f"{self.table}: {', '.join(parts)}"


@dataclass(frozen=True, slots=True)
class InputDifference:
    """An input of the release that was not given, or one given that is not the release's."""

    source: str
    """Its `source_uri`, or what the rejects call it."""
    release_sha256: str | None
    """None for an input that the release does not have."""
    given_sha256: str | None
    """None for an input that was not given."""

    def __str__(self) -> str:
        if self.given_sha256 is None:
            how = f"missing: no input given has SHA-256 {short(self.release_sha256 or '')}"
        elif self.release_sha256 is None:
            how = f"not in the release: SHA-256 {short(self.given_sha256)}"
        else:
            how = (
                f"changed: SHA-256 {short(self.given_sha256)}, "
                f"expected {short(self.release_sha256)}"
            )
        return f"input {named(self.source)} is {how}"


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Something that made the release and is of another version here."""

    name: str
    release: str
    here: str

    def __str__(self) -> str:
        return f"{self.name} is {named(self.here)} here, {named(self.release)} in the release"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a release made anew compares with what it is."""

    path: Path
    version: str
    files: int
    """Files of the release and of the one made anew, the signature apart."""
    differing: tuple[str, ...]
    """Files of which not every byte is the same, or that only one of the two has."""
    tables: tuple[TableDifference, ...] = ()
    inputs: tuple[InputDifference, ...] = ()
    versions: tuple[VersionDifference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether every file is the same, byte for byte."""
        return not self.differing

    def __str__(self) -> str:
        """What to tell who asked."""
        if self.identical:
            head = f"{self.path} rebuilt: identical, all {self.files:,} files byte for byte."
        else:
            count = f"{len(self.differing):,} of {self.files:,} files"
            files = ", ".join(map(named, self.differing))
            head = f"{self.path} rebuilt: {count} came out otherwise: {files}."
        found = (*self.tables, *self.inputs[:_SHOWN], *self.versions)
        more = len(self.inputs) - _SHOWN
        return "\n".join(
            [
                head,
                *(f"  {one}" for one in found),
                *([f"  and {counted(more, 'more input')}"] if more > 0 else []),
                *(f"Note: {note}." for note in self.notes),
            ]
        )


def _listed(names: Iterable[str], most: int = _SHOWN) -> str:
    every = list(names)
    more = [f"and {len(every) - most:,} more"] if len(every) > most else []
    return ", ".join(every[:most] + more)
