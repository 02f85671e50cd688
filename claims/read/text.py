"""Plain text and Markdown."""

from __future__ import annotations

from claims.errors import InputError
from claims.mapped import Mapped
from claims.read.encoding import decode
from claims.read.layout import parse_layout
from claims.read.source import Source, outlet_of
from claims.records import Document


def parse(source: Source) -> Document:
    """The article in a text file; offsets are into the decoded file."""
    text = decode(source.data)
    if not text.strip():
        raise InputError("is empty")
    layout = parse_layout(Mapped.identity(text))
    if not layout.body.text.strip():
        raise InputError("holds no article text")
    return Document(
        source_uri=layout.url or source.name,
        origin=source.origin,
        source_sha256=source.sha256,
        body=layout.body,
        title=layout.title,
        byline=layout.byline,
        outlet=outlet_of(layout.url) if layout.url else None,
        published=layout.published,
    )
