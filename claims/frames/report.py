"""All that `claims frames` says of a release, before it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from claims.frames.contested import Pair, Side, contested, quotations
from claims.frames.matrix import Count, Framer, Matrix, groups, matrix
from claims.frames.select import Wanted, check, framings, in_scope, narrowed
from claims.framing import load_vocabulary
from claims.load import release_folder
from claims.release.manifest import Manifest
from claims.wording import counted


@dataclass(frozen=True, slots=True)
class Report:
    """Who framed what how, in a release."""

    version: str
    wanted: Wanted
    found: pl.DataFrame
    """The framings asked for, each with its article's outlet and date."""
    matrix: Matrix
    contested: tuple[Pair, ...]
    limit: int
    """Framers and pairs that are shown at most; 0 for all."""
    more_contested: int
    """Pairs past the limit, which are not in `contested`."""
    vocabulary: str
    """Version of the one that tells which labels are rivals."""
    made_with: str | None
    """The version that the release was made with, where that is another vocabulary."""

    @property
    def articles(self) -> int:
        """Articles that hold such framings."""
        return self.found["article_id"].n_unique()

    @property
    def copied(self) -> int:
        """Framings in articles that repeat another."""
        return int(self.found["copied"].sum())

    @property
    def shown(self) -> int:
        """Framers to show."""
        return min(self.limit or len(self.matrix.rows), len(self.matrix.rows))


def report(
    release: str | Path,
    *,
    version: str | None = None,
    wanted: Wanted | None = None,
    frames: Path | None = None,
    limit: int = 20,
) -> Report:
    """Who framed what how in a release, or in the version asked for of a folder of releases.

    `frames` is the vocabulary that tells which labels are rivals, in place of the built-in one. A
    label or family asked for narrows the matrix; its rivals stay, so that it is seen contested.

    Raises ReleaseError where there is no such release, VocabularyError where `frames` cannot be
    used, ClaimsError where a label or family is not known.
    """
    wanted = wanted or Wanted()
    folder = release_folder(release, version)
    manifest = Manifest.of(folder)
    vocabulary = load_vocabulary(frames)
    everything = framings(folder)
    check(wanted, everything, vocabulary)
    scope = in_scope(everything, wanted)
    found = narrowed(scope, wanted)
    pairs = contested(groups(scope), vocabulary, frozenset(found["label"]))
    shown = pairs[: limit or None]
    made_with = manifest.provenance
    same = made_with.vocabulary_sha256 == vocabulary.digest
    return Report(
        version=manifest.version,
        wanted=wanted,
        found=found,
        matrix=matrix(groups(found)),
        contested=quotations(shown, scope, folder),
        limit=limit,
        more_contested=len(pairs) - len(shown),
        vocabulary=vocabulary.version,
        made_with=None if same else made_with.vocabulary,
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was made, and what is not in it because its article has no plausible date."""

    path: Path
    undated_articles: int
    undated_framings: int

    def __str__(self) -> str:
        """What to tell who asked for it."""
        if not self.undated_articles:
            return f"Drew {self.path}."
        articles = counted(self.undated_articles, "article")
        framings = counted(self.undated_framings, "framing")
        return f"Drew {self.path}, but for {framings} in {articles} without a plausible date."


def summary(made: Report, drawn: Drawn | None = None) -> dict[str, Any]:
    """The report as JSON can hold it, with the counts of what the limit leaves out."""
    rest = made.matrix.rows[made.shown :]
    return {
        "version": made.version,
        "framings": made.found.height,
        "articles": made.articles,
        "in_copies": made.copied,
        "vocabulary": made.vocabulary,
        "made_with": made.made_with or made.vocabulary,
        "labels": [
            {"label": one.label, "family": one.family, **asdict(one.count)}
            for one in made.matrix.labels
        ],
        "framers": [
            {**_framer(row.framer), **asdict(row.count), "labels": _counts(row.by_label)}
            for row in made.matrix.rows[: made.shown]
        ],
        "more_framers": {"framers": len(rest), "framings": sum(row.count.total for row in rest)},
        "contested": [[_side(side) for side in pair.sides] for pair in made.contested],
        "more_contested": made.more_contested,
        "plot": None if drawn is None else asdict(drawn) | {"path": str(drawn.path)},
    }


def _framer(framer: Framer) -> dict[str, Any]:
    return {"framer": framer.name, "framer_id": framer.speaker_id, "framer_type": framer.type}


def _counts(by_label: Mapping[str, Count]) -> dict[str, Any]:
    return {label: asdict(count) for label, count in by_label.items()}


def _side(side: Side) -> dict[str, Any]:
    return {
        "label": side.label,
        "polarity": side.polarity,
        "count": side.count,
        "framers": [
            {**_framer(one.framer), "count": one.count, "quotation": asdict(one.quotation)}
            for one in side.sayings
        ],
    }
