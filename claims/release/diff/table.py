"""The comparison for a terminal: counts, what could not be compared, and the first changes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from claims.release.diff.compare import Comparison
from claims.release.diff.told import (
    NOTHING,
    Told,
    columns_note,
    contrasted,
    merges_note,
    parted,
    rejects_note,
    schema_notes,
    told,
)
from claims.wording import counted, plain, shortened

_STYLE = {"added": "green", "removed": "red", "changed": "yellow"}
_CELLS = 4
"""Columns of a row whose values are shown; more are named."""
_LONGEST, _LONGEST_WORDS = 120, 50
"""Characters of a value, and of the words by which a row is known."""
_ID = 8
"""Digits of an id: enough to tell it from others by."""


def shown(found: Comparison, limit: int) -> Iterator[RenderableType]:
    """The comparison, piece by piece; at most so many rows that changed, 0 for all."""
    before, after = found.before.version, found.after.version
    if found.same:
        yield Text(f"{before} and {after} hold the same.")
        return
    yield Text(f"From {before} to {after}:")
    yield _counts(found)
    for table in found.tables:
        if table.columns:
            yield Text(f"Changed cells of {columns_note(table)}", style="dim")
    notes = [*schema_notes(found), merges_note(found), rejects_note(found)]
    yield from (Text(note) for note in notes if note)
    if not found.changes.height:
        return
    yield Text()
    yield _changes(found, limit)
    rows = found.count
    if limit and rows > limit:
        yield Text(f"{counted(rows - limit, 'more row')}; --limit 0 shows all", style="dim")


def _counts(found: Comparison) -> Table:
    table = Table()
    table.add_column("table")
    for name in ("added", "removed", "changed", "same"):
        table.add_column(name, justify="right", style=_STYLE.get(name, ""))
    for one in found.tables:
        counts = (one.added, one.removed, one.changed, one.same)
        table.add_row(one.name, *(f"{count:,}" for count in counts))
    return table


def _changes(found: Comparison, limit: int) -> Table:
    table = Table()
    table.add_column("row", overflow="fold", max_width=30)
    table.add_column("change", no_wrap=True)
    table.add_column("before", overflow="fold")
    table.add_column("after", overflow="fold")
    for row in told(found.changes, limit):
        for number, (change, before, after) in enumerate(_lines(row)):
            # Text, not markup: an article may hold what rich would take for a style.
            table.add_row(
                Text() if number else _named(row),
                Text(change, style=_STYLE[row.change]),
                Text(before),
                Text(after),
            )
        table.add_section()
    return table


def _lines(row: Told) -> Iterator[tuple[str, str, str]]:
    """What changed, from what, to what."""
    words = shortened(plain(row.words or NOTHING), _LONGEST)
    if row.change == "removed":
        yield "removed", words, ""
    elif row.change == "added":
        yield "added", "", words
    for cell in parted(row, _CELLS)[0]:
        yield cell.column, *contrasted(cell, _LONGEST)


def _named(row: Told) -> Text:
    """Which row it is: its table, its id and its article's, and the words it is known by."""
    name = Text(f"{row.table.removesuffix('s')} {(row.key_after or row.key_before or '')[:_ID]}")
    if row.article_id and row.table != "articles":
        name.append(f" in {row.article_id[:_ID]}", style="dim")
    if row.change == "changed" and row.words:
        name.append(f"\n{shortened(plain(row.words), _LONGEST_WORDS)}")
    if more := parted(row, _CELLS)[1]:
        name.append(f"\nalso {', '.join(cell.column for cell in more)}", style="dim")
    return name
