"""A release among those beside it: each names the digest of the manifest of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.release.manifest import Manifest, Parent
from claims.release.problem import Problem, named, short
from claims.release.version import MANIFEST, Version, versions


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found among the releases beside one."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def check_chain(folder: Path, manifest: Manifest, *, required: bool = False) -> Chain:
    """Compare a release with the one that it follows, and so on to the first, and the next one.

    A release before it that is not there is a note; a problem where the chain is `required`.
    Only manifests are read: each is told apart by its digest, which the next one names.
    """
    problems: list[Problem] = []
    notes: list[str] = []
    out = folder.absolute().parent
    beside = versions(out)
    own = _version(manifest.version)
    if own is None:
        problems.append(Problem(MANIFEST, "manifest", f"has no version: {named(manifest.version)}"))
    elif _version(folder.absolute().name) not in (own, None):
        what = f"is release {own}, in a folder named {folder.absolute().name}"
        problems.append(Problem(MANIFEST, "manifest", what))
    problems += _followers(out, beside, folder, manifest)
    if manifest.parent is None and own is not None and (earlier := [v for v in beside if v < own]):
        notes.append(f"it names no release before it, though {earlier[-1]} is beside it")
    this, parent = manifest.version, manifest.parent
    while parent is not None:
        version, child = _version(parent.version), _version(this)
        if version is None or (child is not None and version >= child):
            what = f"names {named(parent.version)} as the release before it"
            problems.append(Problem(f"release {named(this)}", "chain", what))
            break
        if version not in beside:
            where, what = f"release {version}", f"is not beside it, and {named(this)} follows it"
            if required:
                problems.append(Problem(where, "chain", what))
            else:
                notes.append(f"{where} {what}: what came before {named(this)} is not checked")
            break
        try:
            before = Manifest.of(out / str(version))
        except ReleaseError as error:
            problems.append(Problem(f"release {version}", "chain", str(error)))
            break
        problems += _compared(out / str(version), before, parent, this)
        this, parent = str(version), before.parent
    return Chain(tuple(problems), tuple(notes))


def _compared(folder: Path, before: Manifest, parent: Parent, child: str) -> list[Problem]:
    """A release against what the one that follows says of it."""
    found = Parent(before.version, before.content_sha256, file_sha256(folder / MANIFEST))
    pairs = (
        ("version", found.version, parent.version),
        ("content_sha256", short(found.content_sha256), short(parent.content_sha256)),
        ("SHA-256 of release.json", short(found.manifest_sha256), short(parent.manifest_sha256)),
    )
    differing = [
        f"{what} {named(one)}, expected {named(other)}"
        for what, one, other in pairs
        if one != other
    ]
    if found == parent:
        return []
    what = f"is not the release that {named(child)} follows: {'; '.join(differing)}"
    return [Problem(f"release {parent.version}", "chain", what)]


def _followers(
    out: Path, beside: tuple[Version, ...], folder: Path, manifest: Manifest
) -> list[Problem]:
    """The releases beside this one that follow it, where they name another manifest than its."""
    digest = file_sha256(folder / MANIFEST)
    problems = []
    for version in beside:
        try:
            parent = Manifest.of(out / str(version)).parent
        except ReleaseError:
            continue  # its own verification tells
        if parent and parent.version == manifest.version and parent.manifest_sha256 != digest:
            what = (
                f"has SHA-256 {short(digest)}, but release {version}, which follows it, "
                f"names {short(parent.manifest_sha256)}"
            )
            problems.append(Problem(MANIFEST, "chain", what))
    return problems


def _version(text: str) -> Version | None:
    try:
        return Version.parse(text)
    except ReleaseError:
        return None
