"""Dates, read strictly: a day, a month and a year that all stand there, or nothing."""

from __future__ import annotations

import datetime as dt
import re

_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_MONTHS = _MONTH_NAMES.split()
_NUMBERS = {word: number for number, name in enumerate(_MONTHS, 1) for word in (name, name[:3])} | {
    "sept": 9
}
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_YEAR}(?P<mark>[-/.])(?P<number>\d\d?)(?P=mark)(?P<day>\d\d?)",
        rf"(?P<day>\d\d?)\.(?P<number>\d\d?)\.{_YEAR}",
    )
]
# 01/11/2022 is January in one country and November in another
_SLASHED = re.compile(rf"(?P<first>\d\d?)/(?P<second>\d\d?)/{_YEAR}")
_LABEL = re.compile(
    r"(?:(?P<published>published|posted|publication date|date|first published)|"
    r"(?P<other>updated|last updated|modified|last modified))(?: on| at)?\s*:?\s+"
)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ")
_CLOCK = re.compile(
    r"(?:,| at|t| -| \||)\s*\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?(?:[a-z]{1,5}|[a-z]{2,5}[+-]\d{1,2}|[+-]\d\d:?\d\d)\)?)?"
)


def day_of_line(line: str) -> tuple[bool, dt.date | None]:
    """Whether a line is a date and nothing else, and the day of publication that it names.

    The day is None for a line that says when an article was updated, and for one such as
    01/11/2022, which could be either of two days.
    """
    text = re.sub(r"\s+", " ", line).strip().strip("*_()[]|").strip().lower()
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    weekday = _WEEKDAY.match(text)
    if weekday:
        text = text[weekday.end() :]
    for form in (*_FORMS, _SLASHED):
        match = form.match(text)
        rest = text[match.end() :] if match else ""
        if match and (not rest or _CLOCK.fullmatch(rest)):
            day = _slashed(match) if form is _SLASHED else _named(match)
            if day is None and form is not _SLASHED:
                continue
            return True, None if label and label["other"] else day
    return False, None


def _named(match: re.Match[str]) -> dt.date | None:
    groups = match.groupdict()
    month = int(groups["number"]) if "number" in groups else month_number(groups["month"])
    return date_of(int(groups["year"]), month, int(groups["day"]))


def _slashed(match: re.Match[str]) -> dt.date | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    days = {date_of(year, first, second), date_of(year, second, first)} - {None}
    return days.pop() if len(days) == 1 else None


def month_number(word: str) -> int:
    """The month that `word` names or abbreviates (jan, sept); 0 for any other word."""
    return _NUMBERS.get(word, 0)


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The date; None for one that no calendar has."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def iso_day(text: str) -> dt.date | None:
    """The day of an ISO 8601 date or datetime, as written there; None where it is neither.

    A time zone is left alone: an article belongs to the day that its publisher printed.
    """
    text = text.strip()
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None
