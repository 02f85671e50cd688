"""Releases at addresses: fetched whole, and uploaded so that none is ever half there.

Object stores have no rename. So what makes a folder a release, its `release.json`, is uploaded
last; a folder without it is what a dead upload left, and no release.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.release.manifest import Manifest
from claims.release.problem import named, short
from claims.release.version import MANIFEST, SIGNATURE, Version, chosen
from claims.remote import Store, is_url, scheme_of

_AT_ONCE = 8
"""Files on their way; s3fs holds up to 100 MB of each."""
_BY_HAND = "build into a folder, and upload that"
_READ_ONLY = {"http": _BY_HAND, "https": _BY_HAND, "hf": "build into a folder, then claims push"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where releases are made: a folder, or an address."""

    out: str | Path
    store: Store | None = None

    @classmethod
    def of(cls, out: str | Path) -> Self:
        """The place; ReleaseError where an address cannot be reached, before there is any work."""
        if not is_url(out):
            return cls(Path(out))
        if how := _READ_ONLY.get(scheme_of(str(out))):
            raise ReleaseError(f"{out} cannot be built into: {how}")
        store = Store.of(str(out), ReleaseError)
        remote_versions(store)
        return cls(store.url, store)

    @property
    def local(self) -> Path | None:
        """The folder; None for an address."""
        return Path(self.out) if self.store is None else None

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder with the latest release of the place, if it has any.

        What is released there meanwhile is uploaded at the end, if the place is an address; if
        that fails, it stays here, and the error says where.
        """
        if self.store is None:
            yield Path(self.out)
            return
        staging = Path(tempfile.mkdtemp(prefix="claims-build-"))
        kept = False
        try:
            known = remote_versions(self.store)
            if known:
                fetch(self.store, str(known[-1]), staging / str(known[-1]))
            before = {entry.name for entry in staging.iterdir()}
            yield staging
            for made in sorted(staging.iterdir()):
                if made.name not in before:
                    kept = True
                    _upload_or_tell(made, self.store)
                    kept = False
        finally:
            if not kept:
                shutil.rmtree(staging, ignore_errors=True)

    def release(self, version: str) -> str | Path:
        """A release in the place."""
        return self.out / version if isinstance(self.out, Path) else f"{self.out}/{version}"


def remote_versions(store: Store) -> tuple[Version, ...]:
    """The versions of the releases at an address, the latest last."""
    with store.told():
        try:
            found = store.files.ls(store.root, detail=True)
        except FileNotFoundError as error:
            bucket = store.root.partition("/")[0]
            if bucket and not store.files.exists(bucket):
                raise ReleaseError(f"{store.url}: there is no {bucket}; make it first") from error
            return ()  # nothing was built there yet
        known = []
        for entry in found:
            with suppress(ReleaseError):
                known.append(Version.parse(entry["name"].rstrip("/").rpartition("/")[2]))
        return tuple(
            version
            for version in sorted(known)
            if store.files.exists(f"{store.root}/{version}/{MANIFEST}")
        )


def fetch(store: Store, version: str | None, target: Path) -> None:
    """Make `target` the release that lies at the address, or in a folder of it named `version`.

    It is there whole or not at all. Raises ReleaseError where a file is not as the release says.
    """
    where = store.root if version is None else f"{store.root}/{version}"
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _get(store, where, hidden, [MANIFEST])
        manifest = Manifest.of(hidden)
        _get(store, where, hidden, [_inside(name) for name in manifest.files])
        for name, digest in manifest.files.items():
            if (found := file_sha256(hidden / name)) != digest:
                raise ReleaseError(
                    f"{store.url}: {named(name)} of release {named(manifest.version)} has SHA-256 "
                    f"{short(found)}, expected {short(digest)}; upload the release anew"
                )
        with store.told():
            signed = store.files.exists(f"{where}/{SIGNATURE}")
        if signed:
            _get(store, where, hidden, [SIGNATURE])
        hidden.chmod(0o755)  # mkdtemp lets only its owner in
        hidden.rename(target)
    except OSError as error:
        raise ReleaseError(
            f"cannot keep the release of {store.url} in {target.parent}: "
            f"{error.strerror or error}; see that there is room and that you may write there"
        ) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def upload(folder: Path, store: Store) -> None:
    """Put a release under the address, its `release.json` last.

    Raises ReleaseError where that version is there already, or somebody else writes it meanwhile.
    """
    there = f"{store.root}/{folder.name}"
    manifest = Manifest.of(folder)
    taken = f"{store.url}/{folder.name} exists, and a release never changes: build again"
    with store.told():
        files = store.files
        if files.exists(f"{there}/{MANIFEST}"):
            raise ReleaseError(taken)
        if files.exists(there):  # an upload died
            files.rm(there, recursive=True)
        _put(store, folder, there, list(manifest.files))
        files.invalidate_cache()
        found = {
            path.removeprefix(f"{there}/"): info["size"]
            for path, info in files.find(there, detail=True).items()
        }
        if found != {name: (folder / name).stat().st_size for name in manifest.files}:
            raise ReleaseError(
                f"{store.url}/{folder.name} is written by somebody else, too: let one build at a "
                "time write there, and build again"
            )
        _put(store, folder, there, [MANIFEST])


def _upload_or_tell(folder: Path, store: Store) -> None:
    """Upload what may have taken hours to build, or say where it is."""
    try:
        upload(folder, store)
    except ReleaseError as error:
        raise ReleaseError(f"{error}. What was built is in {folder}") from error


def _put(store: Store, folder: Path, there: str, names: Sequence[str]) -> None:
    for parent in sorted({f"{there}/{name}".rpartition("/")[0] for name in names}):
        store.files.makedirs(parent, exist_ok=True)
    here = [str(folder / name) for name in names]
    store.files.put(here, [f"{there}/{name}" for name in names], batch_size=_AT_ONCE)


def _get(store: Store, where: str, folder: Path, names: Sequence[str]) -> None:
    here = [folder / name for name in names]
    for local in here:
        local.parent.mkdir(parents=True, exist_ok=True)
    there = [f"{where}/{name}" for name in names]
    with store.told():
        try:
            store.files.get(there, [str(local) for local in here], batch_size=_AT_ONCE)
        except FileNotFoundError as error:
            raise ReleaseError(
                f"{store.url} has not all files of a release: it is none, or not whole; give the "
                "address that was built into, or upload it anew"
            ) from error


def _inside(name: str) -> str:
    """The name, which somebody else wrote, once it is known to lie in the release."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise ReleaseError(f"the release names a file outside it: {named(name)}; do not use it")
    return name


def cached(url: str, version: str | None = None) -> Path:
    """A folder with the release at an address, or the one asked for of those there.

    It is kept in the cache of huggingface_hub, under the digest of its `release.json`, so that it
    is fetched once and never mistaken for another. Raises ReleaseError where there is none.
    """
    from huggingface_hub import cached_assets_path

    store = Store.of(url, ReleaseError)
    with store.told():
        itself = store.files.exists(f"{store.root}/{MANIFEST}")
    which = None if itself else str(chosen(remote_versions(store), version, store.url))
    with store.told():
        head = store.files.cat_file(f"{store.root}/{f'{which}/' if which else ''}{MANIFEST}")
    try:
        found = Manifest.parse(head).version
    except ValueError as error:
        raise ReleaseError(f"{MANIFEST} at {url} cannot be read: {error}") from error
    if version is not None and found != version:
        raise ReleaseError(f"{url} is release {found}, not {version}: give the folder of releases")
    home = cached_assets_path(
        "news-claims", namespace="releases", subfolder=hashlib.sha256(head).hexdigest()
    )
    target = home / str(Version.parse(found))
    signature = target / SIGNATURE
    if not (target / MANIFEST).is_file() or (not signature.exists() and _signed(store, which)):
        shutil.rmtree(target, ignore_errors=True)
        fetch(store, which, target)
    return target


def _signed(store: Store, version: str | None) -> bool:
    with store.told():
        return bool(
            store.files.exists(f"{store.root}/{f'{version}/' if version else ''}{SIGNATURE}")
        )
