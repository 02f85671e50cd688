"""What follows from a table's model: its Arrow schema, its features, its documented columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa

from claims.schemas.columns import ROLE, SPAN, Table

if TYPE_CHECKING:
    from datasets import Features

_ARROW: dict[pl.DataType, pa.DataType] = {
    pl.String(): pa.string(),
    pl.Int32(): pa.int32(),
    pl.Float32(): pa.float32(),
    pl.Boolean(): pa.bool_(),
    pl.Date(): pa.date32(),
    pl.List(pl.String): pa.list_(pa.string()),
    pl.List(SPAN): pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
    pl.List(ROLE): pa.list_(pa.struct([("role", pa.string()), ("article_id", pa.string())])),
}

_NAMES: dict[pl.DataType, str] = {
    pl.String(): "string",
    pl.Int32(): "int32",
    pl.Float32(): "float32",
    pl.Boolean(): "bool",
    pl.Date(): "date32",
    pl.List(pl.String): "list of string",
    pl.List(SPAN): "list of {start, end}",
    pl.List(ROLE): "list of {role, article_id}",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its model declares it."""

    name: str
    type: pl.DataType
    nullable: bool
    names: tuple[str, ...]
    """The classes of a class column, in the order of their numbers; empty for any other."""
    description: str

    @property
    def type_name(self) -> str:
        """The type in words, as the documentation and `release.json` give it."""
        name: str = f"class: {', '.join(self.names)}" if self.names else _NAMES[self.type]
        return f"{name}, nullable" if self.nullable else name


def columns(model: type[Table]) -> tuple[Column, ...]:
    """The model's columns, in order."""
    return tuple(
        Column(
            name=name,
            type=column.dtype.type,
            nullable=column.nullable,
            names=(column.metadata or {}).get("names", ()),
            description=column.description or "",
        )
        for name, column in model.to_schema().columns.items()
    )


def key_of(model: type[Table]) -> str:
    """The column that identifies a row of the table."""
    return str(next(name for name, column in model.to_schema().columns.items() if column.unique))


def arrow_schema(model: type[Table]) -> pa.Schema:
    """The table's Arrow schema; class columns are strings, and every reader can read them."""
    return pa.schema([(column.name, _ARROW[column.type]) for column in columns(model)])


def features(model: type[Table]) -> Features:
    """The table's Hugging Face features: classes as ClassLabel, spans as a list of dicts."""
    from datasets import ClassLabel, Features

    made = Features.from_arrow_schema(arrow_schema(model))
    for column in columns(model):
        if column.names:
            made[column.name] = ClassLabel(names=list(column.names))
    return made


def card_features(model: type[Table]) -> list[dict[str, Any]]:
    """The same features as a dataset card writes them."""
    return [{"name": column.name, **_card_type(column)} for column in columns(model)]


def _card_type(column: Column) -> dict[str, Any]:
    if column.names:
        names = {str(number): name for number, name in enumerate(column.names)}
        return {"dtype": {"class_label": {"names": names}}}
    if column.type == pl.List(SPAN):
        return {"list": [{"name": edge, "dtype": "int32"} for edge in ("start", "end")]}
    if column.type == pl.List(ROLE):
        return {"list": [{"name": part, "dtype": "string"} for part in ("role", "article_id")]}
    if column.type == pl.List(pl.String):
        return {"list": "string"}
    return {"dtype": _NAMES[column.type]}
