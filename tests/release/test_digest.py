from __future__ import annotations

import hashlib
import json

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.release.digest import content_digest, row_lines, table_digest
from claims.release.parquet import canonical
from claims.schemas import TABLES, key_of
from tests.examples import example
from tests.strategies import tables


def test_the_line_of_a_row() -> None:
    frame = canonical("framings", example()["framings"]).with_columns(
        confidence=pl.lit(0.123, pl.Float32)
    )
    line = next(row_lines(frame, "framing_id"))
    row = json.loads(line)
    assert (
        line
        == (
            json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        ).encode()
    )
    assert b'"confidence":0.123,' in line
    assert b'"target_spans":[{"end":' in line
    article = next(row_lines(canonical("articles", example()["articles"]), "article_id"))
    assert b'"published":"2024-05-06"' in article
    assert "Ångström".encode() in article


def test_the_digest_is_that_of_the_lines_in_the_order_of_the_key() -> None:
    frame = canonical("claims", example()["claims"])
    lines = {json.loads(line)["claim_id"]: line for line in row_lines(frame, "claim_id")}
    joined = b"".join(lines[key] for key in sorted(lines))
    assert table_digest(frame, "claim_id") == hashlib.sha256(joined).hexdigest()
    assert content_digest({"b": "2", "a": "1"}) == hashlib.sha256(b"a 1\nb 2\n").hexdigest()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), st.randoms(use_true_random=False))
def test_neither_order_nor_encoding_matters(drawn: dict[str, pa.Table], random: object) -> None:
    for name, table in drawn.items():
        key = key_of(TABLES[name])
        order = list(range(table.num_rows))
        random.shuffle(order)  # type: ignore[attr-defined]
        sink = pa.BufferOutputStream()
        shuffled = table.take(pa.array(order, pa.int64()))
        pq.write_table(shuffled, sink, compression="gzip", row_group_size=1)
        back = pl.DataFrame(pl.from_arrow(pq.read_table(pa.BufferReader(sink.getvalue()))))
        assert table_digest(back, key) == table_digest(canonical(name, table), key)
