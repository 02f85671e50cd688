"""Trains the attribution model: `python -m training.train --corpus … --encoder … --out …`.

Two processes of one thread each train faster on two cores than one of two threads; on a GPU one
process does. Seeds are fixed; the state is written every few minutes, and `--resume` goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from training import data, encoders
from training.batches import Batch
from training.losses import link_loss, tag_loss
from training.model import Attributor

SAVE_EVERY = 200
"""Steps between two writings of the state."""
TAGGING = 4
"""Weight of the tags' loss, which is a mean over words, against that over links."""
TAUGHT = 0.6
"""The teachers' share in what a word's tag should be."""
WARMUP = 0.06
HEADS_RATE = 5
"""How much faster the new parts learn than the encoder."""


def train(rank: int, world: int, given: argparse.Namespace) -> None:
    """One process's share of the training."""
    torch.manual_seed(given.seed)  # all processes begin with the same weights
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu":
        torch.set_num_threads(1)
    if world > 1:
        os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
        os.environ.setdefault("MASTER_PORT", "29517")
        dist.init_process_group("gloo", rank=rank, world_size=world)
    reader = data.reader_of(given.tokenizer)
    articles = data.training_articles(given, given.soft)
    if given.half is not None:
        articles = articles[given.half :: 2]
    labels = data.labels()
    model = Attributor(encoders.load(str(given.encoder)), labels).to(device).train()
    if given.start is not None:
        begun = torch.load(given.start / "state.pt", map_location=device, weights_only=True)
        model.load_state_dict(begun["model"])
    optimizer = _optimizer(model, given.rate)
    order = [w for n in range(given.epochs) for w in data.windows(articles, given.seed + n)]
    size = given.batch * world
    steps = len(order) // size
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (WARMUP * steps), max(1 - n / steps, 0.01))
    )
    state = State(given.out, model, optimizer, schedule, data.told(given))
    done = state.load(device) if given.resume else 0
    shown = Shown(done, steps)
    for step in range(done, steps):
        # What is dropped depends on the step alone, so that a resumed run is the same run.
        torch.manual_seed((given.seed * steps + step) * world + rank)
        at = step * size + rank * given.batch
        batch = Batch(order[at : at + given.batch], reader.opening, reader.closing)
        with torch.autocast(device.type, torch.bfloat16):
            heads = model(**{name: value.to(device) for name, value in batch.inputs.items()})
        gold = batch.tags().to(device)
        wanted = batch.wanted(TAUGHT).to(device) if given.soft else None
        tagging = tag_loss(model.steps, heads.tags.float(), gold, batch.sizes, wanted)
        linking = link_loss(model, heads.links.float(), batch)
        optimizer.zero_grad()
        (TAGGING * tagging + linking).backward()
        weights = [p for p in model.parameters() if p.requires_grad]
        if world > 1:
            _average(weights, world)
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        if rank == 0:
            shown.step(step + 1, float(tagging.detach()), float(linking.detach()))
            if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
                state.save(step + 1, labels)
    if world > 1:
        dist.destroy_process_group()


class State:
    """What training goes on from."""

    def __init__(
        self,
        folder: Path,
        model: Attributor,
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LRScheduler,
        told: dict[str, str],
    ) -> None:
        self._folder, self._model, self._told = folder, model, told
        self._parts = {"model": model, "optimizer": optimizer, "schedule": schedule}

    def save(self, done: int, labels: dict[str, list[str]]) -> None:
        """Write it, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        config = {"encoder": self._model.encoder.config.to_dict(), "labels": labels}
        (self._folder / "config.json").write_text(json.dumps(config, indent=1))
        new = self._folder / "state.new"
        parts = {name: part.state_dict() for name, part in self._parts.items()}
        torch.save({**parts, "done": done, "told": self._told}, new)
        new.replace(self._folder / "state.pt")

    def load(self, device: torch.device) -> int:
        """Take it up; the number of steps that are done."""
        path = self._folder / "state.pt"
        if not path.exists():
            return 0
        kept = torch.load(path, map_location=device, weights_only=True)
        if kept["told"] != self._told:
            raise SystemExit(f"{path} is of a run that was told otherwise: {kept['told']}")
        for name, part in self._parts.items():
            part.load_state_dict(kept[name])
        return int(kept["done"])


class Shown:
    """Says how training goes."""

    def __init__(self, done: int, steps: int) -> None:
        self._done, self._steps, self._begun = done, steps, time.time()
        self._means = np.zeros(2)

    def step(self, step: int, tagging: float, linking: float) -> None:
        """Take one step's losses in; print their running means now and then."""
        self._means = 0.98 * self._means + 0.02 * np.array([tagging, linking])
        if step % 25 and step != self._steps:
            return
        made = step - self._done
        taken = time.time() - self._begun
        tag, link = self._means / (1 - 0.98**made)
        print(
            f"step {step}/{self._steps} tags {tag:.4f} links {link:.4f} "
            f"{taken:.0f} s, {taken / made * (self._steps - step):.0f} s left",
            flush=True,
        )


def _optimizer(model: Attributor, rate: float) -> torch.optim.Optimizer:
    own = {id(weight) for weight in model.encoder.parameters()}
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    groups = [
        {"params": [w for w in weights if id(w) in own], "lr": rate},
        {"params": [w for w in weights if id(w) not in own], "lr": HEADS_RATE * rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _average(weights: Sequence[torch.nn.Parameter], world: int) -> None:
    found = [p.grad if p.grad is not None else torch.zeros_like(p) for p in weights]
    flat = torch.cat([gradient.flatten() for gradient in found])
    dist.all_reduce(flat)
    flat /= world
    at = 0
    for weight in weights:
        weight.grad = flat[at : at + weight.numel()].view_as(weight)
        at += weight.numel()


def main() -> None:
    """Parse the arguments and train."""
    parser = data.arguments(__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="a folder with BERT or MPNet")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--half", type=int, choices=[0, 1], help="train a teacher, on this half")
    parser.add_argument(
        "--soft", type=Path, help="what training.teach wrote, to learn from as well"
    )
    parser.add_argument("--start", type=Path, help="folder of weights to go on from")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=4, help="windows a process takes a step")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--resume", action="store_true", help="go on from the state in --out")
    given = parser.parse_args()
    data.training_articles(given)  # parsed once, before the processes start
    if torch.cuda.is_available() or given.processes == 1:
        train(0, 1, given)
    else:
        mp.spawn(train, args=(given.processes, given), nprocs=given.processes)


if __name__ == "__main__":
    main()
