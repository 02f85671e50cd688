"""The steps that see all articles: which repeat one another, their splits, the four tables."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pyarrow as pa

from claims.errors import ClaimsError
from claims.records import Extraction, SpeakerType, Split
from claims.rows import as_row
from claims.schemas import TABLES, arrow_schema
from claims.speakers import Known, Pins, joined

CHUNK = 20_000
"""Rows turned into Arrow at once: Python rows take twenty times the memory of Arrow's."""


@dataclass(frozen=True, slots=True)
class Splits:
    """The shares, in percent, of train, validation and test."""

    train: int = 100
    validation: int = 0
    test: int = 0

    def __post_init__(self) -> None:
        shares = (self.train, self.validation, self.test)
        if min(shares) < 0 or sum(shares) != 100:
            raise ClaimsError(
                f"splits {self} do not add up to 100: "
                "give train/validation/test in percent, such as 80/10/10"
            )

    def __str__(self) -> str:
        return f"{self.train}/{self.validation}/{self.test}"

    @classmethod
    def parse(cls, text: str) -> Splits:
        """The splits written as "80/10/10"."""
        parts = text.split("/")
        if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
            raise ClaimsError(
                f"cannot read splits {text!r}: give train/validation/test in percent, "
                "such as 80/10/10"
            )
        return cls(*(int(part) for part in parts))

    def of(self, group: str) -> Split:
        """The split of a group of near duplicates, by a digest of the group's key alone.

        So nothing moves when other articles come or go.
        """
        digest = hashlib.sha256(f"split\n{group}".encode()).digest()
        place = int.from_bytes(digest[:8], "big") % 10_000 / 100
        if place < self.train:
            return "train"
        return "validation" if place < self.train + self.validation else "test"


@dataclass(slots=True)
class _SpeakerTally:
    types: Counter[SpeakerType] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each role with the first article that gives it: its date, its id."""
    claims: int = 0
    articles: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name of most articles; a full one rather than a surname alone."""
        return min(self.names, key=lambda name: (" " not in name, -self.names[name], name))

    @property
    def type(self) -> SpeakerType:
        """The type of most articles."""
        return min(self.types, key=lambda kind: (-self.types[kind], kind))

    def take(self, other: _SpeakerTally) -> None:
        """Add what is known of the same speaker under another name."""
        self.types += other.types
        self.aliases |= other.aliases | set(other.names)
        for role, article in other.roles.items():
            self.roles[role] = min(self.roles.get(role, article), article)
        self.claims += other.claims
        self.articles |= other.articles


class Gathering:
    """Extractions as they come in, any number of them, on their way to the tables of a release."""

    def __init__(self, splits: Splits, pins: Pins | None = None) -> None:
        """`pins` are the user's names of speakers."""
        self._splits = splits
        self._pins = pins or Pins()
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._chunks: dict[str, list[pa.Table]] = defaultdict(list)
        self._articles: dict[str, tuple[str, str]] = {}
        self._speakers: dict[str, _SpeakerTally] = {}

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, extraction: Extraction) -> bool:
        """Take the rows of one article; False where it is in already, read from another place."""
        article = extraction.article
        if article.article_id in self._articles:
            return False
        published = article.published.isoformat() if article.published else "9999"
        self._articles[article.article_id] = (article.text_sha256, published)
        extraction = self._pins.applied(extraction)
        self._append("articles", [as_row(article)])
        self._append(
            "claims", [as_row(c, origin="model", track_id=None) for c in extraction.claims]
        )
        self._append("framings", map(as_row, extraction.framings))
        self._tally(extraction, (published, article.article_id))
        return True

    def tables(self) -> dict[str, pa.Table]:
        """The tables, with typed columns even where they have no rows."""
        decided = self._decided()
        same = self._same_speakers()
        tables = {
            name: self._finished(name, decided, same) for name in ("articles", "claims", "framings")
        }
        tables["speakers"] = pa.Table.from_pylist(
            self._speaker_rows(same), schema=arrow_schema(TABLES["speakers"])
        )
        return tables

    def _append(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows[table].extend(dict(row) for row in rows)
        if len(self._rows[table]) >= CHUNK:
            self._flush(table)

    def _flush(self, table: str) -> None:
        schema = arrow_schema(TABLES[table])
        self._chunks[table].append(pa.Table.from_pylist(self._rows.pop(table, []), schema=schema))

    def _decided(self) -> pl.DataFrame:
        """For each article the first that it repeats, and the split of them all.

        The first of a group is the one published first; of several, that of the least id.
        """
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for article_id, (digest, published) in self._articles.items():
            groups[digest].append((published, article_id))
        rows: list[tuple[str, str | None, Split]] = []
        for digest, members in groups.items():
            first = min(members)[1]
            split = self._splits.of(digest)
            rows += [(a, None if a == first else first, split) for _, a in members]
        schema = {"article_id": pl.String, "duplicate_of": pl.String, "split": pl.String}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _finished(self, name: str, decided: pl.DataFrame, same: Mapping[str, str]) -> pa.Table:
        self._flush(name)
        schema = arrow_schema(TABLES[name])
        frame = pl.DataFrame(pl.from_arrow(pa.concat_tables(self._chunks.pop(name))))
        frame = frame.with_columns(
            pl.col(column).replace(same)
            for column in ("speaker_id", "framer_id")
            if column in frame.columns and same
        )
        columns = [c for c in decided.columns if c in frame.columns and c != "article_id"]
        joined = frame.drop(columns).join(
            decided.select("article_id", *columns), on="article_id", maintain_order="left"
        )
        return joined.select(schema.names).to_arrow().cast(schema)

    def _tally(self, extraction: Extraction, article: tuple[str, str]) -> None:
        for speaker in extraction.speakers:
            if speaker.speaker_id is None or speaker.name is None:
                continue
            tally = self._speakers.setdefault(speaker.speaker_id, _SpeakerTally())
            tally.types[speaker.type] += 1
            tally.names[speaker.name] += 1
            tally.aliases.update(speaker.aliases)
            for role in speaker.roles:
                tally.roles[role] = min(tally.roles.get(role, article), article)
        counts = Counter(c.speaker_id for c in extraction.claims if c.speaker_id is not None)
        for speaker_id, count in counts.items():
            self._speakers[speaker_id].claims += count
            self._speakers[speaker_id].articles.add(article[1])

    def _same_speakers(self) -> dict[str, str]:
        """For each speaker who is another under a fuller name, that other's id."""
        pinned = {pin.speaker_id for pin in self._pins.by_key.values()}
        same = joined(
            Known(one, tally.type, tally.name, tuple(sorted(tally.aliases)), len(tally.articles))
            for one, tally in self._speakers.items()
        )
        return {short: full for short, full in same.items() if short not in pinned}

    def _speaker_rows(self, same: Mapping[str, str]) -> list[dict[str, Any]]:
        for short, full in sorted(same.items()):
            self._speakers[full].take(self._speakers.pop(short))
        items = {pin.speaker_id: pin.wikidata for pin in self._pins.by_key.values()}
        return [
            {
                "speaker_id": speaker_id,
                "name": tally.name,
                "type": tally.type,
                "aliases": sorted((tally.aliases | set(tally.names)) - {tally.name}),
                "roles": [
                    {"role": role, "article_id": article}
                    for role, (_, article) in sorted(tally.roles.items())
                ],
                "wikidata": items.get(speaker_id),
                "claim_count": tally.claims,
                "article_count": len(tally.articles),
            }
            for speaker_id, tally in sorted(self._speakers.items())
        ]
