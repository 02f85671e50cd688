"""Trains the network that finds framings (`claims/framing/tagger.py`).

    python -m training.tagger --corpus TRAIN.jsonl --cache FOLDER [--folds 4] [--epochs 8]

It learns from sentences labelled by reading: 2,655 of PolNeAR's train split (`tagger_labels.jsonl`:
offsets, no text), 2,497 passages written for it (`tagger_sentences.jsonl`), and the half of the
benchmark's that is not held back. Its layers begin as the fifth and sixth of the attribution
model's encoder. With `--folds` articles are held out in turn and the figures printed; nothing is
written then.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from benchmarks import framing_quality, labelled
from claims.attribute import model as attribution
from claims.attribute import read
from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.framing import tagger as runtime
from claims.framing.decide import proposals
from claims.framing.hints import HINTS, hints
from claims.framing.tagger import ENDS, FAR, KINDS, PARTS, QUERY, ROLES, WIDTH, places
from claims.nlp import parse
from training.export import OPSET

LABELS = Path(__file__).with_name("tagger_labels.jsonl")
SENTENCES = Path(__file__).with_name("tagger_sentences.jsonl")
LAYERS = (4, 5)
"""Of the attribution model's encoder, from which this network's begin."""
BATCH = 16
RATE = 3e-4
HEADS_RATE = 5
"""How much faster the new parts learn than the layers."""
WARMUP = 0.1
POINTING, DENYING = 0.5, 1.0
"""Weights of their losses."""
UNKNOWN = "?"
"""A role that a label does not tell."""

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled framing, as words of its example."""

    kind: int
    phrase: Stretch
    roles: tuple[Stretch | str | None, ...]
    """Of each of `ROLES`; UNKNOWN where the label does not tell."""
    denied: bool


@dataclass(slots=True)
class Example:
    """A labelled stretch of an article with some words around it."""

    article: str
    states: np.ndarray
    """Shape (words, width), 16 bit."""
    hints: np.ndarray
    heads: np.ndarray
    inside: Stretch
    """The labelled words: from, to before."""
    gold: list[Gold] = field(default_factory=list)


# ------------------------------------------------------------------ examples


def labelled_articles(corpus: Path) -> Iterator[framing_quality.Article]:
    """The texts with labelled stretches."""
    texts = {one.name: one.text for one in labelled.corpus(corpus)}
    by_article: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in labelled.rows_of(LABELS):
        by_article[row["article"]].append(row)
    for name, rows in by_article.items():
        yield framing_quality.Article(name, texts[name], rows, "train")
    for row in labelled.rows_of(SENTENCES):
        text = row["text"]
        whole = {"start": 0, "end": len(text), "framings": row["framings"]}
        yield framing_quality.Article(text[:60], text, [whole], "own")
    yield from framing_quality.articles("seen", {"train": corpus})


def examples_of(article: framing_quality.Article) -> Iterator[Example]:
    """An article's examples, read as the package reads it."""
    parsed, vocabulary = parse(as_given(article.text)), load_vocabulary()
    words, scores = read(parsed)
    matches = vocabulary.matcher.matches(parsed.doc)
    told = hints(words, proposals(parsed.doc, matches, vocabulary))
    for row in article.rows:
        first = int(np.searchsorted(words.ends, row["start"], side="right"))
        end = int(np.searchsorted(words.starts, row["end"]))
        low, high = max(0, first - runtime.MARGIN), min(len(words), end + runtime.MARGIN)
        heads = words.heads[low:high] - low
        own = np.arange(high - low)
        yield Example(
            article.name,
            scores.states[low:high].astype(np.float16),
            told[low:high],
            np.where((heads >= 0) & (heads < high - low), heads, own),
            (first - low, end - low),
            list(_gold(row["framings"], words.starts[low:high], words.ends[low:high])),
        )


def _gold(
    framings: Iterable[Mapping[str, Any]], starts: np.ndarray, ends: np.ndarray
) -> Iterator[Gold]:
    def words(span: Sequence[int] | None) -> Stretch | None:
        if span is None:
            return None
        first = int(np.searchsorted(ends, span[0], side="right"))
        last = int(np.searchsorted(starts, span[1])) - 1
        return (first, last) if 0 <= first <= last < len(starts) else None

    for one in framings:
        phrase = words(one["phrase"])
        if one["kind"] not in KINDS or phrase is None:
            continue
        # The benchmark's labels have no cue, and name the framer rather than point at it.
        told = (one["target"], one["framer"], one["cue"]) if "cue" in one else (one["target"],)
        roles = [words(span) for span in told] + [UNKNOWN] * (len(ROLES) - len(told))
        denied = one["polarity"] == "denied"
        yield Gold(KINDS.index(one["kind"]), phrase, tuple(roles), denied)


def examples(corpus: Path, cache: Path) -> list[Example]:
    """All examples; kept in `cache`, since reading takes ten minutes."""
    kept = cache / "tagger.pickle"
    if kept.exists():
        found: list[Example] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
        return found
    found = [one for article in labelled_articles(corpus) for one in examples_of(article)]
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(found))
    return found


# ------------------------------------------------------------------ the network


def encoder_layers() -> list[dict[str, Tensor]]:
    """The weights of those layers of the shipped encoder, out of their 8 bits."""
    graph = onnx.load(str(attribution.FOLDER / "attribution.onnx")).graph
    given = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = []
    for layer in LAYERS:
        prefix = f"model.encoder.encoder.layer.{layer}."
        state = {
            name[len(prefix) :]: torch.tensor(value)
            for name, value in given.items()
            if name.startswith(prefix)
        }
        for node in graph.node:
            if node.op_type == "MatMulInteger" and f"/layer.{layer}/" in node.output[0]:
                weight = node.input[1].removesuffix("_quantized")
                shift = given[f"{weight}_zero_point"].astype(np.float32)
                value = (given[node.input[1]].astype(np.float32) - shift) * given[f"{weight}_scale"]
                name = node.output[0].split(f"/layer.{layer}/")[1].split("/MatMul")[0]
                state[name.replace("/", ".") + ".weight"] = torch.tensor(value.T.copy())
        found.append(state)
    return found


class Network(nn.Module):
    """What `claims.framing.tagger` runs, before it is cut in two."""

    def __init__(self) -> None:
        super().__init__()
        width = attribution.WIDTH
        shape = BertConfig(
            hidden_size=width, num_attention_heads=12, intermediate_size=4 * width,
            attn_implementation="eager",
        )  # fmt: skip
        self.layers = nn.ModuleList(BertLayer(shape) for _ in LAYERS)
        self.hints = nn.Linear(HINTS, width, bias=False)
        nn.init.normal_(self.hints.weight, std=0.02)
        self.drop = nn.Dropout(0.1)
        self.parts = nn.Linear(width, sum(PARTS))
        self.kinds = nn.Embedding(len(KINDS), QUERY)
        self.ask = nn.Linear(QUERY, ENDS * WIDTH)
        self.none = nn.Linear(QUERY, len(ROLES))
        self.far = nn.Parameter(torch.zeros(ENDS, 2 * FAR - 1))
        self.deny_query = nn.Linear(QUERY, 64, bias=False)
        self.deny = nn.Linear(64, 1)

    def forward(self, states: Tensor, hints: Tensor, mask: Tensor) -> Tensor:
        """Shape (texts, words, sum(PARTS)); `mask` is 1 for words, 0 for what fills up."""
        states = states + self.hints(hints)
        barred = (1 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            found = layer(states, barred)
            states = found[0] if isinstance(found, tuple) else found
        parts: Tensor = self.parts(self.drop(states))
        return parts


class Batch:
    """Examples side by side."""

    def __init__(self, given: Sequence[Example]) -> None:
        self.size = max(len(one.states) for one in given)
        shape = (len(given), self.size)
        self.states = torch.zeros(*shape, attribution.WIDTH)
        self.hints = torch.zeros(*shape, HINTS)
        self.mask = torch.zeros(shape, dtype=torch.bool)
        self.inside = torch.zeros(shape, dtype=torch.bool)
        self.heads = torch.zeros(shape, dtype=torch.long)
        self.tags = torch.zeros(shape, dtype=torch.long)
        self.phrases: list[tuple[int, Gold]] = []
        for row, one in enumerate(given):
            end = len(one.states)
            self.states[row, :end] = torch.from_numpy(one.states.astype(np.float32))
            self.hints[row, :end] = torch.from_numpy(one.hints)
            self.heads[row, :end] = torch.from_numpy(one.heads)
            self.mask[row, :end] = True
            self.inside[row, one.inside[0] : one.inside[1]] = True
            # Of phrases within one another the inner keeps its words.
            for gold in sorted(one.gold, key=lambda g: g.phrase[0] - g.phrase[1]):
                first, last = gold.phrase
                self.tags[row, first : last + 1] = 2 * gold.kind + 2
                self.tags[row, first] = 2 * gold.kind + 1
                self.phrases.append((row, gold))


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a batch and of phrases in it."""

    tags: Tensor
    points: Tensor
    """Shape (phrases, ENDS, words + 1); the last is nobody."""
    denied: Tensor


def scores_of(net: Network, batch: Batch, asked: Sequence[tuple[int, Stretch, int]]) -> Scores:
    """The network's scores; `asked` are phrases: their row, words and kind."""
    found = net(batch.states, batch.hints, batch.mask)
    tags, lent, first, last, keys, cue_side, own_side = found.split(PARTS, dim=-1)
    tags = tags + torch.gather(lent, 1, batch.heads[:, :, None].expand_as(lent))
    if not asked:
        none = torch.zeros(0)
        return Scores(tags, none, none)
    row = torch.tensor([one[0] for one in asked])
    begin = torch.tensor([one[1][0] for one in asked])
    end = torch.tensor([one[1][1] for one in asked])
    kind = torch.tensor([one[2] for one in asked])
    query = net.drop(torch.relu(first[row, begin] + last[row, end] + net.kinds(kind)))
    wanted = net.ask(query).view(-1, ENDS, WIDTH)
    given = keys.view(*keys.shape[:2], ENDS, WIDTH)[row]
    points = torch.einsum("prd,pnrd->prn", wanted, given) / 8
    far = np.stack([places(batch.size, *one[1]) for one in asked])
    points = points + net.far[:, torch.from_numpy(far)].transpose(0, 1)
    points = points.masked_fill(~batch.mask[row][:, None, :], -1e4)
    where = torch.softmax(points[:, 2 * ROLES.index("cue")], -1)
    hidden = net.deny_query(query) + own_side[row, begin]
    hidden = hidden + torch.einsum("pn,pnd->pd", where, cue_side[row])
    none = net.none(query)[:, :, None].repeat_interleave(2, 1)
    denied = net.deny(torch.relu(hidden)).squeeze(-1)
    return Scores(tags, torch.cat([points, none], -1), denied)


def loss_of(net: Network, given: Sequence[Example]) -> Tensor:
    """Tags of the labelled words, and for each labelled phrase its roles and polarity."""
    batch = Batch(given)
    gold = [one for _, one in batch.phrases]
    made = scores_of(net, batch, [(row, one.phrase, one.kind) for row, one in batch.phrases])
    total = 0.5 * functional.cross_entropy(
        made.tags[batch.inside], batch.tags[batch.inside], reduction="sum"
    )
    if gold:
        ends = torch.full((len(gold), ENDS), -100)
        for place, one in enumerate(gold):
            for number, role in enumerate(one.roles):
                if not isinstance(role, str):
                    ends[place, 2 * number : 2 * number + 2] = torch.tensor(
                        (batch.size, batch.size) if role is None else role
                    )
        total = total + POINTING * functional.cross_entropy(
            made.points.flatten(0, 1), ends.flatten(), ignore_index=-100, reduction="sum"
        )
        denied = torch.tensor([float(one.denied) for one in gold])
        total = total + DENYING * functional.binary_cross_entropy_with_logits(
            made.denied, denied, reduction="sum"
        )
    return total / len(given)


def train(given: Sequence[Example], seed: int, epochs: int) -> Network:
    """A network trained on the examples."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    net = Network()
    for layer, weights in zip(net.layers, encoder_layers(), strict=True):
        layer.load_state_dict(weights)
    own = list(net.layers.parameters())
    rest = [w for name, w in net.named_parameters() if not name.startswith("layers.")]
    optimizer = torch.optim.AdamW(
        [{"params": own, "lr": RATE}, {"params": rest, "lr": HEADS_RATE * RATE}], weight_decay=0.01
    )
    steps = epochs * math.ceil(len(given) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (WARMUP * steps), max(1 - n / steps, 0.01))
    )
    net.train()
    for epoch in range(epochs):
        order = sorted(given, key=lambda one: len(one.states) + 30 * chance.random())
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        chance.shuffle(batches)
        losses = 0.0
        for batch in batches:
            loss = loss_of(net, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {losses / len(batches):.3f}", flush=True)
    return net.eval()


# ------------------------------------------------------------------ as the package runs it


class _Graph(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, states: Tensor, hints: Tensor) -> Tensor:
        mask = torch.ones_like(states[None, :, 0], dtype=torch.bool)
        parts: Tensor = self.net(states[None], hints[None], mask)[0]
        return parts


def export(net: Network, curve: Sequence[float], out: Path) -> None:
    """Write `tagger.onnx` (8 bit) and `tagger.npz` into `out`."""
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _Graph(net), (torch.zeros(9, attribution.WIDTH), torch.zeros(9, HINTS)), str(full),
            input_names=["states", "hints"], output_names=["parts"], opset_version=OPSET,
            dynamo=False,
            dynamic_axes={name: {0: "words"} for name in ("states", "hints", "parts")},
        )  # fmt: skip
        # 7 bit weights: without them older processors' kernels overflow, and give other scores.
        quantize_dynamic(
            full, out / "tagger.onnx", weight_type=QuantType.QInt8, per_channel=True,
            reduce_range=True,
        )  # fmt: skip
    rest = {
        "kinds": net.kinds.weight, "ask": net.ask.weight.T, "ask.bias": net.ask.bias,
        "none": net.none.weight.T, "none.bias": net.none.bias, "far": net.far,
        "deny.query": net.deny_query.weight.T, "deny.out": net.deny.weight[0],
        "deny.bias": net.deny.bias, "curve": torch.tensor(curve),
    }  # fmt: skip
    kept = {name: value.detach().numpy().astype(np.float16) for name, value in rest.items()}
    np.savez_compressed(out / "tagger.npz", **kept)


Found = list[runtime.Tagged]


def found_in(net: Network, given: Iterable[Example]) -> list[Found]:
    """What the network finds in each example, as the package would run it."""
    with tempfile.TemporaryDirectory() as folder:
        export(net, (0.0, 1.0), Path(folder))
        tagger = runtime.Tagger(Path(folder))
    return [
        list(tagger.tagged(one.states.astype(np.float32), one.hints, one.heads, range(*one.inside)))
        for one in given
    ]


def iou(one: Stretch | None, other: Stretch | None) -> float:
    """Intersection over union of two stretches, whose last words are in them; see the benchmark."""
    opened = [None if at is None else (at[0], at[1] + 1) for at in (one, other)]
    return framing_quality.iou(*opened)


def judged(given: Sequence[Example], found: Sequence[Found]) -> list[tuple[float, bool]]:
    """Print how well the labels are found; the score of each framing found, whether it is right."""
    counts: Counter[tuple[str, str]] = Counter()
    scored = []
    for example, made in zip(given, found, strict=True):
        free = list(made)
        for gold in example.gold:
            kind = KINDS[gold.kind]
            counts[kind, "gold"] += 1
            target = gold.roles[0]
            fit = next(
                (
                    one
                    for one in free
                    if one.kind == kind
                    and iou(one.phrase, gold.phrase) >= 0.5
                    and not isinstance(target, str)
                    and iou(one.target, target) >= 0.5
                ),
                None,
            )
            if fit is None:
                continue
            free.remove(fit)
            scored.append((fit.score, True))
            counts[kind, "right"] += 1
            counts[kind, "polarity"] += fit.denied == gold.denied
            framer = gold.roles[1]
            if not isinstance(framer, str):
                counts[kind, "told"] += 1
                counts[kind, "framer"] += iou(fit.framer, framer) >= 0.5
        scored += [(one.score, False) for one in free]
        counts.update((one.kind, "found") for one in made)
    for kind in KINDS:
        gold, made, right = (counts[kind, what] for what in ("gold", "found", "right"))
        print(
            f"{kind}: {gold} labels, {made} found, target and phrase: precision "
            f"{right / max(1, made):.3f} recall {right / max(1, gold):.3f} F1 "
            f"{2 * right / max(1, made + gold):.3f}; of these framer "
            f"{counts[kind, 'framer'] / max(1, counts[kind, 'told']):.3f}, polarity "
            f"{counts[kind, 'polarity'] / max(1, right):.3f}"
        )
    return scored


def curve_of(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Shift and slope that make scores shares of what is right (Platt, 1999)."""
    score = torch.tensor([one for one, _ in scored], dtype=torch.float64).clamp(1e-6, 1 - 1e-6)
    right = torch.tensor([float(good) for _, good in scored], dtype=torch.float64)
    odds = torch.logit(score)
    weights = torch.tensor([0.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100)

    def step() -> Tensor:
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(weights[0] + weights[1] * odds, right)
        loss.backward()
        return loss

    optimizer.step(step)
    shift, slope = weights.detach().tolist()
    return shift, slope


def main() -> None:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="folder for what is read")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folds", type=int, default=0, help="hold out a part so large, measure")
    parser.add_argument("--out", type=Path, default=runtime.FOLDER)
    given = parser.parse_args()
    read_ones = examples(given.corpus, given.cache)
    held = [one for one in read_ones if crc32(one.article.encode()) % (given.folds or 10) == 0]
    kept = [one for one in read_ones if crc32(one.article.encode()) % (given.folds or 10) != 0]
    net = train(kept, given.seed, given.epochs)
    curve = curve_of(judged(held, found_in(net, held)))
    if not given.folds:
        export(net, curve, given.out)
        print(f"wrote {given.out / 'tagger.onnx'}")


if __name__ == "__main__":
    main()
