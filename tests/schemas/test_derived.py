from __future__ import annotations

from pathlib import Path
from typing import get_args

import pyarrow as pa
import pytest
from datasets import ClassLabel, Features, List, Value

from claims.records import FramingKind, Voice
from claims.schemas import TABLES, arrow_schema, card_features, columns, features, key_of
from claims.schemas.document import markdown

DOCUMENT = Path(__file__).parents[2] / "docs" / "data.md"
SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))


def test_the_document_is_made_from_the_models() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == markdown(), "run: python docs/generate.py"


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name: str) -> None:
    for column in columns(TABLES[name]):
        assert column.description.endswith("."), column.name


def test_claims_come_first_and_keys_are_known() -> None:
    assert {name: key_of(model) for name, model in TABLES.items()} == {
        "claims": "claim_id",
        "articles": "article_id",
        "framings": "framing_id",
        "speakers": "speaker_id",
        "tracks": "track_id",
    }
    assert next(iter(TABLES)) == "claims"


def test_arrow_types() -> None:
    schema = arrow_schema(TABLES["claims"])
    assert schema.field("voice").type == pa.string()
    assert schema.field("claim_spans").type == SPANS
    assert schema.field("framings").type == pa.list_(pa.string())
    assert schema.field("said_on").type == pa.date32()
    assert schema.field("confidence").type == pa.float32()
    assert arrow_schema(TABLES["speakers"]).field("claim_count").type == pa.int32()


def test_features() -> None:
    made = features(TABLES["claims"])
    assert made["voice"] == ClassLabel(names=list(get_args(Voice)))
    assert made["claim_spans"] == List({"start": Value("int32"), "end": Value("int32")})
    assert made["framings"] == List(Value("string"))
    assert made["said_on"] == Value("date32")
    assert made["confidence"] == Value("float32")
    assert features(TABLES["framings"])["kind"].names == list(get_args(FramingKind))


@pytest.mark.parametrize("name", TABLES)
def test_a_card_writes_the_same_features(name: str) -> None:
    assert Features._from_yaml_list(card_features(TABLES[name])) == features(TABLES[name])
