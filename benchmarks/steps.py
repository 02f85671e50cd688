"""The share of each step in the time of a build, in one process."""

from __future__ import annotations

import importlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

STEPS = {
    "spaCy": ["claims.pipeline:parse"],
    "networks": ["onnxruntime:InferenceSession.run"],
    "clean": ["claims.clean:clean"],
    "attribute": ["claims.pipeline:read", "claims.pipeline:attribute", "claims.pipeline:narration"],
    "speakers": [
        "claims.pipeline:Resolver.__init__",
        "claims.pipeline:Resolver.speaker_of",
        "claims.pipeline:Resolver.speaker",
    ],
    "frame": ["claims.pipeline:frame"],
    "other steps of an article": ["claims.pipeline:extract_article"],
    "gather rows": ["claims.tables:Gathering.add", "claims.finished:Finished._read"],
    "near duplicates": ["claims.tables:placed", "claims.tables:groups_of"],
    "speakers across": ["claims.tables:across", "claims.tables:tallies"],
    "tracks": ["claims.finished:tracks", "claims.finished:track_rows"],
    "check": ["claims.release.write:Check.take", "claims.release.write:Check.finish"],
    "digests": [
        "claims.release.digest:TableDigest.add",
        "claims.release.digest:TableDigest.hexdigest",
    ],
    "write": ["claims.release.parquet:Writer.add", "claims.release.write:_Draft.fill"],
}
"""What is timed as one step; a step that runs within another is not counted there."""
MODELS = ("spaCy", "networks")


class Clock:
    """CPU seconds by step, each without those of the steps within it."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._within: list[float] = []

    @contextmanager
    def running(self, step: str) -> Iterator[None]:
        """Count what runs within as of `step`."""
        self._within.append(0.0)
        begun = time.process_time()
        try:
            yield
        finally:
            taken = time.process_time() - begun
            self.seconds[step] += taken - self._within.pop()
            if self._within:
                self._within[-1] += taken

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, its time counted as of `step`."""

        @wraps(work)
        def counted(*args: Any, **kwargs: Any) -> Any:
            with self.running(step):
                return work(*args, **kwargs)

        return counted


def report(inputs: Path) -> None:
    """Build in this process and print each step's share."""
    from claims import build
    from claims.nlp import pipeline

    pipeline()
    clock = Clock()
    for step, places in STEPS.items():
        for place in places:
            module, _, name = place.partition(":")
            owner = importlib.import_module(module)
            *outer, last = name.split(".")
            for one in outer:
                owner = getattr(owner, one)
            setattr(owner, last, clock.timed(step, getattr(owner, last)))
    with tempfile.TemporaryDirectory(dir=inputs.parent) as out, clock.running("read, and the rest"):
        build([inputs], out=out, workers=1)
    total = clock.seconds.total()
    print(f"\nShares of {total:,.0f} CPU seconds of a build in one process:")
    for step, seconds in clock.seconds.most_common():
        print(f"{seconds / total:6.1%}  {step}")
    models = sum(clock.seconds[step] for step in MODELS)
    print(f"{models / total:6.1%}  of it in models")
