"""A release's rows, as corrections quote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.corrections.record import PLACES, VALUES, Correction, Kind, Quote, Quotes, TableName
from claims.errors import CorrectionsError
from claims.export.source import Bundle, Row, bundles, speakers
from claims.spans import Span, Spans
from claims.withheld import LACKING, SLICED

KEYS: Mapping[str, str] = {"claims": "claim_id", "framings": "framing_id"}

Said = dict[str, "Quotes | str | None"]


@dataclass(frozen=True, slots=True)
class ReleaseRows:
    """The articles and rows of a release, by their ids."""

    articles: Mapping[str, Bundle]
    rows: Mapping[str, tuple[TableName, Row]]
    kinds: Mapping[str, str]
    """For names of speakers, their types."""

    @classmethod
    def of(cls, folder: Path) -> ReleaseRows:
        """The release's; CorrectionsError where it has no text to quote."""
        found = {bundle.article["article_id"]: bundle for bundle in bundles(folder)}
        if any(bundle.article["text"] is None for bundle in found.values()):
            raise CorrectionsError(f"corrections quote the articles of {folder}, and {LACKING}")
        rows: dict[str, tuple[TableName, Row]] = {}
        for bundle in found.values():
            rows |= {row["claim_id"]: ("claims", row) for row in bundle.claims}
            rows |= {row["framing_id"]: ("framings", row) for row in bundle.framings}
        kinds = {
            name: row["type"]
            for row in speakers(folder).values()
            for name in (*row["aliases"], row["name"])
        }
        return cls(found, rows, kinds)

    def article(self, key: str, where: str) -> Row:
        """The article of that id; CorrectionsError, naming `where`, if there is none."""
        if key not in self.articles:
            raise CorrectionsError(
                f"{where}: the release has no article {key!r}: import with the release that was "
                "exported, --release"
            )
        return self.articles[key].article

    def correction(
        self, kind: Kind, table: TableName, article: Row, row: Row | None, new: Said,
        *, by: str, at: str, why: str | None,
    ) -> Correction:  # fmt: skip
        """The correction of a row of the article, or of one that is added to it."""
        named = new.get("speaker")
        if isinstance(named, str) and "speaker_type" not in new:
            new |= {"speaker_type": self._kind(named, row)}
        return Correction(
            kind=kind,
            table=table,
            article_id=article["article_id"],
            source_uri=article["source_uri"],
            text_sha256=article["text_sha256"],
            row=None if row is None else row[KEYS[table]],
            was={} if row is None else as_said(table, article["text"], row),
            new=new,
            by=by,
            at=at,
            why=why,
        )

    def _kind(self, name: str, row: Row | None) -> str:
        """The type of a speaker whom a person named without one: as the release knows the name,
        else as the row had it, else a person."""
        old = row["speaker_type"] if row is not None else "unknown"
        own = old if old not in ("unknown", "anonymous", "outlet") else "person"
        return self.kinds.get(name, own)


def as_said(table: str, text: str, row: Row) -> Said:
    """All of a row that can be corrected."""
    said: Said = {}
    for column in PLACES[table]:
        said[column] = quoted(text, spans(row[SLICED[table][column]]))
    for column in VALUES[table]:
        said[column] = row[column]
    return said


def quoted(text: str, places: Spans) -> Quotes:
    """The stretches of the text at these places."""
    return tuple(Quote.of(text, place) for place in places)


def spans(cell: list[dict[str, Any]]) -> Spans:
    """A cell of places."""
    return tuple(Span(place["start"], place["end"]) for place in cell)
