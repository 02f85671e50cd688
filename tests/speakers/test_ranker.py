import numpy as np

from claims.speakers.features import about, pair
from claims.speakers.ranker import Ranker, shipped


def layers(given, weight):
    return {"in": np.full((given, 1), weight), "shift": np.zeros(1), "out": np.ones(1)}


def ranker(path):
    made = {f"pair.{k}": v for k, v in layers(3, 1.0).items()}
    made |= {f"nobody.{k}": v for k, v in layers(1, 2.0).items()}
    np.savez(path, **made)
    return Ranker(path)


def test_the_likeliest_candidate_is_chosen_if_likelier_than_nobody(tmp_path):
    small = ranker(tmp_path / "r.npz")
    assert small.best([1.0], [[0.0, 0.5], [1.0, 2.0]]) == 1
    assert small.best([1.0], [[0.0, 0.5], [0.5, 0.4]]) is None
    assert small.best([1.0], []) is None
    assert small.best([1.0], [[0.0, 0.5], [0.5, 0.4]], somebody=True) == 1


def test_the_shipped_ranker_takes_the_features_as_they_are():
    from claims.speakers.chains import Chains
    from tests.planted import parsed

    sizes = set()

    def choose(query, alone, candidates, pairs):
        sizes.update((len(alone), len(one)) for one in pairs)
        return shipped().best(alone, pairs)

    Chains(parsed("Ann Lee met the mayor of Turku. She said that it rained."), [], choose)
    assert len(sizes) == 1
    assert callable(about) and callable(pair)
