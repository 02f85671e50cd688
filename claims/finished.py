"""The tables of a release, finished a range of articles at a time from rows that were put down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from claims.earlier import Place
from claims.schemas import TABLES, arrow_schema
from claims.spool import Articles, Spool, ranges
from claims.steps import Steps, untold
from claims.track import rows as track_rows
from claims.track.table import READ
from claims.track.tracks import COLUMNS, taking_part, tracks

AT_ONCE = 2_000
"""Articles whose rows are in memory together, on their way to a release."""


class Finished:
    """The tables; claims and framings with what takes all articles to know."""

    def __init__(
        self,
        spools: Mapping[str, Spool],
        dropped: pl.DataFrame,
        places: Mapping[str, Place],
        same: Mapping[str, str],
        speakers: pl.DataFrame,
        steps: Steps = untold,
    ) -> None:
        """`spools` have the rows by table; `dropped` are the copies of articles that are left out
        (article_id, copy), `places` are those of the articles among their near duplicates, `same`
        has for each id of a name that is another speaker's that speaker's. `steps` is told how far
        finding tracks is, and how many of the rows have been taken.
        """
        self._steps = steps
        self._spools, self._dropped, self._places = spools, dropped, _placed(places)
        self._same = dict(same)
        self._tracks = pl.DataFrame(schema={"claim_id": pl.String, "track_id": pl.String})
        self.across = {"speakers": speakers}

    def __iter__(self) -> Iterator[dict[str, pl.DataFrame]]:
        every = ranges_of(self._places.height)
        for number, some in enumerate(every):
            self._steps("checking and writing", number / len(every))
            yield {name: self._read(name, some) for name in ("articles", "claims", "framings")}

    def track(self, known: Mapping[str, str], workers: int) -> None:
        """Find the tracks, whose ids the claims bear from then on; `known` are earlier ones."""
        wanted = tuple(dict.fromkeys((*COLUMNS, *READ["claims"])))
        articles = left(
            self._spools["articles"].read(columns=[*READ["articles"], "copy"]), self._dropped
        )
        claims = pl.concat(
            [
                taking_part(self._read("claims", some)).select(wanted)
                for some in ranges_of(self._places.height)
            ]
        )
        found = tracks(claims, articles, known, workers, self._steps)
        self._tracks = pl.DataFrame(list(found.items()), schema=self._tracks.schema, orient="row")
        tracked = claims.drop("track_id").join(self._tracks, on="claim_id")
        schema = arrow_schema(TABLES["tracks"])
        rows = track_rows(tracked, articles, self.across["speakers"]).to_arrow().cast(schema)
        self.across["tracks"] = pl.DataFrame(pl.from_arrow(rows))

    def _read(self, name: str, some: Articles) -> pl.DataFrame:
        """Rows of some articles, with the columns that take all articles to fill."""
        frame = left(self._spools[name].read(some), self._dropped)
        frame = frame.with_columns(
            pl.col(column).replace(self._same)
            for column in ("speaker_id", "framer_id")
            if column in frame.columns and self._same
        )
        decided = [one for one in self._places.columns if one in frame.columns]
        frame = frame.drop(decided[1:]).join(
            self._places.select(decided), on="article_id", how="left", maintain_order="left"
        )
        if name == "claims":
            frame = frame.drop("track_id").join(
                self._tracks, on="claim_id", how="left", maintain_order="left"
            )
        return frame.select(arrow_schema(TABLES[name]).names)


def left(frame: pl.DataFrame, dropped: pl.DataFrame) -> pl.DataFrame:
    """The rows of the copies that are kept; `copy` is no column any more."""
    if dropped.height:
        frame = frame.join(dropped, on=["article_id", "copy"], how="anti", maintain_order="left")
    return frame.drop("copy")


def ranges_of(articles: int) -> list[Articles]:
    """Ranges of so many articles in all whose rows may be in memory together."""
    return ranges(max(1, articles // AT_ONCE))


def _placed(where: Mapping[str, Place]) -> pl.DataFrame:
    rows = [(one, place.duplicate_of, place.split) for one, place in where.items()]
    types = {"article_id": pl.String, "duplicate_of": pl.String, "split": pl.String}
    return pl.DataFrame(rows, schema=types, orient="row")
