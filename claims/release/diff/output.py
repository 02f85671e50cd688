"""The comparison for other programs: JSON, and Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claims.errors import ClaimsError
from claims.release.diff.compare import Comparison, TableDiff
from claims.release.diff.told import Told, told

_COLUMNS = (
    "table", "key_before", "key_after", "article_id", "change", "column", "before", "after",
)  # fmt: skip


_ROWS_AT_ONCE = 100_000


def json_lines(found: Comparison, written: Path | None = None) -> Iterator[str]:
    """One JSON object in lines, of which a few are held at a time however many changes there are.

    `written` is the Parquet file that has the changes too.
    """
    head = {
        "before": found.before.version,
        "after": found.after.version,
        "same": found.same,
        "same_columns": found.same_columns,
        "rejects": {
            "before": found.before.rejects,
            "after": found.after.rejects,
            "same": found.same_rejects,
        },
        "tables": {table.name: _counts(table) for table in found.tables},
        "merged_tracks": [{"gone": gone, "into": kept} for gone, kept in found.merges],
        "not_compared": found.unknown,
        "parquet": None if written is None else str(written),
    }
    line = f'{_dumped(head).removesuffix("}")}, "changes": ['
    comma = ""
    for row in told(found.changes):
        yield f"{line}{comma}"
        line, comma = _dumped(_row(row)), ","
    yield line
    yield "]}"


def write_parquet(found: Comparison, path: Path) -> None:
    """One row for each cell that changed and each row that came or went; all columns are strings.

    Where a row came or went, `column` is null, and its words stand in `after` or `before`.
    Raises ClaimsError where the file cannot be written.
    """
    schema = pa.schema([(name, pa.string()) for name in _COLUMNS])
    try:
        with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for some in found.changes.select(_COLUMNS).iter_slices(_ROWS_AT_ONCE):
                writer.write_table(some.to_arrow().cast(schema))
    except OSError as error:
        raise ClaimsError(
            f"cannot write {path}: {error.strerror}; name a file in a folder that can be written"
        ) from error


def _counts(table: TableDiff) -> dict[str, Any]:
    counts = asdict(table)
    del counts["name"], counts["corrected"]
    return counts


def _row(row: Told) -> dict[str, Any]:
    cells = {cell.column: {"before": cell.before, "after": cell.after} for cell in row.cells}
    return {
        "table": row.table,
        "change": row.change,
        "key_before": row.key_before,
        "key_after": row.key_after,
        "article_id": row.article_id,
        "words": row.words,
        "columns": cells,
    }


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
