import datetime as dt

import pytest

from claims.track.quantities import Quantity
from claims.track.wording import worded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("within ten days", "in 10 days"),
        ("two and a half billion dollars", "$2.5 billion"),
        ("fell 8%", "fell by eight per cent"),
        ("half a percentage point", "0.5 percentage points"),
        ("one hundred and five men", "105 men"),
        ("forty thousand workers", "40,000 workers"),
        ("twenty-four hours", "24 hours"),
        ("on 4 May", "on May 4"),
        ("from the 4th of May on", "from May 4"),
        ("the 3rd quarter", "the third quarter"),
        ("1,487 people", "1.49 thousand people"),
    ],
)
def test_one_quantity_in_two_spellings(one: str, other: str) -> None:
    (first,), (second,) = (worded(text).quantities for text in (one, other))
    assert first.same(second)
    assert second.same(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in 10 days", "in 20 days"),
        ("54 percent", "45 percent"),
        ("$4.3 billion", "4.3 million dollars"),
        ("on 4 May", "on 18 May"),
        ("by 2030", "by 2040"),
        ("on Monday", "on Friday"),
        ("last week", "next week"),
    ],
)
def test_quantities_that_differ(one: str, other: str) -> None:
    (first,), (second,) = (worded(text).quantities for text in (one, other))
    assert first.kind == second.kind or first.value != second.value
    assert not first.same(second)


def test_a_day_is_told_by_the_day_of_publication() -> None:
    tuesday = dt.date(2024, 3, 5)
    assert worded("It ends tomorrow", tuesday).quantities == (Quantity("weekday", 2),)
    assert worded("It ends tomorrow").quantities == ()


def test_may_is_a_month_only_where_it_reads_so() -> None:
    assert worded("that it may rain").quantities == ()
    assert worded("that it may rain").modes == {"may"}
    assert worded("that schools open in May").quantities == (Quantity("month", 5),)
    assert worded("that schools open in May").modes == frozenset()


def test_one_is_no_number_by_itself() -> None:
    assert worded("no one knows which one it was").quantities == ()
