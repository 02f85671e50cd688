"""The trained files that the package ships, as one digest."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from claims.ids import file_sha256

PACKAGE = Path(__file__).parent


@cache
def models_digest(package: Path = PACKAGE) -> str:
    """Hex SHA-256 over a line "path digest" for each file in a `trained` folder, sorted by path.

    They are the attribution model and its tokenizer, and the models of speakers, framings
    and tracks.
    """
    digest = hashlib.sha256()
    files = [path for path in package.glob("*/trained/*") if not path.name.startswith(".")]
    for path in sorted(files, key=Path.as_posix):
        digest.update(f"{path.relative_to(package).as_posix()} {file_sha256(path)}\n".encode())
    return digest.hexdigest()
