"""The day on which a page says that it was published."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator

from claims.calendar import iso_day
from claims.read.markup import Markup

_CERTAIN = ("article:published_time", "og:article:published_time", "datepublished")
# "date" can be that of the last change: they come after the page's linked data
_LESS_CERTAIN = (
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
    "sailthru.date",
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-])")


def published_on(page: Markup, url: str | None) -> dt.date | None:
    """The day that the page's metadata or its URL states in full.

    trafilatura would also guess from any date in the text, and fill in a missing day or month.
    """
    for stated in _stated(page):
        day = iso_day(stated)
        if day:
            return day
    in_url = _IN_URL.search(url or "")
    return iso_day("-".join(in_url.groups())) if in_url else None


def _stated(page: Markup) -> Iterator[str]:
    for name in _CERTAIN:
        yield page.metas.get(name, "")
    for script in page.linked_data:
        yield from _linked(script)
    for name in _LESS_CERTAIN:
        yield page.metas.get(name, "")
    yield from (time.stated for time in page.times if time.of_publication)
    # of several unmarked times, some belong to other articles or to updates
    days = {time.stated for time in page.times}
    if len(days) == 1:
        yield from days


def _linked(script: str) -> Iterator[str]:
    try:
        waiting: list[object] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            date = node.get("datePublished")
            if isinstance(date, str):
                yield date
            waiting.append(node.get("@graph"))
