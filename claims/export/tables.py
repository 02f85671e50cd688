"""CSV: one file a table, safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula (it begins with = + - @, their full-width forms,
a tab or a line end) gets an apostrophe before it, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection); one that has apostrophes there already
gets one more, so that `bare` gives every cell back. All text is quoted, lines end in CRLF (RFC
4180), and a byte order mark tells spreadsheets that it is UTF-8. Lists are JSON: places as
[[3,9],[12,20]].
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from claims.export.source import Bundle, Row
from claims.release.manifest import Manifest
from claims.schemas import TABLES, columns

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


def write(
    found: Iterator[Bundle], speakers: Mapping[str, Row], manifest: Manifest, folder: Path
) -> None:
    """Write a file for each table."""
    del manifest  # a table says nothing of the release it is of
    with ExitStack() as files:
        tables = {name: _Table(folder, name, files) for name in TABLES}
        tables["speakers"].add(list(speakers.values()))
        for bundle in found:
            tables["articles"].add([bundle.article])
            tables["claims"].add(bundle.claims)
            tables["framings"].add(bundle.framings)


def safe(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """A cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class _Table:
    def __init__(self, folder: Path, name: str, files: ExitStack) -> None:
        path = folder / f"{name}.csv"
        file = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        self._columns = [column.name for column in columns(TABLES[name])]
        self._writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        self._writer.writerow(self._columns)

    def add(self, rows: Sequence[Row]) -> None:
        self._writer.writerows([_cell(row[name]) for name in self._columns] for row in rows)


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return round(value, 3)  # float32 arrives widened: 0.12300000339746475
        case int():
            return value
        case dt.date():
            return value.isoformat()
        case list():
            return safe(json.dumps([_item(one) for one in value], ensure_ascii=False))
    return safe(str(value))


def _item(value: Any) -> Any:
    return list(value.values()) if isinstance(value, dict) else value
