"""The digest of a table's content, whatever file format, encoder or order of rows it came in.

It is the SHA-256 over one line for each row, in the order of the table's key; a line is the row as
JSON in UTF-8: keys sorted, no spaces, dates as "2024-05-06", float32 numbers in the fewest digits
that tell them apart (0.123), and a newline at its end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

import polars as pl


def row_lines(frame: pl.DataFrame, key: str) -> Iterator[bytes]:
    """Each row's line, in the order of `key`."""
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    plain = frame.sort(key).with_columns(
        pl.col(pl.Date).dt.to_string("%Y-%m-%d"),
        # By way of its shortest decimal: widened as it is, 0.123 would be 0.12300000339746475.
        pl.col(pl.Float32).cast(pl.String).cast(pl.Float64),
    )
    for row in plain.iter_rows(named=True):
        yield encode(row).encode() + b"\n"


def table_digest(frame: pl.DataFrame, key: str) -> str:
    """The digest of the table's content, in hex."""
    digest = hashlib.sha256()
    for line in row_lines(frame, key):
        digest.update(line)
    return digest.hexdigest()


def content_digest(digests: Mapping[str, str]) -> str:
    """The digest over all tables: of one line "name digest" for each, sorted by name."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
