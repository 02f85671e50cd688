"""Scores an exported model: `python -m training.evaluate --model … --corpus … --scorer …`."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from benchmarks.attribution_quality import load_scorer, measure
from claims.clean import as_given
from claims.spans import Span
from training.decode import decode
from training.runtime import Model
from training.train import held_out


def main() -> None:
    """Parse the arguments, predict, print the scorer's table for each threshold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true", help="only what was not trained on")
    parser.add_argument("--rules", action="store_true", help="the shipped rules' scores as well")
    parser.add_argument("--sure", type=float, nargs="+", default=[0.45])
    given = parser.parse_args()
    scorer = load_scorer(given.scorer)
    rows = [json.loads(line) for line in given.corpus.open(encoding="utf-8")]
    if given.held_out:
        rows = held_out(rows)
    model = Model(given.model)
    articles = [as_given(row["text"]) for row in rows]
    begun = time.process_time()
    read = [
        model.read(one.text, [Span(p.start, p.end) for p in one.paragraphs]) for one in articles
    ]
    taken = time.process_time() - begun
    words = sum(len(row["text"].split()) for row in rows)
    print(f"{len(rows)} articles, {words / taken:,.0f} words a CPU second")
    gold = [(row["article"], row["text"], row["attributions"]) for row in rows]
    if given.rules:
        print("rules")
        print(scorer.table(measure(rows, scorer)))
    for sure in given.sure:
        found = {
            row["article"]: [
                {
                    role: [list(s) for s in getattr(one, role)]
                    for role in ("source", "cue", "content")
                }
                for one in decode(row["text"], *scores, sure=sure)
            ]
            for row, scores in zip(rows, read, strict=True)
        }
        result = scorer.score(gold, found)
        print(f"sure {sure:g}")
        print(scorer.table(result))


if __name__ == "__main__":
    main()
