"""Measures which edited copies are found, and what is taken for a copy and is none.

    python benchmarks/duplicates.py [--corpus PolNeAR/train.jsonl] [--peers]
                                    [--scale 100000 1000000] [--check]

Of the project's own articles, and of every second article of PolNeAR's training split (the
thresholds were set on the others), a copy of each kind in `copies.py` is made. With them stand
stories that share text and are no copies: of one agency, of one series, live coverage, digests,
speeches that several quote. For each kind a run with those copies alone; then one with all,
through the tables of a release with splits 60/20/20 and the schema's check. A pair is right if both
are made of one story. PolNeAR's own articles follow, as they are: `standing/polnear.yaml` has, by
reading, those that repeat one another.

`--scale` takes time and memory on that many synthetic signatures, `--peers` finds the same copies
with datasketch and rensa (extra `benchmark`). `--check` fails below the floors in floors.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import comb
from pathlib import Path

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import copies, duplicate_scale, labelled
from claims.clean import as_given
from claims.ids import article_id
from claims.records import Article, Extraction, Signature
from claims.schemas import validate
from claims.tables import Gathering, Splits
from claims.track.duplicates import firsts
from claims.track.signatures import Numbers, Signatures, signature

CORPUS = Path(__file__).parents[2] / "shared" / "polnear" / "train.jsonl"
REPEATS = Path(__file__).with_name("standing") / "polnear.yaml"
FLOORS = Path(__file__).with_name("floors.json")
OWN, POLNEAR = "copies of own articles", "copies of PolNeAR, train split"
SEED = 4
SCALE = 100_000
"""Synthetic articles of `--check`."""
LEAST = 150
"""Words of the shortest story that is copied: of less, standing text is a half."""
REPORTS = 40
"""Reports of each series; of own articles, which are few, a fifth."""
SPARE = 120
"""Stories that are not copied: other words are taken from them, and text that several share."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """An article, and the story that it is made of."""

    article: Article
    of: str
    kind: str
    """The kind of copy; "" for a story as it was, and for what is no copy."""
    signature: Signature


def item(story: copies.Story, of: str, draw: random.Random, kind: str = "") -> Item:
    """The article of a story, published some day, under an address of its own."""
    article = as_given(
        "\n\n".join(story), story[0], dt.date(2024, 1, 1) + dt.timedelta(draw.randrange(300))
    )
    uri = f"{of}/{kind}/{draw.getrandbits(64):x}"
    article = replace(article, source_uri=uri, article_id=article_id(uri, article.text))
    return Item(article, of, kind, signature(article))


def paragraphs(text: str) -> copies.Story:
    """The paragraphs of a text, its headline first."""
    return [part for part in text.split("\n\n") if part.strip()]


# ------------------------------------------------------------------ what is compared


def parted(rows: Sequence[dict]) -> tuple[dict[str, copies.Story], list[copies.Story]]:
    """The stories to copy, by their names, and the spare ones."""
    stories = {row["article"]: paragraphs(row["text"]) for row in rows}
    stories = {name: one for name, one in stories.items() if copies.words_of(one) >= LEAST}
    spare = list(stories)[:: len(stories) // SPARE or 1]
    return (
        {name: one for name, one in stories.items() if name not in spare},
        [stories[name] for name in spare],
    )


def generated(base: dict[str, copies.Story], spare: list[copies.Story]) -> list[Item]:
    """The stories, a copy of each kind of each, and what shares text and is no copy."""
    draw = random.Random(SEED)  # noqa: S311
    found = [item(story, of, draw) for of, story in base.items()]
    parts = [spare[start::5] for start in range(5)]
    words = parts.pop() or list(copies.reports(1, draw))
    for kind in copies.KINDS:
        found += [
            item(copies.copy(story, kind, words, draw), of, draw, kind)
            for of, story in base.items()
        ]
    others = {
        "report": copies.reports(REPORTS if spare else REPORTS // 5, draw),
        "bulletin": copies.bulletins(parts[0], draw),
        "blog": copies.blogs(parts[1], draw),
        "digest": copies.digests(parts[2], draw),
        "speech": copies.speeches(parts[3], draw),
    }
    for name, stories in others.items():
        found += [item(story, f"{name} {n}", draw) for n, story in enumerate(stories)]
    return found


def grouped(items: Sequence[Item]) -> Numbers:
    """For each article a number that it shares with those of its group."""
    signatures = Signatures()
    for one in items:
        signatures.add(one.signature)
    order = sorted(range(len(items)), key=lambda n: items[n].article.article_id)
    return firsts(signatures, np.array(order), np.empty((0, 2), np.int64))


# ------------------------------------------------------------------ figures


def pairs(labels: Iterable[object]) -> int:
    """How many pairs of equal labels there are."""
    return sum(comb(count, 2) for count in Counter(labels).values())


def scored(groups: Sequence[object], stories: Sequence[str]) -> tuple[float, float]:
    """Recall and precision of pairs, in percent."""
    right = pairs(zip(groups, stories, strict=True))
    return tuple(100 * right / (pairs(labels) or 1) for labels in (stories, groups))


def by_kind(items: Sequence[Item]) -> Figures:
    """Recall and precision for each kind of copy by itself, with all that is no copy."""
    print(f"  {'kind of copy':28}{'found':>9}{'precision':>11}")
    figures: Figures = {}
    for kind in copies.KINDS:
        some = [one for one in items if one.kind in ("", kind)]
        groups = grouped(some).tolist()
        first = {one.of: group for one, group in zip(some, groups, strict=True) if not one.kind}
        hits = [group == first[one.of] for one, group in zip(some, groups, strict=True) if one.kind]
        recall = 100 * sum(hits) / len(hits)
        _, precision = scored(groups, [one.of for one in some])
        figures |= {f"recall, {kind}": recall, f"precision, {kind}": precision}
        print(f"  {kind:28}{recall:9.1f}{precision:11.1f}")
    return figures


def released(items: Sequence[Item]) -> Figures:
    """The same of all copies at once, from a release's tables, and what the splits part."""
    gathering = Gathering(Splits(60, 20, 20))
    for one in items:
        gathering.add(Extraction(one.article, (), (), (), one.signature))
    begun = time.perf_counter()
    tables = gathering.tables()
    taken = time.perf_counter() - begun
    validate(tables)
    rows = {row["article_id"]: row for row in tables["articles"].to_pylist()}
    found = [rows[one.article.article_id] for one in items]
    groups = [row["duplicate_of"] or row["article_id"] for row in found]
    recall, precision = scored(groups, [one.of for one in items])
    parted = len(set(zip(groups, (row["split"] for row in found), strict=True))) - len(set(groups))
    split = {one.of: row["split"] for one, row in zip(items, found, strict=True) if not one.kind}
    strays = sum(
        row["split"] != split[one.of] for one, row in zip(items, found, strict=True) if one.kind
    )
    print(
        f"  all at once: {len(items):,} articles, pairs found {recall:.1f}, precision "
        f"{precision:.1f}; {parted} groups in two splits, {strays} copies in another split than "
        f"their original; "
        f"tables in {taken:.1f} s"
    )
    return {
        "recall of pairs": recall,
        "precision of pairs": precision,
        "groups in one split": 100.0 - parted,
        "copies in their original's split": 100 - 100 * strays / sum(bool(o.kind) for o in items),
    }


def as_published(rows: Sequence[dict]) -> Figures:
    """PolNeAR's articles as they are, against those that are known to repeat one another."""
    story = {name: group[0] for group in yaml.safe_load(REPEATS.read_text()) for name in group}
    draw = random.Random(SEED)  # noqa: S311
    items = [
        item(paragraphs(row["text"]), story.get(row["article"], row["article"]), draw)
        for row in rows
    ]
    recall, precision = scored(grouped(items).tolist(), [one.of for one in items])
    print(
        f"  {len(rows)} articles as they are: {len(set(story.values()))} pairs repeat, found "
        f"{recall:.1f}, precision {precision:.1f}"
    )
    return {"recall, as published": recall, "precision, as published": precision}


# ------------------------------------------------------------------ all of it


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with `--check`, 1 if one is below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="articles such as PolNeAR's")
    parser.add_argument("--peers", action="store_true", help="datasketch and rensa too")
    parser.add_argument("--scale", type=int, nargs="*", help="so many synthetic signatures")
    parser.add_argument("--check", action="store_true", help=f"against {FLOORS.name}")
    given = parser.parse_args(argv)
    held = json.loads(FLOORS.read_text("utf-8"))
    below: list[str] = []
    found: dict[str, Figures] = {}
    own = {one.name: paragraphs(one.text) for one in labelled.own()}
    found[OWN] = measured(OWN, own, [], peers=given.peers)
    if not given.corpus.exists():
        print(f"{given.corpus} is not there: no figures on it (see --corpus)", file=sys.stderr)
    elif given.check and labelled.digest(given.corpus) != held[POLNEAR]["sha256"]:
        below.append(f"{given.corpus} is another file than the floors are for")
    else:
        rows = labelled.rows_of(given.corpus)
        base, spare = parted(rows[::2])
        found[POLNEAR] = measured(POLNEAR, base, spare, peers=given.peers)
        found[POLNEAR] |= as_published(rows)
    for count in given.scale if given.scale is not None else [SCALE]:
        below += duplicate_scale.measured(count)
    if given.check:
        below += [
            f"{name}, below its floor: {figure}: {figures[figure]:.2f}, floor {floor:g}"
            for name, figures in found.items()
            for figure, floor in held[name]["floors"].items()
            if figures[figure] < floor
        ]
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


def measured(
    name: str, base: dict[str, copies.Story], spare: list[copies.Story], *, peers: bool
) -> Figures:
    """The figures of copies of these stories."""
    items = generated(base, spare)
    begun = time.process_time()
    for one in items:
        signature(one.article)
    each = 1e3 * (time.process_time() - begun) / len(items)
    print(f"{name}: {len(base)} stories, {len(items):,} articles; a signature takes {each:.1f} ms")
    figures = by_kind(items) | released(items)
    if peers:
        from benchmarks import duplicate_peers

        duplicate_peers.measured([one.article for one in items], [one.of for one in items], scored)
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
