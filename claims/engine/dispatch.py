"""Where the per-article steps run: in this process, in several, or on a cluster."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claims.engine.processes import CHUNK, Processes
from claims.engine.work import Found, Work, work_with
from claims.read.unparsed import Item
from claims.records import Extraction

if TYPE_CHECKING:
    from claims.engine.kept import Kept

_WHOLE = 64
"""Chunks that are whole and wait for one before them that is worked on."""


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


def run(
    items: Iterable[Item],
    *,
    workers: int,
    frames: Path | None = None,
    engine: str | None = None,
    kept: Kept | None = None,
) -> Iterator[Found]:
    """What the pipeline finds in each item, in the order of the items.

    The results are the same for any number of workers, and on a cluster, whose scheduler's address
    `engine` is. An item that cannot be processed gives a Rejection and stops nothing; with several
    workers, also where it kills the process that works on it. What `kept` has is not found anew,
    and what is found is put there; it is closed.
    """
    from claims.framing.vocabulary import load_vocabulary

    work = work_with(None if frames is None else load_vocabulary(frames).content)
    incoming = iter(items)
    first = list(islice(incoming, CHUNK + 1))
    with ExitStack() as stack:
        if kept is not None:
            stack.callback(kept.close)
        chosen = _engine(engine, workers if len(first) > CHUNK else 1, work)
        stack.callback(chosen.close)
        yield from _in_order(chain(first, incoming), chosen, kept)
        if kept is not None:
            kept.finish()


def _engine(address: str | None, workers: int, work: Work) -> Engine:
    if address is not None:
        from claims.engine.cluster import Cluster

        return Cluster(address, work)
    return _Here(work) if workers <= 1 else Processes(workers, work)


def default_workers() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(items: Iterator[Item], engine: Engine, kept: Kept | None) -> Iterator[Found]:
    waiting: deque[_Begun] = deque()
    working = 0
    while chunk := list(islice(items, engine.chunk)):
        waiting.append(_Begun.of(chunk, engine, kept))
        working += waiting[-1].working
        # What was kept waits for nothing but the work before it.
        while waiting and (
            working > engine.ahead or len(waiting) - working > _WHOLE or not waiting[0].working
        ):
            done = waiting.popleft()
            working -= done.working
            yield from done.found(kept)
    while waiting:
        yield from waiting.popleft().found(kept)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A chunk on its way: what was kept of it, and the work on the rest."""

    keys: Sequence[bytes | None]
    held: Sequence[Extraction | None]
    answer: Callable[[], list[Found]] | None

    @classmethod
    def of(cls, chunk: Sequence[Item], engine: Engine, kept: Kept | None) -> _Begun:
        keys = [None if kept is None else kept.key(item) for item in chunk]
        held = [None if key is None or kept is None else kept.get(key) for key in keys]
        rest = [item for item, one in zip(chunk, held, strict=True) if one is None]
        return cls(keys, held, engine.submit(rest) if rest else None)

    @property
    def working(self) -> bool:
        return self.answer is not None

    def found(self, kept: Kept | None) -> Iterator[Found]:
        fresh = iter(() if self.answer is None else self.answer())
        for key, one in zip(self.keys, self.held, strict=True):
            found = next(fresh) if one is None else one
            if one is None and key is not None and kept and isinstance(found, Extraction):
                kept.put(key, found)
            yield found


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
