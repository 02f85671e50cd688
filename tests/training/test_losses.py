"""The losses, against sums that can be written out."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from claims.attribute import decode, links  # noqa: E402
from claims.attribute.model import Scores  # noqa: E402
from training.batches import Inside  # noqa: E402
from training.data import CONTENT, CUE, SOURCE, Stretch  # noqa: E402
from training.losses import link_loss, link_scores, log_total, tag_loss  # noqa: E402
from training.model import TAGS  # noqa: E402

SIZES = [3, 1, 2]


@pytest.fixture
def scores():
    torch.manual_seed(1)
    return torch.randn(TAGS + 1, TAGS).double(), torch.randn(sum(SIZES), TAGS).double()


def totals(steps, tags):
    """Every sequence of tags of each window, with its score."""
    for window in torch.split(tags, SIZES):
        found = {}
        for sequence in product(range(TAGS), repeat=len(window)):
            before = (TAGS, *sequence)
            moves = sum(steps[a, b] for a, b in zip(before, sequence, strict=False))
            found[sequence] = moves + sum(window[n, tag] for n, tag in enumerate(sequence))
        yield found


def test_the_total_is_over_every_sequence(scores):
    by_hand = sum(torch.stack(list(found.values())).logsumexp(0) for found in totals(*scores))
    assert log_total(*scores, SIZES).item() == pytest.approx(by_hand.item())


def test_the_loss_is_the_golds_unlikelihood_a_word(scores):
    gold = torch.tensor([1, 2, 0, 3, 5, 6])
    told = [tuple(part.tolist()) for part in torch.split(gold, SIZES)]
    by_hand = sum(
        torch.stack(list(found.values())).logsumexp(0) - found[sequence]
        for found, sequence in zip(totals(*scores), told, strict=True)
    )
    steps, tags = scores
    assert tag_loss(steps, tags, gold, SIZES).item() == pytest.approx(by_hand.item() / 6)
    hard = torch.nn.functional.one_hot(gold, TAGS).double()
    assert tag_loss(steps, tags, gold, SIZES, hard).item() == pytest.approx(by_hand.item() / 6)


def test_the_totals_gradient_is_how_likely_each_tag_is(scores):
    steps, tags = scores
    tags.requires_grad_(True)
    (likely,) = torch.autograd.grad(log_total(steps, tags, SIZES), tags)
    assert torch.allclose(likely.sum(dim=1), torch.ones(sum(SIZES)).double())
    found = next(totals(steps, tags))
    shares = torch.stack(list(found.values())).softmax(0)
    by_hand = sum(s for s, sequence in zip(shares, found, strict=True) if sequence[1] == 2)
    assert likely[1, 2].item() == pytest.approx(by_hand.item())


@pytest.fixture
def linked():
    """A model's link parameters, and vectors of 90 words."""
    torch.manual_seed(2)
    model = SimpleNamespace(
        apart=torch.randn(2, links.APART),
        between=torch.randn(2, links.BETWEEN),
        nobody=torch.nn.Linear(links.LINK, 1),
    )
    return model, torch.randn(90, links.EACH * links.LINK)


@pytest.mark.parametrize("role", [links.SOURCE, links.CONTENT])
def test_links_are_scored_as_the_package_scores_them(linked, role):
    model, vectors = linked
    vectors = vectors.view(90, links.EACH, links.LINK)
    parts, cues = np.array([(0, 3), (20, 20), (70, 80)]), np.array([(5, 6), (30, 31), (60, 60)])
    ours = link_scores(model, vectors, parts, cues, role)
    there = SimpleNamespace(apart=model.apart.numpy(), between=model.between.numpy())
    scores = Scores(
        np.zeros((90, TAGS), np.float32), vectors.numpy(), np.zeros((90, 0), np.float32)
    )
    ahead, order = links.ahead_of(parts, cues), np.arange(3)
    theirs = decode.link_scores(parts, cues, ahead, order, scores, there, role)
    assert np.allclose(ours.numpy(), theirs, atol=1e-4)


def test_each_content_chooses_its_cue_and_each_cue_its_source_or_nobody(linked):
    model, vectors = linked
    said = Inside(
        (Stretch(SOURCE, 0, 1), Stretch(CUE, 2, 2), Stretch(CONTENT, 4, 9)), source_cut=False
    )
    reportedly = Inside((Stretch(CUE, 20, 20), Stretch(CONTENT, 21, 30)), source_cut=False)
    elsewhere = Inside((Stretch(CUE, 40, 41), Stretch(CONTENT, 43, 50)), source_cut=True)
    batch = SimpleNamespace(starts=[0, 90], inside=[[said, reportedly, elsewhere]])
    cues = np.array([(2, 2), (20, 20), (40, 41)])
    each = vectors.view(90, links.EACH, links.LINK)
    contents = link_scores(
        model, each, np.array([(4, 9), (21, 30), (43, 50)]), cues, links.CONTENT
    ).log_softmax(dim=1)
    sources = link_scores(model, each, np.array([(0, 1)]), cues, links.SOURCE)
    nobody = model.nobody(each[[2, 20, 40], links.CUE])
    chosen = torch.cat([nobody, sources.T], dim=1).log_softmax(dim=1)
    # The third cue's source stands outside the window: it is told nothing.
    by_hand = -(contents.diagonal().sum() + chosen[0, 1] + chosen[1, 0]) / 5
    assert link_loss(model, vectors, batch).item() == pytest.approx(by_hand.item(), rel=1e-5)
