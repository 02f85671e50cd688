"""Tables into a release: a folder that is whole, checked, and never changes."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from claims import explorer
from claims.earlier import Inherited
from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.records import Rejection
from claims.release import card, standards
from claims.release.change import CHANGES, change
from claims.release.diff import Comparison, Side, compare, notes
from claims.release.digest import content_digest, table_digest
from claims.release.files import alone, appearing
from claims.release.inherited import INHERITED
from claims.release.inherited import to_text as inherited_text
from claims.release.manifest import Contents, Inputs, Manifest, Parent, Provenance, WithText
from claims.release.parquet import by_split, canonical, write_splits
from claims.release.rejects import REJECTS, digests_of, to_text
from claims.release.version import MANIFEST, Change, Version, next_version, versions
from claims.schemas import TABLES, columns, key_of, validate
from claims.stats import counts
from claims.stats.picture import pictures
from claims.withheld import withhold

if TYPE_CHECKING:
    from claims.framing.vocabulary import Vocabulary

# Of what the rows and their bytes depend on; what only checks or shows them is left out.
_LIBRARIES = (
    "news-claims", "blis", "charset-normalizer", "countryinfo", "lxml", "nicknames", "numpy",
    "onnxruntime", "polars", "py3langid", "pyarrow", "pypdf", "spacy", "thinc", "tokenizers",
    "trafilatura",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Release:
    """A release in its folder."""

    path: Path
    version: str
    counts: Mapping[str, int]
    """Rows of each table."""
    new: bool
    """False where the latest release holds just these rows and rejects, so that none was made."""
    before: str | None = None
    """The version that was the latest until then; None where there was none."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a release is made of."""

    tables: Mapping[str, pl.DataFrame | pa.Table]
    provenance: Provenance
    rejects: tuple[Rejection, ...] = ()
    inherited: Inherited = field(default_factory=Inherited)
    """What is otherwise in the tables than if the release followed none."""
    vocabulary: Vocabulary | None = None
    """What the release's explorer tells labels by; the built-in one where there is none."""
    with_text: WithText | None = None
    """What it would hold with all its text, where the tables hold part of it."""
    made_with: Mapping[str, str] | None = None
    """The libraries that made the rows, if not those here."""


def write(
    tables: Mapping[str, pl.DataFrame | pa.Table],
    out: Path,
    *,
    provenance: Provenance,
    rejects: Iterable[Rejection] = (),
    version: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Release:
    """Check the tables and release them as `out/<version>`, whole or not at all.

    `vocabulary` is what the release's explorer tells labels by: the built-in one if not given.

    The version, where none is asked for, is 1.0.0 at first; then it goes up by what changed:
    columns (major), rows added only (minor), rows corrected or removed (patch). Where nothing
    changed, nothing is written, and the latest release is returned, `new` being False.

    Raises SchemaError with every fault of the tables, and ReleaseError where the version cannot be
    used or the folder not be written; either way `out` stays as it was.
    """
    material = Material(tables, provenance, tuple(rejects), vocabulary=vocabulary)
    return write_next(lambda _: material, out, version=version)


def write_next(
    material: Callable[[Path | None], Material], out: Path, *, version: str | None = None
) -> Release:
    """Release what `material` makes of the latest release in `out`; of None where there is none.

    No other build writes there meanwhile. Else, and in what it raises, as `write`.
    """
    with alone(out):
        latest = max(versions(out), default=None)
        before = None if latest is None else out / str(latest)
        return _released(_draft(material(before)), out, latest, version)


def _released(draft: _Draft, out: Path, latest: Version | None, version: str | None) -> Release:
    counts = {name: table.count for name, table in draft.manifest.tables.items()}
    changed: Change | None = "added"
    found: Comparison | None = None
    parent: Parent | None = None
    if latest is not None:
        before = out / str(latest)
        _check_same_text(before, draft.manifest.provenance.options.text)
        found = compare(Side.of(before), Side.given(draft.manifest, draft.frames))
        changed = change(found)
        if changed is None and version is None:
            return Release(before, str(latest), counts, new=False, before=str(latest))
        parent = Parent.of(before)
    number = str(next_version(latest, changed or "corrected", version))
    with appearing(out / number) as folder:
        draft.fill(folder, number, parent, notes.text(found, number))
    return Release(
        out / number, number, counts, new=True, before=None if latest is None else str(latest)
    )


def write_again(
    material: Material,
    folder: Path,
    *,
    version: str,
    parent: Parent | None,
    before: Path | None,
    changes: str | None = None,
) -> None:
    """Check the tables and release them as `folder`, with a version and a parent that are known.

    So a release is made anew. `before` is the release that it follows; where that is not there,
    `changes` is what `CHANGES.md` says. Raises as `write` does.
    """
    draft = _draft(material)
    if changes is None:
        found = None
        if before is not None:
            found = compare(Side.of(before), Side.given(draft.manifest, draft.frames))
        changes = notes.text(found, version)
    with appearing(folder) as hidden:
        draft.fill(hidden, version, parent, changes)


def libraries() -> dict[str, str]:
    """The versions, here, of what rows and bytes depend on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python} | {name: version_of(name) for name in _LIBRARIES}


@dataclass(frozen=True, slots=True)
class _Draft:
    """Checked tables on their way to a release."""

    manifest: Manifest
    """Before it has a version, a parent and files, rejects apart."""
    frames: dict[str, pl.DataFrame]
    """The tables in canonical order."""
    others: Mapping[str, bytes]
    """What the files hold that do not depend on the version, by their path."""

    def fill(self, folder: Path, version: str, parent: Parent | None, changes: str) -> None:
        """Write the release's files, its manifest last."""
        manifest = replace(self.manifest, version=version, parent=parent)
        written = {
            name: write_splits(name, frame, folder / "data") for name, frame in self.frames.items()
        }
        for name, content in self.others.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (folder / CHANGES).write_text(changes, encoding="utf-8", newline="\n")
        languages = languages_of(self.frames["articles"])
        found = counts({name: frame.lazy() for name, frame in self.frames.items()})
        texts = {card.NAME: card.text(manifest, written, languages, found), **pictures(found)}
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        digests = _digests(folder)
        (folder / standards.NAME).write_text(
            standards.text(replace(manifest, files=digests), written, languages),
            encoding="utf-8",
            newline="\n",
        )
        digests[standards.NAME] = file_sha256(folder / standards.NAME)
        manifest = replace(manifest, files=dict(sorted(digests.items())))
        (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8", newline="\n")


def _draft(material: Material) -> _Draft:
    """The tables, checked, with what the manifest says of them; SchemaError with all faults."""
    from claims.framing.vocabulary import load_vocabulary

    validate(material.tables)
    frames = {name: canonical(name, material.tables[name]) for name in TABLES}
    with_text = material.with_text
    if material.provenance.options.text == "none" and with_text is None:
        digests = {name: table_digest(frames[name], key_of(TABLES[name])) for name in TABLES}
        with_text = WithText(content_digest(digests), digests)
        frames = withhold(frames)
    contents = {
        name: Contents(
            rows={split: part.height for split, part in by_split(frame).items()},
            columns=column_types(name),
            sha256=table_digest(frame, key_of(TABLES[name])),
        )
        for name, frame in frames.items()
    }
    text = to_text(material.rejects)
    manifest = Manifest(
        version="",
        parent=None,
        content_sha256=content_digest({name: table.sha256 for name, table in contents.items()}),
        provenance=material.provenance,
        libraries=material.made_with or libraries(),
        inputs=Inputs.of([*frames["articles"]["source_sha256"], *digests_of(material.rejects)]),
        tables=contents,
        rejects=len(material.rejects),
        files={REJECTS: hashlib.sha256(text).hexdigest()},
        with_text=with_text,
    )
    page = explorer.files(material.vocabulary or load_vocabulary())
    others = {REJECTS: text} | {f"{explorer.FOLDER}/{name}": one for name, one in page.items()}
    if material.inherited:
        others[INHERITED] = inherited_text(material.inherited)
    return _Draft(manifest, frames, others)


def _digests(folder: Path) -> dict[str, str]:
    """The digest of each file by its path in the folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): file_sha256(path) for path in paths}


def _check_same_text(latest: Path, text: str) -> None:
    """Raise ReleaseError where the release before holds the articles' words and this one does not,
    or the other way: nobody is to take the one for the other."""
    before = Manifest.of(latest).provenance.options.text
    if before != text:
        said = {"full": "with the articles' text", "none": "without text", "part": "with some text"}
        raise ReleaseError(
            f"{latest} was made {said.get(before, before)}, this one is {said[text]}: "
            "choose another folder, --out"
        )


def column_types(name: str) -> dict[str, str]:
    """Each column of a table with its type in words, as the manifest has them."""
    return {column.name: column.type_name for column in columns(TABLES[name])}


def languages_of(articles: pl.DataFrame) -> list[str]:
    """The languages that the card names."""
    return articles["language"].unique().sort().to_list()
