"""Builds on a file system that fills up: `python -m tests.release.full_disk FOLDER` checks them.

FOLDER is the top of a small file system of its own, which `test_crashes` mounts. There is a release
in it; then another is built with room for no page more, for one, for two, until it fits. Prints
how many pages that took.
"""

from __future__ import annotations

import errno
import os
import sys
from itertools import count
from pathlib import Path

from claims.errors import ReleaseError
from claims.release.verify import verify
from tests.release.crashing import build
from tests.release.made import contents


def main(folder: Path) -> None:
    out, ballast = folder / "releases", folder / "ballast"
    build(out, "1.0.0")
    before = contents(out)
    for pages in count():
        fill(ballast, pages)
        try:
            build(out, "1.1.0")
        except ReleaseError as error:
            told = f"cannot write a release to {out}: {os.strerror(errno.ENOSPC)}; see that"
            assert str(error).startswith(told), error
        else:
            break
        assert contents(out) == before
        assert [entry.name for entry in out.iterdir()] == ["1.0.0"]
    assert verify(out / "1.0.0").good
    assert verify(out / "1.1.0").good
    assert sorted(entry.name for entry in out.iterdir()) == ["1.0.0", "1.1.0"]
    print(pages)  # noqa: T201


def fill(ballast: Path, pages: int) -> None:
    """Leave room for so many pages."""
    ballast.unlink(missing_ok=True)
    here = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, (here.f_bfree - pages) * here.f_bsize)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
