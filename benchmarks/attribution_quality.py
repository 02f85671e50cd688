"""Score the shipped extractor's attributions against PolNeAR-style gold.

    python benchmarks/attribution_quality.py [--corpus ../shared/polnear/dev.jsonl] [--peers]
                                             [--by-rule] [--json] [--check]

Prints the scorer's table. The corpus and its scorer (`score_attributions.py`, whose docstring
defines each figure) are not part of this repository: they are read from where they lie. `--check`
holds the figures against `benchmarks/floors.json`, which are only ever raised.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import claims
from claims.attribute import EXTRACTOR
from claims.attribute.choose import choose
from claims.attribute.cues import PRECISION
from claims.attribute.weigh import BANDS, band, family, weight

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "polnear" / "dev.jsonl"
FLOORS = Path(__file__).with_name("floors.json")

FIGURES: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "attribution, content IoU >= 0.5": lambda r: float(r["attribution"]["iou>=0.5"]["f1"]),
    "triple, micro": lambda r: float(r["triple_micro"]["f1"]),
    "token source": lambda r: float(r["token"]["source"]["f1"]),
    "token cue": lambda r: float(r["token"]["cue"]["f1"]),
    "token content": lambda r: float(r["token"]["content"]["f1"]),
    "span exact content": lambda r: float(r["span"]["content"]["f1"]),
    "recall direct": lambda r: float(r["recall_by_quote_type"]["direct"]["r"]),
    "recall mixed": lambda r: float(r["recall_by_quote_type"]["mixed"]["r"]),
    "recall indirect": lambda r: float(r["recall_by_quote_type"]["indirect"]["r"]),
}
PEERS = {
    "textacy 0.13 direct_quotations": (28.9, 21.2, 20.8, 20.6, 52.6, 29.4, 73.7, 17.1, 3.9),
    "Gender Gap Tracker rules": (47.5, 38.7, 59.5, 34.5, 67.2, 43.4, 71.9, 53.7, 24.3),
    "BBC Citron, retrained on train": (57.5, 51.3, 68.5, 49.2, 70.8, 47.5, 62, 63, 41),
    "JournalismAI regex": (18.7, 13.1, 12.6, 0.7, 35.7, 22.9, 52.3, 3.4, 0),
    "two annotators (16 train articles)": (79.7, 73.0, 80.2, 68.9, 91.5, 71.7, 97.9, 92.2, 74.5),
}
"""The same figures of others, in the order of FIGURES; measured once on PolNeAR's dev split with
spaCy 3.8 `en_core_web_sm`, not run here."""

Row = Mapping[str, Any]


def predictions(rows: list[Row]) -> dict[str, list[dict[str, list[list[int]]]]]:
    """The extractor's attributions for each article, as the scorer reads them."""
    found = claims.extract_many(row["text"] for row in rows)
    return {
        row["article"]: [
            {
                "source": [list(span) for span in claim.speaker_spans],
                "cue": [list(span) for span in claim.cue_spans],
                "content": [list(span) for span in claim.claim_spans],
            }
            for claim in claimed
            if claim.voice != "narration"
        ]
        for row, claimed in zip(rows, found, strict=True)
    }


def measure(rows: list[Row], scorer: ModuleType) -> dict[str, Any]:
    """The scorer's figures over these articles."""
    gold = [(row["article"], row["text"], row["attributions"]) for row in rows]
    return dict(scorer.score(gold, predictions(rows)))


def by_rule(rows: list[Row]) -> Iterator[str]:
    """Lines: for each construction and band of weight, how many chosen are right, and the shipped
    confidence beside it."""
    from attribution_cues import labelled

    chosen: Counter[tuple[str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    for row in rows:
        article = labelled(row)
        pairs = zip(article.candidates, article.overlaps, strict=True)
        good = {id(one) for one, overlaps in pairs if overlaps}
        for weighed, one in choose((weight(one), one) for one in article.candidates):
            place = family(one.rule), band(weighed)
            chosen[place] += 1
            right[place] += id(one) in good
    yield f"{'construction':14}{'weight':>8}{'chosen':>8}{'right':>8}{'confidence':>12}"
    for name, rank in sorted(chosen):
        share = right[name, rank] / chosen[name, rank]
        yield (
            f"{name:14}{f'>={BANDS[rank]:g}':>8}{chosen[name, rank]:8}{share:8.3f}"
            f"{PRECISION[name][rank]:12.3f}"
        )


def peers(figures: Mapping[str, float]) -> Iterator[str]:
    """Lines: each figure, and what others reach."""
    columns = {EXTRACTOR: tuple(figures.values()), **PEERS}
    yield f"{'F1 or recall, %':34}" + "".join(f"{n:>6}" for n in range(1, len(columns) + 1))
    for place, name in enumerate(figures):
        yield f"{name:34}" + "".join(f"{column[place]:6.1f}" for column in columns.values())
    yield from (f"{number}: {name}" for number, name in enumerate(columns, 1))


def failures(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The figures that fall below their floors, in words; empty where none does."""
    return [
        f"{name}: {figures[name]:.2f}, floor {floor:g}"
        for name, floor in floors.items()
        if figures[name] < floor
    ]


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with `--check`, 1 if one is below its floor."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument(
        "--scorer", type=Path, help="default: score_attributions.py, one folder above the corpus"
    )
    arguments.add_argument("--peers", action="store_true", help="others' figures beside ours")
    arguments.add_argument("--by-rule", action="store_true", help="precision of each construction")
    arguments.add_argument("--json", action="store_true", help="the figures as JSON")
    arguments.add_argument("--check", action="store_true", help=f"against {FLOORS.name}")
    given = arguments.parse_args(argv)
    scorer_path = given.scorer or given.corpus.parent.parent / "score_attributions.py"
    for path in (given.corpus, scorer_path):
        if not path.exists():
            print(f"{path} is not there: no figures (give --corpus and --scorer)", file=sys.stderr)
            return 0 if given.check else 2
    data = given.corpus.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    held = json.loads(FLOORS.read_text("utf-8"))
    if given.check and digest != held["corpus_sha256"]:
        print(
            f"{given.corpus} has SHA-256 {digest}; the floors are for {held['corpus_sha256']}",
            file=sys.stderr,
        )
        return 1
    # Not splitlines(): the texts hold line separators that JSON leaves as they are.
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]
    if given.by_rule:
        print("\n".join(by_rule(rows)))
        return 0
    scorer = load_scorer(scorer_path)
    result = measure(rows, scorer)
    figures = {name: figure(result) for name, figure in FIGURES.items()}
    if given.json:
        print(json.dumps({"extractor": EXTRACTOR, "corpus_sha256": digest, **result}, indent=2))
    else:
        print(scorer.table(result))
    if given.peers:
        print("\n".join(peers(figures)))
    below = failures(figures, held["floors"]) if given.check else []
    for line in below:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
