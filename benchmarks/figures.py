"""Figures of benchmarks: seconds of processors, and what was measured, in a JSON file, in lists by
the number of articles."""

from __future__ import annotations

import json
import resource
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def worked(*, own: bool = True) -> float:
    """Seconds of processors that the processes took that this one started and that ended; its own
    as well, unless `own` is false."""
    asked = (resource.RUSAGE_CHILDREN, *([resource.RUSAGE_SELF] if own else []))
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, asked))


def put(path: Path, name: str, found: Mapping[str, Any]) -> None:
    """Put a measurement into the list `name`, in place of one of as many articles."""
    every = read(path)
    others = [one for one in every.get(name, []) if one["articles"] != found["articles"]]
    every[name] = sorted([*others, dict(found)], key=lambda one: one["articles"])
    path.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All lists; none where there is no such file yet."""
    if not path.exists():
        return {}
    every: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return every
