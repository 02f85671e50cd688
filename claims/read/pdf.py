"""PDF files."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass, field

import pypdf
from pypdf.errors import DependencyError

from claims.errors import InputError
from claims.mapped import Mapped
from claims.read.layout import Layout, parse_layout
from claims.read.pages import Line, paragraphs
from claims.read.source import Source, outlet_of
from claims.records import Document

# its remarks on a file are not ours, and would reach stderr where nobody configured logging
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_MIN_WORDS = 5
# what programs put in as the title: their own name, the file's name, or a blank form
_NO_TITLE = re.compile(
    r"microsoft \w+ - |untitled|document\d*$|slide \d|"
    r".*\.(?:docx?|odt|pdf|indd|qxp|rtf|txt|tmp|html?)$|"
    r"(?:https?|file):|\W*$|\S+$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:user|admin\w*|owner|unknown|anonymous|author|default|root|pc|\W*)$", re.IGNORECASE
)


def parse(source: Source) -> Document:
    """The article of a PDF; offsets are into the text of its pages, one after the other."""
    if b"%PDF-" not in source.data[:1024]:
        raise InputError("is not a PDF file")
    text = _extract(source.data)
    if len(text.text.split()) < _MIN_WORDS:
        raise InputError("holds no text, only images; run text recognition (OCR) on it first")
    layout = parse_layout(paragraphs(text.text, text.pages))
    if not layout.body.text.strip():
        raise InputError("holds no article text")
    title, body = _title(text.title, layout)
    return Document(
        source_uri=layout.url or source.name,
        origin=source.origin,
        source_sha256=source.sha256,
        body=body,
        title=title,
        byline=layout.byline or text.author,
        outlet=outlet_of(layout.url) if layout.url else None,
        published=layout.published,
    )


@dataclass(slots=True)
class _Text:
    """What was got out of a file."""

    text: str = ""
    pages: list[list[Line]] = field(default_factory=list)
    title: str | None = None
    author: str | None = None


def _extract(data: bytes) -> _Text:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is encrypted; save it without a password")
        found = _Text()
        for page in reader.pages:
            _read_page(page, found)
        _read_metadata(reader, found)
    except InputError:
        raise
    except DependencyError as error:
        raise InputError("is encrypted; save it without a password") from error
    except Exception as error:  # pypdf lets through what its own parsing trips over
        raise InputError(f"is a broken PDF file ({type(error).__name__}: {error})") from error
    return found


def _read_page(page: pypdf.PageObject, found: _Text) -> None:
    """Add a page's text, with the place of each line on the page."""
    lines: list[Line] = []
    start = len(found.text)
    parts: list[str] = []
    at_start = True
    size = start

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        nonlocal at_start, size
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for piece in text.splitlines(keepends=True):
            if at_start or not lines:
                lines.append(Line(size, size, x, y))
            size += len(piece)
            lines[-1] = Line(lines[-1].start, lines[-1].end + len(piece), lines[-1].x, lines[-1].y)
            at_start = piece.endswith(("\n", "\r"))
        parts.append(text)

    page.extract_text(visitor_text=visit)
    found.text += "".join(parts) + "\n"
    found.pages.append(lines)


def _read_metadata(reader: pypdf.PdfReader, found: _Text) -> None:
    metadata = reader.metadata
    if metadata is None:
        return
    title, author = metadata.title, metadata.author
    if isinstance(title, str) and not _NO_TITLE.match(title.strip()):
        found.title = " ".join(title.split())
    if isinstance(author, str) and not _NO_AUTHOR.match(author.strip()):
        found.author = " ".join(author.split())


def _title(stated: str | None, layout: Layout) -> tuple[Mapped | None, Mapped]:
    """The headline and the body without it."""
    body = layout.body
    if layout.title is not None or stated is None:
        return layout.title, body
    key = "".join(stated.split()).casefold()
    seen = 0
    for index, character in enumerate(body.text):
        if character.isspace():
            continue
        if key[seen : seen + 1] != character.casefold():
            break
        seen += 1
        if seen == len(key):
            return body.slice(0, index + 1), body.slice(index + 1).strip()
    return Mapped.inserted(stated), body
