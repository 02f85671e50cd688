"""Where the per-article steps run: in this process, or in several."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from claims.processes import CHUNK, Processes
from claims.work import Found, Item, Work, work_with


class Engine(Protocol):
    """Something that works on articles."""

    @property
    def chunk(self) -> int:
        """Articles that it takes at once."""

    @property
    def ahead(self) -> int:
        """Chunks that it may have begun before the first is asked for."""

    def submit(self, items: Sequence[Item]) -> Callable[[], list[Found]]:
        """Begin the work on the items; what is returned gives, when called, what they hold."""

    def close(self) -> None:
        """End all that was started for it."""


def run(items: Iterable[Item], *, workers: int, frames: Path | None = None) -> Iterator[Found]:
    """What the pipeline finds in each item, in the order of the items.

    The results are the same for any number of workers. An item that cannot be processed gives a
    Rejection and stops nothing; with several workers, also where it kills the process that works
    on it.
    """
    from claims.framing.vocabulary import load_vocabulary

    work = work_with(None if frames is None else load_vocabulary(frames).content)
    incoming = iter(items)
    first = list(islice(incoming, CHUNK + 1))
    few = len(first) <= CHUNK
    engine = _Here(work) if workers <= 1 or few else Processes(workers, work)
    with closing(engine):
        yield from _in_order(chain(first, incoming), engine)


def default_workers() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(items: Iterator[Item], engine: Engine) -> Iterator[Found]:
    waiting: deque[Callable[[], list[Found]]] = deque()
    while chunk := list(islice(items, engine.chunk)):
        waiting.append(engine.submit(chunk))
        while len(waiting) > engine.ahead:
            yield from waiting.popleft()()
    while waiting:
        yield from waiting.popleft()()


class _Here:
    """This process, which works when it is asked for the answer."""

    chunk = 1
    ahead = 0

    def __init__(self, work: Work) -> None:
        self._work = work

    def submit(self, items: Sequence[Item]) -> Callable[[], list[Found]]:
        return partial(self._work, items)

    def close(self) -> None:
        pass
