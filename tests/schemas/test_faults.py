from __future__ import annotations

import datetime as dt

import pytest

from claims.schemas import Fault
from claims.schemas.faults import shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (1.2000000476837158, "1.2"),
        (float("nan"), "NaN"),
        (7, "7"),
        ("it's", '"it\'s"'),
        ("x" * 50, "'" + "x" * 38 + "…"),
        (dt.date(2024, 5, 6), "2024-05-06"),
        ([], "[]"),
        ([{"start": 1, "end": 20}, {"start": None, "end": 3}], "[1:20, null:3]"),
        (["a", None], "['a', null]"),
        (list(range(1_000_000)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"),
    ],
)
def test_values_are_shown_short(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_fault_of_a_table_and_one_of_rows() -> None:
    assert str(Fault("claims", "", "table_missing")) == "claims: table_missing"
    fault = Fault("claims", "cue", "not_null", ("ab", "cd"), ("null", "null"), 3)
    assert str(fault) == "claims.cue: not_null: 3 rows, e.g. ab: null, cd: null, …"


def test_an_id_that_is_none_is_quoted() -> None:
    import polars as pl

    frame = pl.DataFrame({"id": ["a b", "\x1b[2J", None], "n": [1, 2, 3]})
    fault = Fault("t", "n", "even").of_rows(frame, "id", pl.Series([False, False, False]))
    assert fault.row_ids == ("'a b'", r"'\x1b[2J'", "#2")
