"""`release.json`: what a release holds and what made it; no time, no path, no name of a machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from claims.errors import ReleaseError
from claims.release.version import MANIFEST


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the rows."""

    extractor: str
    """Name and version, as the claims' column of that name has it."""
    spacy_model: str
    """Name and version."""
    vocabulary: str
    """Version of the vocabulary of frames."""
    vocabulary_sha256: str
    speakers_sha256: str | None = None
    """Of the user's file of speakers; null without one."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release holds of one table."""

    rows: Mapping[str, int]
    """By split."""
    columns: Mapping[str, str]
    """Each column's type, in words."""
    sha256: str
    """Of the rows' content; see `claims.release.digest`."""

    @property
    def count(self) -> int:
        """Rows of all splits."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that `release.json` says."""

    version: str
    content_sha256: str
    """Of all tables' content."""
    provenance: Provenance
    libraries: Mapping[str, str]
    """Versions of what the bytes of the files depend on, this package included."""
    tables: Mapping[str, Contents]
    rejects: int
    files: Mapping[str, str]
    """SHA-256 of every other file of the release, by its path."""

    def to_json(self) -> str:
        """The text of the file."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def of(cls, folder: Path) -> Self:
        """What the release in `folder` says of itself."""
        path = folder / MANIFEST
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            tables = {name: Contents(**entry) for name, entry in found.pop("tables").items()}
            return cls(
                **found | {"provenance": Provenance(**found["provenance"]), "tables": tables}
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ReleaseError(
                f"cannot read {path}: {error}; restore the release from a copy or build it anew"
            ) from error
