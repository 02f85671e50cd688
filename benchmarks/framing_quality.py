"""Measures framings: who characterizes what as what.

    python benchmarks/framing_quality.py [--part held|seen|all] [--errors N] [--json] [--check]

Labelled by reading, before the code was tuned: sentences of PolNeAR's train and development splits
(`framing/sentences.jsonl`: offsets and names, no text; those that hold no framing were drawn for
words that often make one) and sentences written for this project (`framing/own.jsonl`). The part
`held`, all of the development split among it, was not looked at while rules were written. A framing
is right if its kind is, its framer, and its target and phrase, each with an IoU of at least 0.5.
`--check` fails below the floors in floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import labelled
from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.pipeline import extract_article
from claims.records import Framing
from claims.speakers.names import key

SHARED = Path(__file__).parents[2] / "shared" / "polnear"
FOLDER = Path(__file__).with_name("framing")
FLOORS = Path(__file__).with_name("floors.json")
SET = "framing"
KINDS = ("explicit", "predicative", "lexical")
LEAST = 0.5
"""Intersection over union from which two spans are the same."""
NARRATOR = (None, "unknown")
"""Framers that no article names: its own voice, and accusers that are left out."""

_SMALL = frozenset("the a an of her his their its my our mr mrs ms dr president minister".split())

Label = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled stretch of a text, and what we find there."""

    text: str
    labels: Sequence[Label]
    found: Sequence[Framing]
    origin: str
    """`own`, or the split of the corpus."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the stretches of it that are labelled: `start`, `end` and `framings` each."""

    name: str
    text: str
    rows: Sequence[Label]
    origin: str


def articles(part: str, corpora: Mapping[str, Path]) -> Iterator[Article]:
    """The labelled articles of a part; of a corpus by split, those of the splits that are given."""

    def wanted(file: str) -> Iterator[dict[str, Any]]:
        for row in labelled.rows_of(FOLDER / file):
            if part in ("all", "held" if row["held"] else "seen"):
                yield row

    texts: dict[tuple[str, str], str] = {}
    for split, path in corpora.items():
        if path.exists():
            texts |= {(split, one.name): one.text for one in labelled.corpus(path)}
        else:
            print(f"{path} is not there: no figures on it", file=sys.stderr)
    by_article: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for row in wanted("sentences.jsonl"):
        by_article[row["split"], row["article"]].append(row)
    for (split, name), rows in by_article.items():
        if (split, name) in texts:
            yield Article(name, texts[split, name], rows, split)
    for row in wanted("own.jsonl"):
        text = row["text"]
        whole = {"start": 0, "end": len(text), "framings": row["framings"]}
        yield Article(text[:40], text, [whole], "own")


def sentences(part: str) -> Iterator[Sentence]:
    """The labelled sentences of a part, read by the whole pipeline in their articles."""
    vocabulary = load_vocabulary()
    for one in articles(part, {split: SHARED / f"{split}.jsonl" for split in ("train", "dev")}):
        found = extract_article(as_given(one.text), vocabulary).framings
        for row in one.rows:
            inside = [f for f in found if row["start"] <= f.phrase_spans[0].start < row["end"]]
            yield Sentence(one.text, row["framings"], inside, one.origin)


# ------------------------------------------------------------------ what is right


def iou(one: Sequence[int] | None, other: Sequence[int] | None) -> float:
    """Intersection over union of two spans; 1 where both are missing."""
    if one is None or other is None:
        return float(one is other)
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / (one[1] - one[0] + other[1] - other[0] - common)


def is_framer(name: str | None, given: str | None) -> bool:
    """Whether a framer is the labelled one: the same words, or one's words among the other's.

    "Her lawyer" is "Ann Lee's lawyer".
    """
    if name is None or given is None or given in NARRATOR:
        return name is None and given in NARRATOR
    mine, theirs = (set(key(one).split()) - _SMALL for one in (name, given))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def spans_of(one: Framing) -> tuple[Sequence[int] | None, Sequence[int]]:
    """A framing's target and phrase."""
    phrase = (one.phrase_spans[0].start, one.phrase_spans[-1].end)
    target = (one.target_spans[0].start, one.target_spans[-1].end) if one.target_spans else None
    return target, phrase


def pairs(sentence: Sentence) -> Iterator[tuple[Label | None, Framing | None, bool]]:
    """Each label with what we have for it, each of ours that is left; whether the triple is right.

    Label and framing belong together if kind, target and phrase agree; each is used once.
    """
    free = list(sentence.found)
    for label in sentence.labels:
        fits = [one for one in free if is_same(one.kind, *spans_of(one), label)]
        best = next((one for one in fits if is_framer(one.framer, label["framer"])), None)
        chosen = best or (fits[0] if fits else None)
        if chosen is not None:
            free.remove(chosen)
        yield label, chosen, best is not None
    for one in free:
        yield None, one, False


def is_same(kind: str, target: Sequence[int] | None, phrase: Sequence[int], label: Label) -> bool:
    """Whether kind, target and phrase are a label's."""
    spans = ((target, label["target"]), (phrase, label["phrase"]))
    return kind == label["kind"] and all(iou(one, other) >= LEAST for one, other in spans)


# ------------------------------------------------------------------ figures


def measure(read: Iterable[Sentence]) -> tuple[dict[str, float], list[str]]:
    """Precision, recall and F1 by kind, of the triple and of target and phrase; the errors."""
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    right: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    agree: Counter[str] = Counter()
    errors: list[str] = []
    for sentence in read:
        for label, one, fully in pairs(sentence):
            for kind in ("all", *KINDS):
                gold[kind] += label is not None and kind in ("all", label["kind"])
                ours[kind] += one is not None and kind in ("all", one.kind)
                match = label is not None and one is not None and kind in ("all", one.kind)
                spans[kind] += match
                right[kind] += match and fully
            if label is not None and one is not None and one.kind != "lexical":
                denied = label["polarity"] == "denied"
                agree["matched"] += 1
                agree["polarity"] += one.polarity == label["polarity"]
                agree["denied"] += denied
                agree["denied right"] += denied and one.polarity == "denied"
            if label is not None and one is not None:
                agree["all"] += 1
                agree["label"] += one.label == label["label"]
                if one.label == "other" != label["label"]:
                    agree["unnamed"] += 1
                    agree["nearest"] += one.nearest_label == label["label"]
            if not fully:
                errors.append(_line(sentence, label, one))
    figures: dict[str, float] = {}
    print(
        f"{'':12}{'labels':>7}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'F1 spans':>10}"
    )
    for kind in (*KINDS, "all"):
        precision, recall = _share(right[kind], ours[kind]), _share(right[kind], gold[kind])
        f1, of_spans = (_share(2 * n[kind], ours[kind] + gold[kind]) for n in (right, spans))
        figures |= {f"{kind}, precision": precision, f"{kind}, F1": f1}
        print(
            f"{kind:12}{gold[kind]:7}{ours[kind]:7}{precision:11.1f}{recall:8.1f}{f1:7.1f}"
            f"{of_spans:10.1f}"
        )
    figures["polarity"] = _share(agree["polarity"], agree["matched"])
    print(
        f"polarity right {figures['polarity']:.1f} of {agree['matched']}"
        f" ({agree['denied right']} of {agree['denied']} denied),"
        f" label right {_share(agree['label'], agree['all']):.1f} of {agree['all']}"
    )
    print(f"nearest label right {agree['nearest']} of {agree['unnamed']} that have only that")
    return figures, errors


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _line(sentence: Sentence, label: Label | None, one: Framing | None) -> str:
    def words(span: Sequence[int] | None) -> str:
        return repr(sentence.text[span[0] : span[1]]) if span else "-"

    wanted = "nothing" if label is None else (
        f"{label['framer']} | {words(label['target'])} | {words(label['phrase'])}"
        f" | {label['kind']} {label['polarity']} {label['label']}"
    )  # fmt: skip
    found = "nothing" if one is None else (
        f"{one.framer} | {one.target!r} | {one.phrase!r}"
        f" | {one.kind} {one.polarity} {one.label} by {one.cue}"
    )  # fmt: skip
    place = label["phrase"][0] if label else one.phrase_spans[0].start if one else 0
    around = sentence.text[max(0, place - 150) : place + 150].replace("\n", " ")
    return f"{sentence.origin}: {around}\n    wanted {wanted}\n    found  {found}"


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with `--check`, 1 if one is below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("held", "seen", "all"), default="held")
    parser.add_argument("--errors", type=int, default=0, help="print so many (not of `held`)")
    parser.add_argument("--json", action="store_true", help="the figures as JSON, last")
    parser.add_argument("--check", action="store_true", help=f"against {FLOORS.name}")
    given = parser.parse_args(argv)
    if given.errors and given.part != "seen":
        parser.error("errors are shown of --part seen only: the rest is held back")
    read = list(sentences(given.part))
    print(f"{len(read)} sentences, {sum(not one.labels for one in read)} without a framing")
    figures, errors = measure(read)
    for line in errors[: given.errors]:
        print(line)
    if given.json:
        print(json.dumps(figures))
    if not given.check or not any(one.origin != "own" for one in read):
        return 0
    held = json.loads(FLOORS.read_text("utf-8"))[SET]["floors"]
    below = [name for name, floor in held.items() if figures[name] < floor]
    for name in below:
        print(f"framing, below its floor: {name}: {figures[name]:.2f}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
