"""Work in several processes, of which any may die without the work of the others.

Own code over `concurrent.futures`, whose pool breaks as a whole where one process dies and does not
tell of which article: here each process has a pool of its own. pebble's pool tells, but is under
the LGPL and would be one more dependency of the core in place of sixty lines.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from queue import LifoQueue
from typing import TypeVar

from claims.engine.work import Found, Work, died
from claims.errors import ClaimsError
from claims.read.unparsed import Item

_Question = TypeVar("_Question")
_Answer = TypeVar("_Answer")

CHUNK = 8
"""Articles handed to a worker at once."""
AHEAD = 3
"""Chunks a worker may have waiting: enough to keep it busy, few enough to keep memory flat."""


class Processes:
    """Worker processes, each with a thread here that hands it a chunk and waits for the answer."""

    chunk = CHUNK

    def __init__(self, workers: int, work: Work) -> None:
        self.ahead = workers * AHEAD - 1
        self._work = work
        self._threads = ThreadPoolExecutor(workers)
        self._workers = [_Worker() for _ in range(workers)]
        # The last one to be idle works next: few articles start few processes.
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)
        self._closing = threading.Event()

    def submit(self, items: Sequence[Item]) -> Callable[[], list[Found]]:
        """Begin the work on the items; the answer waits for it, and raises ClaimsError where no
        process can be started."""
        return self._threads.submit(self._found, items).result

    def close(self) -> None:
        """End the processes, which finish what they have begun."""
        self._closing.set()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def _found(self, items: Sequence[Item]) -> list[Found]:
        worker = self._idle.get()
        try:
            return worker.do(self._work, items)
        except BrokenProcessPool:
            return [one for item in items for one in self._alone(item, worker)]
        finally:
            self._idle.put(worker)

    def _alone(self, item: Item, worker: _Worker) -> list[Found]:
        if self._closing.is_set():  # Ctrl+C ends the workers, too
            return []
        try:
            return worker.do(self._work, [item])
        except BrokenProcessPool:
            return [died(item)]


def answers(
    workers: int, work: Callable[[_Question], _Answer], questions: Iterable[_Question]
) -> Iterator[_Answer]:
    """What `work` says to each question, in their order, in several processes that are started.

    A few questions at a time are taken. Raises ClaimsError where a process dies.
    """
    waiting: deque[Future[_Answer]] = deque()
    with _started(workers) as pool:
        try:
            for question in questions:
                waiting.append(pool.submit(work, question))
                if len(waiting) > workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ClaimsError(
                "a worker process died, most likely for lack of memory: try fewer workers"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


class _Worker:
    """One process: started when there is work, and anew where it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def do(self, work: Work, items: Sequence[Item]) -> list[Found]:
        """What the process finds; raises BrokenProcessPool where it dies meanwhile."""
        if self._pool is None:
            self._pool = _started()
        try:
            return self._pool.submit(work, items).result()
        except BrokenProcessPool:
            self.end()
            raise

    def end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _started(workers: int = 1) -> ProcessPoolExecutor:
    """Processes, of which one has shown that it can work."""
    # Spawned, not forked: forking a process that has started threads (pyarrow, polars) can hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool as error:
        pool.shutdown()
        raise ClaimsError(
            "a worker process died as it started: for lack of memory (try fewer workers), or "
            'because the script that builds does so outside `if __name__ == "__main__":`'
        ) from error
    return pool


def _end_with_parent() -> None:
    """Have this worker end when the process that started it does, which may be killed.

    It would wait for more work for ever: it holds both ends of the pipe by which that comes.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
