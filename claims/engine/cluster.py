"""Work on a Dask cluster: any of its workers may die or come later, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claims.engine.kept.key import made_with
from claims.engine.processes import AHEAD, CHUNK
from claims.engine.work import Found, Work, died
from claims.errors import ClaimsError
from claims.read.unparsed import Item

if TYPE_CHECKING:
    from distributed import Client, Future

SCHEMES = ("dask", "tcp", "tls")
_CONNECT = 10
_WORKERS = 60
"""Seconds to wait for the scheduler, and for its first worker, which a queue may start late."""
_RECOUNT = 5.0
"""Seconds after which the workers are counted anew: they come and go."""
_RETRIES = 2
"""Of what fails in Dask itself: the work never raises."""
_ALONE = 2
"""How often an article may be what a dying worker had, before it is what killed it."""

Versions = Mapping[str, str]


class Cluster:
    """The workers of a Dask scheduler. They have no part in reading inputs or in writing."""

    chunk = CHUNK

    def __init__(self, address: str, work: Work) -> None:
        """Raises ClaimsError where no such cluster answers, or it would not find the same."""
        self._address = _tcp(address)
        self._client = _connected(self._address)
        self._work = work
        self._ours = dict(made_with())
        self._ahead, self._counted = 0, float("-inf")
        with ExitStack() as stack:
            stack.callback(self.close)
            _check(self._client, self._address, self._ours)
            stack.pop_all()

    @property
    def ahead(self) -> int:
        """Chunks that may be begun: a few for each thread of each worker that is there now."""
        if time.monotonic() - self._counted > _RECOUNT:
            try:
                threads = sum(self._client.nthreads().values())
            except (OSError, TimeoutError) as error:
                raise self._gone() from error
            self._ahead, self._counted = max(1, threads) * AHEAD - 1, time.monotonic()
        return self._ahead

    def submit(self, items: Sequence[Item]) -> Callable[[], list[Found]]:
        """Begin the work on the items; the answer waits for it."""
        return partial(self._answer, self._begun(items), items)

    def close(self) -> None:
        """Leave the cluster; what it has begun for us is cancelled."""
        self._client.close()

    def _begun(self, items: Sequence[Item]) -> Future:
        # Not pure: for the same call Dask gives the same answer, and for like ones at times, too.
        return self._client.submit(
            on_worker, self._work, items, self._ours, pure=False, retries=_RETRIES
        )

    def _answer(self, future: Future, items: Sequence[Item]) -> list[Found]:
        """What was found; the items one by one where workers died that had them all."""
        from distributed.scheduler import KilledWorker

        try:
            return self._result(future)
        except KilledWorker:
            return [self._alone(item) for item in items]

    def _alone(self, item: Item) -> Found:
        from distributed.scheduler import KilledWorker

        for _ in range(_ALONE):
            try:
                [found] = self._result(self._begun([item]))
                return found
            except KilledWorker:
                continue
        return died(item)

    def _result(self, future: Future) -> list[Found]:
        from concurrent.futures import CancelledError

        try:
            found: list[Found] = future.result()
        except (CancelledError, OSError, TimeoutError) as error:
            raise self._gone() from error
        return found

    def _gone(self) -> ClaimsError:
        return ClaimsError(
            f"the Dask scheduler at {self._address} no longer answers: start it again and build "
            "again, which goes on from what is kept"
        )


_ONE = threading.Lock()
"""A worker may have several threads; spaCy's pipeline is not made for them."""


def on_worker(work: Work, items: Sequence[Item], ours: Versions) -> list[Found]:
    """The work, in a worker; ClaimsError where it came to the cluster with other versions."""
    if differing := _differing(ours, made_with()):
        raise ClaimsError(f"a worker that came later has {differing}; {_MEND}")
    with _ONE:
        return work(items)


_MEND = "install the same there as here (pip install -c requirements.lock)"


def _tcp(address: str) -> str:
    parts = urlsplit(address)
    try:
        whole = parts.scheme in SCHEMES and parts.hostname and parts.port
    except ValueError:
        whole = False
    if not whole:
        raise ClaimsError(
            f"{address!r} is no engine: give the address of a Dask scheduler, as in "
            "dask://HOST:8786, or leave it out to work on this machine"
        )
    return f"{'tcp' if parts.scheme == 'dask' else parts.scheme}://{parts.netloc}"


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClaimsError(
            "a cluster needs Dask, which is not installed: pip install 'news-claims[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ClaimsError(
            f"no Dask scheduler answers at {address}: start one (dask scheduler), "
            "or give the address that it prints"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS)
    except TimeoutError as error:
        client.close()
        raise ClaimsError(
            f"the Dask scheduler at {address} has no workers: start some (dask worker {address})"
        ) from error
    return client


def _check(client: Client, address: str, ours: Versions) -> None:
    """ClaimsError where a worker would not give the same bytes as this installation."""
    try:
        theirs: Mapping[str, Versions] = client.run(made_with)
    except Exception as error:
        raise ClaimsError(
            f"the workers of {address} cannot tell what they have installed "
            f"({type(error).__name__}: {error}); {_MEND}"
        ) from error
    for worker, versions in sorted(theirs.items()):
        if differing := _differing(ours, versions):
            raise ClaimsError(f"the worker {worker} has {differing}; {_MEND}")


def _differing(ours: Versions, theirs: Versions) -> str:
    """What of theirs is not as ours, in words."""
    named = [
        f"{name} {theirs.get(name, 'missing')[:12]} in place of {ours.get(name, 'none')[:12]}"
        for name in sorted({*ours, *theirs})
        if ours.get(name) != theirs.get(name)
    ]
    return ", ".join(named)
