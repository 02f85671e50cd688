"""Who holds where people differ, and how far they agree."""

from __future__ import annotations

import pytest

from claims.corrections.resolve import THERE, agreement, alpha, contradictions, words
from tests.corrections.made import correction, extraction

CLAIM = extraction().claims[0]


def change(name: str, by: str, at: str = "2026-01-01"):
    return correction("change", CLAIM, {"speaker": name}, by=by, at=at)


def held(*records):
    return words(records)["speaker"][0].value


def test_the_word_of_most_people_holds_then_the_latest() -> None:
    assert held(change("A", "ann", "2026-03-01"), change("B", "bob"), change("B", "cy")) == "B"
    assert held(change("A", "ann", "2026-03-01"), change("B", "bob", "2026-02-01")) == "A"
    tie = [change("A", "ann"), change("B", "bob")]
    assert held(*tie) == held(*reversed(tie)) == min(tie, key=lambda one: one.id).new["speaker"]


def test_of_one_person_the_latest_word_counts() -> None:
    several = [
        change("A", "ann", "2026-01-02"),
        change("B", "ann", "2026-01-01"),
        change("B", "ann"),
    ]
    assert held(*several) == "A"
    assert contradictions({("claims", "x"): several}) == []


def test_a_removal_is_a_word_on_whether_the_row_is_there() -> None:
    remove = correction("remove", CLAIM, by="bob", at="2026-02-01")
    assert words([change("A", "ann"), remove])[THERE][0].value is False
    assert words([change("A", "ann"), change("A", "cy"), remove])[THERE][0].value is True
    (found,) = contradictions({("claims", CLAIM.claim_id): [change("A", "ann"), remove]})
    assert str(found) == f"claims {CLAIM.claim_id}, there: bob: not there; ann: there"


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): the data of its sections B and C.
FOUR = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]


def test_alpha_is_as_published() -> None:
    rows = [row.split() for row in FOUR]
    units = [[value for value in column if value != "."] for column in zip(*rows, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=5e-4)
    # Section A: binary data, ten units, two observers.
    binary = list(zip("0100000000", "1110010100", strict=True))
    assert alpha(binary) == pytest.approx(0.095, abs=5e-4)
    # Section B: nominal data, twelve units, two observers.
    nominal = list(zip("aabbdcccedda", "babbbcccedd" + "d", strict=True))
    assert alpha(nominal) == pytest.approx(0.692, abs=5e-4)


def test_alpha_has_its_ends() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", "a"), ("a", "a")]) is None  # no other value to be wrong with
    assert alpha([("a",), ("b",)]) is None
    assert alpha([("a", "b"), ("b", "a")]) < 0


def test_agreement_is_by_column() -> None:
    other = extraction().claims[1]
    groups = {
        ("claims", "x"): [change("A", "ann"), change("A", "bob")],
        ("claims", "y"): [
            correction("change", other, {"speaker": "B"}, by="ann"),
            correction("change", other, {"speaker": "C"}, by="bob"),
        ],
    }
    found = agreement(groups)
    assert found == {"claims.speaker": pytest.approx(1 - 3 * 2 / 10)}
