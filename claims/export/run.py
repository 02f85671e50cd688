"""One export: a folder that appears whole, in one of the formats."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from claims.errors import ClaimsError, ReleaseError
from claims.export import brat, jsonld, label_studio, tables
from claims.export.source import Bundle, Row, bundles, speakers
from claims.load import release_folder
from claims.release.manifest import Manifest

Writer = Callable[[Iterator[Bundle], Mapping[str, Row], Manifest, Path], None]
"""Writes a release's articles, with its speakers by id, as files in a folder."""

FORMATS: Mapping[str, Writer] = {
    "jsonld": jsonld.write,
    "csv": tables.write,
    "label-studio": label_studio.write,
    "brat": brat.write,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export made."""

    path: Path
    format: str
    version: str
    articles: int
    claims: int
    framings: int

    def __str__(self) -> str:
        """What to tell who asked."""
        return (
            f"Made {self.path} of release {self.version}: {self.articles:,} articles, "
            f"{self.claims:,} claims and {self.framings:,} framings as {self.format}."
        )


def export(
    release: str | Path, to: str, out: Path, *, version: str | None = None, split: str | None = None
) -> Exported:
    """Write a release, or a split of it, as the folder `out` in the format `to`.

    Raises ReleaseError where there is no such release or split, where the format wants text and the
    release has none, or where `out` is there already or cannot be written; ClaimsError where there
    is no such format.
    """
    writer = FORMATS.get(to)
    if writer is None:
        raise ClaimsError(f"there is no format {to!r}: choose one of {', '.join(FORMATS)}")
    folder = release_folder(release, version)
    manifest = Manifest.of(folder)
    counts = {"articles": 0, "claims": 0, "framings": 0}

    def counted() -> Iterator[Bundle]:
        for bundle in bundles(folder, split):
            counts["articles"] += 1
            counts["claims"] += len(bundle.claims)
            counts["framings"] += len(bundle.framings)
            yield bundle

    with _appearing(out) as hidden:
        writer(counted(), speakers(folder), manifest, hidden)
    return Exported(out, to, manifest.version, **counts)


@contextmanager
def _appearing(out: Path) -> Iterator[Path]:
    """A hidden folder that becomes `out` at the end, and is gone on any failure."""
    if out.exists():
        raise ReleaseError(f"{out} exists: choose another place, --out, or remove it")
    hidden = out.with_name(f".{out.name}-{secrets.token_hex(4)}")
    try:
        hidden.mkdir(parents=True)
        yield hidden
        hidden.rename(out)
    except OSError as error:
        raise ReleaseError(
            f"cannot write {out}: {error.strerror or error}; choose a place you may write to"
        ) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
