"""Times the search for pairs of claims that may be one, and measures its memory and recall.

    python benchmarks/track_speed.py [--claims 100000]

The claims are made: vectors about 500 subjects, words drawn as Zipf has them, a tenth of all claims
a changed copy of an earlier one; half of the claims are of 2,000 speakers, of whom few speak most.
Recall is the share of the copies that meet what they were copied from.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.track.candidates import Said, pairs
from claims.track.meaning import WIDTH

WORDS, SUBJECTS, SPEAKERS = 12, 500, 2000


def synthetic(count: int, seed: int = 1) -> tuple[Said, np.ndarray]:
    """Claims, and for each copy its place and that of the claim it was made from."""
    rng = np.random.default_rng(seed)
    subjects = rng.standard_normal((SUBJECTS, WIDTH)).astype(np.float32)
    vectors = subjects[rng.integers(0, SUBJECTS, count)]
    vectors += 1.2 * rng.standard_normal((count, WIDTH)).astype(np.float32)
    words = np.minimum(rng.zipf(1.3, (count, WORDS)), 60_000)
    speakers = np.where(
        rng.random(count) < 0.5, (SPEAKERS * rng.random(count) ** 2).astype(np.int64), -1
    )
    copies = np.sort(rng.choice(np.arange(1, count), count // 10, replace=False))
    sources = (rng.random(len(copies)) * copies).astype(np.int64)
    vectors[copies] = vectors[sources]
    vectors[copies] += 0.35 * rng.standard_normal((len(copies), WIDTH)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    said = Said(words.reshape(-1), np.full(count, WORDS), speakers, vectors)
    return said, np.stack([sources, copies], 1)


def main() -> None:
    """Print seconds, memory and recall."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    count = parser.parse_args().claims
    said, copies = synthetic(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    found = pairs(said)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    met = np.isin(copies[:, 1] * count + copies[:, 0], found[:, 1] * count + found[:, 0])
    print(
        f"{count:,} claims: {len(found):,} pairs in {wall:.0f} s ({cpu:.0f} CPU seconds); "
        f"{memory / 2**20:.1f} GB at most, {before / 2**20:.1f} GB of it the claims; "
        f"{100 * met.mean():.1f}% of the copies met"
    )


if __name__ == "__main__":
    main()
