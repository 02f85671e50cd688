import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

import numpy as np  # noqa: E402

from benchmarks.framing_quality import Article  # noqa: E402
from claims.framing import tagger as runtime  # noqa: E402
from training import tagger  # noqa: E402

TEXT = "Oslo has branded the vote a farce. It was not a farce, Ann Lee said."


def at(words, start=0):
    place = TEXT.index(words, start)
    return [place, place + len(words)]


def example():
    first = {
        "kind": "explicit", "polarity": "asserted", "target": at("the vote"), "phrase": at("a farce"),
        "cue": at("has branded"), "framer": at("Oslo"),
    }  # fmt: skip
    second = {
        "kind": "predicative", "polarity": "denied", "target": at("It"),
        "phrase": at("a farce", 40), "framer": "Ann Lee", "label": "sham",
    }  # fmt: skip
    row = {"start": 0, "end": len(TEXT), "framings": [first, second]}
    [made] = tagger.examples_of(Article("own", TEXT, [row], "own"))
    return made


def test_labels_become_words():
    first, second = example().gold
    assert first == tagger.Gold(0, (5, 6), ((3, 4), (0, 0), (1, 2)), denied=False)
    assert second == tagger.Gold(1, (11, 12), ((8, 8), "?", "?"), denied=True)


def test_the_network_begins_with_the_encoders_layers():
    layers = tagger.encoder_layers()
    net = tagger.Network()
    for layer, weights in zip(net.layers, layers, strict=True):
        layer.load_state_dict(weights)  # every weight, and none besides


@pytest.mark.slow
def test_what_is_learned_is_found_by_what_the_package_runs(tmp_path):
    one = example()
    net = tagger.train([one] * 16, seed=1, epochs=40)
    tagger.export(net, (0.0, 1.0), tmp_path)
    made = runtime.Tagger(tmp_path).tagged(
        one.states.astype(np.float32), one.hints, one.heads, range(*one.inside)
    )
    first, second = made
    assert (first.phrase, first.target, first.framer, first.cue) == ((5, 6), (3, 4), (0, 0), (1, 2))
    assert (second.phrase, second.target, second.denied) == ((11, 12), (8, 8), True)


def test_scores_are_made_shares_of_what_is_right():
    shift, slope = tagger.curve_of(
        [(0.9, True)] * 6 + [(0.9, False)] * 4 + [(0.1, False)] * 9 + [(0.1, True)]
    )
    likely = 1 / (1 + np.exp(-(shift + slope * np.log(0.9 / 0.1))))
    assert likely == pytest.approx(0.6, abs=0.02)
