"""A correction: what somebody says of a row, with the words that it is known again by.

docs/corrections.md documents the JSON Lines that hold them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self, get_args

from claims.errors import CorrectionsError
from claims.records import FramingKind, Polarity, SpeakerType
from claims.spans import Span, Spans

Kind = Literal["confirm", "change", "add", "remove"]
TableName = Literal["claims", "framings"]

AROUND = 32
"""Characters of context on either side of a quotation."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "claims": ("claim", "speaker_mention", "cue"),
    "framings": ("phrase", "target"),
}
"""The columns that are words of the text; in a record they are quotations."""
VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claims": {"speaker": (), "speaker_type": get_args(SpeakerType)},
    "framings": {"label": (), "polarity": get_args(Polarity), "kind": get_args(FramingKind)},
}
"""The other columns that may be corrected, with the names that they may have; () for any words."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of an article's text, as the W3C's TextPosition- and TextQuoteSelector have it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, text: str, span: Span) -> Self:
        """The stretch of `text` at that place."""
        start, end = span
        return cls(
            start, end, text[start:end], text[max(0, start - AROUND) : start],
            text[end : end + AROUND],
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The stretch as a record has it."""
        return {name: getattr(self, name) for name in self.__slots__}


Quotes = tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says of a row: that it is right, otherwise, there, or not."""

    kind: Kind
    table: TableName
    article_id: str
    source_uri: str
    text_sha256: str
    row: str | None
    """The id of the row that it supersedes; None for one that it adds."""
    was: Mapping[str, Quotes | str | None]
    """That row, by column: so it can be known again and, if need be, made; empty for one that it
    adds."""
    new: Mapping[str, Quotes | str | None]
    """What it says: all columns of a row that is confirmed or added, those of one that changes."""
    by: str
    at: str
    """When, ISO 8601."""
    why: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        object.__setattr__(self, "id", hashlib.sha256(text.encode()).hexdigest()[:20])

    def as_json(self) -> dict[str, Any]:
        """The record's fields, without its id."""
        return {
            "kind": self.kind,
            "table": self.table,
            "article_id": self.article_id,
            "source_uri": self.source_uri,
            "text_sha256": self.text_sha256,
            "row": self.row,
            "was": _plain(self.was),
            "new": _plain(self.new),
            "by": self.by,
            "at": self.at,
            "why": self.why,
        }

    def line(self) -> str:
        """The record as a line of a file."""
        said = {"correction_id": self.id} | self.as_json()
        return json.dumps(said, ensure_ascii=False) + "\n"


def parse(said: Any, where: str) -> Correction:
    """The correction that a record holds; CorrectionsError, naming `where`, if it holds none."""
    try:
        table = _one_of(said.get("table", "claims"), get_args(TableName), "table")
        kind = _one_of(said["kind"], get_args(Kind), "kind")
        row = said.get("row")
        if (row is None) != (kind == "add"):
            raise ValueError("'row' is the id of the row it supersedes, and null for one it adds")
        made = Correction(
            kind=kind,
            table=table,
            **{name: _words(said[name], name) for name in ("article_id", "source_uri")},
            text_sha256=_words(said["text_sha256"], "text_sha256"),
            row=None if row is None else _words(row, "row"),
            was=dict(_new(said["was"], table)),
            new=dict(_new(said["new"], table)),
            by=_words(said["by"], "by"),
            at=_words(said["at"], "at"),
            why=None if said.get("why") is None else _words(said["why"], "why"),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise CorrectionsError(
            f"{where} is no correction: {what}; docs/corrections.md describes them"
        ) from error
    first = PLACES[table][0]
    wanted = made.new if kind == "add" else made.was
    if not wanted.get(first):
        raise CorrectionsError(f"{where} is no correction: it does not quote the {first}")
    return made


def spans_of(quotes: object) -> Spans:
    """The places that quotations say they stand at; none for what is no quotation."""
    several = quotes if isinstance(quotes, tuple) else ()
    return tuple(Span(one.start, one.end) for one in several)


def _plain(said: Mapping[str, Quotes | str | None]) -> dict[str, Any]:
    return {
        name: [one.as_json() for one in value] if isinstance(value, tuple) else value
        for name, value in said.items()
    }


def _new(said: Mapping[str, Any], table: str) -> Any:
    for name, value in said.items():
        if name in PLACES[table]:
            yield name, _quotes(value)
        elif _known(name, tuple(VALUES[table])):
            names = VALUES[table][name]
            if value is None:
                yield name, None
            else:
                yield name, _one_of(value, names, name) if names else _words(value, name)


def _quotes(said: Any) -> Quotes:
    made = tuple(
        Quote(
            int(one["start"]), int(one["end"]), str(one["exact"]), str(one["prefix"]),
            str(one["suffix"]),
        )
        for one in said
    )  # fmt: skip
    if any(one.start < 0 or one.end <= one.start or not one.exact for one in made):
        raise ValueError("a quotation holds no words")
    return made


def _known(name: str, names: tuple[str, ...]) -> bool:
    if name not in names:
        raise ValueError(f"{name!r} cannot be corrected, only {', '.join(names)}")
    return True


def _one_of(value: Any, names: tuple[str, ...], what: str) -> Any:
    if value not in names:
        raise ValueError(f"{what} {value!r} is none of {', '.join(names)}")
    return value


def _words(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name!r} holds no words")
    return value
