"""What a check that looks beyond one table's own columns is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of the rows of one column that reads other columns or tables."""

    table: str
    column: str
    check: str
    """Its name in a fault."""
    needs: tuple[str, ...]
    """All columns it reads ("claims.split"); it runs where they are there and of their type."""
    good: Callable[[Frames], pl.Series]
    """True in rows of `table` that pass; null, where another check speaks already, passes too."""
    leads_to: str | None = None
    """For ids of rows in this or another table: that table's key ("articles.article_id")."""
    across: bool = False
    """Whether it compares rows of different articles, so that it takes all of them."""


def looked_up(keys: pl.Series, frame: pl.DataFrame, key: str, value: str) -> pl.Series:
    """For each of `keys` the `value` of the row of `frame` with that `key`; null without one."""
    # A key that stands twice is another check's fault: here the first row is as good as any.
    known = frame.select(pl.col(key).alias("key"), pl.col(value).alias("value"))
    known = known.unique("key", keep="first", maintain_order=True)
    asked = keys.alias("key").to_frame()
    return asked.join(known, on="key", how="left", maintain_order="left")["value"]
