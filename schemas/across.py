"""Checks across rows and tables: keys lead somewhere, and copies agree with their originals."""

from __future__ import annotations

import polars as pl

from claims.schemas.columns import Table
from claims.schemas.rules import Frames, Rule, looked_up
from claims.track import table as table_of_tracks

ACROSS = ("speakers", "tracks")
"""The tables whose rows are of many articles; the rows of all others are of one each."""
_COUNTS = {"claim_count": pl.len(), "article_count": pl.col("article_id").n_unique()}
_ARTICLES = ("article_id", "duplicate_of", "split", *table_of_tracks.READ["articles"][1:])


def _key_of(table: str, column: str, target: str) -> Rule:
    """Every id in the column, null aside, is a key of the `target` table."""
    target_key = f"{target.removesuffix('s')}_id"

    def good(frames: Frames) -> pl.Series:
        return frames[table][column].is_in(frames[target][target_key].drop_nulls().implode())

    leads_to = f"{target}.{target_key}"
    needs = (f"{table}.{column}", leads_to)
    return Rule(table, column, f"key_of({target})", needs, good, leads_to, across=table == target)


def _same_as(table: str, column: str, target: str, via: str, check: str) -> Rule:
    """The column repeats the column of that name in the `target` row that `via` leads to."""
    target_key = f"{target.removesuffix('s')}_id"

    def good(frames: Frames) -> pl.Series:
        frame = frames[table]
        return frame[column] == looked_up(frame[via], frames[target], target_key, column)

    needs = (f"{table}.{column}", f"{table}.{via}", f"{target}.{column}", f"{target}.{target_key}")
    return Rule(table, column, check, needs, good, across=table == target)


def _claim_of_same_article(frames: Frames) -> pl.Series:
    framings = frames["framings"]
    article = looked_up(framings["claim_id"], frames["claims"], "claim_id", "article_id")
    return framings["article_id"] == article


def _names_an_original(frames: Frames) -> pl.Series:
    """The article that is repeated repeats none itself: each group has one first article."""
    articles = frames["articles"]
    repeats = articles.filter(pl.col("duplicate_of").is_not_null())["article_id"].drop_nulls()
    return ~articles["duplicate_of"].is_in(repeats.implode())


def _labels_of_framings(frames: Frames) -> pl.Series:
    labels = frames["framings"].group_by("claim_id").agg(pl.col("label").unique().sort())
    claims = frames["claims"]
    expected = looked_up(claims["claim_id"], labels, "claim_id", "label")
    none = pl.lit([], dtype=pl.List(pl.String))
    compared = pl.DataFrame({"said": claims["framings"], "expected": expected})
    return compared.select(
        pl.col("said").eq_missing(pl.coalesce("expected", none)) | pl.col("said").is_null()
    ).to_series()


def _counted(column: str) -> Rule:
    """The speaker's number of claims, or of articles with one."""

    def good(frames: Frames) -> pl.Series:
        speakers = frames["speakers"]
        found = looked_up(speakers["speaker_id"], frames["counts"], "speaker_id", column)
        return speakers[column] == found.fill_null(0)

    needs = (f"speakers.{column}", "speakers.speaker_id", "claims.speaker_id", "claims.article_id")
    return Rule("speakers", column, "counted(claims)", needs, good, across=True)


def _of_its_claims(column: str) -> Rule:
    """What the track's claims, their articles and speakers give."""
    needs = tuple(
        f"{table}.{name}" for table, names in table_of_tracks.READ.items() for name in names
    )

    def good(frames: Frames) -> pl.Series:
        made = table_of_tracks.rows(frames["claims"], frames["articles"], frames["speakers"])
        tracks = frames["tracks"]
        found = looked_up(tracks["track_id"], made, "track_id", column)
        compared = pl.DataFrame({"said": tracks[column], "found": found})
        return compared.select(pl.col("said").eq_missing(pl.col("found"))).to_series()

    return Rule(
        "tracks", column, "of_its_claims", (f"tracks.{column}", "tracks.track_id", *needs), good,
        across=True,
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    _key_of("articles", "duplicate_of", "articles"),
    Rule(
        "articles",
        "duplicate_of",
        "names_an_original",
        ("articles.duplicate_of", "articles.article_id"),
        _names_an_original,
        across=True,
    ),
    _same_as("articles", "split", "articles", "duplicate_of", "split_of_original"),
    _key_of("claims", "article_id", "articles"),
    _key_of("claims", "speaker_id", "speakers"),
    _same_as("claims", "split", "articles", "article_id", "split_of_article"),
    Rule(
        "claims",
        "framings",
        "labels_of_framings",
        ("claims.framings", "claims.claim_id", "framings.claim_id", "framings.label"),
        _labels_of_framings,
    ),
    _key_of("framings", "article_id", "articles"),
    _key_of("framings", "claim_id", "claims"),
    Rule(
        "framings",
        "claim_id",
        "of_same_article",
        ("framings.claim_id", "framings.article_id", "claims.claim_id", "claims.article_id"),
        _claim_of_same_article,
    ),
    _key_of("framings", "framer_id", "speakers"),
    _same_as("framings", "split", "articles", "article_id", "split_of_article"),
    _key_of("claims", "track_id", "tracks"),
    *map(_of_its_claims, table_of_tracks.COLUMNS[1:]),
    *map(_counted, _COUNTS),
)


def references(model: type[Table]) -> dict[str, str]:
    """The model's columns that hold ids, each with the key it leads to ("articles.article_id")."""
    rules = (rule for rule in RULES if rule.table == model.to_schema().name)
    return {rule.column: rule.leads_to for rule in rules if rule.leads_to is not None}


class Kept:
    """What the rules across articles read of all parts of the tables."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pl.DataFrame]] = {"articles": [], "claims": [], "counts": []}

    def take(self, frames: Frames, usable: set[str]) -> None:
        """Keep what is read of some articles; `usable` are the columns that are right."""
        self._keep("articles", frames, _ARTICLES, usable)
        told = table_of_tracks.READ["claims"]
        self._keep("claims", frames, told, usable, pl.col("track_id").is_not_null())
        if usable.issuperset({"claims.speaker_id", "claims.article_id"}):
            # No article is in two parts, so the counts of the parts add up.
            self._parts["counts"].append(frames["claims"].group_by("speaker_id").agg(**_COUNTS))

    def frames(self) -> dict[str, pl.DataFrame]:
        """The articles, the claims on tracks, and the counts by speaker."""
        found = {
            name: pl.concat(parts, how="diagonal") for name, parts in self._parts.items() if parts
        }
        if "counts" in found:
            found["counts"] = found["counts"].group_by("speaker_id").sum()
        return found

    def _keep(
        self,
        name: str,
        frames: Frames,
        columns: tuple[str, ...],
        usable: set[str],
        which: pl.Expr | None = None,
    ) -> None:
        """Columns that are not right are left out: no rule that reads them will run."""
        has = [column for column in columns if f"{name}.{column}" in usable]
        if "track_id" in columns and "track_id" not in has:
            return
        if has:
            rows = frames[name] if which is None else frames[name].filter(which)
            self._parts[name].append(rows.select(has))
