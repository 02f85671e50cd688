from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.calendar import day_of_line, iso_day

DAY = dt.date(2022, 1, 11)


@pytest.mark.parametrize(
    "line",
    [
        "January 11, 2022",
        "Jan. 11, 2022",
        "jan 11 2022",
        "  JANUARY 11th, 2022 ",
        "11 January 2022",
        "11th of January, 2022",
        "Tuesday, January 11, 2022",
        "Tue 11 Jan 2022",
        "2022-01-11",
        "2022/1/11",
        "11.01.2022",
        "Published: January 11, 2022",
        "Published on 11 January 2022, 10:30 GMT",
        "Date: 2022-01-11",
        "January 11, 2022 at 4:05 p.m. EST",
        "January 11, 2022 | 16:05",
        "2022-01-11T10:00:00Z",
        "2022-01-11 10:00 +05:00",
        "*January 11, 2022*",
    ],
)
def test_dates(line: str) -> None:
    assert day_of_line(line) == (True, DAY)


@pytest.mark.parametrize(
    "line", ["01/11/2022", "Updated: January 11, 2022", "Last updated 2022-01-11 10:00 GMT"]
)
def test_dates_of_no_certain_publication(line: str) -> None:
    assert day_of_line(line) == (True, None)


def test_a_slashed_date_with_one_reading() -> None:
    assert day_of_line("13/01/2022") == (True, dt.date(2022, 1, 13))
    assert day_of_line("01/13/2022") == (True, dt.date(2022, 1, 13))
    assert day_of_line("11/11/2022") == (True, dt.date(2022, 11, 11))


@pytest.mark.parametrize(
    "line",
    [
        "January 2022",
        "2022",
        "January 11",
        "Tuesday",
        "January 32, 2022",
        "February 29, 2022",
        "Maybe 11, 2022",
        "On January 11, 2022, the troops left.",
        "January 11, 2022 the troops left",
        "2022-13-41",
        "11 2022",
        "Mission 11, 2022",
        "",
    ],
)
def test_no_dates(line: str) -> None:
    assert day_of_line(line) == (False, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-01-11", DAY),
        (" 2022-01-11T23:30:00-05:00 ", DAY),
        ("2022-01-11T10:00:00.123Z", DAY),
        ("20220111", DAY),
        ("2022-01", None),
        ("January 11, 2022", None),
        ("", None),
    ],
)
def test_iso(text: str, day: dt.date | None) -> None:
    assert iso_day(text) == day


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_in_every_form(day: dt.date) -> None:
    month = calendar.month_name[day.month]
    for line in (
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
    ):
        assert day_of_line(line) == (True, day)
