from hypothesis import given, settings
from hypothesis import strategies as st

from claims import ids
from claims.track.assign import assigned, named


def test_nothing_chains() -> None:
    # 1 is like 0, 2 is like 1 and not like 0: it does not come to 0 by way of 1.
    assert assigned(3, {(0, 1): 0.9, (1, 2): 0.9}) == [[0, 1], [2]]


def test_the_surest_leader_wins_and_the_first_of_equal_ones() -> None:
    assert assigned(3, {(0, 2): 0.8, (1, 2): 0.9}) == [[0], [1, 2]]
    assert assigned(3, {(0, 2): 0.9, (1, 2): 0.9}) == [[0, 2], [1]]


def test_a_claim_that_contradicts_a_member_stays_out() -> None:
    same = {(0, 1): 0.9, (0, 2): 0.9}
    assert assigned(3, same, lambda one, other: (one, other) == (1, 2)) == [[0, 1], [2]]


def test_a_new_track_has_a_digest_of_its_first_claim() -> None:
    assert named([["a", "b"]], {}) == dict.fromkeys("ab", ids.track_id("a"))


def test_known_tracks_keep_their_ids_also_where_an_older_claim_comes() -> None:
    assert named([["new", "a", "b"]], {"a": "T", "b": "T"}) == dict.fromkeys(("new", "a", "b"), "T")


def test_of_two_tracks_that_become_one_the_first_claims_id_stays() -> None:
    found = named([["a", "b", "c", "d"]], {"b": "T", "c": "U", "d": "U"})
    assert set(found.values()) == {"T"}


def test_a_track_that_comes_apart_leaves_its_id_to_the_first_part() -> None:
    known = dict.fromkeys("abcd", ids.track_id("a"))
    found = named([["a", "b"], ["c", "d"]], known)
    assert found["a"] == found["b"] == ids.track_id("a")
    assert found["c"] == found["d"] == ids.track_id("c")
    # Led by the claim whose digest is taken: another id is made.
    apart = named([["z", "b"], ["a", "d"]], {"b": ids.track_id("a")})
    assert apart["b"] == ids.track_id("a") != apart["a"]


@settings(deadline=None)
@given(
    st.integers(1, 12).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.dictionaries(
                st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
                    lambda pair: pair[0] < pair[1]
                ),
                st.floats(0.5, 1),
            ),
        )
    )
)
def test_every_claim_is_in_one_group_whose_leader_it_is_like(
    drawn: tuple[int, dict[tuple[int, int], float]],
) -> None:
    count, same = drawn
    groups = assigned(count, same)
    assert sorted(place for group in groups for place in group) == list(range(count))
    assert all((group[0], one) in same for group in groups for one in group[1:])
    # What comes later changes nothing about what was said before.
    fewer = {pair: sure for pair, sure in same.items() if pair[1] < count - 1}
    before = ([one for one in group if one < count - 1] for group in groups)
    assert assigned(count - 1, fewer) == [group for group in before if group]
