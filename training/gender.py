"""Trains the model of first names: which words are, and how likely one is a woman's.

    python -m training.gender NAMES.json [--out claims/speakers/trained/first_names.npz]

NAMES.json is `nomquamgender/name_data.json` of the package nomquamgender (MIT; Van Buskirk, Clauset
and Larremore, "An Open-Source Cultural Consensus Approach to Name-Based Gender Classification",
ICWSM 2023): for each name its sources, its count and how likely it is a woman's.
Prints how often the sex of names that lean clearly is told right, a tenth being held out.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch
from torch import nn

from claims.speakers.gender import BUCKETS, FILE, SCALE, SLOTS, grams, slot
from claims.speakers.names import key

LEAST = 3
"""Sources and people together below which a name is left out."""
COMMON = 100
"""People (as far as counted) from whom on a word counts as a first name."""
EPOCHS = 4
BATCH = 2048


def names_of(path: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The names, how often each is met, and how likely it is a woman's."""
    found: dict[str, tuple[float, float]] = {}
    for name, (sources, count, likely, *_) in json.loads(path.read_text("utf-8")).items():
        folded = key(name)
        weight = sources + count
        if not re.fullmatch(r"[a-z]{2,21}", folded) or weight < LEAST:
            continue
        before, sum_ = found.get(folded, (0.0, 0.0))
        found[folded] = before + weight, sum_ + weight * likely
    names = sorted(found)
    counts = np.array([found[name][0] for name in names])
    return names, counts, np.array([found[name][1] for name in names]) / counts


def main() -> None:
    """Train, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    names, counts, likely = names_of(given.names)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    held = rng.random(len(names)) < 0.1
    places = [grams(name) for name in names]
    starts = np.cumsum([0] + [len(one) for one in places])
    flat = np.array([place for one in places for place in one])
    bag = nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    nn.init.zeros_(bag.weight)
    shift = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.Adam([bag.weight, shift], lr=0.02)
    weights = torch.tensor(np.minimum(np.log1p(counts), 8), dtype=torch.float32)
    target = torch.tensor(likely, dtype=torch.float32)

    def scores(ids: np.ndarray) -> torch.Tensor:
        taken = np.concatenate([flat[starts[i] : starts[i + 1]] for i in ids])
        offsets = np.cumsum([0] + [len(places[i]) for i in ids])[:-1]
        return bag(torch.tensor(taken), torch.tensor(offsets)).squeeze(1) + shift

    for _ in range(EPOCHS):
        order = rng.permutation(np.flatnonzero(~held))
        for first in range(0, len(order), BATCH):
            ids = order[first : first + BATCH]
            losses = nn.functional.binary_cross_entropy_with_logits(
                scores(ids), target[ids], reduction="none"
            )
            loss = (losses * weights[ids]).mean() + 1e-6 * (bag.weight**2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    stored = np.concatenate([bag.weight.detach().numpy().ravel(), shift.detach().numpy()])
    table = np.clip(np.round(stored * SCALE), -127, 127).astype(np.int8)
    for part, ids in (
        ("trained", np.flatnonzero(~held)[:50_000]),
        ("held out", np.flatnonzero(held)),
    ):
        clear = ids[np.abs(likely[ids] - 0.5) > 0.3]
        found = np.array([table[places[i]].sum(dtype=np.int64) + table[-1] for i in clear]) > 0
        right = found == (likely[clear] > 0.5)
        by_people = np.average(right, weights=counts[clear])
        print(f"{part}: {100 * right.mean():.1f}% of names, {100 * by_people:.1f}% of people")
    given.out.parent.mkdir(exist_ok=True)
    known = np.zeros(SLOTS // 8, np.uint8)
    for name, count in zip(names, counts, strict=True):
        if count >= COMMON:
            known[slot(name) >> 3] |= 1 << (slot(name) & 7)
    np.savez_compressed(given.out, letters=table, known=known)
    print(f"{(counts >= COMMON).sum()} names are known; {given.out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
