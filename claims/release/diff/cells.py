"""The cells that differ in rows that both releases have, and cells as strings."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from claims.release.diff.overlap import SIDES
from claims.release.diff.side import Side
from claims.schemas.columns import SPAN

_SCHEMA = {"pair": pl.UInt32, "column": pl.String, "before": pl.String, "after": pl.String}


def differing(
    table: str, columns: Sequence[str], sides: tuple[Side, Side], pairs: pl.DataFrame
) -> pl.DataFrame:
    """The cells that differ: `pair` (its number), `column`, and their texts `before` and `after`.

    Each column is read, compared and let go before the next.
    """
    found = [pl.DataFrame(schema=_SCHEMA)]
    for name in columns:
        one, other = (
            side.column(table, name)[pairs[which]] for side, which in zip(sides, SIDES, strict=True)
        )
        where = one.ne_missing(other).arg_true()
        if len(where):
            cells = {"pair": where, "before": text(one[where]), "after": text(other[where])}
            found.append(
                pl.DataFrame(cells).select("pair", pl.lit(name).alias("column"), "before", "after")
            )
    return pl.concat(found)


def text(cells: pl.Series) -> pl.Series:
    """The cells as strings: spans as "3-9,12-20", other lists as JSON, dates as "2024-05-06"."""
    if cells.dtype == pl.List(SPAN):
        start, end = (pl.element().struct.field(edge) for edge in ("start", "end"))
        return cells.list.eval(pl.format("{}-{}", start, end)).list.join(",")
    if isinstance(cells.dtype, pl.List):
        json = cells.to_frame("x").select(pl.struct("x").struct.json_encode()).to_series()
        return json.str.slice(len('{"x":')).str.strip_suffix("}").replace("null", None)
    return cells.cast(pl.String)
