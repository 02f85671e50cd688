"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims import locks
from claims.errors import ReleaseError
from claims.spool import remove_abandoned

_HIDDEN = re.compile(r"\.(?:new|[0-9]+\.[0-9]+\.[0-9]+)-[0-9a-f]{8}")
"""A release that is being written, or was when its build died."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the folder of releases, so that of builds at once one writes after the other.

    What builds that were killed have left there is removed. Raises ReleaseError where the folder
    cannot be made. (On Windows nobody waits, and nothing is removed.)
    """
    fresh = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        held = locks.hold(out)
    except OSError as error:
        raise ReleaseError(
            f"cannot write to {out}: {_why(error)}; choose a folder that you may write to"
        ) from error
    if held is None:
        yield
        return
    try:
        for entry in out.iterdir():
            if _HIDDEN.fullmatch(entry.name):
                shutil.rmtree(entry, ignore_errors=True)
        remove_abandoned(out)
        yield
    finally:
        if fresh and not any(out.iterdir()):
            out.rmdir()  # nothing was released
        locks.let_go(held)


class Hidden:
    """A folder to fill, which nobody takes for a release before it is one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def become(self, folder: Path) -> None:
        """Make it `folder`, in one step; ReleaseError where that is there already."""
        check_free(folder)
        _sync(self.path)
        self.path.rename(folder)
        _sync_one(folder.parent)


@contextmanager
def hidden(out: Path) -> Iterator[Hidden]:
    """Give a hidden folder in `out`; it is gone in the end, unless it became another.

    Raises ReleaseError where it cannot be written to.
    """
    # Beside the final folder, since a rename is one step only within a file system. Not by
    # `tempfile`, whose folders only their owner may read.
    path = out / f".new-{secrets.token_hex(4)}"
    try:
        path.mkdir(parents=True)
        yield Hidden(path)
    except OSError as error:
        raise ReleaseError(
            f"cannot write a release to {out}: {_why(error)}; "
            "see that there is room and that you may write there"
        ) from error
    finally:
        shutil.rmtree(path, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise ReleaseError where `folder` is there already."""
    if folder.exists():
        raise ReleaseError(
            f"{folder} exists, and a release never changes: choose another version or folder"
        )


def _why(error: OSError) -> str:
    """What the system says: pyarrow has words of its own for the same error."""
    return str(error) if error.errno is None else os.strerror(error.errno)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync_one(path)
    _sync_one(folder)


def _sync_one(path: Path) -> None:
    """Have the disk hold what was written: else a rename may outlive the files it was for."""
    folder = path.is_dir()
    if folder and os.name == "nt":
        return  # Windows opens no folders, and flushes only files that are open for writing
    descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
