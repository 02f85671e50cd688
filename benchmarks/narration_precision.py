"""How often narration is nobody else's words.

    python benchmarks/narration_precision.py [--corpus ../shared/polnear/train.jsonl] [--every 21]

Prints the share of narration rows of whose words at most half stand inside an annotated
attribution. `claims.narration.CONFIDENCE` is this figure on each 21st article of the train split:
those that the attribution model was not trained on.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

import claims

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "polnear" / "train.jsonl"


def main() -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--every", type=int, default=21, help="take each N-th article")
    options = parser.parse_args()
    if not options.corpus.is_file():
        sys.stderr.write(f"{options.corpus} is not there: give a corpus with --corpus\n")
        return 1
    with options.corpus.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines][:: options.every]
    own = rows = 0
    for article in articles:
        text = article["text"]
        others = set()
        for attribution in article["attributions"]:
            for start, end in attribution["content"]:
                others.update(range(start, end))
        for claim in claims.extract(text, title=article["title"]):
            if claim.voice == "narration":
                words = [
                    start + word.start()
                    for start, end in claim.claim_spans
                    for word in re.finditer(r"\w+", text[start:end])
                ]
                rows += 1
                own += sum(word in others for word in words) <= len(words) / 2
    print(f"{own} of {rows} narration rows of {len(articles)} articles: {own / rows:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
