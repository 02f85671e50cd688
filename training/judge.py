"""Trains the judge of proposed framings (`claims/framing/judge.py`), and cuts its word vectors.

    python -m training.judge words --embeddings MINILM/model.safetensors
    python -m training.judge judge --corpus TRAIN.jsonl --gum GUM.jsonl [--folds 4]

`words` takes MiniLM-L6's word embeddings down to their main directions, 8 bits each. `judge` learns
from `judge_labels.jsonl`: 1,650 proposals in articles of PolNeAR's train split and of GUM, judged
by reading (offsets and verdicts, no text); and from the half of the benchmark's sentences that is
not held back. With `--folds` articles are held out in
turn and the figures printed; nothing is written then.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from torch import nn

from benchmarks import framing_quality, labelled
from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.framing.decide import proposed
from claims.framing.judge import FILE, features
from claims.framing.meanings import FILE as MEANINGS
from claims.framing.syntax import span
from claims.nlp import parse

LABELS = Path(__file__).with_name("judge_labels.jsonl")
DIRECTIONS = 48
HIDDEN = 24
NETS = 8
"""Networks whose scores are averaged: they are stored as one, so much wider."""
EPOCHS = 30
KINDS = ("explicit", "predicative")


@dataclass(slots=True)
class Example:
    """A proposal, and whether it is a framing."""

    kind: str
    given: np.ndarray
    right: float
    article: str
    weight: float = 1.0


def cut_words(embeddings: Path, out: Path = MEANINGS) -> None:
    """Store the embeddings' main directions."""
    from safetensors.numpy import load_file

    table = load_file(embeddings)["embeddings.word_embeddings.weight"].astype(np.float64)
    table -= table.mean(0)
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    _, axes = np.linalg.eigh(table.T @ table)
    short = table @ axes[:, ::-1][:, :DIRECTIONS]
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, table=np.round(short / np.abs(short).max() * 127).astype(np.int8))
    print(f"wrote {out}, {out.stat().st_size // 1024} kB")


# ------------------------------------------------------------------ examples


@dataclass(slots=True)
class Proposed:
    """A construction of a text, in characters, and what the judge is told of it."""

    kind: str
    target: tuple[int, int] | None
    phrase: tuple[int, int]
    given: np.ndarray


def all_proposed(text: str) -> Iterator[Proposed]:
    """All that is proposed in a text."""
    doc, vocabulary = parse(as_given(text)).doc, load_vocabulary()
    for one, match in proposed(doc, vocabulary.matcher.matches(doc), vocabulary):
        target = tuple(span(doc, one.target)) if one.target else None
        yield Proposed(one.kind, target, tuple(span(doc, one.phrase)), features(one, match))


def judged(corpus: Path, gum: Path) -> Iterator[Example]:
    """The proposals that were judged, as far as they are still made."""
    verdicts: dict[str, dict[tuple[str, int, int], str]] = defaultdict(dict)
    for row in labelled.rows_of(LABELS):
        verdicts[row["article"]][row["kind"], *row["phrase"]] = row["verdict"]
    texts = {f"polnear:{one.name}": one.text for one in labelled.corpus(corpus)}
    texts |= {f"gum:{row['article']}": row["text"] for row in labelled.rows_of(gum)}
    for article, given in verdicts.items():
        for one in all_proposed(texts[article]):
            verdict = given.get((one.kind, *one.phrase))
            if verdict is not None:
                weight = 0.3 if verdict == "s" else 1.0
                yield Example(one.kind, one.given, float(verdict == "y"), article, weight)


def seen(corpus: Path) -> Iterator[Example]:
    """The proposals of the benchmark's sentences that may be learned from."""
    for article in framing_quality.articles("seen", {"train": corpus}):
        made = list(all_proposed(article.text))
        for row in article.rows:
            for one in made:
                if not row["start"] <= one.phrase[0] < row["end"]:
                    continue
                right = any(
                    framing_quality.is_same(one.kind, one.target, one.phrase, label)
                    for label in row["framings"]
                )
                yield Example(one.kind, one.given, float(right), article.name)


# ------------------------------------------------------------------ the network


def train(examples: Sequence[Example], seed: int) -> nn.Sequential:
    """A network that tells what is a framing."""
    torch.manual_seed(seed)
    given = torch.tensor(np.stack([one.given for one in examples]))
    right = torch.tensor([one.right for one in examples])
    weight = torch.tensor([one.weight for one in examples])
    net = nn.Sequential(
        nn.Dropout(0.2), nn.Linear(given.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.3),
        nn.Linear(HIDDEN, 1),
    )  # fmt: skip
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.03)
    for _ in range(EPOCHS):
        for ids in torch.randperm(len(examples)).split(64):
            loss = nn.functional.binary_cross_entropy_with_logits(
                net(given[ids]).squeeze(1), right[ids], weight[ids]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net.eval()


def stored(nets: Sequence[nn.Sequential], kind: str) -> dict[str, np.ndarray]:
    """The mean of the networks' scores, as one network."""
    ins = [net[1] for net in nets]
    outs = [net[4] for net in nets]
    return {
        f"{kind}.in": np.concatenate([one.weight.detach().numpy().T for one in ins], 1),
        f"{kind}.shift": np.concatenate([one.bias.detach().numpy() for one in ins]),
        f"{kind}.out": np.concatenate([one.weight.detach().numpy()[0] for one in outs]) / len(nets),
        f"{kind}.bias": np.array([sum(one.bias.item() for one in outs) / len(nets)], np.float32),
    }


def out_of_fold(examples: Sequence[Example], folds: int, nets: int) -> np.ndarray:
    """Each example's score by networks that have not seen its article."""
    found = np.zeros(len(examples))
    for fold in range(folds):
        out = [n for n, one in enumerate(examples) if crc32(one.article.encode()) % folds == fold]
        kept = [one for one in examples if crc32(one.article.encode()) % folds != fold]
        given = torch.tensor(np.stack([examples[n].given for n in out]))
        trained = [train(kept, seed) for seed in range(nets)]
        with torch.no_grad():
            made = [net(given).squeeze(1).numpy() for net in trained]
        found[out] = 1 / (1 + np.exp(-np.mean(made, 0)))
    return found


def threshold(examples: Sequence[Example], scores: np.ndarray, kind: str) -> str:
    """What the judge reaches on articles held out, by the best score from which to take one."""
    right = np.array([one.right for one in examples]) > 0
    rows = []
    for least in np.arange(0.2, 0.96, 0.02):
        taken = scores >= least
        hit = float((taken & right).sum())
        precision, recall = hit / max(taken.sum(), 1), hit / max(right.sum(), 1)
        rows.append((least, precision, recall, 2 * hit / max(taken.sum() + right.sum(), 1)))
    least, precision, recall, f1 = max(rows, key=lambda row: row[3])
    figures = f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} at {least:.2f}"
    return f"{kind}: {figures}, of {len(examples)} with {right.sum()} right"


def main() -> None:
    """Cut the words, or train and write, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    cutting = what.add_parser("words")
    cutting.add_argument("--embeddings", type=Path, required=True)
    judging = what.add_parser("judge")
    judging.add_argument("--corpus", type=Path, required=True)
    judging.add_argument("--gum", type=Path, required=True)
    judging.add_argument("--folds", type=int, default=0, help="hold out articles, write nothing")
    given = parser.parse_args()
    if given.what == "words":
        cut_words(given.embeddings)
        return
    examples = [*judged(given.corpus, given.gum), *seen(given.corpus)]
    made: dict[str, np.ndarray] = {}
    for kind in KINDS:
        own = [one for one in examples if one.kind == kind]
        figures = threshold(own, out_of_fold(own, given.folds or 4, nets=3), kind)
        print(figures)
        if not given.folds:
            made |= stored([train(own, seed) for seed in range(NETS)], kind)
    if made:
        np.savez_compressed(
            FILE, **{name: value.astype(np.float16) for name, value in made.items()}
        )
        print(f"wrote {FILE}, {FILE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
