"""A release's framings with their framers and articles, and those among them that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from claims.errors import ClaimsError
from claims.framing.vocabulary import OTHER, Vocabulary
from claims.load import scan
from claims.records import FramingKind
from claims.speakers.names import key
from claims.withheld import LACKING

_LISTED = 20
"""Labels that an error names: the built-in vocabulary has 157."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which framings are asked for; None asks for any."""

    target: str | None = None
    """Words that the target holds, or a lexical framing's phrase."""
    family: str | None = None
    label: str | None = None
    kind: FramingKind | None = None

    def __str__(self) -> str:
        """What is asked for, in words; empty for all."""
        said = (
            f"of “{self.target}”" if self.target is not None else "",
            f"in the family {self.family}" if self.family is not None else "",
            f"with the label {self.label}" if self.label is not None else "",
            f"of the kind {self.kind}" if self.kind is not None else "",
        )
        return ", ".join(part for part in said if part)


def framings(release: Path) -> pl.DataFrame:
    """The framings, in the order of publication and of the text.

    `framer` is the speakers table's name where there is one, since an article may use another.
    """
    speakers = scan(release, "speakers").select(
        "name", pl.col("type").alias("framer_type"), framer_id="speaker_id"
    )
    articles = scan(release, "articles").select(
        "article_id", "outlet", "published", copied=pl.col("duplicate_of").is_not_null()
    )
    return (
        scan(release, "framings")
        .join(speakers, on="framer_id", how="left")
        .join(articles, on="article_id", how="left")
        .with_columns(framer=pl.coalesce("name", "framer"))
        .drop("name", "split", "claim_id", "cue")
        .sort(
            "published",
            "article_id",
            pl.col("phrase_spans").list.first().struct.field("start"),
            "framing_id",
            nulls_last=True,
        )
        .collect()
    )


def check(wanted: Wanted, found: pl.DataFrame, vocabulary: Vocabulary) -> None:
    """Raise ClaimsError where words hold no word, or where a family or label is not known.

    Both the vocabulary's and the release's are known: it may have been made with another.
    """
    if wanted.target is not None and not key(wanted.target):
        raise ClaimsError(f"--target {wanted.target!r} holds no word: write those to look for")
    counts = {name: Counter(found[name].to_list()) for name in ("family", "label")}
    families = sorted({*vocabulary.families, *counts["family"], OTHER})
    labels = {*vocabulary.labels, *counts["label"], OTHER}
    if wanted.family is not None and wanted.family not in families:
        hint = " (it is a label: use --label)" if wanted.family in labels else ""
        raise ClaimsError(
            f"no family is named {wanted.family!r}{hint or _near(wanted.family, families)}; "
            f"there are {_listed(families)}"
        )
    if wanted.label is not None and wanted.label not in labels:
        hint = " (it is a family: use --family)" if wanted.label in families else ""
        common = sorted(counts["label"], key=lambda name: (-counts["label"][name], name))
        has = _listed(common, _LISTED) if common else "no framings"
        raise ClaimsError(
            f"no label is named {wanted.label!r}{hint or _near(wanted.label, sorted(labels))}; "
            f"the release has {has}"
        )


def in_scope(found: pl.DataFrame, wanted: Wanted) -> pl.DataFrame:
    """The framings of the target and kind asked for, whatever their labels."""
    if wanted.kind is not None:
        found = found.filter(pl.col("kind") == wanted.kind)
    if wanted.target is None:
        return found
    if found["phrase"].null_count():
        raise ClaimsError(f"--target looks for words, and {LACKING}")
    sought = f" {key(wanted.target)} "
    targets = _holding(found["target"], sought)
    phrases = _holding(found.filter(pl.col("kind") == "lexical")["phrase"], sought)
    return found.filter(
        pl.col("target").is_in(targets)
        | ((pl.col("kind") == "lexical") & pl.col("phrase").is_in(phrases))
    )


def narrowed(found: pl.DataFrame, wanted: Wanted) -> pl.DataFrame:
    """The framings of the family and label asked for."""
    if wanted.family is not None:
        found = found.filter(pl.col("family") == wanted.family)
    if wanted.label is not None:
        found = found.filter(pl.col("label") == wanted.label)
    return found


def _holding(column: pl.Series, sought: str) -> list[str]:
    """The column's strings that hold the words whole, whatever their case and accents."""
    return [text for text in column.drop_nulls().unique() if sought in f" {key(text)} "]


def _near(name: str, known: Iterable[str]) -> str:
    folded = "_".join(key(name).split())
    near = get_close_matches(folded, known, n=3, cutoff=0.7)
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def _listed(names: Sequence[str], most: int | None = None) -> str:
    shown = names[:most]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")
