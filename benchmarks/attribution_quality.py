"""Scores the shipped extractor, and others, against labelled articles.

    python benchmarks/attribution_quality.py [--corpus ../shared/polnear/dev.jsonl] [--textacy]
                                             [--calibration] [--seams] [--json] [--check]

Prints each figure (`scoring.py` defines them) on this project's own articles, `evaluation/`, and,
where it lies there, on PolNeAR's development split, which is no part of this repository. `--corpus`
takes any articles of that form, or a folder of articles that are labelled like those in
`evaluation/`.
`--textacy` scores textacy's `direct_quotations` in the same run; `--calibration` says how often
attributions of each confidence are right, `--seams` how many are found again where the model's
windows over an article fall otherwise; `--check` holds the figures against `floors.json`, which are
only raised.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import claims
from benchmarks import labelled
from benchmarks.scoring import Counts, Labelled, correct, score
from claims.attribute import EXTRACTOR
from claims.records import Attribution

CORPUS = Path(__file__).parents[2] / "shared" / "polnear" / "dev.jsonl"
FLOORS = Path(__file__).with_name("floors.json")
OWN, DEV = "own articles", "PolNeAR, dev split"

FIGURES: dict[str, Callable[[Mapping[str, Counts]], float]] = {
    "token source": lambda found: found["token source"].f1,
    "token cue": lambda found: found["token cue"].f1,
    "token content": lambda found: found["token content"].f1,
    "span exact source": lambda found: found["span exact source"].f1,
    "span exact cue": lambda found: found["span exact cue"].f1,
    "span exact content": lambda found: found["span exact content"].f1,
    "attribution, content IoU >= 0.5": lambda found: found["attribution"].f1,
    "triple: content and its source": lambda found: found["triple"].f1,
    "recall direct": lambda found: found["recall direct"].recall,
    "recall mixed": lambda found: found["recall mixed"].recall,
    "recall indirect": lambda found: found["recall indirect"].recall,
}
MEASURED = {
    "Gender Gap Tracker rules": (59.5, 34.5, 67.2, 54.0, 48.0, 43.4, 47.5, 38.7, 71.9, 53.7, 24.3),
    "BBC Citron, retrained": (68.5, 49.2, 70.8, 65.8, 54.4, 47.5, 57.5, 51.3, 62.0, 63.0, 41.0),
    "two annotators": (80.2, 68.9, 91.5, 78.9, 71.2, 71.7, 79.7, 73.0, 97.9, 92.2, 74.5),
}
"""The same figures of others on PolNeAR, in the order of FIGURES: measured once with the same
definitions, not run here. The annotators are compared on 16 articles of the train split."""
TENTHS = 10

Found = Mapping[str, Sequence[Attribution]]


def ours(articles: Sequence[Labelled]) -> Found:
    """What users get: the attributed claims of `claims.extract_many`."""
    made = claims.extract_many(article.text for article in articles)
    return {
        article.name: [
            Attribution(one.speaker_spans, one.cue_spans, one.claim_spans, one.confidence)
            for one in claimed
            if one.voice != "narration"
        ]
        for article, claimed in zip(articles, made, strict=True)
    }


def calibration(articles: Sequence[Labelled], found: Found) -> Iterator[str]:
    """Lines: for each tenth of the attributions by confidence, the share that is right."""
    pairs = sorted(
        (one.confidence, right)
        for article in articles
        for one, right in zip(
            found[article.name], correct(article, found[article.name]), strict=True
        )
    )
    yield f"{'confidence':>24}{'mean':>8}{'right':>8}"
    apart = 0.0
    for tenth in range(TENTHS):
        part = pairs[len(pairs) * tenth // TENTHS : len(pairs) * (tenth + 1) // TENTHS]
        if part:
            said = sum(confidence for confidence, _ in part) / len(part)
            was = sum(right for _, right in part) / len(part)
            apart += abs(said - was) * len(part)
            yield f"{part[0][0]:>15.3f} to{part[-1][0]:>6.3f}{said:8.3f}{was:8.3f}"
    yield f"expected calibration error {apart / max(len(pairs), 1):.3f}"


def seams(articles: Sequence[Labelled], found: Found) -> str:
    """How many attributions are the same to the character when the windows are cut elsewhere.

    An unrelated paragraph before the article moves every cut.
    """
    before = "It rained on Monday and on Tuesday, and the river rose. " * 6 + "\n\n"
    moved = [Labelled(one.name, before + one.text, ()) for one in articles]
    again = ours(moved)
    same = total = 0
    for article in articles:
        there = {_places(one, -len(before)) for one in again[article.name]}
        total += len(found[article.name])
        same += sum(_places(one) in there for one in found[article.name])
    return f"found again with other windows: {same} of {total}, {100 * same / max(total, 1):.1f}%"


def _places(one: Attribution, by: int = 0) -> tuple[tuple[tuple[int, int], ...], ...]:
    roles = (one.source, one.cue, one.content)
    return tuple(tuple((start + by, end + by) for start, end in spans) for spans in roles)


def table(columns: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Lines: each figure of each column."""
    yield f"{'F1 or recall, %':34}" + "".join(f"{n:>7}" for n in range(1, len(columns) + 1))
    for place, name in enumerate(FIGURES):
        yield f"{name:34}" + "".join(f"{column[place]:7.1f}" for column in columns.values())
    yield from (f"{number}: {name}" for number, name in enumerate(columns, 1))


def failures(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The figures that fall below their floors, in words; empty where none does."""
    return [
        f"{name}: {figures[name]:.2f}, floor {floor:g}"
        for name, floor in floors.items()
        if figures[name] < floor
    ]


def measure(name: str, articles: Sequence[Labelled], given: argparse.Namespace) -> dict[str, float]:
    """Score on these articles, print what is asked for, and give our figures."""
    found = ours(articles)
    counts = score(articles, found)
    figures = {figure: value(counts) for figure, value in FIGURES.items()}
    if given.json:
        print(json.dumps({"articles": name, "extractor": EXTRACTOR, **figures}))
        return figures
    total = sum(len(article.attributions) for article in articles)
    print(f"{name}: {len(articles)} articles, {total} attributions")
    columns = {EXTRACTOR: tuple(figures.values())}
    if given.textacy:
        from benchmarks.peers import textacy_quotations

        theirs = score(articles, textacy_quotations(articles))
        columns["textacy direct_quotations"] = tuple(value(theirs) for value in FIGURES.values())
    if name == OWN:
        second = {one.name: one.attributions for one in labelled.own(labelled.SECOND)}
        agreed = score(articles, second)
        columns["a second annotator"] = tuple(value(agreed) for value in FIGURES.values())
    print("\n".join(table(columns | (MEASURED if name == DEV else {}))))
    if given.calibration:
        print("\n".join(calibration(articles, found)))
    if given.seams:
        print(seams(articles, found))
    print()
    return figures


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with `--check`, 1 if one is below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="PolNeAR's file, or a folder")
    parser.add_argument("--textacy", action="store_true", help="score textacy in the same run")
    parser.add_argument("--calibration", action="store_true", help="how often confidences hold")
    parser.add_argument("--seams", action="store_true", help="what other windows would change")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--check", action="store_true", help=f"against {FLOORS.name}")
    given = parser.parse_args(argv)
    held = json.loads(FLOORS.read_text("utf-8"))
    sets = {OWN: (labelled.own(), labelled.digest(*labelled.EVALUATION.glob("*.txt")))}
    if given.corpus.exists():
        digest = labelled.digest(given.corpus)
        is_dev = given.check or digest == held[DEV]["sha256"]
        sets[DEV if is_dev else str(given.corpus)] = labelled.corpus(given.corpus), digest
    else:
        print(f"{given.corpus} is not there: no figures on it (see --corpus)", file=sys.stderr)
    below = []
    for name, (articles, digest) in sets.items():
        if given.check and digest != held[name]["sha256"]:
            below.append(f"{name}: SHA-256 {digest}, but the floors are for {held[name]['sha256']}")
            continue
        figures = measure(name, articles, given)
        if given.check:
            floors = held[name]["floors"]
            below += [f"{name}, below its floor: {line}" for line in failures(figures, floors)]
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
