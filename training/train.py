"""Trains the attribution model: `python -m training.train --corpus … --encoder … --out …`.

Two processes of one thread each train faster on two cores than one of two threads; on a GPU one
process does. Seeds are fixed; a checkpoint is written after each epoch.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training import data
from training.model import Attributor
from training.pieces import REACH

HELD_OUT = 40
"""Articles of the corpus that are not trained on; thresholds are chosen on them."""
Article = TypeVar("Article")
DECOYS = 2
"""Pieces in a window that look like cues and are none, which the model learns to give no roles."""


def held_out(articles: Sequence[Article]) -> list[Article]:
    """The articles that are not trained on: every n-th, for about 40 of them."""
    return list(articles[:: max(len(articles) // HELD_OUT, 1)])


def collate(windows: Sequence[data.Window], first: int, last: int) -> dict[str, Tensor]:
    """A batch: pieces with the encoder's own `first` and `last` around them, padded."""
    width = max(len(window.ids) for window in windows) + 2
    shape = (len(windows), width)
    ids, capital, paragraph, mask, anchor = (torch.zeros(shape, dtype=torch.long) for _ in range(5))
    roles = torch.zeros((*shape, 3))
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, 0], ids[row, size + 1] = first, last
        ids[row, 1 : size + 1] = torch.from_numpy(window.ids)
        capital[row, 1 : size + 1] = torch.from_numpy(window.capital)
        paragraph[row, 1 : size + 1] = torch.from_numpy(window.paragraph)
        mask[row, : size + 2] = 1
        anchor[row, window.anchors + 1] = 1
        for role in (1, 2, 3):
            has = (window.roles == role).any(axis=0)
            roles[row, 1 : size + 1, role - 1] = torch.from_numpy(has.astype(np.float32))
    return {
        "ids": ids, "capital": capital, "paragraph": paragraph, "mask": mask,
        "anchor": anchor.float(), "roles": roles,
    }  # fmt: skip


def loss_of(model: Attributor, windows: Sequence[data.Window], batch: dict[str, Tensor]) -> Tensor:
    """The sum of the losses of cues, roles and links, each by the number of what it looks for."""
    heads = model(batch["ids"], batch["capital"], batch["mask"])
    inside = batch["mask"].bool()
    cues = functional.binary_cross_entropy_with_logits(
        heads.anchor[inside], batch["anchor"][inside], reduction="sum"
    ) / batch["anchor"].sum().clamp(min=1)
    any_role = functional.binary_cross_entropy_with_logits(
        heads.roles[inside], batch["roles"][inside]
    )
    links = []
    wanted = 0
    for row, window in enumerate(windows):
        size = len(window.ids)
        scores = heads.anchor[row, 1 : size + 1].detach().clone()
        scores[window.anchors] = -1e9
        decoys = scores.topk(min(DECOYS, size)).indices
        anchors = torch.cat([torch.from_numpy(window.anchors), decoys.cpu()])
        roles = torch.from_numpy(window.roles)
        roles = torch.cat([roles, torch.zeros((len(decoys), size), dtype=torch.long)])
        wanted += int((roles > 0).sum())
        where = torch.arange(size)
        distance = where[None, :] - anchors[:, None]
        near = distance.abs() <= REACH
        line = batch["paragraph"][row, 1 : size + 1].cpu()
        across = line[None, :] - line[anchors][:, None]
        device = heads.piece.device
        logits = model.link(
            heads.piece[row, 1 : size + 1][None],
            heads.cue[row, anchors.to(device) + 1][:, None],
            distance.to(device),
            across.to(device),
        )
        links.append(
            functional.cross_entropy(
                logits[near.to(device)], roles[near].to(device), reduction="sum"
            )
        )
    return cues + 3 * any_role + torch.stack(links).sum() / max(wanted, 1)


def train(rank: int, world: int, given: argparse.Namespace) -> None:
    """One process's share of the training."""
    torch.manual_seed(given.seed + rank)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu":
        torch.set_num_threads(1)
    if world > 1:
        os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
        os.environ.setdefault("MASTER_PORT", "29517")
        dist.init_process_group("gloo", rank=rank, world_size=world)
    tokenizer = Tokenizer.from_file(str(Path(given.encoder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    articles = data.read(Path(given.corpus), tokenizer, last)
    apart = {id(article) for article in held_out(articles)}
    kept = [article for article in articles if id(article) not in apart]
    model = Attributor.from_pretrained(given.encoder)
    model.to(device).train()
    weights = [p for p in model.parameters() if p.requires_grad]
    encoder = {id(p) for p in model.encoder.parameters()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in weights if id(p) in encoder], "lr": given.rate},
            {"params": [p for p in weights if id(p) not in encoder], "lr": 5 * given.rate},
        ],
        weight_decay=0.01,
    )
    epochs = [list(data.windows(kept, given.seed + n)) for n in range(given.epochs)]
    size = given.batch * world
    steps = sum(len(epoch) // size for epoch in epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.06 * steps), 1.02 - n / steps)
    )
    step, begun, shown = 0, time.time(), 0.0
    for number, epoch in enumerate(epochs):
        for at in range(0, len(epoch) - size + 1, size):
            chosen = epoch[at + rank * given.batch : at + (rank + 1) * given.batch]
            batch = {k: v.to(device) for k, v in collate(chosen, first, last).items()}
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                loss = loss_of(model, chosen, batch)
            optimizer.zero_grad()
            loss.backward()
            if world > 1:
                _average(weights, world)
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            shown = 0.98 * shown + 0.02 * float(loss.detach())
            if rank == 0 and step % 25 == 0:
                done = time.time() - begun
                left = done / step * (steps - step)
                print(
                    f"epoch {number + 1} step {step}/{steps} "
                    f"loss {shown / (1 - 0.98**step):.3f} {done:.0f}s, {left:.0f}s left",
                    flush=True,
                )
        if rank == 0:
            save(model, Path(given.out))
    if world > 1:
        dist.destroy_process_group()


def _average(weights: Sequence[torch.nn.Parameter], world: int) -> None:
    found = [p.grad if p.grad is not None else torch.zeros_like(p) for p in weights]
    flat = torch.cat([gradient.flatten() for gradient in found])
    dist.all_reduce(flat)
    flat /= world
    at = 0
    for weight in weights:
        weight.grad = flat[at : at + weight.numel()].view_as(weight)
        at += weight.numel()


def save(model: Attributor, out: Path) -> None:
    """The weights, and the shape that they fit."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "weights.new")
    (out / "weights.new").replace(out / "weights.pt")
    (out / "config.json").write_text(json.dumps(model.encoder.config.to_dict(), indent=1))


def main() -> None:
    """Parse the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--encoder", required=True, help="a folder with a BERT and tokenizer.json")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=4, help="windows a process takes a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    if torch.cuda.is_available() or given.processes == 1:
        train(0, 1, given)
    else:
        mp.spawn(train, args=(given.processes, given), nprocs=given.processes)


if __name__ == "__main__":
    main()
