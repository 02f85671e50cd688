"""Times whole builds, from reading to a release that is verified, against spaCy alone.

    python benchmarks/build_speed.py [--articles 1000 10000 50000] [--workers 2] [--words 0]
                                     [--peers] [--steps] [--scaling] [--added 100] [--check]
                                     [--save docs/scale.json]

The articles are made of sentences of PolNeAR's training split (`--corpus`; where it is not there,
of the project's own labelled articles), as long as those or of about `--words` words. For each
number of them: the time of `claims build` with that many worker processes and of `claims verify`,
the seconds of all processors, words a second, the peak memory of all processes together, bytes of
the release a claim.
spaCy's `en_core_web_sm` parses the first articles with as many processes, in the same run, and the
ratio is of words a second (`--peers`: textacy's quotations, on that parse, too).

`--steps` prints the share of each step in one process; `--scaling` one worker against two;
`--added` the time of a build that follows, of the same articles and that many more. `--save` puts
the figures into a file, from which `docs/generate.py` draws them.
`--check` fails where a ratio or the memory misses what `LEAST_RATIO` and `MOST_MEMORY` say.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import figures, labelled, recombined, steps
from benchmarks.scoring import Labelled

CORPUS = Path(__file__).parents[2] / "shared" / "polnear" / "train.jsonl"
PARSED = 300
"""Articles that spaCy parses: its speed does not depend on how many they are."""
FLAGS = Path("/proc/cpuinfo")
FAST = "_vnni" in FLAGS.read_text() if FLAGS.exists() else False
"""As in benchmarks/speed.py: whether the processor has instructions for 8 bit networks."""
_CLAIMS = (sys.executable, "-c", "from claims.cli import main; main()")
LEAST_RATIO = 0.42 if FAST else 0.2
MOST_MEMORY = 2_000_000_000


@dataclass
class Watched:
    """A command that ran, with all processes it started."""

    seconds: float = 0.0
    worked: float = 0.0
    """Seconds of all processors, whatever else they did meanwhile."""
    memory: int = 0
    """Most bytes in memory (resident set) of all of them together."""


def main() -> int:
    """Time, print; with `--check`, 1 where a limit is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--words", type=int, default=0, help="of an article; 0: as the real ones")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peers", action="store_true", help="textacy's quotations as well")
    parser.add_argument("--steps", action="store_true", help="the share of each step")
    parser.add_argument("--scaling", action="store_true", help="one worker as well")
    parser.add_argument("--added", type=int, default=0, help="articles that come later")
    parser.add_argument("--save", type=Path, help="a JSON file for the figures")
    parser.add_argument("--check", action="store_true", help="1 if a limit is missed")
    given = parser.parse_args()
    real = labelled.corpus(given.corpus) if given.corpus.exists() else labelled.own()
    texts = [one.text for one in real]
    print(f"Articles are made of sentences of {len(texts)} real ones.")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for count in given.articles:
            inputs = Path(folder) / f"{count}.jsonl"
            words = recombined.write(inputs, texts, count, given.words or None)
            print(f"\n{count:,} articles, {words:,} words, {given.workers} workers")
            alone = _spacy(inputs, given.workers, peers=given.peers)
            more = None
            if given.added:
                more = inputs.with_suffix(".more.jsonl")
                recombined.write(more, texts, given.added, given.words or None, seed=2)
            found = _build(inputs, words, given.workers, alone, more)
            missed |= found["ratio"] < LEAST_RATIO or found["memory"] > MOST_MEMORY
            if given.save:
                figures.put(given.save, "build", {"articles": count} | found)
            if given.scaling:
                _build(inputs, words, 1, _spacy(inputs, 1, peers=False))
        if given.steps:
            steps.report(inputs)
    return 1 if given.check and missed else 0


def _build(
    inputs: Path, words: int, workers: int, alone: float, more: Path | None = None
) -> dict[str, Any]:
    """Build and verify a release, then one with `more` articles: what was measured."""
    with tempfile.TemporaryDirectory(dir=inputs.parent) as out:
        command = [*_CLAIMS, "build", str(inputs), "--out", out, "--quiet"]
        command += ["--workers", str(workers)]
        built = _watched(command)
        checked = _watched([*_CLAIMS, "verify", out, "--quiet"])
        release = next(path for path in Path(out).iterdir() if not path.name.startswith("."))
        manifest = json.loads((release / "release.json").read_text())
        claims = sum(manifest["tables"]["claims"]["rows"].values())
        size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
        added = None if more is None else _watched([*command, str(more)])
    speed = words / built.seconds
    print(
        f"{workers} workers: built in {built.seconds:,.0f} s ({built.worked:,.0f} of processors), "
        f"{speed:,.0f} words a second, "
        f"{speed / alone:.2f} times spaCy; at most {built.memory / 1e6:,.0f} MB; "
        f"{claims:,} claims, {size / claims:,.0f} bytes a claim\n"
        f"verified in {checked.seconds:,.0f} s, at most {checked.memory / 1e6:,.0f} MB; "
        f"with it {words / (built.seconds + checked.seconds) / alone:.2f} times spaCy",
        flush=True,
    )
    if added is not None:
        print(
            f"built again with more articles in {added.seconds:,.0f} s ({added.worked:,.0f} of "
            f"processors), at most {added.memory / 1e6:,.0f} MB",
            flush=True,
        )
    return {
        "workers": workers, "words": words, "claims": claims, "seconds": round(built.seconds),
        "worked": round(built.worked), "memory": built.memory, "bytes": size,
        "ratio": round(words / (built.seconds + checked.seconds) / alone, 3),
        "verify": {"seconds": round(checked.seconds), "memory": checked.memory},
        "added": None if added is None else {"seconds": round(added.seconds)},
    }  # fmt: skip


def _watched(command: Sequence[str]) -> Watched:
    """Run a command to its end."""
    found = Watched()
    begun, worked = time.perf_counter(), figures.worked(own=False)
    with subprocess.Popen(command, cwd=Path(__file__).parents[1]) as process:
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.2):
                found.memory = max(found.memory, sum(map(_resident, _family(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        status = process.wait()
        over.set()
        watcher.join()
    found.seconds, found.worked = time.perf_counter() - begun, figures.worked(own=False) - worked
    if status not in (0, 1):  # 1: some articles were rejected, such as short ones in no language
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return found


def _family(pid: int) -> Iterator[int]:
    """The process and those that it started, as Linux tells."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _spacy(inputs: Path, processes: int, *, peers: bool) -> float:
    """Words a second of spaCy alone, in so many processes that have loaded their model."""
    with inputs.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(PARSED), strict=False)]
    words = sum(len(text.split()) for text in texts)
    parts = [texts[number::processes] for number in range(processes)]
    speed = 0.0
    for name, work in [("spaCy", _parse)] + ([("textacy", _quotations)] if peers else []):
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            list(pool.map(work, [["It rained."]] * processes))
            with _timed() as taken:
                list(pool.map(work, parts))
        print(f"{name} alone: {words / taken[0]:,.0f} words a second, {processes} processes")
        speed = speed or words / taken[0]
    return speed


def _parse(texts: Sequence[str]) -> int:
    from claims.nlp import pipeline

    return sum(len(doc) for doc in pipeline().pipe(texts))


def _quotations(texts: Sequence[str]) -> int:
    from benchmarks.peers import textacy_quotations

    return len(textacy_quotations([Labelled(str(n), t, ()) for n, t in enumerate(texts)]))


@contextmanager
def _timed() -> Iterator[list[float]]:
    taken: list[float] = []
    begun = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - begun)


if __name__ == "__main__":
    raise SystemExit(main())
