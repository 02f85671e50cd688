from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.mapped import NOWHERE
from claims.read import MAX_ARTICLE_BYTES, jsonl, read
from claims.read.rows import Columns
from claims.records import Document, Rejection

Reading = Callable[..., list[Document | Rejection]]
Article = Callable[..., Document]

LINE = json.dumps(
    {
        "source_uri": "https://www.example.com/a",
        "outlet": "The Example",
        "title": " Troops leave ",
        "byline": "AFP",
        "published": "2022-01-11",
        "language": "en-GB",
        "text": "He said “no”.\n\nShe said 😀.",
        "other": [1, 2],
    },
    ensure_ascii=False,
)

SURROGATE = "holds half a surrogate pair at offset {}, which is no character"
NO_DATE = ", not a date such as 2022-01-31"


def reasons(found: list[Document | Rejection]) -> list[str]:
    return [each.reason if isinstance(each, Rejection) else "" for each in found]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "A.JSONL"])
def test_our_names_need_no_mapping(article: Article, name: str) -> None:
    found = article(name, LINE + "\r\n")
    assert found.source_uri == "https://www.example.com/a"
    assert found.outlet == "The Example"
    assert found.title is not None
    assert found.title.text == "Troops leave"
    assert set(found.title.offsets) == {NOWHERE}
    assert found.byline == "AFP"
    assert found.published == dt.date(2022, 1, 11)
    assert found.language == "en"
    assert found.body.text == "He said “no”.\n\nShe said 😀."
    assert list(found.body.offsets) == list(range(len(found.body)))
    assert found.source_sha256 == hashlib.sha256(LINE.encode()).hexdigest()


def test_text_alone_is_enough(reading: Reading, tmp_path: Path) -> None:
    [first, second] = reading(
        "a.jsonl", b'\xef\xbb\xbf{"text": "One."}\n\n{"text": "Two.", "title": ""}'
    )
    assert isinstance(first, Document)
    assert (first.source_uri, first.origin) == ("a.jsonl:1", f"{tmp_path}/a.jsonl:1")
    assert isinstance(second, Document)
    assert (second.source_uri, second.origin) == ("a.jsonl:3", f"{tmp_path}/a.jsonl:3")
    assert (second.title, second.outlet, second.published, second.language) == (None,) * 4


def test_their_names(article: Article) -> None:
    line = json.dumps(
        {"body": "He said so.", "date": "2022-01-11T10:00:00Z", "url": "http://www.x.org/"}
    )
    columns = {"text": "body", "published": "date", "source_uri": "url"}
    found = article("a.jsonl", line, columns=columns)
    assert found.body.text == "He said so."
    assert found.published == dt.date(2022, 1, 11)
    assert (found.source_uri, found.outlet) == ("http://www.x.org/", "x.org")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "cut', "is not valid JSON: unterminated string starting at offset 9"),
        ('{"text": "a"} {"text": "b"}', "is not valid JSON: text follows the value at offset 14"),
        ('["a"]', 'is not a JSON object such as {"text": "…"}'),
        (
            '{"body": "a", "id": 1}',
            'has no field "text"; it has "body", "id"; map the one that holds it, as in text=body',
        ),
        ('{"text": 5}', '"text" is a number, not a string'),
        ('{"text": ["a"]}', '"text" is a list, not a string'),
        ('{"text": null}', '"text" is null'),
        ('{"text": " \\n"}', '"text" is empty'),
        ('{"text": "a\\u0000b"}', '"text" holds a NUL character at offset 1'),
        ('{"text": "a\\ud800b"}', '"text" ' + SURROGATE.format(1)),
        ('{"text": "a", "title": "\\udc00"}', '"title" ' + SURROGATE.format(0)),
        ('{"text": "a", "title": {"x": 1}}', '"title" is an object, not a string'),
        ('{"text": "a", "byline": true}', '"byline" is a boolean, not a string'),
        ('{"text": "a", "published": "January"}', '"published" is "January"' + NO_DATE),
        ('{"text": "a", "published": 2022}', '"published" is a number' + NO_DATE),
        ("[" * 100_000, "is not valid JSON for an article: it is nested too deeply"),
        (
            '{"text": "a", "id": ' + "1" * 5000 + "}",
            "is not valid JSON for an article: it holds an endless number",
        ),
    ],
)
def test_a_bad_line_is_named_and_the_rest_read(
    reading: Reading, tmp_path: Path, line: str, why: str
) -> None:
    first, bad, last = reading("a.jsonl", f"{LINE}\n{line}\n{LINE}\n".encode())
    assert isinstance(first, Document)
    digest = hashlib.sha256(line.encode()).hexdigest()
    assert bad == Rejection(f"{tmp_path}/a.jsonl:2", why, digest)
    assert isinstance(last, Document)


def test_bytes_that_are_no_utf8(reading: Reading, tmp_path: Path) -> None:
    bad, good = reading("a.jsonl", b'{"text": "caf\xe9"}\n{"text": "a"}')
    why = "is not UTF-8: the byte at offset 13 cannot be decoded"
    digest = hashlib.sha256(b'{"text": "caf\xe9"}').hexdigest()
    assert bad == Rejection(f"{tmp_path}/a.jsonl:1", why, digest)
    assert isinstance(good, Document)


def test_a_pair_of_surrogates_is_one_character(article: Article) -> None:
    assert article("a.jsonl", '{"text": "\\ud83d\\ude00"}').body.text == "😀"


def test_a_mapped_field_may_be_left_out_of_a_record(reading: Reading) -> None:
    lines = b'{"text": "a", "date": "2024-05-03"}\n{"text": "b"}\n'
    first, second = reading("a.jsonl", lines, columns={"published": "date"})
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (str(first.published), second.published) == ("2024-05-03", None)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", b'{"text": "a", "day": 1}'),
        ("a.json", b'{"text": "a", "day": 1}'),
        ("a.json", b'[{"text": "a", "day": 1}]'),
    ],
)
def test_a_mapped_field_that_no_record_has_is_told(
    reading: Reading, name: str, data: bytes
) -> None:
    article, told = reading(name, data, columns={"published": "date"})
    assert isinstance(article, Document)
    assert isinstance(told, Rejection)
    assert told.reason == (
        'has no field "date"; it has "day", "text"; map the one that holds it, as in published=date'
    )


def test_a_line_beyond_the_limit(reading: Reading, tmp_path: Path) -> None:
    huge = b'{"text": "' + b"a" * (3 * MAX_ARTICLE_BYTES) + b'"}\n'
    first, bad, last = reading("a.jsonl", b'{"text": "a"}\n' + huge + b'{"text": "b"}\n')
    assert isinstance(first, Document)
    assert bad == Rejection(
        f"{tmp_path}/a.jsonl:2",
        "is over 10 MB; an article may have up to 10 MB; "
        "if it holds many articles, convert it to .jsonl",
    )
    assert isinstance(last, Document)
    assert last.source_uri == "a.jsonl:3"


def test_empty(fault: Callable[..., str]) -> None:
    assert fault("a.jsonl", b"\n \n") == "is empty"


class _Endless(io.RawIOBase):
    """A stream that never ends, so that whoever does not stream it never returns."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        line = b'{"text": "a"}\n'
        buffer[: len(line)] = line
        return len(line)


def test_lines_are_streamed() -> None:
    found: Iterator[Document | Rejection] = jsonl.read_lines(
        io.BufferedReader(_Endless()), "a", "a", Columns.of({})
    )
    assert [next(found).source_uri for _ in range(3)] == ["a:1", "a:2", "a:3"]  # type: ignore[union-attr]


def test_one_object(article: Article) -> None:
    data = json.dumps(json.loads(LINE) | {"source_uri": None}, indent=2)
    found = article("a.json", data)
    assert found.source_uri == "a.json"
    assert found.source_sha256 == hashlib.sha256(data.encode()).hexdigest()


def test_an_array(reading: Reading, tmp_path: Path) -> None:
    first, bad, last = reading("a.json", b' [ {"text": "a"}, 5 ,\n{"text": "b"} ] ')
    assert isinstance(first, Document)
    assert (first.source_uri, first.source_sha256) == (
        "a.json:1",
        hashlib.sha256(b'{"text": "a"}').hexdigest(),
    )
    assert bad == Rejection(
        f"{tmp_path}/a.json:2",
        'is not a JSON object such as {"text": "…"}',
        hashlib.sha256(b"5").hexdigest(),
    )
    assert isinstance(last, Document)
    assert last.origin == f"{tmp_path}/a.json:3"


@pytest.mark.parametrize(
    ("tail", "source", "why"),
    [
        ('{"te', ":2", "is not valid JSON: unterminated string starting at offset 17; "),
        ("", ":2", "is not valid JSON: expecting value at offset 16; "),
    ],
)
def test_a_cut_array(reading: Reading, tmp_path: Path, tail: str, source: str, why: str) -> None:
    first, bad = reading("a.json", f'[{{"text": "a"}}, {tail}'.encode())
    assert isinstance(first, Document)
    assert bad == Rejection(f"{tmp_path}/a.json{source}", why + "nothing is read from here on")


def test_an_array_without_commas(reading: Reading, tmp_path: Path) -> None:
    data = b'[{"text": "a"} {"text": "b"}]'
    first, bad = reading("a.json", data)
    assert isinstance(first, Document)
    assert bad == Rejection(
        f"{tmp_path}/a.json",
        "is cut off after record 1, or has no comma there; nothing is read from here on",
        hashlib.sha256(data).hexdigest(),
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("[]", "is an empty array"),
        ('"a"', 'is not a JSON object such as {"text": "…"}'),
        ("{", "is not valid JSON: expecting property name enclosed in double quotes at offset 1"),
    ],
)
def test_json_without_articles(fault: Callable[..., str], data: str, why: str) -> None:
    assert fault("a.json", data) == why


def test_the_same_bytes_give_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{LINE}\nbad\n" * 3)
    assert list(read([tmp_path])) == list(read([tmp_path]))
