"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims.errors import ReleaseError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_HIDDEN = re.compile(r"\.[0-9]+\.[0-9]+\.[0-9]+-[0-9a-f]{8}")
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
        held = None if fcntl is None else os.open(out, os.O_RDONLY)
    except OSError as error:
        raise ReleaseError(
            f"cannot write to {out}: {_why(error)}; choose a folder that you may write to"
        ) from error
    if held is None:
        yield
        return
    try:
        # The lock is on the folder itself: no file is left over, and a process that is killed
        # gives it up.
        fcntl.flock(held, fcntl.LOCK_EX)
        for entry in out.iterdir():
            if _HIDDEN.fullmatch(entry.name):
                shutil.rmtree(entry, ignore_errors=True)
        yield
    finally:
        if fresh and not any(out.iterdir()):
            out.rmdir()  # nothing was released
        os.close(held)


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Give a hidden folder to fill; it becomes `folder` at the end, and is gone on any failure.

    Raises ReleaseError where `folder` is there already, or cannot be made.
    """
    if folder.exists():
        raise ReleaseError(
            f"{folder} exists, and a release never changes: choose another version or folder"
        )
    # Beside the final folder, since a rename is one step only within a file system. Not by
    # `tempfile`, whose folders only their owner may read.
    hidden = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        hidden.mkdir(parents=True)
        yield hidden
        _sync(hidden)
        hidden.rename(folder)
        _sync_one(folder.parent)
    except OSError as error:
        raise ReleaseError(
            f"cannot write the release {folder}: {_why(error)}; "
            "see that there is room and that you may write there"
        ) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


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
