"""Time and memory of finding groups among synthetic signatures.

The hashes of a signature are the least of 500 random ones. A third of the phrases and two thirds
of the shingles are stock: drawn from pools in which the r-th is drawn in proportion to
1 / (r + 100), as the words of a language are, so that the first stands in a quarter of all
articles. One in five articles is a copy of one before it, of the earlier ones rather, so that some
have hundreds of copies; it shares seven in ten of the hashes.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time

import numpy as np

from claims.records import Signature
from claims.track.duplicates import firsts
from claims.track.signatures import PHRASES, SIZE, Hashes, Numbers, Signatures

SHINGLES = 500
COPIES, KEPT = 0.2, 0.7
STOCK = {SIZE: (2 / 3, 5_000_000), PHRASES: (1 / 3, 5_000_000)}
_BLOCK = 20_000


def drawn(draw: np.random.Generator, count: int, size: int) -> Hashes:
    """Samples of `count` articles, shape (count, size), in any order."""
    gaps = draw.exponential(1 / SHINGLES, (count, size))
    hashes = np.minimum(np.cumsum(gaps, axis=1), 0.999) * 2**32
    share, pool = STOCK[size]
    rank = 100 * (np.exp(draw.random((count, size)) * np.log(1 + pool / 100)) - 1)
    # Stock is stock of all: its hashes lie where every sample has some.
    stock = (rank.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
    stocked = stock * (size / SHINGLES)
    return np.where(draw.random((count, size)) < share, stocked, hashes).astype(np.uint32)


def signatures(count: int) -> tuple[Signatures, Numbers]:
    """So many, and for each the one that it is a copy of, or itself."""
    draw = np.random.default_rng(count)
    of = np.arange(count)
    copy = draw.random(count) < COPIES
    copy[0] = False
    originals = np.flatnonzero(~copy)
    at = draw.random(count) ** 2 * np.searchsorted(originals, of)
    of = np.where(copy, originals[at.astype(np.int64)], of)
    found = Signatures()
    kept: dict[int, list[Hashes]] = {}
    wanted = set(of[copy].tolist())
    for start in range(0, count, _BLOCK):
        some = of[start : start + _BLOCK]
        samples = [drawn(draw, len(some), size) for size in (SIZE, PHRASES)]
        for row, original in enumerate(some.tolist()):
            one = [sample[row] for sample in samples]
            if original in kept:
                one = [
                    np.where(draw.random(len(s)) < KEPT, known, s)
                    for s, known in zip(one, kept[original], strict=True)
                ]
            elif original in wanted:
                kept[original] = [sample.copy() for sample in one]
            found.add(Signature(*(np.unique(sample).astype("<u4").tobytes() for sample in one)))
    return found, of


def _run(count: int, results: multiprocessing.Queue) -> None:
    made, of = signatures(count)
    begun = time.process_time()
    groups = firsts(made, np.arange(count), np.empty((0, 2), np.int64))
    seconds = time.process_time() - begun
    found = (groups == groups[of])[of != np.arange(count)].mean()
    wrong = int((of[groups] != of).sum())
    samples = (made.shingles, made.phrases, made.numbers)
    stored = 4 * sum(int(sample.sizes.sum()) for sample in samples)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak *= 1 if sys.platform == "darwin" else 1024
    results.put((seconds, stored, peak, float(found), wrong))


def measured(count: int) -> list[str]:
    """Print; what is wrong, if anything."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    # In a process of its own, whose memory is that of signatures and groups alone.
    process = context.Process(target=_run, args=(count, results))
    process.start()
    seconds, stored, peak, found, wrong = results.get()
    process.join()
    print(
        f"{count:,} synthetic signatures, {stored / 1e6:,.0f} MB: groups in {seconds:.1f} s of "
        f"processor, {peak / 1e6:,.0f} MB at most in all; {100 * found:.1f}% of copies found, "
        f"{wrong:,} articles joined to what they are no copy of"
    )
    if found < 0.99 or wrong > count // 1000:
        return [f"of {count:,} synthetic signatures too many are grouped wrongly"]
    return []
