"""Articles that are records: the fields of a JSON object, the columns of a Parquet row."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.calendar import iso_day
from claims.errors import InputError
from claims.mapped import Mapped
from claims.read.source import outlet_of
from claims.records import Document

NAMES = ("source_uri", "outlet", "title", "byline", "published", "language", "text")
_EXAMPLES = {"text": "body", "published": "date", "source_uri": "url", "title": "headline"}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each of our columns is called in the input."""

    theirs: Mapping[str, str]
    mapped: frozenset[str]
    """Ours that the user mapped: these must be there."""

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Columns:
        """The user's mapping, checked, and our own names for all else."""
        for ours in columns:
            if ours not in NAMES:
                raise InputError(f"columns maps {quoted(ours)}; it may map {listed(NAMES)}")
        theirs = {ours: columns.get(ours, ours) for ours in NAMES}
        return cls(theirs, frozenset(columns))

    def label(self, ours: str) -> str:
        """A column in messages, by the name that the user knows."""
        return quoted(self.theirs[ours])

    def missing(self, present: Iterable[str], kind: str) -> str | None:
        """What to say where the text, or a column that was mapped, is not among `present`."""
        have = list(present)
        for ours in NAMES:
            if (ours == "text" or ours in self.mapped) and self.theirs[ours] not in have:
                return (
                    f"has no {kind} {self.label(ours)}; it has {listed(have) or 'none'}; "
                    f"map the one that holds it, as in {ours}={_EXAMPLES.get(ours, ours)}"
                )
        return None


def quoted(name: str) -> str:
    """`name` in double quotes, on one line whatever is in it."""
    return json.dumps(name, ensure_ascii=False)


def listed(names: Iterable[str]) -> str:
    """Names for a message, the first dozen."""
    kept = [quoted(name) for name in names]
    return ", ".join(kept[:12]) + (", …" if len(kept) > 12 else "")


def document(
    values: Mapping[str, object], columns: Columns, *, place: str, origin: str, raw: bytes | None
) -> Document:
    """The article of one record; `values` by our names. An `InputError` names the column at fault.

    `place` stands for a missing `source_uri`; `raw` is the record's bytes, None where it has none
    of its own and its text counts for them. Body offsets are into the text's own string.
    """
    strings = {
        name: _string(values.get(name), columns.label(name))
        for name in NAMES
        if name != "published"
    }
    text = strings["text"]
    if text is None or not text.strip():
        raise InputError(f"{columns.label('text')} is {'null' if text is None else 'empty'}")
    uri = strings["source_uri"] or place
    title = strings["title"]
    return Document(
        source_uri=uri,
        origin=origin,
        source_sha256=hashlib.sha256(text.encode() if raw is None else raw).hexdigest(),
        body=Mapped.identity(text),
        # not in the string that offsets point into
        title=Mapped.inserted(title.strip()) if title and title.strip() else None,
        byline=strings["byline"] or None,
        outlet=strings["outlet"] or outlet_of(uri),
        published=_day(values.get("published"), columns.label("published")),
        language=language_code(strings["language"]),
    )


def _string(value: object, label: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{label} is {_type_name(value)}, not a string")
    if "\0" in value:
        raise InputError(f"{label} holds a NUL character at offset {value.index(chr(0))}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{label} holds half a surrogate pair at offset {error.start}, which is no character"
        ) from error
    return value


def _type_name(value: object) -> str:
    if isinstance(value, bool):
        return "a boolean"
    names: dict[type, str] = {int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def _day(value: object, label: str) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise InputError(f"{label} is {_type_name(value)}, not a date such as 2022-01-31")
    day = iso_day(value)
    if day is None:
        raise InputError(f"{label} is {quoted(value[:40])}, not a date such as 2022-01-31")
    return day


def language_code(declared: str | None) -> str | None:
    """The ISO 639-1 code in a declared language ("en-GB"); None where there is none."""
    if declared is None:
        return None
    code = declared.strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
