"""A split's articles with what was found in each, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.errors import ReleaseError
from claims.selection import Table
from claims.views.bio import Tagged
from claims.withheld import LACKING

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 200
"""Articles that are Python objects at one time."""
_ROLES = {"SOURCE": "speaker_spans", "CUE": "cue_spans", "CONTENT": "claim_spans"}


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with the stretches of its text that have labels."""

    article_id: str
    text: str
    attributions: tuple[Tagged, ...]
    frames: tuple[Tagged, ...]


def annotated(folder: Path, split: str) -> Iterator[Annotated]:
    """The articles of the split, in order.

    A release's tables are sorted by article, so one pass over each, side by side, is enough.
    Raises ReleaseError where an article has no text or the tables are not so sorted.
    """
    articles = Table.of(folder, "articles")
    claims = _Following(_read(folder, "claims", split, ["voice", *_ROLES.values()]))
    framings = _Following(_read(folder, "framings", split, ["phrase_spans"]))
    for row in _read(folder, "articles", split, ["text"]):
        key, text = row["article_id"], row["text"]
        if text is None:
            raise ReleaseError(
                f"{articles.folder} has no text for article {key}, so there are no tokens: "
                f"{LACKING}"
            )
        yield Annotated(
            article_id=key,
            text=text,
            attributions=tuple(_attributions(claims.of(key))),
            frames=tuple(_tagged("FRAME", framings.of(key), "phrase_spans")),
        )
    if claims.left or framings.left:
        raise ReleaseError(
            f"the tables of {folder} are not in the order of their articles: restore the release "
            "from a copy or build it anew"
        )


class _Following:
    """Rows of a table by article, asked for in the table's own order of articles."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._groups = groupby(rows, itemgetter("article_id"))
        self._next = next(self._groups, None)

    @property
    def left(self) -> bool:
        """Whether there are rows that nobody asked for."""
        return self._next is not None

    def of(self, article_id: str) -> Sequence[dict[str, Any]]:
        if self._next is None or self._next[0] != article_id:
            return ()
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


def _attributions(rows: Iterable[dict[str, Any]]) -> Iterator[Tagged]:
    """What the article attributes; its own assertions have nobody to be found in the text."""
    said = [row for row in rows if row["voice"] != "narration"]
    for label, column in _ROLES.items():
        yield from _tagged(label, said, column)


def _tagged(label: str, rows: Iterable[dict[str, Any]], column: str) -> Iterator[Tagged]:
    for row in rows:
        for span in row[column]:
            yield Tagged(label, span["start"], span["end"])


def _read(folder: Path, table: str, split: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    for file in Table.of(folder, table).files(split):
        for batch in _batches(file, ["article_id", *columns]):
            yield from batch.to_pylist()


def _batches(file: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file, memory_map=True, page_checksum_verification=True) as opened:
            yield from opened.iter_batches(AT_ONCE, columns=columns)
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"cannot read {file}: {error}; restore the release from a copy or build it anew"
        ) from error
