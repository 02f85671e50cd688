from claims.earlier import Inherited, Place
from claims.places import Member, drawn, placed
from claims.splits import Splits

HALVES = Splits(50, 0, 50)


def member(article, day, text="It rained."):
    return Member(f"2024-05-{day:02}", article, text)


def test_the_one_published_first_then_of_the_least_id_is_the_first_and_draws_the_split():
    group = [member("c", 3), member("b", 2, "It poured."), member("a", 2, "It rained, they say.")]
    found = drawn([group], HALVES)
    split = HALVES.of("It rained, they say.")
    assert found == {"a": Place(None, split), "b": Place("a", split), "c": Place("a", split)}
    assert drawn([group[::-1]], HALVES) == found


def test_groups_that_join_go_where_the_first_of_those_that_were_there_is():
    before = {
        "a": Place(None, "validation"), "b": Place("a", "validation"),
        "x": Place(None, "test"), "y": Place("x", "test"),
    }  # fmt: skip
    groups = [[member("a", 4), member("b", 2)], [member("x", 3), member("y", 5)]]
    assert drawn(groups, Splits(), before) == before
    # A new article, published before all, repeats both.
    joined = [[*groups[0], *groups[1], member("n", 1)]]
    found = drawn(joined, Splits(), before)
    assert found == {one: Place(None if one == "x" else "x", "test") for one in "abxyn"}
    # Once more the same, though the new one is the earliest of those that are there now.
    assert drawn(joined, Splits(), found) == found


def test_a_group_that_falls_apart_stays_in_its_split():
    before = {"a": Place(None, "test"), "b": Place("a", "test")}
    found = drawn([[member("a", 1)], [member("b", 2)]], Splits(), before)
    assert found == {"a": Place(None, "test"), "b": Place(None, "test")}


def test_what_is_otherwise_than_drawn_anew_gives_the_same_places_again():
    recorded = {
        "a": {"duplicate_of": None, "split": "test"}, "b": {"duplicate_of": "a", "split": "test"},
        "gone": {"split": "test"},
    }  # fmt: skip
    group = [member("a", 2), member("b", 1)]
    found, kept = placed([group], Splits(), Inherited(articles=recorded))
    assert found == {"a": Place(None, "test"), "b": Place("a", "test")}
    assert kept == {one: cells for one, cells in recorded.items() if one != "gone"}
    # Of one that is not on record, only that it goes where the others are.
    found, _ = placed([[*group, member("n", 1)]], Splits(), Inherited(articles=recorded))
    assert found["n"] == Place("a", "test")
    assert placed([group], Splits(), None) == (drawn([group], Splits()), {})
