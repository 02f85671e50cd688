"""Times attribution against the parse that it stands on, one thread, same texts, same run.

    python benchmarks/attribution_speed.py [--corpus ../shared/polnear/train.jsonl] [--articles 40]
                                           [--rounds 5] [--check]

Prints the words a CPU second of spaCy's full pipeline and of attribution (all that is not spaCy:
reading the parse, the model, decoding), the ratio of the two, and what loading the model takes.
Rounds alternate and the best of each counts, so that a busy machine tells both alike; both have
met the words before, as they have in any long run. `--check`
fails under a ratio of 1.2. Without a corpus the project's own labelled articles are read.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import labelled
from claims.clean import as_given
from claims.nlp import parse, pipeline
from claims.records import Parsed

CORPUS = Path(__file__).parents[2] / "shared" / "polnear" / "train.jsonl"
LEAST = 1.2


def main() -> int:
    """Time, print; with `--check`, 1 where attribution is too slow."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=40, help="how many are read")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help=f"1 if the ratio is under {LEAST}")
    given = parser.parse_args()
    read = labelled.corpus(given.corpus) if given.corpus.exists() else labelled.own()
    articles = [as_given(one.text) for one in read[: given.articles]]
    words = sum(article.word_count for article in articles)
    pipeline()
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    from claims.attribute import attribute
    from claims.attribute.model import shipped

    shipped()
    print(f"the model loads in {time.perf_counter() - begun:.2f} s")
    parsed = [parse(article) for article in articles]
    parsing, attributing = [], []
    for _ in range(given.rounds):
        begun = time.process_time()
        for _ in pipeline().pipe(article.text for article in articles):
            pass
        parsing.append(time.process_time() - begun)
        begun = time.process_time()
        for one in parsed:
            attribute(Parsed(one.article, one.doc))  # anew: a parse keeps what is asked of it
        attributing.append(time.process_time() - begun)
    ratio = min(parsing) / min(attributing)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(articles)} articles, {words} words, best of {given.rounds} rounds")
    print(f"spaCy        {words / min(parsing):8,.0f} words a CPU second")
    print(
        f"attribution  {words / min(attributing):8,.0f} words a CPU second, {ratio:.2f} times spaCy"
    )
    print(
        f"memory at most {after / 1024:.0f} MB, before the model was loaded {before / 1024:.0f} MB"
    )
    return 1 if given.check and ratio < LEAST else 0


if __name__ == "__main__":
    raise SystemExit(main())
