"""A release's articles, each with its claims and framings, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from claims.errors import ReleaseError
from claims.formats import lazy
from claims.selection import Table

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """An article with what was found in it, as rows of the release's tables."""

    article: Row
    claims: tuple[Row, ...]
    framings: tuple[Row, ...]


def bundles(folder: Path, split: str | None = None) -> Iterator[Bundle]:
    """The articles of a release, or of a split of it, in its order.

    Raises ReleaseError where there is no such split, or the tables are not in one order.
    """
    claims, framings = (_Following(_rows(folder, name, split)) for name in ("claims", "framings"))
    for article in _rows(folder, "articles", split):
        key = article["article_id"]
        yield Bundle(article, claims.of(key), framings.of(key))
    if claims.left or framings.left:
        raise ReleaseError(
            f"the tables of {folder} are not in the order of their articles: restore the release "
            "from a copy or build it anew"
        )


def speakers(folder: Path) -> dict[str, Row]:
    """The release's speakers by their ids."""
    return {row["speaker_id"]: row for row in _rows(folder, "speakers", None)}


def _rows(folder: Path, name: str, split: str | None) -> Iterator[Row]:
    table = Table.of(folder, name)
    yield from lazy(table, table.rows(split)).collect().iter_rows(named=True)


class _Following:
    """A table's rows by article, asked for in the table's own order of articles."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, itemgetter("article_id"))
        self._next = next(self._groups, None)

    def of(self, article: str) -> tuple[Row, ...]:
        if self._next is None or self._next[0] != article:
            return ()
        found = tuple(self._next[1])
        self._next = next(self._groups, None)
        return found

    @property
    def left(self) -> bool:
        return self._next is not None
