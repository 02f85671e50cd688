"""A release as tokens with tags, for training models that find attributions and framings."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, overload

from claims.errors import ReleaseError
from claims.hub import is_repository
from claims.load import release_folder
from claims.selection import Table, listed
from claims.views.rows import Row, features, paragraph_rows, record_batch
from claims.views.source import annotated

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict, Features

ROWS_IN_BATCH = 2_000


@overload
def tokens(path: str | Path, *, version: str | None = ..., split: None = ...) -> DatasetDict: ...
@overload
def tokens(path: str | Path, *, version: str | None = ..., split: str) -> Dataset: ...


def tokens(
    path: str | Path, *, version: str | None = None, split: str | None = None
) -> Dataset | DatasetDict:
    """The paragraphs of a local release as tokens with BIO tags, one row a paragraph.

    `path` and `version` are as for `claims.load`; `split` is the name of one, and without it all
    are given. Paragraphs are in the splits of their articles.

    `tags` are O, and B- and I- of SOURCE, CUE and CONTENT: the spans of each claim's speaker, cue
    and claim. What the article asserts itself (`voice` "narration") gives no tags. `frame_tags` are
    O, B-FRAME and I-FRAME: the phrases of framings, whoever frames. A token is in a span if it
    shares a character with it. Where spans overlap, the one of more tokens is tagged, then the one
    that begins first, then SOURCE before CUE before CONTENT; the others are left out whole. So of a
    claim within a claim the outer one is tagged, with its source and cue. A span that goes on in
    another paragraph begins anew there, with B-. `claims.views.decode` gives the spans back.

    The rows are made once (no parser runs, only spaCy's tokenizer) and kept in the cache of
    `datasets` under the release's content digest, from where they are mapped into memory.

    Raises ReleaseError where there is no such release or split, or its articles have no text.
    """
    from datasets import DatasetDict

    if is_repository(path):
        raise ReleaseError(
            f"there is no folder {path}, and tokens are made of a release's files: fetch them with "
            f"`hf download {path} --repo-type dataset --local-dir 1.0.0`, and give that folder"
        )
    articles = Table.of(release_folder(path, version), "articles")
    if split is None:
        return DatasetDict({name: _dataset(articles, name) for name in articles.counts})
    if split not in articles.counts:
        raise ReleaseError(
            f"{articles.folder} has no split {split!r} of tokens: it has {listed(articles.counts)}"
        )
    return _dataset(articles, split)


def _dataset(articles: Table, split: str) -> Dataset:
    from datasets import Dataset, DatasetInfo, NamedSplit, config

    types = features()
    file = Path(config.HF_DATASETS_CACHE) / "news_claims_tokens" / _key(articles) / f"{split}.arrow"
    if not file.exists():
        try:
            _write(file, articles.folder, split, types)
        except OSError as error:
            raise ReleaseError(
                f"cannot write {file}: {error.strerror or error}; see that there is room, or set "
                "HF_DATASETS_CACHE to another folder before datasets is imported"
            ) from error
    info = DatasetInfo(
        description=f"Tokens of news claims, content sha256 {articles.manifest.content_sha256}",
        features=types,
        config_name="tokens",
        version=articles.manifest.version,
    )
    return Dataset.from_file(str(file), info=info, split=NamedSplit(split))


def _key(articles: Table) -> str:
    """Of all that the rows depend on: the release's content, this code, the tokenizer's."""
    found = hashlib.sha256(articles.manifest.content_sha256.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        found.update(source.read_bytes())
    found.update(version_of("spacy").encode())
    return found.hexdigest()[:32]


def _write(file: Path, folder: Path, split: str, types: Features) -> None:
    """Write the split's rows; the file appears whole or not at all."""
    import pyarrow as pa

    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{secrets.token_hex(4)}")
    try:
        with pa.ipc.new_stream(unfinished, types.arrow_schema) as writer:
            number = types["split"].str2int(split)
            for rows in _batches(_rows(folder, split)):
                writer.write_batch(record_batch(rows, number, types.arrow_schema))
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _rows(folder: Path, split: str) -> Iterator[Row]:
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    for article in annotated(folder, split):
        yield from paragraph_rows(article, tokenizer)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_IN_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
