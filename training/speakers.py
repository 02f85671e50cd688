"""Trains the ranker that says whom a pronoun or noun stands for (`claims/speakers/ranker.py`).

    python -m training.speakers --gum GUM.jsonl --corpus TRAIN.jsonl [--out FILE] [--folds 4]

Examples come from GUM's gold coreference (all genres but news, which is kept to measure on) and
from articles of PolNeAR's train split, labelled by reading, as offsets and names: who 2,669 sources
stand for (`speaker_labels.jsonl`) and 3,450 other pronouns and nouns (`coreference_labels.jsonl`).
With `--folds` articles are held out in turn and the share of right choices is printed by kind of
mention; nothing is written then.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks import labelled
from claims.attribute import attribute, read
from claims.clean import as_given
from claims.nlp import parse
from claims.records import Attribution, Parsed
from claims.speakers.chains import Chains, Chooser
from claims.speakers.entities import Entity
from claims.speakers.names import key
from claims.speakers.queries import QUERIES, Query, source_head
from claims.speakers.ranker import FILE, Ranker

LABELS = tuple(map(Path(__file__).with_name, ("speaker_labels.jsonl", "coreference_labels.jsonl")))
HIDDEN = 64
NETS = 6
"""Networks whose scores are averaged: they are stored as one, so much wider."""
EPOCHS = 40
BATCH = 128
WEIGHT = 4.0
"""Of a labelled mention of a news article against one of GUM."""


@dataclass(slots=True)
class Example:
    """A mention, whom it may stand for, and whom it does."""

    alone: list[float]
    pairs: list[list[float]]
    right: list[int]
    """Places of those who are meant; empty where nobody of them is."""
    kind: str
    """One of `features.QUERIES`."""
    weight: float = 1.0


def from_gum(
    parsed: Parsed, attributions: Sequence[Attribution], mentions: Iterable[Mapping[str, Any]]
) -> list[Example]:
    """Examples from an article with gold coreference."""
    gold: dict[int, tuple[int, str]] = {}
    spans: dict[tuple[int, int], str] = {}
    for mention in mentions:
        span = parsed.doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if span is None or not len(span):
            continue
        spans[span.start, span.end] = mention["entity"]
        head = source_head(parsed.doc, span.start, span.end).i
        if head not in gold or len(span) < gold[head][0]:
            gold[head] = len(span), mention["entity"]
    found: list[Example] = []

    def meant(entity: Entity, place: int) -> str | None:
        """The gold entity of the mention nearest before the place, else nearest after."""
        if entity.plural and entity.name is not None:
            named = (spans.get((m.first, m.end)) for m in entity.mentions)
            return next((one for one in named if one), None)
        near = sorted(entity.mentions, key=lambda m: (m.head >= place, abs(m.head - place)))
        return next((gold[m.head][1] for m in near if m.head in gold), None)

    def choose(
        query: Query,
        alone: list[float],
        candidates: Sequence[Entity],
        pairs: list[list[float]],
    ) -> int | None:
        place = query.mention.head
        if place not in gold:
            return None
        right = [n for n, one in enumerate(candidates) if meant(one, place) == gold[place][1]]
        if candidates:
            found.append(Example(alone, pairs, right, query.form))
        return right[0] if right else None

    Chains(parsed, attributions, choose)
    return found


def from_labels(
    parsed: Parsed,
    attributions: Sequence[Attribution],
    labels: Iterable[Mapping[str, Any]],
    otherwise: Chooser,
) -> list[Example]:
    """Examples from an article of which some mentions are labelled; `otherwise` reads the rest."""
    gold: dict[int, Mapping[str, Any]] = {}
    for label in labels:
        span = parsed.doc.char_span(label["start"], label["end"], alignment_mode="expand")
        if span is not None and len(span):
            gold[source_head(parsed.doc, span.start, span.end).i] = label
    found: list[Example] = []

    def choose(
        query: Query,
        alone: list[float],
        candidates: Sequence[Entity],
        pairs: list[list[float]],
    ) -> int | None:
        label = gold.get(query.mention.head)
        if label is None:
            return otherwise(query, alone, candidates, pairs)
        right = [n for n, one in enumerate(candidates) if is_meant(one, label)]
        new = label["type"] == "thing" or (query.mention.kind == "nominal" and not label["named"])
        if candidates and (right or new):
            found.append(Example(alone, pairs, right, query.form, WEIGHT))
        if right:
            return right[0]
        return otherwise(query, alone, candidates, pairs) if label["named"] else None

    Chains(parsed, attributions, choose)
    return found


def is_meant(entity: Entity, label: Mapping[str, Any]) -> bool:
    """Whether an entity is whom a label names."""
    accepted = [key(name).split() for name in label["names"]]
    if entity.name is not None:
        known = {key(name) for name in (entity.name, *entity.aliases)}
        return any(" ".join(words) in known for words in accepted)
    heads = {head.rstrip("s") for head in entity.heads}
    owner = set(key(entity.owner.name).split()) if entity.owner and entity.owner.name else set()
    for words in filter(None, accepted):
        if owner and words[-1].rstrip("s") in heads and owner & set(words):
            return True
        if not owner and not label["named"] and heads & {word.rstrip("s") for word in words}:
            return True
    return False


# ------------------------------------------------------------------ the network


class Net(nn.Module):
    """Scores of pairs, and of nobody being meant."""

    def __init__(self, alone: int, pair: int) -> None:
        super().__init__()
        self.pair = _layers(alone + pair, HIDDEN)
        self.nobody = _layers(alone, 8)

    def forward(self, alone: Tensor, pairs: Tensor) -> Tensor:
        """Shape (examples, candidates + 1): the last is nobody's score."""
        width = pairs.shape[1]
        known = torch.cat([alone[:, None].expand(-1, width, -1), pairs], -1)
        return torch.cat([self.pair(known).squeeze(-1), self.nobody(alone)], 1)


def _layers(given: int, hidden: int) -> nn.Sequential:
    out = nn.Linear(hidden, 1, bias=False)
    return nn.Sequential(nn.Linear(given, hidden), nn.ReLU(), nn.Dropout(0.1), out)


def train(examples: Sequence[Example], seed: int, epochs: int = EPOCHS) -> Net:
    """A network that makes what is right likely."""
    torch.manual_seed(seed)
    width = max(len(one.pairs) for one in examples)
    alone = torch.tensor([one.alone for one in examples])
    pairs = torch.zeros(len(examples), width, len(examples[0].pairs[0]))
    there = torch.zeros(len(examples), width + 1, dtype=torch.bool)
    right = torch.zeros_like(there)
    there[:, width] = True
    for number, one in enumerate(examples):
        pairs[number, : len(one.pairs)] = torch.tensor(one.pairs)
        there[number, : len(one.pairs)] = True
        right[number, one.right or [width]] = True
    weights = torch.tensor([one.weight for one in examples])
    net = Net(alone.shape[1], pairs.shape[2])
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    steps = epochs * (len(examples) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0, 1 - step / steps))
    for _ in range(epochs):
        for ids in torch.randperm(len(examples)).split(BATCH):
            scores = net(alone[ids], pairs[ids]).masked_fill(~there[ids], -1e9)
            likely = scores.log_softmax(1).masked_fill(~right[ids], -1e9)
            loss = -(torch.logsumexp(likely, 1) * weights[ids]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net


def write(nets: Sequence[Net], path: Path) -> Ranker:
    """Store the mean of the networks, and read it back."""
    made: dict[str, np.ndarray] = {}
    for name in ("pair", "nobody"):
        layers = [getattr(net, name) for net in nets]
        first = [layer[0] for layer in layers]
        made[f"{name}.in"] = np.concatenate([one.weight.detach().numpy().T for one in first], 1)
        made[f"{name}.shift"] = np.concatenate([one.bias.detach().numpy() for one in first])
        out = np.concatenate([layer[-1].weight.detach().numpy()[0] for layer in layers])
        made[f"{name}.out"] = out / len(nets)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **made)
    return Ranker(path)


# ------------------------------------------------------------------ from the files


def gum_examples(path: Path) -> list[Example]:
    """Examples of all that is not news."""
    found: list[Example] = []
    for row in labelled.rows_of(path):
        if row["genre"] != "news":
            parsed = parse(as_given(row["text"]))
            found += from_gum(parsed, attribute(parsed, read(parsed)), row["mentions"])
    return found


def news_examples(path: Path, otherwise: Chooser) -> dict[str, list[Example]]:
    """Examples of each labelled article of the corpus."""
    labels: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for label in (one for file in LABELS for one in labelled.rows_of(file)):
        labels[label["article"]].append(label)
    return {
        one.name: from_labels(
            parse(as_given(one.text)), one.attributions, labels[one.name], otherwise
        )
        for one in labelled.corpus(path)
        if one.name in labels
    }


def chooser(ranker: Ranker) -> Chooser:
    """A ranker's choice, as the package makes it."""

    def choose(
        query: Query, alone: list[float], _candidates: Sequence[Entity], pairs: list[list[float]]
    ) -> int | None:
        return ranker.best(alone, pairs, somebody=query.form in ("he", "she"))

    return choose


def held_out(gum: Sequence[Example], news: Mapping[str, list[Example]], folds: int) -> None:
    """Print how often the choice is right on articles held out in turn."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for fold in range(folds):
        out = {name for name in news if crc32(name.encode()) % folds == fold}
        kept = [one for name, examples in news.items() if name not in out for one in examples]
        ranker = write([train([*gum, *kept], seed=0)], FILE.with_name("fold.npz"))
        for one in (one for name in out for one in news[name]):
            best = ranker.best(one.alone, one.pairs)
            seen[one.kind] += 1
            right[one.kind] += best in one.right if one.right else best is None
    FILE.with_name("fold.npz").unlink()
    for kind in QUERIES:
        if seen[kind]:
            print(f"{kind:6}{100 * right[kind] / seen[kind]:6.1f}% of {seen[kind]}")
    print(f"all   {100 * right.total() / seen.total():6.1f}% of {seen.total()}")


def main() -> None:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--folds", type=int, default=0, help="hold out articles, write nothing")
    given = parser.parse_args()
    gum = gum_examples(given.gum)
    # What is not labelled of an article is read by a ranker that knows GUM alone.
    first = write([train(gum, seed=0)], given.out.with_name("first.npz"))
    news = news_examples(given.corpus, chooser(first))
    given.out.with_name("first.npz").unlink()
    labelled_ones = [one for examples in news.values() for one in examples]
    print(f"{len(gum)} examples from GUM, {len(labelled_ones)} from labelled articles")
    if given.folds:
        held_out(gum, news, given.folds)
        return
    write([train([*gum, *labelled_ones], seed) for seed in range(NETS)], given.out)
    print(f"wrote {given.out}, {given.out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
