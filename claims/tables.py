"""The steps that see all articles: which repeat one another, their splits, the four tables."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from claims.earlier import Before, Inherited, Place
from claims.places import Member, groups_of, placed
from claims.records import Article, Extraction
from claims.rows import as_row
from claims.schemas import TABLES, arrow_schema
from claims.speakers import Pins
from claims.speakers.across import across, tallies
from claims.splits import Splits
from claims.track import rows as track_rows
from claims.track.signatures import Signatures
from claims.track.tracks import tracks

if TYPE_CHECKING:
    from claims.corrections.apply import Applier

CHUNK = 20_000
"""Rows turned into Arrow at once: Python rows take twenty times the memory of Arrow's."""
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """The tables of a release, and what they owe to the one before it."""

    tables: Mapping[str, pa.Table]
    splits: Splits
    inherited: Inherited


class Gathering:
    """Extractions as they come in, any number of them, on their way to the tables of a release."""

    def __init__(
        self,
        splits: Splits | None = None,
        pins: Pins | None = None,
        applier: Applier | None = None,
    ) -> None:
        """`splits` are those of the release before where they are not given; `pins` are the user's
        names of speakers, `applier` has people's corrections.
        """
        self._applier = applier
        self._splits = splits
        self._pins = pins or Pins()
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._chunks: dict[str, list[pa.Table]] = defaultdict(list)
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
        self._append("articles", which, [as_row(article)])
        self._append(
            "claims",
            which,
            [
                as_row(c, origin="human" if c.claim_id in human else "model", track_id=None)
                for c in extraction.claims
            ],
        )
        self._append("framings", which, map(as_row, extraction.framings))
        self._append("mentions", which, _mentions(extraction))
        return which == 0

    def tables(self) -> Mapping[str, pa.Table]:
        """The tables of a release that follows none, typed even where they have no rows."""
        return self.gathered().tables

    def gathered(
        self,
        earlier: Before | Inherited | None = None,
        known_tracks: Mapping[str, str] | None = None,
    ) -> Gathered:
        """The tables of a release that follows another; what is gathered is used up.

        `earlier` is that other release, or the record of what this one has from it; `known_tracks`
        are the track ids that claims had before, by claim_id: those tracks keep them.
        """
        splits = self._splits
        if splits is None:
            splits = Splits.parse(earlier.splits) if isinstance(earlier, Before) else Splits()
        dropped, kept_sources = self._dropped(_sources(earlier))
        articles = self._frame("articles", dropped)
        published = pl.col("published").cast(pl.String).fill_null("9999")
        members = articles.select("article_id", "text_sha256", published)
        told = map(Member._make, members.select(Member._fields).rows())
        by_id = {one.article_id: one for one in told}
        ordered = [by_id[one] for one in self._copies]
        where, kept = placed(groups_of(ordered, self._signatures), splits, earlier)
        dates = dict(members.select("article_id", "published").rows())
        mentions = self._frame("mentions", dropped).iter_rows(named=True)
        speakers = across(tallies(mentions, dates), self._pins, earlier)
        tables = {
            "articles": _finished("articles", articles, where, speakers.same),
            **{
                name: _finished(name, self._frame(name, dropped), where, speakers.same)
                for name in ("claims", "framings")
            },
            "speakers": pa.Table.from_pylist(
                speakers.rows, schema=arrow_schema(TABLES["speakers"])
            ),
        }
        for one, source in kept_sources.items():
            kept[one] = {**kept.get(one, {}), "source_sha256": source}
        made = _tracked(tables, known_tracks or {})
        return Gathered(made, splits, Inherited(kept, speakers.inherited))

    def _append(self, name: str, copy: int, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows[name].extend({**row, "copy": copy} for row in rows)
        if len(self._rows[name]) >= CHUNK:
            self._flush(name)

    def _flush(self, name: str) -> None:
        rows = self._rows.pop(name, [])
        self._chunks[name].append(pa.Table.from_pylist(rows, schema=_schema(name).append(_COPY)))

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

    def _frame(self, name: str, dropped: pl.DataFrame) -> pl.DataFrame:
        self._flush(name)
        frame = pl.DataFrame(pl.from_arrow(pa.concat_tables(self._chunks.pop(name))))
        if dropped.height:
            frame = frame.join(
                dropped, on=["article_id", "copy"], how="anti", maintain_order="left"
            )
        return frame.drop("copy")


def _schema(name: str) -> pa.Schema:
    return MENTIONS if name == "mentions" else arrow_schema(TABLES[name])


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


def _tracked(tables: dict[str, pa.Table], known: Mapping[str, str]) -> dict[str, pa.Table]:
    """The tables with `tracks`, which follows from them, and its keys in `claims`."""
    frames = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in tables.items()}
    claims = frames["claims"]
    found = tracks(claims, frames["articles"], known)
    ids = claims["claim_id"].replace_strict(found, default=None, return_dtype=pl.String)
    claims = claims.with_columns(track_id=ids)
    rows = track_rows(claims, frames["articles"], frames["speakers"])
    made = {"claims": claims, "tracks": rows}
    return tables | {
        name: frame.to_arrow().cast(arrow_schema(TABLES[name])) for name, frame in made.items()
    }


def _finished(
    name: str, frame: pl.DataFrame, where: Mapping[str, Place], same: Mapping[str, str]
) -> pa.Table:
    """A table with the columns that take all articles to fill."""
    schema = arrow_schema(TABLES[name])
    frame = frame.with_columns(
        pl.col(column).replace(dict(same))
        for column in ("speaker_id", "framer_id")
        if column in frame.columns and same
    )
    rows = [(one, place.duplicate_of, place.split) for one, place in where.items()]
    types = {"article_id": pl.String, "duplicate_of": pl.String, "split": pl.String}
    decided = pl.DataFrame(rows, schema=types, orient="row")
    columns = [c for c in decided.columns if c in frame.columns and c != "article_id"]
    joined = frame.drop(columns).join(
        decided.select("article_id", *columns), on="article_id", maintain_order="left"
    )
    return joined.select(schema.names).to_arrow().cast(schema)
