"""What a release gives to the one that follows it, read from its tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import polars as pl

from claims import ids
from claims.earlier import Before, Called, Name, Place
from claims.release.diff import Side
from claims.release.manifest import Manifest
from claims.speakers.identity import identity_key

_NAMES = {
    "claims": ("article_id", "speaker", "speaker_id"),
    "framings": ("article_id", "framer", "framer_id"),
}


def before_of(folder: Path, articles: Collection[str]) -> Before:
    """What the release in `folder` gives to one of the articles with these ids.

    Raises ReleaseError where it cannot be read.
    """
    return given_by(Side.of(folder), Manifest.of(folder).provenance.options.splits, articles)


def given_by(side: Side, splits: str, articles: Collection[str]) -> Before:
    """What a release of these rows and splits gives to one of these articles.

    Its articles among them, and the speakers of those, with all names that it has for them. A table
    that has not the columns that are asked for, by another version of the package, gives nothing.
    """
    both = pl.DataFrame({"article_id": list(articles)}, schema={"article_id": pl.String})
    found = _rows(side, "articles", ("article_id", "duplicate_of", "split", "source_sha256"))
    found = found.join(both, on="article_id", how="semi")
    names = pl.concat(
        _rows(side, table, columns).rename(dict(zip(columns[1:], ("name", "id"), strict=True)))
        for table, columns in _NAMES.items()
    ).drop_nulls()
    held = set(names.join(found, on="article_id", how="semi")["id"])
    called = _rows(side, "speakers", ("speaker_id", "name", "type", "wikidata"))
    speakers = {one: Called(*rest) for one, *rest in called.rows() if one in held}
    return Before(
        splits=splits,
        places={one: Place(copied, split) for one, copied, split, _ in found.rows()},
        sources=dict(found.select("article_id", "source_sha256").rows()),
        speakers=speakers,
        names=_names(names, speakers),
    )


def _names(names: pl.DataFrame, speakers: Mapping[str, Called]) -> dict[str, Name]:
    """Whose the names in the rows are, by the ids that the names have by themselves.

    What is joined is of one sort (see `identity_key`), so the type of the speaker does for all
    their names.
    """
    counts = names.group_by("name", "id").len()
    found: dict[str, Name] = {}
    # Of two speakers whom another version of the package takes for one, the one of most rows.
    for name, speaker_id, _ in counts.sort(-pl.col("len").cast(pl.Int64), "id", "name").rows():
        if (was := speakers.get(speaker_id)) is not None:
            one = ids.speaker_id(identity_key(was.type, name))
            found.setdefault(one, Name(name, speaker_id))
    return {one: Name(was.name, one) for one, was in speakers.items()} | found


def _rows(side: Side, table: str, columns: Sequence[str]) -> pl.DataFrame:
    if not side.columns(table).keys() >= set(columns):
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return side.read(table, columns)
