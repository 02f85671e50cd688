"""The steps that see all articles: which repeat one another, their splits, the five tables."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from claims.earlier import Before, Inherited
from claims.finished import Finished, left, ranges_of
from claims.places import Member, groups_of, placed
from claims.records import Article, Extraction
from claims.release.parts import Parts
from claims.rows import as_row
from claims.schemas import TABLES, arrow_schema
from claims.speakers import Pins
from claims.speakers.across import across, tallies
from claims.splits import Splits
from claims.spool import Folder, Spool
from claims.steps import Steps, untold
from claims.track.signatures import Signatures

if TYPE_CHECKING:
    from claims.corrections.apply import Applier

MENTIONS = pa.schema(
    {
        "article_id": pa.string(),
        "speaker_id": pa.string(),
        "type": pa.string(),
        "name": pa.string(),
        "aliases": pa.list_(pa.string()),
        "roles": pa.list_(pa.string()),
        "claims": pa.int32(),
    }
)
"""The speakers of each article, with the number of their claims."""
_COPY = pa.field("copy", pa.int32())
"""On all rows until they are tables: which of the copies of an article they are of."""
_SPOOLED = ("articles", "claims", "framings", "mentions")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The tables of a release, and what they owe to the one before it."""

    parts: Parts
    splits: Splits
    inherited: Inherited

    @property
    def tables(self) -> Mapping[str, pa.Table]:
        """All rows at once, which takes memory for them."""
        several = list(self.parts)
        frames = {name: pl.concat([part[name] for part in several]) for name in several[0]}
        return {
            name: frame.to_arrow().cast(arrow_schema(TABLES[name]))
            for name, frame in {**frames, **self.parts.across}.items()
        }


class Gathering:
    """Extractions as they come in, any number of them, on their way to the tables of a release."""

    def __init__(
        self,
        splits: Splits | None = None,
        pins: Pins | None = None,
        applier: Applier | None = None,
        room: Path | None = None,
    ) -> None:
        """`splits` are those of the release before where they are not given; `pins` are the user's
        names of speakers, `applier` has people's corrections. Rows that are too many for memory are
        put down in a hidden folder in `room`, else in the system's temporary folder.
        """
        self._applier = applier
        self._splits = splits
        self._pins = pins or Pins()
        folder = Folder(room)
        self._spools = {name: Spool(name, _schema(name), folder) for name in _SPOOLED}
        self._copies: dict[str, list[str]] = {}
        self._signatures = Signatures()
        """In the order of the copies."""

    def __len__(self) -> int:
        return len(self._copies)

    @property
    def article_ids(self) -> Collection[str]:
        """Of the articles that are in."""
        return self._copies.keys()

    def add(self, extraction: Extraction) -> bool:
        """Take the rows of one article; False where it is in already, read from another place.

        Of several that have the same address and text, but were read from other bytes, one is
        chosen in the end, whatever their order.
        """
        article = extraction.article
        copies = self._copies.setdefault(article.article_id, [])
        copy = _copy(article)
        if copy in copies:
            return False
        copies.append(copy)
        extraction = self._pins.applied(extraction)
        human: frozenset[str] = frozenset()
        if self._applier is not None:
            extraction, human = self._applier.take(extraction)
        which = len(copies) - 1
        if not which:
            self._signatures.add(extraction.signature)
        found = {
            "articles": [as_row(article)],
            "claims": [
                as_row(c, origin="human" if c.claim_id in human else "model", track_id=None)
                for c in extraction.claims
            ],
            "framings": map(as_row, extraction.framings),
            "mentions": _mentions(extraction),
        }
        for name, rows in found.items():
            self._spools[name].add({**row, "copy": which} for row in rows)
        return which == 0

    def tables(self) -> Mapping[str, pa.Table]:
        """The tables of a release that follows none, typed even where they have no rows."""
        return self.gathered().tables

    def gathered(
        self,
        earlier: Before | Inherited | None = None,
        known_tracks: Mapping[str, str] | None = None,
        workers: int = 1,
        steps: Steps = untold,
    ) -> Gathered:
        """The tables of a release that follows another; what is gathered is used up.

        `earlier` is that other release, or the record of what this one has from it; `known_tracks`
        are the track ids that claims had before, by claim_id: those tracks keep them. `workers`
        processes decide on pairs of claims where these are many; `steps` is told how far it is.
        """
        steps("looking for near duplicates", 0)
        splits = self._splits
        if splits is None:
            splits = Splits.parse(earlier.splits) if isinstance(earlier, Before) else Splits()
        dropped, kept_sources = self._dropped(_sources(earlier))
        members = self._members(dropped)
        told = {one.article_id: one for one in map(Member._make, members.rows())}
        ordered = [told[one] for one in self._copies]
        where, kept = placed(groups_of(ordered, self._signatures), splits, earlier)
        dates = {one.article_id: one.published for one in ordered}
        steps("finding who is who", 0)
        mentions = (
            row
            for some in ranges_of(len(ordered))
            for row in left(self._spools["mentions"].read(some), dropped).iter_rows(named=True)
        )
        speakers = across(tallies(mentions, dates), self._pins, earlier)
        rows = pa.Table.from_pylist(speakers.rows, schema=arrow_schema(TABLES["speakers"]))
        table = pl.DataFrame(pl.from_arrow(rows))
        parts = Finished(self._spools, dropped, where, speakers.same, table, steps)
        parts.track(known_tracks or {}, workers)
        for one, source in kept_sources.items():
            kept[one] = {**kept.get(one, {}), "source_sha256": source}
        return Gathered(parts, splits, Inherited(kept, speakers.inherited))

    def _members(self, dropped: pl.DataFrame) -> pl.DataFrame:
        """What tells the articles of a group apart, in the fields' order of `Member`."""
        columns = ["article_id", "published", "text_sha256", "copy"]
        published = pl.col("published").cast(pl.String).fill_null("9999")
        articles = left(self._spools["articles"].read(columns=columns), dropped)
        return articles.with_columns(published).select(Member._fields)

    def _dropped(self, sources: Mapping[str, str]) -> tuple[pl.DataFrame, dict[str, str]]:
        """The copies that are left out, and of the articles that therefore have another than they
        would have anew the source_sha256.

        The one of the bytes that `sources` names for the article is kept, else that of the least
        digest.
        """
        rows: list[tuple[str, int]] = []
        kept: dict[str, str] = {}
        for article_id, copies in self._copies.items():
            if len(copies) == 1:
                continue
            wanted = sources.get(article_id)
            best = min(copies, key=lambda copy: (_source_of(copy) != wanted, copy))
            rows += [(article_id, which) for which, copy in enumerate(copies) if copy != best]
            if _source_of(best) != _source_of(min(copies)):
                kept[article_id] = _source_of(best)
        schema = {"article_id": pl.String, "copy": pl.Int32}
        return pl.DataFrame(rows, schema=schema, orient="row"), kept


def _schema(name: str) -> pa.Schema:
    return (MENTIONS if name == "mentions" else arrow_schema(TABLES[name])).append(_COPY)


def _copy(article: Article) -> str:
    """What tells one copy of an article from others: the bytes it is from, and what they gave.

    The same bytes in files of two kinds may give two titles.
    """
    given = repr(replace(article, source=None)).encode(errors="backslashreplace")
    return f"{article.source_sha256} {hashlib.sha256(given).hexdigest()[:16]}"


def _source_of(copy: str) -> str:
    return copy.partition(" ")[0]


def _sources(earlier: Before | Inherited | None) -> Mapping[str, str]:
    """For each article the digest of the bytes that it is to be of, if there is such a copy."""
    if isinstance(earlier, Before):
        return earlier.sources
    cells = {} if earlier is None else earlier.articles
    return {one: source for one, kept in cells.items() if (source := kept.get("source_sha256"))}


def _mentions(extraction: Extraction) -> Iterable[Mapping[str, Any]]:
    counts = Counter(claim.speaker_id for claim in extraction.claims)
    for speaker in extraction.speakers:
        if speaker.speaker_id is not None and speaker.name is not None:
            yield {
                "article_id": extraction.article.article_id,
                "speaker_id": speaker.speaker_id,
                "type": speaker.type,
                "name": speaker.name,
                "aliases": speaker.aliases,
                "roles": speaker.roles,
                "claims": counts[speaker.speaker_id],
            }
