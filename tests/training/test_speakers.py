import pytest

torch = pytest.importorskip("torch")

from claims.speakers.chains import chosen  # noqa: E402
from tests.planted import parsed  # noqa: E402
from training import speakers  # noqa: E402

TEXT = "Ann Lee met John Smith on Monday. She was pleased, and he left."


def mention(words, entity):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "entity": entity}


def test_examples_of_gold_coreference_know_who_is_meant():
    gold = [
        mention("Ann Lee", "1"),
        mention("John Smith", "2"),
        mention("She", "1"),
        mention("he", "2"),
    ]
    made = speakers.from_gum(parsed(TEXT), [], [*gold[:3], {**gold[3], "start": 55, "end": 57}])
    assert [one.kind for one in made] == ["she", "he"]
    assert all(len(one.right) == 1 for one in made)


def test_examples_of_labels_count_more():
    place = TEXT.index("She")
    label = {"start": place, "end": place + 3, "names": ["Ann Lee"], "named": True}
    label["type"] = "person"
    (made,) = speakers.from_labels(parsed(TEXT), [], [label], chosen)
    assert (made.weight, made.kind, len(made.right)) == (speakers.WEIGHT, "she", 1)


@pytest.mark.slow
def test_a_network_learns_and_is_read_back_as_it_scores(tmp_path):
    examples = [
        speakers.Example([float(n % 2)], [[1.0, 0.0], [0.0, 1.0]], [n % 2], "he") for n in range(64)
    ]
    net = speakers.train(examples, seed=0, epochs=60)
    ranker = speakers.write([net, net], tmp_path / "ranker.npz")
    assert [ranker.best(one.alone, one.pairs) for one in examples[:2]] == [0, 1]
