"""Tables into a release: a folder that is whole, checked, and never changes."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from claims.release.digest import TableDigest, content_digest
from claims.release.files import alone, check_free, hidden
from claims.release.inherited import INHERITED
from claims.release.inherited import to_text as inherited_text
from claims.release.manifest import Contents, Inputs, Manifest, Parent, Provenance, WithText
from claims.release.parquet import File, Writer, canonical
from claims.release.parts import InMemory, Parts
from claims.release.rejects import REJECTS, digests_of, to_text
from claims.release.version import MANIFEST, Change, next_version, versions
from claims.schemas import TABLES, Check, columns, key_of
from claims.spool import Folder
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

    tables: Parts
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
    material = Material(InMemory(tables), provenance, tuple(rejects), vocabulary=vocabulary)
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
        made = material(before)
        if before is not None:
            _check_same_text(before, made.provenance.options.text)
        with hidden(out) as folder:
            draft = _draft(made, folder.path)
            counts = {name: table.count for name, table in draft.manifest.tables.items()}
            changed: Change | None = "added"
            found: Comparison | None = None
            parent: Parent | None = None
            if before is not None:
                found = compare(Side.of(before), draft.side)
                changed = change(found)
                if changed is None and version is None:
                    return Release(before, str(latest), counts, new=False, before=str(latest))
                parent = Parent.of(before)
            number = str(next_version(latest, changed or "corrected", version))
            draft.fill(number, parent, notes.text(found, number))
            folder.become(out / number)
    return Release(
        out / number, number, counts, new=True, before=None if latest is None else str(latest)
    )


def check_follows(out: Path, text: str, version: str | None) -> None:
    """Raise ReleaseError, before the work, where a release of this `version`, or with as much
    `text` ("full" or "none"), cannot follow the latest one in `out`."""
    latest = max(versions(out), default=None)
    next_version(latest, "corrected", version)
    if latest is not None:
        _check_same_text(out / str(latest), text)


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
    check_free(folder)
    with hidden(folder.parent) as new:
        draft = _draft(material, new.path)
        if changes is None:
            found = None if before is None else compare(Side.of(before), draft.side)
            changes = notes.text(found, version)
        draft.fill(version, parent, changes)
        new.become(folder)


def libraries() -> dict[str, str]:
    """The versions, here, of what rows and bytes depend on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python} | {name: version_of(name) for name in _LIBRARIES}


@dataclass(frozen=True, slots=True)
class _Draft:
    """Checked tables in the folder that is to be a release."""

    folder: Path
    manifest: Manifest
    """Before it has a version, a parent and files, rejects apart."""
    written: Mapping[str, Sequence[File]]
    """The tables' files."""
    languages: Sequence[str]
    """Of the articles."""
    others: Mapping[str, bytes]
    """What the files hold that do not depend on the version, by their path."""

    @property
    def side(self) -> Side:
        """What it holds, to be compared."""
        return Side.made(self.manifest, self.folder)

    def fill(self, version: str, parent: Parent | None, changes: str) -> None:
        """Write the files beside the tables', the manifest last."""
        folder, manifest = self.folder, replace(self.manifest, version=version, parent=parent)
        found = counts(
            {
                name: pl.scan_parquet(
                    [file.path for file in files], glob=False, hive_partitioning=False
                )
                for name, files in self.written.items()
            }
        )
        texts = {
            CHANGES: changes,
            card.NAME: card.text(manifest, self.written, self.languages, found),
            **pictures(found),
        }
        _put(folder, {**self.others} | {name: text.encode() for name, text in texts.items()})
        digests = _digests(folder)
        standard = standards.text(replace(manifest, files=digests), self.written, self.languages)
        _put(folder, {standards.NAME: standard.encode()})
        digests[standards.NAME] = file_sha256(folder / standards.NAME)
        manifest = replace(manifest, files=dict(sorted(digests.items())))
        _put(folder, {MANIFEST: manifest.to_json().encode()})


def _put(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _draft(material: Material, folder: Path) -> _Draft:
    """Check the tables and write their files into `folder`; SchemaError with all faults."""
    from claims.framing.vocabulary import load_vocabulary

    check = Check(material.tables.across)
    written = _Written(folder, withheld=material.provenance.options.text == "none")
    for part in material.tables:
        check.take(part)
        if check.good:
            written.add(part)
    check.finish()
    written.add(material.tables.across)
    contents, whole = written.close()
    with_text = material.with_text
    if written.withheld and with_text is None:
        with_text = WithText(content_digest(whole), whole)
    text = to_text(material.rejects)
    manifest = Manifest(
        version="",
        parent=None,
        content_sha256=content_digest({name: table.sha256 for name, table in contents.items()}),
        provenance=material.provenance,
        libraries=material.made_with or libraries(),
        inputs=Inputs.of([*written.sources, *digests_of(material.rejects)]),
        tables=contents,
        rejects=len(material.rejects),
        files={REJECTS: hashlib.sha256(text).hexdigest()},
        with_text=with_text,
    )
    page = explorer.files(material.vocabulary or load_vocabulary())
    others = {REJECTS: text} | {f"{explorer.FOLDER}/{name}": one for name, one in page.items()}
    if material.inherited:
        others[INHERITED] = inherited_text(material.inherited)
    return _Draft(folder, manifest, written.files, sorted(written.languages), others)


class _Written:
    """Tables on their way into files, with what the manifest says of them."""

    def __init__(self, folder: Path, *, withheld: bool) -> None:
        self.withheld = withheld
        """Whether the words are left out."""
        self.sources: set[str] = set()
        """The digests of the bytes that the articles were read from."""
        self.languages: set[str] = set()
        self.files: Mapping[str, Sequence[File]] = {}
        """Of each table, in the end."""
        room = Folder(folder.parent)
        self._writer = Writer(folder / "data")
        self._digests, self._whole = (
            {name: TableDigest(key_of(model), room, f"{name}-{kind}")
             for name, model in TABLES.items()}
            for kind in ("held", "whole")
        )  # fmt: skip

    def add(self, tables: Mapping[str, pl.DataFrame | pa.Table]) -> None:
        """Write some rows, which follow in canonical order on those before."""
        frames = {name: canonical(name, table) for name, table in tables.items()}
        if "articles" in frames:
            self.sources.update(frames["articles"]["source_sha256"])
            self.languages.update(frames["articles"]["language"])
        if self.withheld:
            for name, frame in frames.items():
                self._whole[name].add(frame)
            frames = withhold(frames)
        for name, frame in frames.items():
            self._digests[name].add(frame)
            self._writer.add(name, frame)

    def close(self) -> tuple[dict[str, Contents], dict[str, str]]:
        """What the tables hold; and their digests with all words, where these are left out."""
        self.files = self._writer.close()
        contents = {
            name: Contents(
                rows={file.split: file.rows for file in self.files[name]},
                columns=column_types(name),
                sha256=digest.hexdigest(),
            )
            for name, digest in self._digests.items()
        }
        whole = {name: digest.hexdigest() for name, digest in self._whole.items()}
        return contents, whole


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
