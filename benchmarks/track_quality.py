"""Measures whether claims that say the same are found to be one, and others are not.

    python benchmarks/track_quality.py [--corpus POLNEAR] [--check]

The labelled pairs are those of `tracks/` (see `track_pairs.py`); POLNEAR is the folder with
train.jsonl and dev.jsonl, without which the corpus' pairs are left out. Figures are on the held
half: pairs decided on one by one ("pairs"), pairs whose claims came to share a track when all
claims of all pairs were put together ("tracks": candidates, decision and assignment), and the
cosine of the same vectors alone, with the threshold that is best on the other half. "Fresh" are the
pairs of `fresh_*.jsonl`, drawn, written and labelled later, before they were scored, and never
trained on. `--check` fails below the floors in floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.labelled import digest
from benchmarks.track_pairs import FOLDER, FRESH_CORPUS, FRESH_OWN, Pair, corpus, own
from claims.track.decide import shipped
from claims.track.features import Statement
from claims.track.tracks import tracks

SHARED = Path(__file__).parents[2] / "shared" / "polnear"
FLOORS = Path(__file__).with_name("floors.json")
SET = "tracks"


class Score(NamedTuple):
    """In percent."""

    precision: float
    recall: float
    f1: float
    count: int


def score(given: Sequence[bool], same: Sequence[bool]) -> Score:
    """How well answers agree with labels."""
    right = sum(one and other for one, other in zip(given, same, strict=True))
    precision, recall = right / max(sum(given), 1), right / max(sum(same), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(*(round(100 * figure, 1) for figure in (precision, recall, f1)), len(same))


def decided(pairs: Sequence[Pair]) -> list[bool]:
    """Whether each two are one claim, by the decision alone."""
    decision = shipped()
    several = ((Statement.of(pair.one), Statement.of(pair.other)) for pair in pairs)
    return [found >= decision.sure for found in decision.scores(several)]


def together(pairs: Sequence[Pair]) -> list[bool]:
    """Whether the two are on one track, where all claims of all pairs are there."""
    rows = {row["claim_id"]: row for pair in pairs for row in (pair.one, pair.other)}
    frame = pl.DataFrame(list(rows.values()), infer_schema_length=None)
    articles = frame.select("article_id", "published").unique("article_id")
    found = tracks(frame.drop("published"), articles)
    ids = [(found.get(pair.one["claim_id"]), found.get(pair.other["claim_id"])) for pair in pairs]
    return [one is not None and one == other for one, other in ids]


def cosines(pairs: Iterable[Pair]) -> list[float]:
    """The cosine of the two claims' vectors."""
    return [float(Statement.of(p.one).vector @ Statement.of(p.other).vector) for p in pairs]


def by_cosine(held: Sequence[Pair], others: Sequence[Pair]) -> list[bool]:
    """Whether the cosine reaches the threshold that has the best F1 on `others`."""
    near, same = cosines(others), [pair.same for pair in others]
    least = max(
        np.arange(0.1, 1, 0.02),
        key=lambda one: score([near_one >= one for near_one in near], same).f1,
    )
    return [one >= least for one in cosines(held)]


def measured(pairs: Sequence[Pair]) -> dict[str, Score]:
    """The figures of the held half, by name."""
    held, others = ([p for p in pairs if p.held == which] for which in (True, False))
    same = [pair.same for pair in held]
    ways: dict[str, Callable[[], list[bool]]] = {
        "tracks": lambda: together(held),
        "pairs": lambda: decided(held),
        "cosine alone": lambda: by_cosine(held, others),
    }
    found: dict[str, Score] = {}
    for name, way in ways.items():
        given = way()
        found[name] = score(given, same)
        for kind, which in (
            ("own", [p.kind not in ("train", "dev") for p in held]),
            ("corpus", [p.kind in ("train", "dev") for p in held]),
        ):
            some = [place for place, is_of in enumerate(which) if is_of]
            if some:
                part = score([given[i] for i in some], [same[i] for i in some])
                found[f"{name}, {kind}"] = part
    return found


def measured_fresh(pairs: Sequence[Pair]) -> dict[str, Score]:
    """The figures of the fresh pairs, by name."""
    same = [pair.same for pair in pairs]
    found = {"pairs, fresh": score(decided(pairs), same)}
    return found | {"tracks, fresh": score(together(pairs), same)}


def main() -> int:
    """Print the figures; with --check, 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=SHARED, help="folder of PolNeAR's splits")
    parser.add_argument("--check", action="store_true", help="fail below the floors")
    given = parser.parse_args()
    pairs, fresh = own(), own(FRESH_OWN)
    if (given.corpus / "dev.jsonl").is_file():
        pairs += corpus(given.corpus)
        fresh += corpus(given.corpus, FRESH_CORPUS)
    else:
        print(f"{given.corpus} has no PolNeAR: without the corpus' pairs")
    found = measured(pairs) | measured_fresh(fresh)
    print(f"{'on the held half':26} {'P':>6} {'R':>6} {'F1':>6} {'pairs':>6}")
    for name, one in found.items():
        print(f"{name:26} {one.precision:6.1f} {one.recall:6.1f} {one.f1:6.1f} {one.count:6}")
    return _check(found) if given.check else 0


def _check(found: dict[str, Score]) -> int:
    floors = json.loads(FLOORS.read_text("utf-8"))[SET]
    if digest(*FOLDER.glob("*.jsonl")) != floors["sha256"]:
        print("the labelled pairs are not those that the floors were measured on")
        return 1
    below = [
        f"{name} is {value}, below {floor}"
        for name, floor in floors["floors"].items()
        for way, _, figure in [name.rpartition(": ")]
        if way in found and (value := getattr(found[way], figure)) < floor
    ]
    print("\n".join(below) or "no figure is below its floor")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
