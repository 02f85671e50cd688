"""When something was said: the date that an article gives, resolved against its publication."""

from __future__ import annotations

import datetime as dt
import re

from spacy.tokens import Doc, Token

from claims.calendar import date_of, month_number
from claims.records import Attribution
from claims.spans import Spans

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {day[:3]: day for day in WEEKDAYS} | {"tues": "tuesday", "thurs": "thursday"}
_REACH = 8
"""Tokens from the cue within which a date still dates the saying, not what is said."""


def said_on(doc: Doc, attribution: Attribution, published: dt.date | None) -> dt.date | None:
    """The day on which the claim was made, where the words around the cue tell.

    "Tuesday" is the last Tuesday up to the day of publication, "yesterday" the day before it,
    and a day and month without a year the last such day. None where nothing tells.
    """
    if published is None or not attribution.cue:
        return None
    cue = doc.char_span(*attribution.cue[0], alignment_mode="expand")
    if cue is None:
        return None
    sentence = cue.root.sent
    free = [token for token in sentence if not _inside(token, attribution)]
    near = sorted(free, key=lambda token: min(abs(token.i - cue.start), abs(token.i - cue.end + 1)))
    for token in near:
        if min(abs(token.i - cue.start), abs(token.i - cue.end + 1)) > _REACH:
            break
        if day := _day(token, published):
            return day
    return None


def _inside(token: Token, attribution: Attribution) -> bool:
    spans: Spans = attribution.content + attribution.source
    return any(start <= token.idx < end for start, end in spans)


def _day(token: Token, published: dt.date) -> dt.date | None:
    word = _bare(token)
    possessive = token.i + 1 < len(token.doc) and token.nbor().text in ("'s", "’s")
    if possessive:
        return None
    if (weekday := _SHORT.get(word, word)) in WEEKDAYS and token.text[:1].isupper():
        before = token.nbor(-1).lower_ if token.i else ""
        if before in ("next", "every", "each") or _month_follows(token):
            return None
        back = (published.weekday() - WEEKDAYS.index(weekday)) % 7
        return published - dt.timedelta(days=back)
    if word == "yesterday":
        return published - dt.timedelta(days=1)
    if word == "today":
        return published
    if month_number(word) and token.text[:1].isupper():
        return _calendar_day(token, published)
    return None


def _month_follows(token: Token) -> bool:
    """Whether the weekday only opens a full date ("Tuesday, Jan. 11"), which tells more."""
    rest = token.doc[token.i + 1 : token.i + 3]
    return any(month_number(_bare(word)) for word in rest)


def _calendar_day(month: Token, published: dt.date) -> dt.date | None:
    doc = month.doc
    text = doc[max(0, month.i - 1) : month.i + 4].text
    name = re.escape(month.text)
    match = re.search(rf"{name}\.?\s+(\d{{1,2}})(?:,?\s+(\d{{4}}))?\b", text) or re.search(
        rf"\b(\d{{1,2}})\s+{name}\.?(?:,?\s+(\d{{4}}))?\b", text
    )
    if match is None:
        return None
    day, year = int(match[1]), int(match[2] or published.year)
    number = month_number(_bare(month))
    found = date_of(year, number, day)
    if found is not None and found > published and match[2] is None:
        found = date_of(year - 1, number, day)
    return found if found is not None and found <= published else None


def _bare(token: Token) -> str:
    return str(token.lower_).rstrip(".")
