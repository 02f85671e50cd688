"""How large an input may be, and the words for one that is larger."""

from __future__ import annotations

from claims.errors import InputError

MAX_ARTICLE_BYTES = 10_000_000
"""The longest news features have some 100 kB of text and the heaviest saved pages some 5 MB; a
larger file is a collection in one file, or a decompression bomb, and would slow all after it."""

MAX_PDF_BYTES = 50_000_000
"""Scanned front pages and embedded fonts make PDFs large whose text is short."""


def megabytes(size: int) -> str:
    """`size` as a person reads it: "12 MB", "10.1 MB"."""
    return f"{round(size / 1e6, 1):g} MB"


def check_size(size: int | None, limit: int) -> None:
    """Raise where an article has more than `limit` bytes; a `size` of None is "more, unknown"."""
    if size is not None and size <= limit:
        return
    have = f"over {megabytes(limit)}" if size is None else megabytes(size)
    raise InputError(
        f"is {have}; an article may have up to {megabytes(limit)}; "
        "if it holds many articles, convert it to .jsonl"
    )
