from __future__ import annotations

import hashlib
import json

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.release import digest as module
from claims.release import parquet
from claims.release.digest import TableDigest, content_digest, row_lines, table_digest
from claims.release.parquet import Writer, canonical, write_splits
from claims.schemas import TABLES, key_of
from claims.spool import Folder
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


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=4), st.text(max_size=6)), unique_by=lambda row: row[0]),
    st.integers(1, 5), st.integers(1, 60),
)  # fmt: skip
def test_rows_that_wait_in_files_have_the_same_digest(rows, together, in_memory):
    frame = pl.DataFrame(rows, {"key": pl.String, "words": pl.String}, orient="row")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "IN_MEMORY", in_memory)
        made = TableDigest("key", Folder(), "claims")
        for some in frame.iter_slices(together):
            made.add(some)
        assert made.hexdigest() == table_digest(frame, "key")


@pytest.mark.parametrize("together", [1, 3, 50])
def test_files_are_the_same_however_many_rows_come_at_a_time(tmp_path, monkeypatch, together):
    monkeypatch.setattr(parquet, "ROWS_IN_GROUP", 4)
    frame = canonical("claims", example()["claims"])
    frame = pl.concat([frame] * 5)
    whole = write_splits("claims", frame, tmp_path / "whole")
    writer = Writer(tmp_path / "parts")
    for some in frame.iter_slices(together):
        writer.add("claims", some)
    parts = writer.close()["claims"]
    assert [one.path.name for one in parts] == [one.path.name for one in whole]
    for one, other in zip(parts, whole, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()
