"""Where the per-article steps run: in this process, or in several."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from pathlib import Path

from claims.errors import ClaimsError, InputError
from claims.records import Document, Extraction, Rejection

CHUNK = 8
"""Articles handed to a worker at once; few inputs are done here, without starting workers."""
AHEAD = 3
"""Chunks a worker may have waiting: enough to keep it busy, few enough to keep memory flat."""

Found = Extraction | Rejection


def run(
    documents: Iterable[Document | Rejection], *, workers: int, frames: Path | None = None
) -> Iterator[Found]:
    """What the pipeline finds in each document, in the order of the documents.

    The results are the same for any number of workers. A document that cannot be processed
    gives a Rejection and stops nothing.
    """
    incoming = iter(documents)
    first = list(islice(incoming, CHUNK + 1))
    everything = chain(first, incoming)
    if workers <= 1 or len(first) <= CHUNK:
        return chain.from_iterable(_process([item], frames) for item in everything)
    return _run_in_processes(everything, workers, frames)


def default_workers() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run_in_processes(
    documents: Iterable[Document | Rejection], workers: int, frames: Path | None
) -> Iterator[Found]:
    work = partial(_process, frames=frames)
    # Spawned, not forked: forking a process that has started threads (pyarrow, polars) can hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
        waiting: deque[Future[list[Found]]] = deque()
        try:
            while chunk := list(islice(documents, CHUNK)):
                waiting.append(pool.submit(work, chunk))
                if len(waiting) > workers * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ClaimsError(
                "a worker process died: for lack of memory (try fewer workers), or because the "
                'script that builds does so outside `if __name__ == "__main__":`'
            ) from error
        finally:
            for future in waiting:
                future.cancel()


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


def _process(documents: Sequence[Document | Rejection], frames: Path | None) -> list[Found]:
    return [item if isinstance(item, Rejection) else _extract(item, frames) for item in documents]


def _extract(document: Document, frames: Path | None) -> Found:
    # Imported here: a worker needs spaCy, the process that hands out work does not.
    from claims.clean import clean
    from claims.framing import load_vocabulary
    from claims.pipeline import extract_article

    vocabulary = load_vocabulary(frames)
    try:
        return extract_article(clean(document), vocabulary)
    except InputError as error:
        return Rejection(document.origin, str(error), document.source_sha256)
    except Exception as error:  # noqa: BLE001 - one article that trips a bug must not stop a build
        reason = f"could not be processed ({type(error).__name__}: {error}); please report this"
        return Rejection(document.origin, " ".join(reason.split())[:500], document.source_sha256)
