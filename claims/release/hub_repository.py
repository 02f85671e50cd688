"""A dataset's repository on the Hugging Face Hub, as pushing needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.release.manifest import Manifest
from claims.release.problem import named
from claims.release.version import MANIFEST, SIGNATURE

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_KIND = "dataset"
_OF_THE_HUB = ".gitattributes"
"""The Hub puts it into every repository; it says which files are kept apart from git."""


class Wanted(Protocol):
    """A file to commit."""

    @property
    def path(self) -> str: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Held:
    """What a repository says of a file."""

    sha256: str | None
    """Where the Hub keeps it apart from git; else None."""
    blob: str
    """git's digest of the file, or of the pointer to it."""

    def holds(self, path: Path, sha256: str) -> bool:
        """Whether it has the bytes of this file here, whose SHA-256 is known."""
        if self.sha256 is not None:
            return self.sha256 == sha256
        content = path.read_bytes()
        header = f"blob {len(content)}\0".encode()
        return hashlib.sha1(header + content).hexdigest() == self.blob  # noqa: S324 (as git has it)


@dataclass(frozen=True, slots=True)
class Repository:
    """One that is there."""

    name: str
    """ "owner/name"."""
    api: HfApi
    tags: Mapping[str, str]
    """Each with the commit it stands for."""

    @classmethod
    def opened(cls, name: str, *, private: bool) -> Self:
        """The repository, made if it is not there.

        Raises ReleaseError where it is public and was to be private.
        """
        from huggingface_hub import HfApi

        api = HfApi(library_name="news-claims")
        api.create_repo(name, repo_type=_KIND, private=private or None, exist_ok=True)
        if private and not api.repo_info(name, repo_type=_KIND).private:
            raise ReleaseError(
                f"{name} is public: make it private in its settings, or push without --private"
            )
        refs = api.list_repo_refs(name, repo_type=_KIND)
        return cls(name, api, {tag.name: tag.target_commit for tag in refs.tags})

    def files(self, revision: str) -> dict[str, Held]:
        """The files of a branch, tag or commit, the Hub's own apart."""
        from huggingface_hub.hf_api import RepoFile

        tree = self.api.list_repo_tree(
            self.name, recursive=True, revision=revision, repo_type=_KIND
        )
        return {
            entry.path: Held(entry.lfs.sha256 if entry.lfs else None, entry.blob_id)
            for entry in tree
            if isinstance(entry, RepoFile) and entry.path != _OF_THE_HUB
        }

    def sha256(self, path: str, revision: str) -> str:
        """The digest of a file of a revision, which is fetched."""
        return file_sha256(self._fetched(path, revision))

    def must_hold_releases_only(self, branch: str) -> None:
        """Raise where the branch has files that are of no release: a commit would remove them."""
        found = self.files(branch).keys()
        known: set[str] = {MANIFEST, SIGNATURE}
        if MANIFEST in found:
            with suppress(ValueError):  # one that is none names no files
                known |= Manifest.parse(self._fetched(MANIFEST, branch).read_bytes()).files.keys()
        if strange := sorted(found - known):
            raise ReleaseError(
                f"{self.name} holds what is no release, such as {named(strange[0])}: push to a "
                "repository of its own, or remove it there"
            )

    def commit(self, branch: str, folder: Path, files: Sequence[Wanted], message: str) -> str:
        """Make these files of the folder all that the branch holds; the commit's id.

        Raises ReleaseError where one has no longer the digest that it had when it was checked.
        """
        from huggingface_hub import CommitOperationAdd, CommitOperationDelete

        head = self.api.repo_info(self.name, repo_type=_KIND, revision=branch).sha
        additions = [CommitOperationAdd(file.path, folder / file.path) for file in files]
        for file, addition in zip(files, additions, strict=True):
            if addition.upload_info.sha256.hex() != file.sha256:
                raise ReleaseError(f"{folder / file.path} was altered since it was checked")
        gone = self.files(branch).keys() - {file.path for file in files}
        deletions = [CommitOperationDelete(path, is_folder=False) for path in sorted(gone)]
        return self.api.create_commit(
            self.name, [*additions, *deletions], commit_message=message, repo_type=_KIND,
            revision=branch, parent_commit=head,
        ).oid  # fmt: skip

    def tag(self, name: str, commit: str) -> None:
        """Name the commit."""
        self.api.create_tag(self.name, tag=name, revision=commit, repo_type=_KIND)

    @contextmanager
    def branch(self, name: str) -> Iterator[str]:
        """A branch that is there as long as a version is made that is not the latest."""
        self.api.create_branch(self.name, branch=name, repo_type=_KIND, exist_ok=True)
        try:
            yield name
        finally:
            self.api.delete_branch(self.name, branch=name, repo_type=_KIND)

    def _fetched(self, path: str, revision: str) -> Path:
        return Path(self.api.hf_hub_download(self.name, path, repo_type=_KIND, revision=revision))
