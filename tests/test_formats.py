"""What `claims.load(…, format=…)` gives, and that all formats give the same rows."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, get_args

import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from claims.errors import ClaimsError, ReleaseError
from claims.formats import Format
from claims.load import load
from claims.release import Provenance, write
from claims.schemas import TABLES, arrow_schema
from tests.examples import in_splits

MADE_BY = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)
SPLITS = {"train": 3, "validation": 0, "test": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Names that some library takes for a pattern or for a column of its own.
    out = tmp_path_factory.mktemp("releases") / "language=xx" / "a [b]*"
    return write(in_splits(), out, provenance=MADE_BY).path


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(in_splits(), tmp_path_factory.mktemp("releases"), provenance=MADE_BY).path


def rows(found: Any) -> list[dict[str, Any]]:
    """The rows of any format as Python's own values."""
    if isinstance(found, datasets.Dataset):
        named = {
            name: feature
            for name, feature in found.features.items()
            if isinstance(feature, datasets.ClassLabel)
        }
        return [
            row | {name: feature.int2str(row[name]) for name, feature in named.items()}
            for row in found
        ]
    if isinstance(found, pl.LazyFrame):
        return found.collect().to_arrow().to_pylist()
    if isinstance(found, duckdb.DuckDBPyRelation):
        return found.to_arrow_table().to_pylist()
    if isinstance(found, pd.DataFrame):
        return pa.Table.from_pandas(found, preserve_index=False).to_pylist()
    return found.to_pylist()


@pytest.mark.parametrize("name", get_args(Format))
@pytest.mark.parametrize(
    "split", ["train", "test", "validation", "all", "test+train", "train[1:]+test[:1]", "train[9:]"]
)
def test_every_format_gives_the_same_rows(plain: Path, name: Format, split: str) -> None:
    for table in ("claims", "framings"):
        expected = rows(load(plain, table, split=split, format="arrow"))
        assert rows(load(plain, table, split=split, format=name)) == expected
    claims = rows(load(plain, split=split, format=name))
    counts = {"all": 4, "test+train": 4, "train[1:]+test[:1]": 3, "train[9:]": 0}
    assert len(claims) == (counts | SPLITS)[split]


@pytest.mark.parametrize("table", TABLES)
def test_types(folder: Path, table: str) -> None:
    schema = arrow_schema(TABLES[table])
    for split in (None, "train", "train[:1]", "train[9:]"):
        arrow = load(folder, table, split=split, format="arrow")
        assert arrow.schema.remove_metadata() == schema
        frame = load(folder, table, split=split, format="polars")
        assert isinstance(frame, pl.LazyFrame)
        assert frame.collect_schema() == pl.DataFrame(schema.empty_table()).schema
        relation = load(folder, table, split=split, format="duckdb")
        assert relation.columns == schema.names
        pandas = load(folder, table, split=split, format="pandas")
        assert list(pandas.columns) == schema.names
        assert [kind.pyarrow_dtype for kind in pandas.dtypes] == schema.types


def test_without_a_split_all_rows_are_there(folder: Path) -> None:
    for name in ("arrow", "pandas", "polars", "duckdb"):
        found = rows(load(folder, format=name))  # type: ignore[call-overload]
        assert [row["split"] for row in found] == ["train"] * 3 + ["test"]


def test_pandas_copies_nothing_of_the_arrow_table() -> None:
    from claims.formats import _pandas

    table = pa.table({"words": ["a", "b"], "spans": [[{"start": 0, "end": 1}], []]})
    frame = _pandas(table)
    for name in table.column_names:
        held = pa.chunked_array(pa.array(frame[name], from_pandas=True))
        for mine, theirs in zip(
            held.chunk(0).buffers(), table[name].chunk(0).buffers(), strict=True
        ):
            assert (mine and mine.address) == (theirs and theirs.address)
    assert frame["spans"][0] == [{"start": 0, "end": 1}]


def test_a_relation_can_be_asked_in_sql(folder: Path) -> None:
    claims = load(folder, format="duckdb")
    assert claims.aggregate("voice, count(*) AS n", "voice").order("voice").fetchall() == [
        ("indirect", 1), ("mixed", 2), ("narration", 1),
    ]  # fmt: skip
    assert duckdb.sql("SELECT claim_spans[1].start FROM claims WHERE cue = 'added'").fetchall() == [
        (0,)
    ]


def test_a_lazy_frame_reads_only_what_is_asked_for(folder: Path) -> None:
    plan = load(folder, split="train", format="polars").select("voice").explain()
    assert "PROJECT 1/22 COLUMNS" in plan


def test_a_folder_that_datasets_takes_for_a_pattern_is_an_error(folder: Path) -> None:
    """It would read the rows of any other folder that the name matches."""
    with pytest.raises(ReleaseError) as raised:
        load(folder)
    assert str(raised.value) == (
        f"datasets takes {folder} for a pattern and would read whatever matches: rename the folder, "
        'or load it with format="arrow"'
    )


def test_a_damaged_file_is_an_error_and_no_row(tmp_path: Path) -> None:
    folder = write(in_splits(), tmp_path, provenance=MADE_BY).path
    (path,) = (folder / "data/claims").glob("test-*")
    damaged = bytearray(path.read_bytes())
    damaged[60] ^= 1
    path.write_bytes(damaged)
    for name in ("arrow", "pandas"):
        with pytest.raises(ReleaseError, match=r"^cannot read .*test-00000-of-00001\.parquet: "):
            load(folder, format=name)  # type: ignore[call-overload]


@pytest.mark.parametrize("library", ["pandas", "duckdb"])
def test_a_library_that_is_not_there(
    plain: Path, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(ClaimsError) as raised:
        load(plain, format=library)
    assert str(raised.value) == (
        f'format="{library}" needs {library}: install it with pip install {library}'
    )


def test_an_unknown_format(plain: Path) -> None:
    with pytest.raises(ClaimsError) as raised:
        load(plain, format="numpy")  # type: ignore[call-overload]
    assert str(raised.value) == (
        "there is no format 'numpy': choose datasets, arrow, pandas, polars, duckdb"
    )
