"""Croissant's record sets: the splits, the classes of class columns, and each file of a table.

A table has a record set for each split (`claims/train`), since mlcroissant 1.1 reads no set of
files but from an archive, and checks digests of single files only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from claims.release.parquet import File
from claims.schemas import TABLES, Column, columns, key_of, references

_TYPES: Mapping[Any, str] = {
    pl.String(): "sc:Text",
    pl.Int32(): "sc:Integer",
    pl.Float32(): "sc:Float",
    pl.Boolean(): "sc:Boolean",
    pl.Date(): "sc:Date",
}
_SPLITS = {
    "train": "cr:TrainingSplit",
    "validation": "cr:ValidationSplit",
    "test": "cr:TestSplit",
}
_SPLIT = "split"
"""The column that names the split of a row."""


def path_of(table: str, file: File) -> str:
    """Where the file lies in the release."""
    return f"data/{table}/{file.path.name}"


def record_sets(files: Mapping[str, Sequence[File]]) -> list[dict[str, Any]]:
    """All record sets of a release with these files."""
    splits = {table: [file.split for file in files[table]] for table in TABLES}
    tables = [_table(table, file, splits) for table in TABLES for file in files[table]]
    return [_split_names(splits), *_enumerations(), *tables]


def _split_names(splits: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    there = {split for table in splits.values() for split in table}
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "The splits of this release, and what each is for.",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            _constant("splits/name", "sc:Text"),
            _constant("splits/url", ["sc:URL", "cr:Split"]),
        ],
        "data": [
            {"splits/name": name, "splits/url": url}
            for name, url in _SPLITS.items()
            if name in there
        ],
    }


def _enumerations() -> Iterator[dict[str, Any]]:
    """A record set for each vocabulary of classes, the splits' apart."""
    for names, (identifier, description) in _vocabularies().items():
        yield {
            "@type": "cr:RecordSet",
            "@id": identifier,
            "name": identifier,
            "description": description,
            "dataType": "sc:Enumeration",
            "key": {"@id": f"{identifier}/name"},
            "field": [_constant(f"{identifier}/name", "sc:Text")],
            "data": [{f"{identifier}/name": name} for name in names],
        }


def _vocabularies() -> dict[tuple[str, ...], tuple[str, str]]:
    """Each vocabulary's id and description, by its names: those of the first column that has it."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for table, model in TABLES.items():
        for column in columns(model):
            if column.names and column.name != _SPLIT:
                what = f"The classes of {column.name} in {table}. {column.description}"
                found.setdefault(column.names, (f"classes/{table}/{column.name}", what))
    return found


def _constant(identifier: str, data_type: str | list[str]) -> dict[str, Any]:
    """A field of records that stand in the file itself."""
    name = identifier.rpartition("/")[2]
    return {"@type": "cr:Field", "@id": identifier, "name": name, "dataType": data_type}


def _table(table: str, file: File, splits: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The rows of a table in one split."""
    model = TABLES[table]
    identifier = f"{table}/{file.split}"
    leads_to = references(model)
    return {
        "@type": "cr:RecordSet",
        "@id": identifier,
        "name": identifier,
        "description": (model.__doc__ or "").strip(),
        "key": {"@id": f"{identifier}/{key_of(model)}"},
        "field": [
            _field(identifier, column, path_of(table, file))
            | _reference(column, leads_to.get(column.name), file.split, splits)
            for column in columns(model)
        ],
    }


def _field(record_set: str, column: Column, path: str) -> dict[str, Any]:
    identifier = f"{record_set}/{column.name}"
    source = {"fileObject": {"@id": path}, "extract": {"column": column.name}}
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": identifier,
        "name": column.name,
        "description": column.description,
    }
    if not isinstance(column.type, pl.List):
        return field | {"dataType": _TYPES[column.type], "source": source}
    field |= {"isArray": True, "arrayShape": "-1"}
    if not isinstance(column.type.inner, pl.Struct):
        return field | {"dataType": _TYPES[column.type.inner], "source": source}
    parts = [
        {
            "@type": "cr:Field",
            "@id": f"{identifier}/{part.name}",
            "name": part.name,
            "dataType": _TYPES[part.dtype],
            "source": source | {"transform": {"jsonPath": part.name}},
        }
        for part in column.type.inner.fields
    ]
    return field | {"subField": parts}


def _reference(
    column: Column, key: str | None, split: str, splits: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Where the column's values come from, if they are classes or ids.

    Ids have Dublin Core's term: Croissant's own makes mlcroissant 1.1 join the tables, and then
    give names of columns for rows once one `Dataset` has read two record sets.
    """
    if column.name == _SPLIT:
        return {"references": {"field": {"@id": "splits/name"}}}
    if column.names:
        return {"references": {"field": {"@id": f"{_vocabularies()[column.names][0]}/name"}}}
    if key is None:
        return {}
    table, name = key.split(".")
    # Rows lead to rows of their own split, or to a table that has no splits.
    there = split if split in splits[table] else splits[table][0]
    return {"dct:references": {"@id": f"{table}/{there}/{name}"}}
