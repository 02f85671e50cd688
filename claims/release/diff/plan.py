"""By what a row of each table is known again in another release, and which changes tell most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of a table are paired with those of another release.

    First by the table's key; what is left, by what the other fields name.
    """

    words: str
    """The column that tells a reader which row it is."""
    alike: tuple[tuple[str, ...], ...] = ()
    """Columns whose values, where one row only is left with them on either side, make a pair."""
    spans: str | None = None
    """The places of `words` in the article: rows of one article pair by their overlap there."""
    foremost: tuple[str, ...] = ()
    """Columns whose agreement outweighs the overlap."""
    besides: tuple[str, ...] = ()
    """Columns whose agreement decides between equal overlaps."""


# Articles come first: claims and framings are looked for in the article that theirs became.
PLANS: Mapping[str, Plan] = {
    "articles": Plan("source_uri", alike=(("source_uri",), ("text_sha256",))),
    "claims": Plan("claim", spans="claim_spans", besides=("cue", "speaker_mention")),
    "framings": Plan(
        "phrase", spans="phrase_spans", foremost=("kind",), besides=("target", "label", "cue")
    ),
    "speakers": Plan("name", alike=(("name", "type"),)),
    # A track has no other name than its id: one that is gone has come into another or apart.
    "tracks": Plan("claim"),
}

FOLLOWING: Mapping[str, frozenset[str]] = {"claims": frozenset({"track_id"})}
"""Columns whose values follow from other rows too: they move when articles come, and correct
nothing."""

WITH_ITS_ARTICLE = "with its article"
"""After "added" or "removed": the row came or went because its article did."""

_OTHER = ("", "any other column")

_TELLING = (
    ("claims", ("speaker",)),
    ("framings", ("framer", "label", "polarity")),
    ("claims", ("framings", "claim")),
    ("framings", ("phrase", "target", "kind")),
    ("claims", ("voice", "cue", "speaker_type", "said_on", "cue_class", "origin")),
    ("speakers", ("name", "type", "wikidata")),
    ("claims", ("removed", "added")),
    ("framings", ("removed", "added")),
    ("articles", ("removed", "added", "text", "title", "published", "outlet", "byline")),
    ("tracks", ("removed",)),
    ("speakers", ("removed", "added")),
    ("tracks", ("claim_id", "claim", "added")),
    (_OTHER[0], (_OTHER[1],)),
    ("claims", (f"removed {WITH_ITS_ARTICLE}", f"added {WITH_ITS_ARTICLE}")),
    ("framings", (f"removed {WITH_ITS_ARTICLE}", f"added {WITH_ITS_ARTICLE}")),
    # What moves whenever anything else does, in so many rows that it would hide the others.
    ("claims", ("track_id",)),
    (
        "tracks",
        (
            "claim_count",
            "article_count",
            "outlet_count",
            "outlets",
            "first_seen",
            "last_seen",
            "speakers",
            "framings",
        ),
    ),
    ("speakers", ("claim_count", "article_count")),
    ("claims", ("confidence", "split", "extractor")),
    ("framings", ("confidence", "split")),
    ("articles", ("split",)),
)

_RANKS = {
    place: number
    for number, place in enumerate((table, what) for table, several in _TELLING for what in several)
}


def rank(table: str, what: str) -> int:
    """How soon a change is told, 0 first; `what` is a column, "added" or "removed"."""
    return _RANKS.get((table, what), _RANKS[_OTHER])
