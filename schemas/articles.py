"""The `articles` table."""

from __future__ import annotations

import polars as pl

from claims.records import Split
from claims.schemas.columns import (
    LANGUAGE,
    SHA256,
    Table,
    class_of,
    date,
    key,
    number,
    reference,
    string,
)


class Articles(Table):
    """One row per article."""

    article_id: pl.String = key(
        "First 20 hex digits of the SHA-256 over source_uri, a newline and the text."
    )
    source_uri: pl.String = string("The article's URL if known, else its file's name.")
    outlet: pl.String = string("Who published it.", nullable=True)
    title: pl.String = string(
        "The headline; in a release without text, too: an article is cited by it.", nullable=True
    )
    byline: pl.String = string("The agency or author named.", nullable=True)
    published: pl.Date = date("Publication date.")
    language: pl.String = string("Language of the text, ISO 639-1.", form=LANGUAGE)
    text: pl.String = string(
        "The canonical text, its paragraphs separated by one blank line; null in a release without "
        "text.",
        nullable=True,
    )
    text_sha256: pl.String = string("SHA-256 of the canonical text as UTF-8.", form=SHA256)
    source_sha256: pl.String = string("SHA-256 of the bytes it was read from.", form=SHA256)
    word_count: pl.Int32 = number("Words in the text.", ge=0)
    duplicate_of: pl.String = reference(
        "article_id of the article published first of those that this one nearly repeats: wire "
        "copy, also cut, edited or under another headline.",
        nullable=True,
    )
    split: pl.String = class_of(
        Split,
        "All `train` unless asked for, then drawn by a digest of the near-duplicate group. An "
        "article stays in the split that the release before has it in, and takes in those that "
        "nearly repeat it, so that nothing moves when articles are added.",
    )

    class Config(Table.Config):
        """Pandera's settings."""

        name = "articles"
