"""Times what is kept between builds: writing and reading extractions, and their size on disk.

    python benchmarks/kept.py [--articles 2000]

The project's own labelled articles and its seed article are extracted once, kept over and over
under other names, and read back. Prints milliseconds of CPU an article, and bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import labelled
from claims.clean import as_given
from claims.engine.kept import FOLDER, Kept
from claims.engine.work import process
from claims.framing import load_vocabulary
from claims.pipeline import extract_article
from claims.read import Unparsed, read
from claims.read.source import Source
from claims.records import Document, Extraction

OWN = 5
SEED = Path(__file__).parents[1] / "articles"


def extractions() -> list[Extraction]:
    """What is kept."""
    documents = [one for one in read([SEED]) if isinstance(one, Document)]
    found = [one for one in process(documents) if isinstance(one, Extraction)]
    vocabulary = load_vocabulary()
    return found + [extract_article(as_given(one.text), vocabulary) for one in labelled.own()[:OWN]]


def milliseconds(step: Callable[[], None], count: int) -> float:
    """Of CPU, for each of `count`."""
    begun = time.process_time()
    step()
    return 1000 * (time.process_time() - begun) / count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args().articles
    found = list(islice(cycle(extractions()), count))
    items = [Unparsed(Source(f"{n}.txt", "", b"", f"{n:064x}"), "text") for n in range(count)]
    with tempfile.TemporaryDirectory() as folder:

        def write() -> None:
            kept = Kept(Path(folder), "")
            for item, one in zip(items, found, strict=True):
                kept.put(kept.key(item) or b"", one)
            kept.finish()
            kept.close()

        def read_back() -> None:
            kept = Kept(Path(folder), "")
            assert all(kept.get(kept.key(item) or b"") for item in items)
            kept.close()

        Kept(Path(folder), "").close()  # the digests of code and models are made once a process
        writing, reading = milliseconds(write, count), milliseconds(read_back, count)
        size = sum(path.stat().st_size for path in (Path(folder) / FOLDER).iterdir())
    characters = sum(len(one.article.text) for one in found) / count
    print(
        f"{count:,} extractions of articles of {characters:,.0f} characters: written in "
        f"{writing:.2f} ms each, read in {reading:.2f} ms, {size / count:,.0f} bytes each"
    )


if __name__ == "__main__":
    main()
