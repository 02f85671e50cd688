"""Compares engines that could spread the work over machines: Dask, Daft and Ray Data.

    python benchmarks/engines.py [dask daft ray] [--rows 400] [--workers 2]

Each starts local processes and calls a function that takes 10 ms of CPU on every row, once as it
is and once with a row whose call raises. Prints the seconds until the first answer, the rows a
second from there on, whether the answers come in the order of the rows, and what becomes of the
other rows where one raises. Those that are not installed are left out; Daft and Ray want an
environment of their own (pip install "dask[distributed]" daft "ray[data]").
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

CHUNK = 8
CPU = 0.01
BAD = 13

Map = Callable[[Sequence[int]], list[int | None]]
"""What an engine makes of rows; None for a row of which it says that it failed."""


def work(row: int) -> int:
    """10 ms of CPU; a negative row fails, as a bug that one article trips does."""
    until = time.process_time() + CPU
    while time.process_time() < until:
        pass
    if row < 0:
        raise ValueError("planted")
    return row


def work_on(rows: Sequence[int]) -> list[int]:
    """Of a chunk."""
    return [work(row) for row in rows]


@contextlib.contextmanager
def dask(workers: int) -> Iterator[Map]:
    """As claims/engine/cluster.py uses it: chunks by `submit`, gathered in order."""
    from distributed import Client, LocalCluster

    cluster = LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
    )
    with cluster, Client(cluster) as client:

        def mapped(rows: Sequence[int]) -> list[int | None]:
            chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
            futures = [client.submit(work_on, chunk, pure=False) for chunk in chunks]
            found: list[int | None] = []
            for chunk, future in zip(chunks, futures, strict=True):
                found += [None] * len(chunk) if future.exception() else future.result()
            return found

        yield mapped


@contextlib.contextmanager
def daft(_: int) -> Iterator[Map]:
    """A column computed by a function that ignores rows that fail; in processes of its choice."""
    import daft as library

    @library.func(use_process=True, on_error="ignore", return_dtype=library.DataType.int64())
    def column(row: int) -> int:
        return work(row)

    def mapped(rows: Sequence[int]) -> list[int | None]:
        frame = library.from_pydict({"row": list(rows)}).into_batches(CHUNK)
        return list(frame.select(column(frame["row"])).to_pydict().popitem()[1])

    yield mapped


@contextlib.contextmanager
def ray(workers: int) -> Iterator[Map]:
    """Rows mapped as tasks."""
    import ray as library
    from ray import data

    library.init(num_cpus=workers, include_dashboard=False, logging_level="ERROR")
    data.DataContext.get_current().enable_progress_bars = False

    def mapped(rows: Sequence[int]) -> list[int | None]:
        items = data.from_items(
            [{"row": row} for row in rows], override_num_blocks=-(-len(rows) // CHUNK)
        )
        return [one["row"] for one in items.map(lambda one: {"row": work(one["row"])}).take_all()]

    try:
        yield mapped
    finally:
        library.shutdown()


ENGINES = {"dask": dask, "daft": daft, "ray": ray}
NEEDED = {"dask": "distributed", "daft": "daft", "ray": "ray"}


def measured(name: str, rows: int, workers: int) -> str:
    """A line of what an engine does."""
    given = list(range(rows))
    begun = time.perf_counter()
    with ENGINES[name](workers) as mapped:
        mapped([0])
        ready = time.perf_counter()
        found = mapped(given)
        taken = time.perf_counter() - ready
        order = (
            "kept" if found == given else "not kept" if sorted(map(int, found)) == given else "lost"
        )
        try:
            left = mapped([-1 if row == BAD else row for row in given])
            lost = rows - sum(one is not None and one >= 0 for one in left)
            bad = f"{lost} of {rows} rows are lost"
        except Exception as error:  # noqa: BLE001 - that it raises is what is asked
            bad = f"all are lost ({type(error).__name__})"
    return (
        f"{name}: first answer after {ready - begun:.1f} s, {rows / taken:.0f} rows a second, "
        f"order {order}, with one bad row {bad}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("engines", nargs="*", metavar="dask|daft|ray")
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    for name in given.engines or ENGINES:
        if find_spec(NEEDED[name]) is None:
            print(f"{name}: not installed")
        else:
            print(measured(name, given.rows, given.workers), flush=True)


if __name__ == "__main__":
    main()
