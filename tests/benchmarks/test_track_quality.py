from benchmarks.track_pairs import FRESH_OWN, own
from benchmarks.track_quality import Score, score


def test_scores_count_what_is_found_and_what_is_right() -> None:
    assert score([True, True, False, False], [True, False, True, False]) == Score(50, 50, 50, 4)
    assert score([False], [True]) == Score(0, 0, 0, 1)


def test_no_claim_of_a_held_pair_is_in_the_other_half() -> None:
    held, others = (
        {row["claim_id"] for pair in own() if pair.held == which for row in (pair.one, pair.other)}
        for which in (True, False)
    )
    assert held and others and not held & others


def test_no_claim_of_a_fresh_pair_was_written_before() -> None:
    fresh, before = (
        {row["claim_id"] for pair in pairs for row in (pair.one, pair.other)}
        for pairs in (own(FRESH_OWN), own())
    )
    assert fresh and not fresh & before
