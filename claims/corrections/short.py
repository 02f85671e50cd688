"""The plain form of corrections: JSON Lines that people or programs write without counting.

    {"kind": "change", "row": "<claim_id>", "new": {"speaker": "Ann Lee"}, "by": "me", "at": "…"}

Places in `new` are the words themselves, each part a string; where they stand more than once, each
is {"exact": "…", "start": 120}. What it leaves out is taken from the release.
"""

from __future__ import annotations

from typing import Any, get_args

from claims.corrections.record import PLACES, Correction, Kind, Quotes, parse
from claims.corrections.release_rows import ReleaseRows, Said, as_said, quoted
from claims.errors import CorrectionsError
from claims.spans import Span


def read_record(said: Any, release: ReleaseRows, where: str) -> Correction:
    """The correction that a line holds, in the plain form or in the whole one.

    Raises CorrectionsError, naming `where`, if it holds none.
    """
    if not isinstance(said, dict):
        raise CorrectionsError(f"{where} is no correction: it is no object")
    if "was" in said:
        return parse(said, where)
    kind: Kind = said.get("kind", "change")
    if kind not in get_args(Kind):
        raise CorrectionsError(f"{where}: kind {kind!r} is none of {', '.join(get_args(Kind))}")
    by, at = said.get("by"), said.get("at")
    if not (isinstance(by, str) and by and isinstance(at, str) and at):
        raise CorrectionsError(f"{where} does not say who (by) and when (at)")
    given = said.get("new", {})
    if not isinstance(given, dict):
        raise CorrectionsError(f"{where}: 'new' is no object")
    row = None
    table = said.get("table", "claims")
    if kind == "add":
        if table not in PLACES:
            raise CorrectionsError(f"{where}: table {table!r} is none of {', '.join(PLACES)}")
        article = release.article(str(said.get("article_id")), where)
    else:
        key = str(said.get("row"))
        if key not in release.rows:
            raise CorrectionsError(f"{where}: the release has no claim or framing {key!r}")
        table, row = release.rows[key]
        article = release.article(row["article_id"], where)
    new: Said = {
        name: _places(value, article["text"], where) if name in PLACES[table] else value
        for name, value in given.items()
    }
    if kind == "confirm" and row is not None:
        new = as_said(table, article["text"], row)
    made = release.correction(
        kind, table, article, row, new, by=by, at=at, why=said.get("why")
    )  # fmt: skip
    return parse(made.as_json(), where)


def _places(value: Any, text: str, where: str) -> Quotes:
    parts = [value] if isinstance(value, str | dict) else value
    if not isinstance(parts, list):
        raise CorrectionsError(f"{where}: places are words, or a list of them")
    return tuple(quote for part in parts for quote in quoted(text, (_place(part, text, where),)))


def _place(part: Any, text: str, where: str) -> Span:
    exact = part.get("exact") if isinstance(part, dict) else part
    start = part.get("start") if isinstance(part, dict) else None
    if not isinstance(exact, str) or not exact:
        raise CorrectionsError(f"{where}: a place has no words")
    if start is None:
        start = text.find(exact)
        if start < 0:
            raise CorrectionsError(f"{where}: “{exact[:60]}” does not stand in the article's text")
        if text.find(exact, start + 1) >= 0:
            raise CorrectionsError(
                f"{where}: “{exact[:60]}” stands more than once in the article's text: give its "
                'start, {"exact": …, "start": …}'
            )
    if not isinstance(start, int) or text[start : start + len(exact)] != exact or start < 0:
        raise CorrectionsError(f"{where}: “{exact[:60]}” does not stand at {start}")
    return Span(start, start + len(exact))
