"""The claims of bare texts: for trying things out, and for pipelines of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from claims.records import Claim


def extract(
    text: str, *, title: str | None = None, published: dt.date | None = None
) -> tuple[Claim, ...]:
    """The claims of one text, in text order.

    Spans are offsets into `text` exactly as given: nothing is cleaned. `title` tells which
    paragraph is the headline; `published` dates "said Tuesday".

    Raises InputError for a text of more than 500,000 characters, or with half a surrogate pair.
    """
    from claims.clean import as_given
    from claims.framing import load_vocabulary
    from claims.pipeline import extract_article

    return extract_article(as_given(text, title, published), load_vocabulary()).claims


def extract_many(texts: Iterable[str]) -> list[tuple[Claim, ...]]:
    """The claims of each text, in the order of the texts: what `extract` gives for each."""
    return [extract(text) for text in ([texts] if isinstance(texts, str) else texts)]
