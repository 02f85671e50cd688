"""Records as rows: plain dicts, named like the columns, spans as {"start", "end"}."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from claims.records import Article, Claim, Framing
from claims.spans import Span

_INTERNAL = frozenset({"paragraphs", "source"})
"""Fields of an article that are steps' business and no columns."""


def as_row(record: Article | Claim | Framing, **more: Any) -> dict[str, Any]:
    """The record's columns, and `more` after them."""
    names = (field.name for field in fields(record) if field.name not in _INTERNAL)
    return {name: _cell(getattr(record, name)) for name in names} | more


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return [item._asdict() if isinstance(item, Span) else item for item in value]
    return value
