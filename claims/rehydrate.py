"""A release made without text, with its words put back from the user's own copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa

from claims.clean import clean
from claims.errors import InputError, ReleaseError
from claims.ids import text_sha256
from claims.read import read as read_documents
from claims.records import Article, Rejection
from claims.rehydrated import Mismatch, Rehydrated
from claims.release.digest import table_digest
from claims.release.files import alone
from claims.release.inherited import inherited_of
from claims.release.manifest import Manifest, Parent
from claims.release.parquet import file_name, read
from claims.release.parts import InMemory
from claims.release.rejects import REJECTS, parse
from claims.release.version import MANIFEST
from claims.release.write import Material, column_types, write_again
from claims.schemas import TABLES, key_of
from claims.withheld import put_back

Progress = Callable[[int, int], None]
"""Called with how many articles have their text, and of how many."""


def rehydrate(
    folder: Path,
    inputs: str | Path | Iterable[str | Path],
    out: Path,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Rehydrated:
    """Write the release in `folder` with its words as `out/<version>`.

    The inputs are read as a build reads them, and a copy is taken for the article whose text's
    digest it has, wherever it lies. `columns` are the release's own unless given. Where all
    articles have their text, the content's digest is that of the release built with text, which
    the manifest of the one without tells: else nothing is written. Where some have none, those
    are listed, and stay without; what is written can be rehydrated again.

    Raises ReleaseError where the release cannot be read, withholds nothing or was made with other
    columns than this version's, where no copy matches, and where it cannot be written.
    """
    manifest = Manifest.of(folder)
    whole = manifest.with_text
    if whole is None:
        raise ReleaseError(f"{folder} has all its text: there is nothing to put back")
    tables = _tables(folder, manifest)
    given = [inputs] if isinstance(inputs, str | Path) else inputs
    columns = manifest.provenance.options.columns if columns is None else columns
    found = _Copies(tables["articles"])
    for document in read_documents([str(item) for item in given], columns=columns):
        if isinstance(document, Rejection):
            found.rejected.append(document)
            continue
        try:
            found.take(clean(document), document.origin)
        except InputError as error:
            found.rejected.append(Rejection(document.origin, str(error)))
        if progress is not None:
            progress(len(found.texts), len(found.wanted))
    missing = found.missing()
    if not found.texts:
        few = "".join(f"\n  {one}" for one in missing[:5])
        raise ReleaseError(f"no copy given is an article of {folder}:{few}")
    made = put_back(tables, found.texts)
    if not missing:
        digests = {name: table_digest(made[name], key_of(TABLES[name])) for name in TABLES}
        if digests != dict(whole.tables):
            raise ReleaseError(
                f"with its words {folder} does not hold what its release.json says: see with "
                "claims verify what was altered, and restore it from a copy"
            )
    options = replace(manifest.provenance.options, text="part" if missing else "full")
    target = out / manifest.version
    with alone(out):
        before = _before(out, manifest)
        write_again(
            Material(
                InMemory(made),
                replace(manifest.provenance, options=options),
                tuple(_rejects(folder)),
                inherited_of(folder),
                with_text=whole if missing else None,
                made_with=manifest.libraries,
            ),
            target,
            version=manifest.version,
            parent=None if before is None else Parent.of(before),
            before=before,
        )
    return Rehydrated(
        target,
        manifest.version,
        articles=len(found.wanted) - len(missing),
        content_sha256=Manifest.of(target).content_sha256,
        missing=tuple(missing),
        rejected=tuple(found.rejected),
        unused=found.unused,
    )


def _tables(folder: Path, manifest: Manifest) -> dict[str, pl.DataFrame]:
    """The release's tables; ReleaseError where they cannot be read or have other columns."""
    tables: dict[str, pl.DataFrame] = {}
    for name in TABLES:
        contents = manifest.tables.get(name)
        if contents is None or contents.columns != column_types(name):
            maker = manifest.libraries.get("news-claims", "another version")
            raise ReleaseError(
                f"{name} of {folder} has other columns than here: use news-claims {maker}"
            )
        try:
            tables[name] = read(folder / "data" / name / file_name(s) for s in contents.rows)
        except (OSError, pa.ArrowException) as error:
            reason = str(error).partition("\n")[0]
            raise ReleaseError(
                f"cannot read {name} of {folder}: {reason}; restore the release from a copy"
            ) from error
        if table_digest(tables[name], key_of(TABLES[name])) != contents.sha256:
            raise ReleaseError(
                f"the rows of {name} in {folder} are not as its release.json says: see with claims "
                "verify what was altered, and restore it from a copy"
            )
    return tables


def _before(out: Path, manifest: Manifest) -> Path | None:
    """The release before it, if that was rehydrated into the same folder."""
    if manifest.parent is None or not (out / manifest.parent.version / MANIFEST).is_file():
        return None
    return out / manifest.parent.version


def _rejects(folder: Path) -> list[Rejection]:
    try:
        return parse((folder / REJECTS).read_bytes())
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"cannot read {folder / REJECTS}: {error}; restore the release from a copy"
        ) from error


class _Copies:
    """The user's copies, as they are met, against the articles that want their text."""

    def __init__(self, articles: pl.DataFrame) -> None:
        rows = articles.select(
            "article_id", "source_uri", "title", "text", "text_sha256"
        ).to_dicts()
        self.wanted = {row["article_id"]: row for row in rows if row["text"] is None}
        self._by_digest: dict[str, list[str]] = {}
        self._by_source: dict[str, list[str]] = {}
        for key, row in self.wanted.items():
            self._by_digest.setdefault(row["text_sha256"], []).append(key)
            self._by_source.setdefault(row["source_uri"], []).append(key)
        self._digests = set(articles["text_sha256"])
        self.texts: dict[str, str] = {}
        """Found so far, by article_id."""
        self._others: dict[str, tuple[str, str]] = {}
        """For articles of which a copy has another text, where that is, and its digest."""
        self.rejected: list[Rejection] = []
        self.unused = 0
        """Copies that are no article of the release."""

    def take(self, copy: Article, origin: str) -> None:
        digest = text_sha256(copy.text)
        for key in self._by_digest.get(digest, ()):
            self.texts[key] = copy.text
        if digest in self._digests:
            return
        same_place = self._by_source.get(copy.source_uri, ())
        for key in same_place:
            self._others.setdefault(key, (origin, digest))
        self.unused += not same_place

    def missing(self) -> list[Mismatch]:
        """The articles without text, in the order of their addresses."""
        left = [row for key, row in self.wanted.items() if key not in self.texts]
        return [
            Mismatch(
                row["article_id"],
                row["source_uri"],
                row["title"],
                row["text_sha256"],
                *self._others.get(row["article_id"], (None, None)),
            )
            for row in sorted(left, key=lambda row: (row["source_uri"], row["article_id"]))
        ]
