from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable

import pypdf
import pytest

from claims.mapped import NOWHERE
from claims.read import MAX_PDF_BYTES
from claims.records import Document

Article = Callable[..., Document]
Fault = Callable[..., str]
Lines = list[tuple[int, int, str]]

HEAD: Lines = [
    (72, 720, "Troops “to leave” in two days"),
    (72, 690, "By AFP"),
    (72, 660, "January 11, 2022"),
    (72, 630, "The president said on Tuesday that the force would leave in two days, and"),
    (72, 616, "that the mission was “complete”. The talks, he said, had been a great suc-"),
    (72, 602, "cess."),
    (72, 574, "Officials did not comment. A spokesman said that the union would meet on"),
    (72, 560, "Friday, but the paragraph goes on over the end of the page and does not"),
    (300, 40, "1"),
]
TAIL: Lines = [
    (72, 720, "end before the second line of the next one. It ends here."),
    (90, 706, "An indented paragraph starts here with a long line up to the margin, well-"),
    (72, 692, "Known as it is, and ends."),
    (300, 40, "2"),
]
BODY = (
    "The president said on Tuesday that the force would leave in two days, and that the mission "
    "was “complete”. The talks, he said, had been a great success.\n\n"
    "Officials did not comment. A spokesman said that the union would meet on Friday, but the "
    "paragraph goes on over the end of the page and does not end before the second line of the "
    "next one. It ends here.\n\n"
    "An indented paragraph starts here with a long line up to the margin, well- Known as it is, "
    "and ends."
)


def made(pages: list[Lines]) -> bytes:
    """A PDF written by hand: one font, each line at its place."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        drawn = [b"BT /F1 11 Tf"]
        for x, y, words in lines:
            drawn.append(b"1 0 0 1 %d %d Tm (%s) Tj" % (x, y, words.encode("cp1252")))
        content = b"\n".join([*drawn, b"ET"])
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    )


def changed(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return "".join(page.extract_text() + "\n" for page in pages)


def test_an_article_over_two_pages(article: Article) -> None:
    data = made([HEAD, TAIL])
    found = article("a.pdf", data)
    assert found.title is not None
    assert found.title.text == "Troops “to leave” in two days"
    assert (found.byline, found.published) == ("AFP", dt.date(2022, 1, 11))
    assert found.source_uri == "a.pdf"
    assert found.source_sha256 == hashlib.sha256(data).hexdigest()
    assert found.body.text == BODY


def test_offsets_are_into_the_text_of_the_pages(article: Article) -> None:
    data = made([HEAD, TAIL])
    found = article("a.pdf", data)
    text = page_text(data)
    for part in (found.title, found.body):
        assert part is not None
        for character, offset in zip(part.text, part.offsets, strict=True):
            assert character.isspace() if offset == NOWHERE else text[offset] == character
    at = found.body.text.index("success")
    assert found.body.offsets[at + 2] == text.index("suc-") + 2
    assert found.body.offsets[at + 3] == text.index("\ncess.") + 1


def test_running_heads_are_dropped(article: Article) -> None:
    head = [(72, 760, "The Example, January 2022"), (500, 760, "Page 1 of 3")]
    pages = [
        [
            *[(x, y, words.replace("1 of", f"{number} of")) for x, y, words in head],
            (
                72,
                700,
                f"Sentence {number} of the article is on a page of its own, said {name}.",
            ),
        ]
        for number, name in ((1, "Ann"), (2, "Bob"), (3, "Cem"))
    ]
    body = article("a.pdf", made(pages)).body.text
    assert "Page" not in body
    assert "The Example" not in body
    assert body.count("Sentence") == 3


def test_metadata(article: Article) -> None:
    data = made(
        [[(72, 700, "The president said on Tuesday that the force would leave, and left.")]]
    )
    info = {"/Title": "Troops to leave", "/Author": "Jane Roe", "/CreationDate": "D:20220111"}
    found = article("a.pdf", changed(data, lambda writer: writer.add_metadata(info)))
    assert found.title is not None
    assert (found.title.text, found.byline) == ("Troops to leave", "Jane Roe")
    assert set(found.title.offsets) == {NOWHERE}
    assert found.body.text.startswith("The president")


def test_a_title_that_opens_the_text_is_found_there(article: Article) -> None:
    lines: Lines = [
        (72, 700, "Troops to leave soon."),
        (72, 640, "The president said on Tuesday so."),
    ]
    info = {"/Title": "Troops to leave soon."}
    found = article("a.pdf", changed(made([lines]), lambda writer: writer.add_metadata(info)))
    assert found.title is not None
    assert found.title.text == "Troops to leave soon."
    assert list(found.title.offsets) == list(range(21))
    assert found.body.text == "The president said on Tuesday so."


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - troops.doc",
        "untitled",
        "troops.indd",
        "Document1",
        "",
        "https://x.org/a b",
    ],
)
def test_titles_that_programs_put_in(article: Article, title: str) -> None:
    data = made(
        [[(72, 700, "The president said on Tuesday that the force would leave, and left.")]]
    )
    info = {"/Title": title, "/Author": "Administrator"}
    found = article("a.pdf", changed(data, lambda writer: writer.add_metadata(info)))
    assert (found.title, found.byline) == (None, None)


def test_encrypted(fault: Fault) -> None:
    data = changed(made([HEAD]), lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    assert fault("a.pdf", data) == "is encrypted; save it without a password"


def test_encrypted_against_changes_only(article: Article) -> None:
    data = changed(made([HEAD]), lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
    assert article("a.pdf", data).byline == "AFP"


def test_images_only(fault: Fault) -> None:
    expected = "holds no text, only images; run text recognition (OCR) on it first"
    assert fault("a.pdf", made([[], []])) == expected


@pytest.mark.parametrize(
    "data",
    [made([HEAD])[:400], b"%PDF-1.7\n", made([HEAD]).replace(b"/Pages 2 0 R", b"/Pages 9 0 R")],
    ids=["cut", "head only", "no pages"],
)
def test_broken(fault: Fault, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert fault("a.pdf", data).startswith(("is a broken PDF file (", "holds no text"))
    assert capfd.readouterr().err == ""


def test_no_pdf(fault: Fault) -> None:
    assert fault("a.pdf", b"plain text") == "is not a PDF file"


def test_its_own_limit(fault: Fault) -> None:
    assert fault("a.pdf", b"%PDF-1.7\n" + b" " * MAX_PDF_BYTES) == (
        "is 50 MB; an article may have up to 50 MB; if it holds many articles, convert it to .jsonl"
    )
