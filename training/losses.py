"""What training lowers: how unlikely the model finds the tags, and the links, of the gold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from claims.attribute import links as links_at
from claims.attribute.links import EACH, LINK, ahead_of, places
from training.batches import Batch
from training.data import CONTENT, CUE, SOURCE
from training.model import TAGS, Attributor

UNTOLD = -100


def tag_loss(
    steps: Tensor, tags: Tensor, gold: Tensor, sizes: Sequence[int], wanted: Tensor | None = None
) -> Tensor:
    """The negative log likelihood of the gold tags in a linear-chain CRF, by the number of words.

    (Lafferty, McCallum and Pereira, ICML 2001.) `tags` has shape (words, TAGS), `gold` (words,),
    `sizes` the words of each window. `wanted`, shape (words, TAGS), has for each word how much of
    each tag is wanted in place of the one gold tag; the steps are still told by the gold.
    """
    total = log_total(steps, tags, sizes)
    before = torch.zeros_like(gold)
    before[1:] = gold[:-1]
    before[torch.from_numpy(np.cumsum([0, *sizes[:-1]])).to(gold.device)] = TAGS
    own = tags.gather(1, gold[:, None]).sum() if wanted is None else (tags * wanted).sum()
    return (total - own - steps[before, gold].sum()) / len(gold)


def log_total(steps: Tensor, tags: Tensor, sizes: Sequence[int]) -> Tensor:
    """The logarithm of the sum over all sequences of tags, summed over the windows."""
    longest = max(sizes)
    rows = torch.split(tags, list(sizes))
    padded = torch.stack([functional.pad(r, (0, 0, 0, longest - len(r))) for r in rows])
    alpha = steps[TAGS] + padded[:, 0]
    left = torch.tensor(sizes, device=tags.device)
    move = steps[:TAGS].exp()
    for place in range(1, longest):
        top = alpha.max(dim=1, keepdim=True).values
        new = ((alpha - top).exp() @ move).log() + top + padded[:, place]
        alpha = torch.where((left > place)[:, None], new, alpha)
    return torch.logsumexp(alpha, dim=1).sum()


def link_loss(model: Attributor, links: Tensor, batch: Batch) -> Tensor:
    """Each content chooses its cue among the window's, and each cue its source, or nobody.

    A cue whose source stands outside the window chooses nothing.
    """
    losses, choices = [], 0
    vectors = links.view(len(links), EACH, LINK)
    for start, attributions in zip(batch.starts[:-1], batch.inside, strict=True):
        # A cue inside two attributions counts for the later one; there are three in the corpus.
        owner = {s.span: n for n, a in enumerate(attributions) for s in a.parts if s.role == CUE}
        if not owner:
            continue
        cues = np.array(sorted(owner))
        row = {owner[tuple(span)]: place for place, span in enumerate(cues.tolist())}
        own = [(row[n], s) for n, a in enumerate(attributions) if n in row for s in a.parts]
        contents = [(place, s.span) for place, s in own if s.role == CONTENT]
        sources = [(place, s.span) for place, s in own if s.role == SOURCE]
        if contents:
            parts = np.array([span for _, span in contents])
            scores = link_scores(model, vectors[start:], parts, cues, links_at.CONTENT)
            truth = torch.tensor([place for place, _ in contents], device=links.device)
            losses.append(functional.cross_entropy(scores, truth, reduction="sum"))
            choices += len(contents)
        columns = model.nobody(vectors[start + torch.from_numpy(cues[:, 0]), links_at.CUE])
        truth = torch.zeros(len(cues), dtype=torch.long, device=links.device)
        if sources:
            distinct = sorted({span for _, span in sources})
            scores = link_scores(model, vectors[start:], np.array(distinct), cues, links_at.SOURCE)
            columns = torch.cat([columns, scores.T], dim=1)
            for place, span in sources:
                truth[place] = 1 + distinct.index(span)
        for number, place in row.items():
            if attributions[number].source_cut:
                truth[place] = UNTOLD
        losses.append(
            functional.cross_entropy(columns, truth, reduction="sum", ignore_index=UNTOLD)
        )
        choices += int((truth != UNTOLD).sum())
    return torch.stack(losses).sum() / max(choices, 1) if losses else links.sum() * 0


def link_scores(
    model: Attributor, vectors: Tensor, parts: np.ndarray, cues: np.ndarray, role: int
) -> Tensor:
    """How well parts and cues go together, shape (parts, cues); as `decode` has it."""
    order = np.arange(len(cues))
    apart, between = places(parts, cues, ahead_of(parts, cues), order)
    first, last = torch.from_numpy(parts).T
    part = vectors[first, role] + vectors[last, role + 1]
    own = vectors[torch.from_numpy(cues[:, 0]), links_at.CUE]
    scores: Tensor = part @ own.T / LINK**0.5
    side = role // 2
    return scores + model.apart[side][apart] + model.between[side][between]
