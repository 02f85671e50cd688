"""Times attribution and the whole pipeline against spaCy alone, one thread, same texts, same run.

    python benchmarks/speed.py [--corpus ../shared/polnear/train.jsonl] [--articles 40]
                               [--rounds 5] [--check]

Prints the words a CPU second of spaCy's full pipeline, of attribution (reading the parse, the
model, decoding) and of all steps together, spaCy's parse among them; the ratios of these, and what
loading the model takes.
Rounds alternate and the best of each counts, so that a busy machine tells both alike; both have
met the words before, as they have in any long run. `--check` fails under a ratio of 1.2 for
attribution, of 0.45 for all steps (a little below what is promised: machines are noisy), and of 0.5
and 0.25 on processors without instructions for 8 bit networks. Without a corpus the project's own
labelled articles are read.
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
FLAGS = Path("/proc/cpuinfo")
FAST = "_vnni" in FLAGS.read_text() if FLAGS.exists() else False
"""Whether the processor has instructions for 8 bit networks: without them these take thrice as long
and spaCy, which needs none, as long as before.
"""
LEAST = 1.2 if FAST else 0.5
LEAST_OF_ALL = 0.45 if FAST else 0.25


def main() -> int:
    """Time, print; with `--check`, 1 where attribution is too slow."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=40, help="how many are read")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="1 if a ratio is too low")
    given = parser.parse_args()
    read = labelled.corpus(given.corpus) if given.corpus.exists() else labelled.own()
    articles = [as_given(one.text) for one in read[: given.articles]]
    words = sum(article.word_count for article in articles)
    pipeline()
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    from claims.attribute import attribute, read
    from claims.attribute.model import shipped
    from claims.framing import load_vocabulary
    from claims.pipeline import extract_article

    shipped()
    print(f"the model loads in {time.perf_counter() - begun:.2f} s")
    vocabulary = load_vocabulary(None)
    parsed = [parse(article) for article in articles]
    parsing, attributing, everything = [], [], []
    for _ in range(given.rounds):
        begun = time.process_time()
        for _ in pipeline().pipe(article.text for article in articles):
            pass
        parsing.append(time.process_time() - begun)
        begun = time.process_time()
        for one in parsed:
            anew = Parsed(one.article, one.doc)  # a parse keeps what is asked of it
            attribute(anew, read(anew))
        attributing.append(time.process_time() - begun)
        begun = time.process_time()
        for article in articles:
            extract_article(article, vocabulary)
        everything.append(time.process_time() - begun)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(articles)} articles, {words} words, best of {given.rounds} rounds")
    print(f"spaCy          {words / min(parsing):8,.0f} words a CPU second")
    below = False
    for name, taken, least in (
        ("attribution", attributing, LEAST),
        ("whole pipeline", everything, LEAST_OF_ALL),
    ):
        ratio = min(parsing) / min(taken)
        below |= ratio < least
        print(f"{name:15}{words / min(taken):8,.0f} words a CPU second, {ratio:.2f} times spaCy")
    print(
        f"memory at most {after / 1024:.0f} MB, before the model was loaded {before / 1024:.0f} MB"
    )
    return 1 if given.check and below else 0


if __name__ == "__main__":
    raise SystemExit(main())
