"""A release, checked in all that it says: files, rows, schema, card, the releases before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.release.manifest import Manifest, flaw, manifest_bytes
from claims.release.problem import Problem
from claims.release.verify.chain import check_chain
from claims.release.verify.files import check_files
from claims.release.verify.signature import check_signature
from claims.release.verify.tables import check_tables
from claims.release.version import MANIFEST
from claims.steps import Steps
from claims.wording import counted


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found out about a release."""

    path: Path
    version: str | None
    """None where the manifest cannot be read."""
    problems: tuple[Problem, ...] = ()
    """All that is wrong, not only the first."""
    notes: tuple[str, ...] = ()
    """What could not be checked, and is no problem by itself."""
    signer: str | None = None
    """The fingerprint of the key whose signature holds; None where none was checked or holds."""
    files: int = 0
    """Files that were checked, the manifest itself included."""
    rows: int = 0
    """Rows that were read and checked."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def __str__(self) -> str:
        """What to tell who asked."""
        if self.good:
            signed = f", signed by {self.signer}" if self.signer else ""
            lines = [
                f"{self.path} is release {self.version} as it was made{signed}: "
                f"{counted(self.files, 'file')} and {counted(self.rows, 'row')} checked."
            ]
        else:
            lines = [f"{self.path} has {counted(len(self.problems), 'problem')}:"]
            lines += [f"  {problem}" for problem in self.problems]
        return "\n".join([*lines, *(f"Note: {note}." for note in self.notes)])


def verify(
    folder: Path,
    *,
    keys: Sequence[Path] = (),
    chain: bool = False,
    progress: Steps | None = None,
) -> Verified:
    """Recompute all that the release in `folder` says of itself.

    With `keys`, files of public keys, it has to bear a signature by one of them. With `chain`, all
    releases before it have to be beside it.

    Raises ReleaseError where the manifest cannot be opened; ClaimsError where a key cannot be used
    or the extra `sign`, which keys need, is missing.
    """
    raw = manifest_bytes(folder)
    signing = check_signature(folder, raw, keys)
    try:
        manifest = Manifest.parse(raw)
    except ValueError as error:
        unread = Problem(MANIFEST, "manifest", f"cannot be read: {error}")
        return Verified(folder, None, (unread, *signing.problems), signing.notes, signing.signer)
    fault = flaw(raw)
    altered = [Problem(MANIFEST, "manifest", f"was altered: it {fault}")] if fault else []
    files = check_files(folder, manifest, _half(progress, 0))
    tables = check_tables(files, manifest, _half(progress, 1))
    links = check_chain(folder, manifest, required=chain)
    return Verified(
        folder,
        manifest.version,
        (*altered, *signing.problems, *files.problems, *tables.problems, *links.problems),
        (*tables.notes, *links.notes, *signing.notes),
        signing.signer,
        len(files.paths) + 1,
        tables.rows,
    )


def _half(progress: Steps | None, which: int) -> Steps | None:
    """The progress of the first or second half as that of the whole."""
    if progress is None:
        return None
    return lambda what, share: progress(what, (which + share) / 2)
