"""When something was said: the date that an article gives, resolved against its publication."""

from __future__ import annotations

import datetime as dt
import re

from dateutil import parser as date_parser
from spacy.tokens import Doc, Token

from claims.records import Attribution
from claims.spans import Spans

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {day[:3]: day for day in WEEKDAYS} | {"tues": "tuesday", "thurs": "thursday"}
_MONTHS = ("january february march april may june july august september october november december"
           " jan feb mar apr jun jul aug sep sept oct nov dec").split()  # fmt: skip
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
    word = token.lower_.rstrip(".")
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
    if word in _MONTHS and token.text[:1].isupper():
        return _calendar_day(token, published)
    return None


def _month_follows(token: Token) -> bool:
    """Whether the weekday only opens a full date ("Tuesday, Jan. 11"), which tells more."""
    rest = token.doc[token.i + 1 : token.i + 3]
    return any(word.lower_.rstrip(".") in _MONTHS for word in rest)


def _calendar_day(month: Token, published: dt.date) -> dt.date | None:
    doc = month.doc
    text = doc[max(0, month.i - 1) : month.i + 4].text
    name = re.escape(month.text)
    match = re.search(rf"{name}\.?\s+(\d{{1,2}})(?:,?\s+(\d{{4}}))?\b", text) or re.search(
        rf"\b(\d{{1,2}})\s+{name}\.?(?:,?\s+(\d{{4}}))?\b", text
    )
    if match is None:
        return None
    day, year = match[1], match[2]
    try:
        found = date_parser.parse(
            f"{day} {month.text.rstrip('.')} {year or published.year}", dayfirst=True
        ).date()
        if year is None and found > published:
            found = found.replace(year=found.year - 1)
    except (ValueError, OverflowError):  # "Feb. 30", or a leap day in a year without one
        return None
    return found if found <= published else None
