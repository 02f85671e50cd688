"""`inherited.jsonl`: what a release has otherwise than if it followed none; not there if nothing.

A line is an article or a speaker by its id, with those of its columns that were kept. For a name
that another speaker's articles would give, or none, `joined_to` is the speaker whose it stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from claims.earlier import Cells, Inherited
from claims.records import SpeakerType, Split

INHERITED = "inherited.jsonl"

_COLUMNS = {
    "article_id": frozenset({"duplicate_of", "split", "source_sha256"}),
    "speaker_id": frozenset({"joined_to", "name", "type"}),
}
_NULLABLE = "duplicate_of"
_CLASSES = {"split": get_args(Split), "type": get_args(SpeakerType)}


def to_text(inherited: Inherited) -> bytes:
    """The file's text: articles, then speakers, each by their ids."""
    rows = [*_rows("article_id", inherited.articles), *_rows("speaker_id", inherited.speakers)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def parse(text: bytes) -> Inherited:
    """What a file's text says; ValueError, with the line's number, where a line says nothing."""
    found: dict[str, dict[str, Cells]] = {"article_id": {}, "speaker_id": {}}
    for number, line in enumerate(text.splitlines(), 1):
        try:
            cells = json.loads(line)
            key = next(iter(cells))
            row = cells.pop(key)
        except (ValueError, TypeError, AttributeError, StopIteration, RecursionError) as error:
            raise ValueError(f"line {number:,} is no article or speaker") from error
        if not isinstance(row, str) or not _is_known(key, cells) or row in found[key]:
            raise ValueError(f"line {number:,} is no article or speaker")
        found[key][row] = cells
    return Inherited(found["article_id"], found["speaker_id"])


def inherited_of(folder: Path) -> Inherited:
    """What the release in `folder` says that it has so; nothing where that cannot be read."""
    try:
        return parse((folder / INHERITED).read_bytes())
    except (OSError, ValueError):
        return Inherited()


def _rows(key: str, kept: Mapping[str, Cells]) -> Iterator[dict[str, str | None]]:
    for one, cells in sorted(kept.items()):
        yield {key: one, **dict(sorted(cells.items()))}


def _is_known(key: str, cells: Mapping[str, Any]) -> bool:
    """Whether these are columns of the key's table, with values that they may have."""
    return (
        key in _COLUMNS
        and bool(cells)
        and cells.keys() <= _COLUMNS[key]
        and all(
            isinstance(value, str) or (value is None and column == _NULLABLE)
            for column, value in cells.items()
        )
        and all(cells[column] in names for column, names in _CLASSES.items() if column in cells)
    )
