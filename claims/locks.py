"""Folders that a process holds, so that others wait or keep away."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where nobody holds a folder
    fcntl = None  # type: ignore[assignment]


def hold(folder: Path, *, wait: bool = True) -> int | None:
    """Hold the folder until what is returned is given to `let_go`, or the process has died.

    None where the system has no such locks or, with `wait` false, where another process holds it.
    The lock is on the folder itself: no file is left over. Raises OSError where the folder cannot
    be opened.
    """
    if fcntl is None:
        return None
    held = os.open(folder, os.O_RDONLY)
    with ExitStack() as stack, suppress(BlockingIOError):
        stack.callback(os.close, held)
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        stack.pop_all()
        return held
    return None


def let_go(held: int | None) -> None:
    """Let go of a folder."""
    if held is not None:
        with suppress(OSError):
            os.close(held)
