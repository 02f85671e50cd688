"""Numbers, sums, shares and dates in a claim, so that "ten days" is "10 days" and not "20 days"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.calendar import month_number
from claims.describe.dates import WEEKDAYS

_SMALL = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: float(value * 10)
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_PARTS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}
NUMBERS = frozenset({*_SMALL, *_TENS, *_SCALES, "half", "percentage", "th", "nd", "rd", "st"})
"""Words that only count."""
_ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}
_SIGNS = {"$", "€", "£", "¥"}
_MONEY = {"dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "usd", "eur"}
_SHARES = {"%", "percent", "percentage", "pct"}
_PERIODS = {"day", "night", "week", "weekend", "month", "year", "decade", "century"}
_SEASONS = {"spring", "summer", "autumn", "fall", "winter"}
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_BEFORE_SEASONS = {"this", "last", "next", "the", "by", "in", "until"}
_BEFORE_MONTHS = {"in", "of", "by", "until", "since", "last", "next", "early", "late", "mid"}
_CLOCK = {"a", "p", "am", "pm", "clock"}
_FIRST = frozenset({
    *WEEKDAYS, *_DAYS, *_SEASONS, "this", "last", "next", "end", *_ORDINALS, *_SMALL, *_TENS,
    "half", "a", "an",
})  # fmt: skip
"""Words that a quantity may begin with, beside digits and months."""


class Quantity(NamedTuple):
    """What a claim counts, or when it says that something is."""

    kind: str
    """number, percent, money, part, ordinal, month, date, year, weekday, period, season, clock."""
    value: float
    unit: str = ""
    """The word that follows a number, without its plural's s."""

    def same(self, other: Quantity) -> bool:
        """Whether both say the same; large numbers may be rounded by a hundredth."""
        if self.kind != other.kind:
            return False
        near = 0.01 if self.kind in ("number", "money") and self.value >= 1000 else 1e-9
        return abs(self.value - other.value) <= near * max(1.0, abs(self.value))


def quantities(words: Sequence[str], published: dt.date | None) -> tuple[Quantity, ...]:
    """The quantities among the words of a claim, in their order; case tells "May" from "may".

    "Tomorrow" is a day of the week where the day of publication is known.
    """
    lowered = [word.lower() for word in words]
    found: list[Quantity] = []
    place = 0
    while place < len(words):
        word = lowered[place]
        if word not in _FIRST and not word[0].isdecimal() and not month_number(word):
            place += 1
            continue
        one, end = _at(words, lowered, place, published)
        found += [one] if one is not None else []
        place = max(end, place + 1)
    return tuple(found)


def _at(
    words: Sequence[str], lowered: Sequence[str], place: int, published: dt.date | None
) -> tuple[Quantity | None, int]:
    """The quantity that begins at a word, and the word after it."""
    word = lowered[place]
    before = lowered[place - 1] if place else ""
    after = lowered[place + 1] if place + 1 < len(lowered) else ""
    if words[place][0].isupper() and (month := month_number(word)):
        if (day := _whole(after)) and day <= 31:
            return Quantity("date", month * 100 + day), place + 2
        if word != "may" or before in _BEFORE_MONTHS:
            return Quantity("month", month), place + 1
    if word in WEEKDAYS:
        return Quantity("weekday", WEEKDAYS.index(word)), place + 1
    if word in _DAYS and published is not None:
        return Quantity("weekday", (published.weekday() + _DAYS[word]) % 7), place + 1
    if word in _SEASONS and before in _BEFORE_SEASONS:
        return Quantity("season", sorted(_SEASONS - {"fall"}).index(_season(word))), place + 1
    if word in ("this", "last", "next") and _single(after) in _PERIODS:
        step = ("last", "this", "next").index(word)
        return Quantity("period", sorted(_PERIODS).index(_single(after)) * 4 + step), place + 2
    if word == "end" and lowered[place + 1 : place + 3] in (["of", "the"], ["of", "this"]):
        last = _single(lowered[place + 3]) if place + 3 < len(lowered) else ""
        if last in _PERIODS:
            return Quantity("period", sorted(_PERIODS).index(last) * 4 + 3), place + 4
    return _number(words, lowered, place)


def _number(
    words: Sequence[str], lowered: Sequence[str], place: int
) -> tuple[Quantity | None, int]:
    """The number that begins at a word, with its unit."""
    if lowered[place] in _ORDINALS and lowered[place - 1 : place] not in (["a"], ["one"]):
        return Quantity("ordinal", _ORDINALS[lowered[place]]), place + 1
    value, end = _value(lowered, place)
    if value is None:
        return None, place + 1
    sign = place > 0 and lowered[place - 1] in _SIGNS
    following = lowered[end] if end < len(lowered) else ""
    if following in ("st", "nd", "rd", "th"):
        return _ordinal(words, lowered, value, end + 1)
    if following == "per" and lowered[end + 1 : end + 2] == ["cent"]:
        return Quantity("percent", value), end + 2
    if (
        following in _SHARES
        or "point" in lowered[end : end + 2]
        or "points" in lowered[end : end + 2]
    ):
        return Quantity("percent", value), end + 1
    if sign or following in _MONEY:
        return Quantity("money", value), end + (not sign)
    if (
        following in _CLOCK
        and value <= 24
        and end == place + 1
        and (following not in ("a", "p") or lowered[end + 1 : end + 2] == ["m"])
    ):
        return Quantity("clock", value), end + 1
    if end == place + 1 and words[end : end + 1] and words[end][0].isupper():
        month = month_number(following)
        if month and value <= 31:
            return Quantity("date", month * 100 + value), end + 1
    if end == place + 1 and 1900 <= value < 2100 and lowered[place].isdecimal():
        return Quantity("year", value), end
    if value < 1 and lowered[place] in ("half", "a", "one", "third", "quarter"):
        return Quantity("part", value), end
    return Quantity("number", value, _single(following)), end


def _ordinal(
    words: Sequence[str], lowered: Sequence[str], value: float, end: int
) -> tuple[Quantity, int]:
    """ "20th", or the day that "4th of May" names."""
    month = end + (lowered[end : end + 1] == ["of"])
    if month < len(words) and words[month][0].isupper() and month_number(lowered[month]):
        return Quantity("date", month_number(lowered[month]) * 100 + value), month + 1
    return Quantity("ordinal", value), end


def _value(lowered: Sequence[str], place: int) -> tuple[float | None, int]:
    """The number written in digits or words from there on, and the word after it."""
    word = lowered[place]
    following = lowered[place + 1] if place + 1 < len(lowered) else ""
    if word == "half":
        return 0.5, place + 1 + (following == "a")
    if word in ("a", "an", "one") and following in _PARTS:
        return _PARTS[following], place + 2
    if word == "a" and following in _SCALES and following not in ("k", "m"):
        value, end = 1.0, place + 1
    elif (digits := _digits(word)) is not None:
        value, end = digits, place + 1
    elif word in _TENS:
        small = _SMALL.get(following, 0.0)
        small = small if 0 < small < 10 else 0.0
        value, end = _TENS[word] + small, place + 1 + (small > 0)
    elif word in _SMALL and (word != "one" or following in _SCALES):
        value, end = _SMALL[word], place + 1
    else:
        return None, place + 1
    return _scaled(lowered, value, end)


def _scaled(lowered: Sequence[str], value: float, end: int) -> tuple[float, int]:
    """The number with the words that multiply it or add to it: "two and a half million"."""
    if lowered[end : end + 3] == ["and", "a", "half"]:
        value, end = value + 0.5, end + 3
    if end < len(lowered) and lowered[end] in _PARTS and value < 10 and value == int(value):
        return value * _PARTS[lowered[end]], end + 1
    while end < len(lowered) and lowered[end] in _SCALES:
        value, end = value * _SCALES[lowered[end]], end + 1
        if lowered[end - 1] in ("hundred", "thousand"):
            more = end + (lowered[end : end + 1] == ["and"])
            rest = next(_below_hundred(lowered, more), None)
            if rest is not None:
                value, end = value + rest[0], rest[1]
    return value, end


def _below_hundred(lowered: Sequence[str], place: int) -> Iterator[tuple[float, int]]:
    if place >= len(lowered):
        return
    word = lowered[place]
    if word in _TENS:
        small = _SMALL.get(lowered[place + 1], 0.0) if place + 1 < len(lowered) else 0.0
        small = small if 0 < small < 10 else 0.0
        yield _TENS[word] + small, place + 1 + (small > 0)
    elif word in _SMALL:
        yield _SMALL[word], place + 1


def _digits(word: str) -> float | None:
    if not word[0].isdecimal():
        return None
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None


def _whole(word: str) -> int:
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 3 else 0


def _season(word: str) -> str:
    return "autumn" if word == "fall" else word


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
