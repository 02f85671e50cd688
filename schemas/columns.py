"""Kinds of columns, and what every table's model shares.

A model's columns are made by the functions below, so that type, vocabulary, form and meaning stand
in one place; `schemas/derived.py` reads them back for Arrow, Hugging Face and the documentation.
"""

from __future__ import annotations

from typing import Any, get_args

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

SPAN = pl.Struct({"start": pl.Int32, "end": pl.Int32})

ROLE = pl.Struct({"role": pl.String, "article_id": pl.String})

ID = r"^[0-9a-f]{20}$"
SHA256 = r"^[0-9a-f]{64}$"
LABEL = r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
WIKIDATA = r"^Q[1-9][0-9]*$"
LANGUAGE = r"^[a-z]{2}$"


def key(description: str) -> Any:
    """The table's own key: an id that stands in one row only."""
    return pa.Field(unique=True, str_matches=ID, description=description)


def reference(description: str, *, nullable: bool = False) -> Any:
    """An id of a row in this or another table."""
    return pa.Field(nullable=nullable, str_matches=ID, description=description)


def string(description: str, *, nullable: bool = False, form: str | None = None) -> Any:
    """A string; what is not there is null, so the empty string is never right."""
    check: dict[str, Any] = {"str_matches": form} if form else {"str_length": {"min_value": 1}}
    return pa.Field(nullable=nullable, description=description, **check)


def class_of(vocabulary: Any, description: str) -> Any:
    """A class column: one of the names of a Literal in `claims.records`."""
    names = list(get_args(vocabulary))
    return pa.Field(isin=names, description=description, metadata={"names": tuple(names)})


def spans(description: str) -> Any:
    """Places in the article's text, in its order; empty where there are none, never null."""
    return pa.Field(dtype_kwargs={"inner": SPAN}, description=description)


def strings(description: str) -> Any:
    """A list of strings; empty where there are none, never null."""
    return pa.Field(dtype_kwargs={"inner": pl.String}, description=description)


def roles(description: str) -> Any:
    """Titles and roles, each with the article that gave it; empty where there are none."""
    return pa.Field(dtype_kwargs={"inner": ROLE}, description=description)


def number(description: str, **checks: Any) -> Any:
    """A number."""
    return pa.Field(description=description, **checks)


def flag(description: str) -> Any:
    """True or false."""
    return pa.Field(description=description)


def date(description: str) -> Any:
    """A date, null where it is not known."""
    return pa.Field(nullable=True, description=description)


class Table(pa.DataFrameModel):
    """What all tables have in common: exactly the model's columns, in its order."""

    class Config:
        """Pandera's settings."""

        strict = True
        ordered = True


class Located(Table):
    """A table whose rows point into the text of an article, with some confidence.

    Checks are named by their methods: pandera forgets the `name` of an inherited one, and anchors
    a column's pattern at its start.
    """

    @pa.check(".*_spans$", regex=True)
    def in_order(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805 (pandera's way)
        """Each span holds a character or more, and begins where the one before ended, or later."""
        start, end = (pl.element().struct.field(name) for name in ("start", "end"))
        good = (start >= end.shift(1, fill_value=0)) & (start < end)
        column = pl.col(data.key)
        return data.lazyframe.select(column.list.eval(good.fill_null(value=False)).list.all())

    @pa.check("confidence")
    def rounded_to_3_decimals(cls, data: PolarsData) -> pl.LazyFrame:  # noqa: N805
        """The value is the float32 nearest to a number of three decimals."""
        column = pl.col(data.key)
        thousandths = (column.cast(pl.Float64) * 1000).round()
        return data.lazyframe.select((thousandths / 1000).cast(pl.Float32) == column)


def null_without(spans_column: str, data: PolarsData) -> pl.LazyFrame:
    """True in rows where the column is null or has spans.

    That what has spans is null only where the text is withheld is seen with the articles.
    """
    return data.lazyframe.select(pl.col(data.key).is_null() | (pl.col(spans_column).list.len() > 0))


def some(data: PolarsData) -> pl.LazyFrame:
    """True in rows whose list holds an item."""
    return data.lazyframe.select(pl.col(data.key).list.len() > 0)


def all_said(data: PolarsData) -> pl.LazyFrame:
    """True in rows whose list holds no null and no empty string."""
    good = (pl.element() != "").fill_null(value=False)
    return data.lazyframe.select(pl.col(data.key).list.eval(good).list.all())
