from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputError
from claims.read.encoding import decode
from claims.records import Document

ENGLISH = (
    "The minister said on Tuesday that “the talks went well” — and that the country’s borders "
    "would stay open. “We’ll see,” he added…\r\n\r\n"
    "Officials in the capital did not comment. A spokesman said the café owners’ union would meet "
    "on Friday to discuss the plan, which was first announced last year by Mr O’Brien.\r\n"
)
FRENCH = (
    "Le président a déclaré mardi que la situation était « très préoccupante » et que l'armée "
    "serait déployée à l'été. L'évêque a été élu à l'unanimité, a précisé le ministère. Les "
    "négociations reprendront à Genève dès la semaine prochaine, où les délégués espèrent.\n"
)
RUSSIAN = (
    "Президент заявил во вторник, что контингент сил начнет покидать страну через два дня. "
    "«Основная миссия завершена», — сказал он. Беспорядки начались после повышения цен на газ.\n"
)
PLAIN = ENGLISH.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2014: "-", 0x2026: "."})


def complaint(data: bytes, *, page: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        decode(data, page=page)
    return str(caught.value)


@given(st.text().filter(lambda text: "\0" not in text and "\x1b" not in text))
def test_utf8_is_itself(text: str) -> None:
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text) or text.startswith("\ufeff"):
        return
    if text.startswith(("GIF8", "%PDF-", "PK\x03\x04")):
        return
    assert decode(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_big_endian_mark() -> None:
    assert decode(b"\xfe\xff" + ENGLISH.encode("utf-16-be")) == ENGLISH


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac_roman"),
        (PLAIN, "latin-1"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN.translate({0xAB: '"', 0xBB: '"', 0x2014: "-"}), "koi8-r"),
    ],
)
def test_legacy_articles(text: str, encoding: str, times: int) -> None:
    assert decode(text.encode(encoding) * times) == text * times


def test_two_quotation_marks_in_a_long_article() -> None:
    text = PLAIN * 50 + "He said “no”, and the country’s people cheered.\r\n"
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "data",
    [
        "He said “no”.".encode("cp1252"),
        "Привет, мир".encode("cp1251"),
        # no telling from bytes whether this is ã or ă
        (PLAIN + "In São Paulo nobody answered.").encode("cp1252"),
        # under DOS, é is Windows' low quotation mark
        PLAIN.encode("cp437"),
        (PLAIN * 40).encode("cp437"),
    ],
    ids=["short", "short Russian", "ã or ă", "DOS", "long DOS"],
)
def test_no_guess_where_it_could_be_wrong(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        data.decode()
    assert complaint(data) == (
        "is not text in a known encoding "
        f"(not UTF-8 at byte {caught.value.start}); save it as UTF-8"
    )


def test_undeclared_utf16() -> None:
    assert complaint("Hello, all of the world".encode("utf-16-le")) == (
        "is not text in a known encoding (UTF-16 without a byte order mark?); save it as UTF-8"
    )


def test_undeclared_iso_2022() -> None:
    expected = "is not text in a known encoding; save it as UTF-8"
    assert complaint("大統領は火曜日".encode("iso2022_jp")) == expected


@pytest.mark.parametrize("damage", [b"\xff", b"\xe2\x80", b"\xc0\xaf", b"\xed\xa0\x80"], ids=repr)
def test_broken_utf8_is_not_decoded_as_something_else(damage: bytes) -> None:
    data = ENGLISH.encode()[:60] + damage + ENGLISH.encode()[60:]
    assert complaint(data) == (
        "is broken UTF-8: the byte at offset 60 cannot be decoded; save it as UTF-8"
    )


def test_cut_utf8() -> None:
    data = (ENGLISH + "“").encode()[:-1]
    assert complaint(data) == (
        f"is broken UTF-8: the byte at offset {len(data) - 2} cannot be decoded; save it as UTF-8"
    )


def test_false_mark() -> None:
    assert complaint(b"\xef\xbb\xbfcaf\xe9") == (
        "is not utf-8, as it says: the byte at offset 3 cannot be decoded; save it as UTF-8"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"PK\x03\x04x",
        b"a\0b",
        b"\x01\x02\x03\x04a",
    ],
    ids=repr,
)
def test_binary(data: bytes) -> None:
    assert complaint(data) == "is a binary file"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=KOI8-R'>", "koi8-r"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ("<meta charset=shift_jis>", "cp932"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp"),
    ],
)
def test_pages_declare_their_encoding(declaration: str, encoding: str) -> None:
    text = f"{declaration}<p>Привет"
    assert decode(text.encode(encoding), page=True) == text


def test_pages_mean_windows_when_they_say_latin_1() -> None:
    text = '<meta charset="iso-8859-1">“no”'
    assert decode(text.encode("cp1252"), page=True) == text


def test_utf8_is_utf8_whatever_it_declares() -> None:
    text = '<meta charset="windows-1252">“nō”'
    assert decode(text.encode(), page=True) == text


def test_false_declaration() -> None:
    data = b'<meta charset="utf-8">caf\xe9'
    assert complaint(data, page=True) == (
        "is not utf-8, as it says: the byte at offset 25 cannot be decoded; save it as UTF-8"
    )


@pytest.mark.parametrize("name", ["utf-7", "rot13", "no-such", "utf-16"])
def test_senseless_declarations_are_ignored(name: str) -> None:
    data = f'<meta charset="{name}">caf'.encode() + b"\xe9"
    assert complaint(data, page=True).startswith("is not text in a known encoding (not UTF-8")


def test_only_pages_declare() -> None:
    data = b'<meta charset="windows-1251">\xcf\xf0\xe8'
    assert complaint(data).startswith("is not text in a known encoding (not UTF-8 at byte 29)")


def test_in_a_file(article: Callable[..., Document], fault: Callable[..., str]) -> None:
    assert article("a.txt", ENGLISH.encode("cp1252")).body.text == ENGLISH.strip()
    assert fault("a.txt", b"\x89PNG\r\n\x1a\n") == "is a binary file"
