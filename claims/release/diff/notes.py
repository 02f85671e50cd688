"""`CHANGES.md`: what a release changes against the one before, and why its version is what it is.

Words of articles stand in code spans, on one line: nothing that an article says can act there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.release.change import change
from claims.release.diff.compare import Comparison
from claims.release.diff.told import (
    Told,
    columns_note,
    contrasted,
    merges_note,
    parted,
    rejects_note,
    schema_notes,
    told,
)
from claims.release.version import Version
from claims.wording import plain, shortened

EXAMPLES = 50

_LONGEST = 80
_CELLS = 4
"""Columns of a row whose values are given; more are named."""


def text(found: Comparison | None, version: str) -> str:
    """The file's text; `found` is the comparison with the release before, None if there is none."""
    if found is None:
        return (
            f"# Changes in {version}\n\n"
            "The first release: there is none before it to compare it with.\n"
        )
    return "\n".join(_lines(found, version))


def _lines(found: Comparison, version: str) -> Iterator[str]:
    yield f"# Changes in {version}\n"
    yield f"Against {found.before.version}. {_why(found, version)}\n"
    yield "| table | added | removed | changed | same |\n| --- | ---: | ---: | ---: | ---: |"
    for table in found.tables:
        counts = (table.added, table.removed, table.changed, table.same)
        yield f"| {table.name} | {' | '.join(f'{count:,}' for count in counts)} |"
    yield ""
    notes = (*schema_notes(found), merges_note(found), rejects_note(found))
    yield from (f"{note}\n" for note in notes if note)
    if any(table.columns for table in found.tables):
        yield "Changed cells, by column:\n"
        yield from (f"- {columns_note(table)}" for table in found.tables if table.columns)
        yield ""
    if found.changes.height:
        yield "## Examples\n"
        if found.count > EXAMPLES:
            yield f"The {EXAMPLES} most telling of {found.count:,}; `claims diff` gives all.\n"
        yield from (f"- {_example(row)}" for row in told(found.changes, EXAMPLES))
        yield ""


def _why(found: Comparison, version: str) -> str:
    """What the version's step follows from."""
    match kind := change(found):
        case "columns":
            why = "Columns are new, gone or of another type: a major version."
        case "added":
            why = "Articles, claims or framings were added, none corrected: a minor version."
        case "corrected" if found.same_content:
            why = "The rows are the same, other inputs were rejected: a patch version."
        case "corrected" if any(table.changed or table.removed for table in found.tables):
            why = "Rows were changed or removed: a patch version."
        case "corrected":
            why = "Only the table of speakers has more rows: a patch version."
        case None:
            why = "Nothing changed."
    following = Version.parse(found.before.version).after(kind or "corrected")
    if version == str(following) and kind:
        return why
    called = f", {following} being the next by what changed" if kind else ""
    return f"{why} The version was asked for{called}."


def _example(row: Told) -> str:
    keys = " → ".join(dict.fromkeys(f"`{key}`" for key in (row.key_before, row.key_after) if key))
    where = f" in article `{row.article_id}`" if row.article_id and row.table != "articles" else ""
    if row.change != "changed":
        return f"{row.table} {keys}{where} {row.change}: {_code(row.words)}"
    shown, rest = parted(row, _CELLS)
    parts = [
        f"{cell.column} {' → '.join(map(_code, contrasted(cell, _LONGEST)))}" for cell in shown
    ]
    if rest:
        parts.append(f"also {', '.join(cell.column for cell in rest)}")
    return f"{row.table} {keys}{where}: {'; '.join(parts)}"


def _code(words: str | None) -> str:
    """The words as a code span that none of their own backticks ends."""
    line = shortened(plain(words or ""), _LONGEST) or "–"
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    pad = " " if "`" in line else ""
    return f"{fence}{pad}{line}{pad}{fence}"
