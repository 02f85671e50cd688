import numpy as np
import pytest

from claims.track import candidates
from claims.track.candidates import Said, by_vectors, pairs, signatures
from claims.track.meaning import WIDTH


def flat(*claims: str) -> tuple[np.ndarray, np.ndarray]:
    numbers: dict[str, int] = {}
    words = [[numbers.setdefault(w, len(numbers)) for w in claim.split()] for claim in claims]
    return np.array([w for claim in words for w in claim]), np.array([len(c) for c in words])


def shingled(*claims: str) -> np.ndarray:
    """The pairs that share a shingle, each once, as those of claims without vectors."""
    words, lengths = flat(*claims)
    count = len(lengths)
    return pairs(Said(words, lengths, np.full(count, -1), np.zeros((count, WIDTH), np.float32)))


def near_pairs(count: int, seed: int, noise: float = 0.05) -> np.ndarray:
    """Vectors of which each second is near the one before it."""
    rng = np.random.default_rng(seed)
    one = rng.standard_normal((count // 2, WIDTH))
    other = one + noise * rng.standard_normal(one.shape)
    both = np.stack([one, other], 1).reshape(-1, WIDTH)
    return (both / np.linalg.norm(both, axis=1, keepdims=True)).astype(np.float32)


def test_claims_meet_by_four_words_in_a_row_and_not_across_an_edge() -> None:
    found = shingled("a b c d e", "x b c d e y", "a b c", "d e f g", "a b c x")
    assert found.tolist() == [[0, 1]]


def test_what_is_often_said_meets_the_first_and_the_last() -> None:
    found = shingled(*["make it great again"] * 40)
    assert {tuple(pair) for pair in found.tolist()} >= {(0, 39), (5, 39), (38, 39), (35, 39)}
    assert len(found) <= 40 * (candidates.OLDEST + candidates.NEWEST)


def test_near_vectors_meet_whoever_speaks_and_less_near_ones_of_one_speaker() -> None:
    vectors = near_pairs(40, 1)
    empty = np.zeros(0, np.int64), np.zeros(40, np.int64)
    found = pairs(Said(*empty, np.full(40, -1), vectors))
    assert {tuple(pair) for pair in found.tolist()} >= {(n, n + 1) for n in range(0, 40, 2)}


def test_later_claims_change_no_pair_of_earlier_ones() -> None:
    vectors = near_pairs(300, 2, noise=0.6)
    some = by_vectors(vectors[:200], np.arange(200), 0.3)
    every = by_vectors(vectors, np.arange(300), 0.3)
    assert some.tolist() == every[every[:, 1] < 200].tolist()


@pytest.mark.slow
def test_signatures_find_nearly_all_that_exact_search_finds() -> None:
    vectors = near_pairs(4000, 3, noise=0.3)
    exact = {tuple(p) for p in by_vectors(vectors, np.arange(4000), 0.9).tolist()}
    groups = (
        np.flatnonzero(numbers == one)
        for numbers in signatures(vectors)
        for one in np.unique(numbers)
    )
    found = {tuple(p) for group in groups for p in by_vectors(vectors, group, 0.9).tolist()}
    assert found <= exact
    assert len(found) > 0.9 * len(exact) > 1000


def test_no_claims_have_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    none = np.zeros(0, np.int64)
    said = Said(none, none, none, np.zeros((0, WIDTH), np.float32))
    assert pairs(said).shape == (0, 2)
    monkeypatch.setattr(candidates, "EXACT", -1)
    assert pairs(said).shape == (0, 2)


def test_the_pairs_are_the_same_however_many_are_sorted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(4)
    count = 600
    said = Said(
        rng.integers(0, 9, 8 * count, np.int32), np.full(count, 8), rng.integers(-1, 40, count),
        near_pairs(count, 5, noise=0.6), rng.random(count) < 0.7,
    )  # fmt: skip
    whole = pairs(said)
    monkeypatch.setattr(candidates, "_WAITING", 50)
    assert pairs(said).tolist() == whole.tolist()
    assert len(whole) > 500


@pytest.mark.parametrize("exact", [candidates.EXACT, 30])
def test_the_pairs_are_the_same_whatever_groups_count_as_small(
    exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(6)
    count = 900
    empty = np.zeros(0, np.uint32), np.zeros(count, np.int64)
    said = Said(*empty, rng.integers(-1, 60, count), near_pairs(count, 7, noise=0.5))
    monkeypatch.setattr(candidates, "EXACT", exact)
    monkeypatch.setattr(candidates, "FEW", 1)
    whole = pairs(said)
    assert len(whole) > 450
    for few in (5, 16, 100):
        monkeypatch.setattr(candidates, "FEW", few)
        assert pairs(said).tolist() == whole.tolist()


def test_two_people_say_no_claim_together() -> None:
    words, lengths = flat(*["make it great again"] * 4)
    none = np.zeros((4, WIDTH), np.float32)
    people = np.array([True, True, False, True])
    found = pairs(Said(words, lengths, np.array([0, 1, 2, -1]), none, people))
    assert found.tolist() == [[0, 2], [1, 2], [0, 3], [1, 3], [2, 3]]


def test_words_that_tell_nothing_make_no_pair() -> None:
    words, lengths = flat("a b c d", "a b c d e", "x b c d e")
    none = np.zeros((3, WIDTH), np.float32)
    tells = np.array([word == "e" for claim in ("abcd", "abcde", "xbcde") for word in claim])
    found = pairs(Said(words, lengths, np.full(3, -1), none, tells=tells))
    assert found.tolist() == [[1, 2]]
