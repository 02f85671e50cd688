"""Builds that die: run in processes of their own, so that what dies is not the tests."""

from __future__ import annotations

import os
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path
from unittest import mock

import claims
from claims.errors import ReleaseError
from claims.release import write
from tests.examples import example
from tests.release.made import MADE_BY

TOUCHING = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir")
"""Python's names for what changes a disk."""


def build(out: Path, version: str) -> None:
    """Write a release; its tables are not checked, which touches no disk and takes most time."""
    with mock.patch.object(import_module("claims.release.write"), "Check"):
        write(example(), out, provenance=MADE_BY, version=version)


def build_of_articles(news: Path, out: Path, version: str) -> None:
    """All of a build: reading, models, tables, writing."""
    claims.build(news, out, version=version)


def build_and_die(out: Path, version: str, step: int) -> None:
    """Build, and be killed right before the disk is touched for the time of that number."""
    left = step

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        here = event in TOUCHING and str(out) in str(arguments[0])
        if event == "open" and here:
            here = isinstance(arguments[1], str) and arguments[1] != "r"
        if here:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    build(out, version)


def build_on_a_full_disk(out: Path, version: str, room: int) -> None:
    """Build where no file may take more than so many bytes; status 3 if that is told."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        build(out, version)
    except ReleaseError as error:
        sys.exit(3 if "cannot write a release" in str(error) else 4)
