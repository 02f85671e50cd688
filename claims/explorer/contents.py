"""The files of the explorer, as they lie in a release."""

from __future__ import annotations

import json
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.framing.vocabulary import Vocabulary

FOLDER = "explorer"
"""Of a release; `index.html` in it is the page."""
VOCABULARY = "vocabulary.json"
"""What the page knows of labels: their families, meanings and rivals."""


def files(vocabulary: Vocabulary) -> dict[str, bytes]:
    """The bytes of each file by its path below `FOLDER`, for a release made with this vocabulary.

    But for `VOCABULARY` they are the package's own, the same in every release.
    """
    found = dict(_below(resources("claims.explorer") / "page"))
    found[VOCABULARY] = _told(vocabulary)
    return dict(sorted(found.items()))


def _below(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _below(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def _told(vocabulary: Vocabulary) -> bytes:
    said = {
        "version": vocabulary.version,
        "sha256": vocabulary.digest,
        "families": dict(vocabulary.families),
        "labels": {
            name: {"family": one.family, "definition": one.definition, "rivals": list(one.rivals)}
            for name, one in vocabulary.labels.items()
        },
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
