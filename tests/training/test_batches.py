"""Windows as they are trained on."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from claims.attribute.words import Words
from training.batches import Batch
from training.data import CONTENT, CUE, SOURCE, Labelled, Stretch, Window, windows


def article(count: int, *attributions: tuple[Stretch, ...]) -> Labelled:
    """Words of one piece each, in one paragraph; each depends on the one before it."""
    places = np.arange(count)
    zeros = np.zeros(count, np.int64)
    words = Words(
        2 * places, 2 * places + 1, np.zeros((count, 6), np.int64), np.maximum(places - 1, 0),
        zeros, zeros, ((102, 7), *((7,),) * (count - 1)),
    )  # fmt: skip
    soft = np.tile(places[:, None] / count, (1, 7))
    return Labelled(words, attributions, places < 1, soft)


SAID = (Stretch(SOURCE, 0, 1), Stretch(CUE, 2, 2), Stretch(CONTENT, 3, 6))


def test_tags_and_links_of_a_window_in_the_middle() -> None:
    one = article(8, SAID)
    batch = Batch([Window(one, 0, 8), Window(one, 2, 5)], 101, 102)
    assert batch.sizes == [8, 3]
    assert batch.tags().tolist() == [1, 2, 3, 5, 6, 6, 6, 0, 3, 5, 6]
    whole, part = (inside[0] for inside in batch.inside)
    assert whole.parts == SAID
    assert not whole.source_cut
    assert part.parts == (Stretch(CUE, 0, 0), Stretch(CONTENT, 1, 2))
    assert part.source_cut


def test_a_batch_counts_through_its_windows() -> None:
    one = article(8, SAID)
    batch = Batch([Window(one, 2, 5), Window(one, 0, 8)], 101, 102)
    given = {name: value.numpy() for name, value in batch.inputs.items()}
    assert given["ids"].shape == (2, 11)
    assert given["mask"].sum(axis=1).tolist() == [5, 11]
    assert given["ids"][0, :5].tolist() == [101, 7, 7, 7, 102]
    assert (given["ids"].reshape(-1)[given["opens"]] == 7).all()
    assert given["word"].reshape(-1)[given["opens"]].tolist() == list(range(1, 12))
    # The first word of a window depends on one outside: it stands for itself.
    assert given["heads"].tolist() == [0, 0, 1, 3, 3, 4, 5, 6, 7, 8, 9]
    # The first word of the article was made for training: nobody's opinion counts there.
    told = batch.wanted(0.5)[:, 0].tolist()
    assert told == pytest.approx([n / 16 for n in (2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 15)])


def test_windows_hold_every_word_once_and_differ_by_seed() -> None:
    articles = [article(700), article(30)]
    cuts = []
    for seed in (1, 2, 1):
        made = windows(articles, seed)
        spans = sorted((len(w.article.words), w.first, w.end) for w in made)
        assert spans[0] == (30, 0, 30)
        covered = [n for total, first, end in spans if total == 700 for n in range(first, end)]
        assert covered == list(range(700))
        cuts.append(spans)
    assert cuts[0] == cuts[2] != cuts[1]
