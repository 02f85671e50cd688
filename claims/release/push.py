"""A release onto the Hugging Face Hub: one dataset, a tag for each version.

Every version is one commit whose files are the release's and nothing else, but the Hub's own
`.gitattributes`. Nothing here overwrites or moves a tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claims.errors import ReleaseError
from claims.hub import is_name
from claims.ids import file_sha256
from claims.release.hub_repository import Repository
from claims.release.manifest import Manifest
from claims.release.problem import named, short
from claims.release.verify import verify
from claims.release.version import MANIFEST, SIGNATURE, Version
from claims.steps import Steps
from claims.wording import counted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Going:
    """A file of the release on its way."""

    path: str
    """In the release, and in the repository."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was done, or with a dry run would be."""

    repository: str
    version: str
    done: Literal["dry run", "pushed", "there already"]
    files: tuple[Going, ...]
    commit: str | None = None
    """What the tag stands for; None in a dry run."""

    def __str__(self) -> str:
        """What to tell who asked."""
        size = sum(file.size for file in self.files)
        what = f"{counted(len(self.files), 'file')}, {size:,} bytes"
        where = f"{self.repository} at {self.version}"
        if self.done == "dry run":
            head = f"Would push to {where}: {what}. Nothing was sent."
            return "\n".join(
                [head, *(f"  {f.sha256}  {f.size:>12,}  {f.path}" for f in self.files)]
            )
        if self.done == "there already":
            return f"Nothing to do: {where} is this release, {what}."
        return (
            f"Pushed {where}: {what}. Load it with "
            f'claims.load("{self.repository}", version="{self.version}").'
        )


def push(
    folder: Path,
    repository: str,
    *,
    private: bool = False,
    dry_run: bool = False,
    progress: Steps | None = None,
) -> Pushed:
    """Publish the release in `folder` as the dataset "owner/name" on the Hub.

    The repository is made if it is not there, `private` on request. The token is the one of
    huggingface_hub: HF_TOKEN in the environment, else that of `hf auth login`.

    Raises ReleaseError where the release is not as it was made, the repository holds anything else,
    a public one was to be private, its tag is another release, or the Hub cannot be reached.
    """
    if not is_name(repository):
        raise ReleaseError(f"{named(repository)} names no dataset: give it as owner/name")
    checked = verify(folder, progress=progress)
    if not checked.good:
        raise ReleaseError(f"only a release as it was made is pushed: {checked}")
    manifest = Manifest.of(folder)
    files = _going(folder, manifest)
    if dry_run:
        return Pushed(repository, manifest.version, "dry run", files)
    with _told(repository):
        there = Repository.opened(repository, private=private)
        commit = there.tags.get(manifest.version)
        if commit is not None:
            _same(there, commit, folder, files, manifest.version)
            return Pushed(repository, manifest.version, "there already", files, commit)
        _follows(there, manifest)
        commit = _committed(there, folder, files, manifest.version)
        there.tag(manifest.version, commit)
    return Pushed(repository, manifest.version, "pushed", files, commit)


def _going(folder: Path, manifest: Manifest) -> tuple[Going, ...]:
    """The files that the manifest names, itself, and its signature if it has one."""
    known = dict(manifest.files)
    known[MANIFEST] = file_sha256(folder / MANIFEST)
    if (folder / SIGNATURE).is_file():
        known[SIGNATURE] = file_sha256(folder / SIGNATURE)
    return tuple(
        Going(path, (folder / path).stat().st_size, digest)
        for path, digest in sorted(known.items())
    )


def _same(
    there: Repository, commit: str, folder: Path, files: tuple[Going, ...], version: str
) -> None:
    """Raise where the commit holds anything but these files; a signature may have come later."""
    found = there.files(commit)
    other = [
        file.path
        for file in files
        if file.path != SIGNATURE
        and not (file.path in found and found[file.path].holds(folder / file.path, file.sha256))
    ]
    other += sorted(found.keys() - {file.path for file in files} - {SIGNATURE})
    if other:
        raise ReleaseError(
            f"{there.name} has another release {version}: {_listed(other)} differ. A version that "
            "is out never changes: give this one a new version, or push to another repository"
        )


def _follows(there: Repository, manifest: Manifest) -> None:
    """Raise where the release before this one is another than the one of that version there."""
    parent = manifest.parent
    if parent is None or parent.version not in there.tags:
        return
    found = there.sha256(MANIFEST, there.tags[parent.version])
    if found != parent.manifest_sha256:
        raise ReleaseError(
            f"release {manifest.version} follows a {parent.version} whose {MANIFEST} has SHA-256 "
            f"{short(parent.manifest_sha256)}, and that of {there.name} has {short(found)}: push "
            "to the repository that has the releases before it"
        )


def _committed(there: Repository, folder: Path, files: tuple[Going, ...], version: str) -> str:
    """The id of a commit that holds just these files: on main, if no later version is there."""
    own = Version.parse(version)
    newest = max((v for v in map(_version, there.tags) if v is not None), default=own)
    if newest <= own:
        there.must_hold_releases_only("main")
        return there.commit("main", folder, files, f"Release {version}")
    with there.branch(f"release-{version}") as name:
        return there.commit(name, folder, files, f"Release {version}")


def _version(tag: str) -> Version | None:
    try:
        return Version.parse(tag)
    except ReleaseError:
        return None


def _listed(names: list[str]) -> str:
    more = [f"and {len(names) - _SHOWN:,} more"] if len(names) > _SHOWN else []
    return ", ".join([*map(named, names[:_SHOWN]), *more])


@contextmanager
def _told(repository: str) -> Iterator[None]:
    """The Hub's errors as ReleaseError, without what they hold of the request."""
    from huggingface_hub import errors

    http_error: type[Exception] = errors.HTTPError  # type: ignore[attr-defined]
    try:
        yield
    except errors.HFValidationError as error:
        raise ReleaseError(f"the Hub takes no such name as {named(repository)}: {error}") from error
    except errors.HfHubHTTPError as error:
        status = error.response.status_code
        if status in (401, 403):
            raise ReleaseError(
                f"the Hub does not let you write to {repository} (status {status}): set HF_TOKEN "
                "to a token that may, or log in with `hf auth login`"
            ) from error
        if status in (409, 412):
            raise ReleaseError(
                f"somebody else changed {repository} meanwhile (status {status}): push again"
            ) from error
        raise ReleaseError(
            f"the Hub refused the push to {repository} (status {status}): "
            f"{named(error.server_message or 'no reason given')[:200]}"
        ) from error
    except (http_error, ConnectionError) as error:
        raise ReleaseError(
            f"the Hugging Face Hub cannot be reached to push {repository}: go online (and unset "
            "HF_HUB_OFFLINE), then push again; what was sent is not sent twice"
        ) from error
