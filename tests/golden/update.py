"""Rewrites the golden file of the seed article: `python -m tests.golden.update`, then read the diff."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

import claims
from claims.load import scan

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = Path(__file__).resolve().parent / "seed.json"
TABLES = ("articles", "claims", "framings", "speakers", "tracks")


def built(out: Path) -> dict[str, Any]:
    """The seed's release, as the golden file has it: its content digest and all its rows."""
    made = claims.build([ROOT / "articles"], out=out)
    manifest = json.loads((made.path / "release.json").read_text(encoding="utf-8"))
    rows = {table: _rows(scan(made.path, table).collect()) for table in TABLES}
    return {"content_sha256": manifest["content_sha256"], **rows}


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    rounded = [pl.col(pl.Float32).cast(pl.Float64).round(3)]
    return json.loads(json.dumps(frame.with_columns(rounded).to_dicts(), default=str))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = built(Path(folder))
    GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
