"""A release made anew from its inputs, and compared with what it is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa

from claims.dataset import Progress, gather
from claims.earlier import Before, Inherited
from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.rebuilt import InputDifference, Rebuilt, TableDifference, VersionDifference
from claims.records import Rejection
from claims.release.before import before_of
from claims.release.change import CHANGES
from claims.release.compare import compare
from claims.release.inherited import INHERITED, inherited_of
from claims.release.manifest import Manifest, Parent
from claims.release.parquet import canonical, file_name, read
from claims.release.problem import named, short
from claims.release.rejects import REJECTS, parse
from claims.release.verify.files import walk
from claims.release.version import SIGNATURE
from claims.release.write import Material, libraries, write_again
from claims.schemas import TABLES, arrow_schema, key_of
from claims.steps import Steps


def rebuild(
    folder: Path,
    inputs: str | Path | Iterable[str | Path],
    *,
    frames: Path | None = None,
    speakers: Path | None = None,
    corrections: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> Rebuilt:
    """Make the release in `folder` anew from `inputs` and say what, if anything, is different.

    Splits and columns are those of the release, version and parent too; `frames`, `speakers` and
    `corrections` are those it was built with, where it was. What it has from the release before is
    taken from that, where it is beside it, else from its own record. It is made in a temporary
    folder; nothing is kept.

    Raises ReleaseError where there is no manifest to be read, or a file of frames or speakers is
    not the release's; else as `claims.build` does.
    """
    manifest = Manifest.of(folder)
    _check_frames(manifest, frames)
    _check_speakers(manifest, speakers)
    _check_corrections(manifest, corrections)
    options = manifest.provenance.options
    if options.text == "part":
        raise ReleaseError(
            f"{folder} holds the text of some articles only, as no build makes it: put back the "
            "rest (claims rehydrate), or rebuild the release that it was made from"
        )
    gathered = gather(
        inputs, workers=workers, splits=options.splits, frames=frames, speakers=speakers,
        columns=options.columns, text=options.text, corrections=corrections,
        progress=progress, steps=steps,
    )  # fmt: skip
    before = _before(folder, manifest)
    earlier: Before | Inherited | None = None
    if before is not None:
        earlier = before_of(before, gathered.gathering.article_ids)
    elif manifest.parent is not None:
        earlier = inherited_of(folder)
    made = gathered.material(earlier, _tracks_of(folder if before is None else before))
    known = manifest.parent is None or before is not None
    with tempfile.TemporaryDirectory(prefix="claims-rebuild-") as temporary:
        again = Path(temporary) / "release"
        write_again(
            made, again, version=manifest.version, parent=manifest.parent, before=before,
            changes=None if known else _changes_of(folder),
        )  # fmt: skip
        return _compared(folder, manifest, again, made, known=known)


def _tracks_of(folder: Path) -> dict[str, str]:
    """The track ids of the release before, or of the release itself: by them it is made anew."""
    from claims.track import known_tracks

    try:
        return known_tracks(folder)
    except ReleaseError:
        return {}


def _before(folder: Path, manifest: Manifest) -> Path | None:
    """The release that this one follows, if it lies beside it as it was."""
    if manifest.parent is None:
        return None
    beside = folder.parent / manifest.parent.version
    try:
        return beside if Parent.of(beside) == manifest.parent else None
    except ReleaseError:
        return None


def _changes_of(folder: Path) -> str:
    """What the release's own `CHANGES.md` says."""
    try:
        return (folder / CHANGES).read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _check_frames(manifest: Manifest, frames: Path | None) -> None:
    from claims.framing import load_vocabulary

    made, here = manifest.provenance, load_vocabulary(frames)
    if here.digest != made.vocabulary_sha256:
        which = frames or f"the built-in one, {here.version},"
        raise ReleaseError(
            f"release {manifest.version} was built with the vocabulary of frames {made.vocabulary} "
            f"of SHA-256 {short(made.vocabulary_sha256)}, and {which} has {short(here.digest)}: "
            "give the one it was built with, --frames"
        )


def _check_speakers(manifest: Manifest, speakers: Path | None) -> None:
    from claims.speakers import load_pins

    wanted, here = manifest.provenance.speakers_sha256, load_pins(speakers).digest
    if wanted == here:
        return
    if wanted is None:
        raise ReleaseError(
            f"release {manifest.version} was built without a file of speakers: leave out --speakers"
        )
    found = f", and {speakers} has {short(here)}" if here else ""
    raise ReleaseError(
        f"release {manifest.version} was built with a file of speakers of SHA-256 "
        f"{short(wanted)}{found}: give that file, --speakers"
    )


def _check_corrections(manifest: Manifest, corrections: Path | None) -> None:
    from claims.corrections import load_corrections

    wanted, here = manifest.provenance.corrections_sha256, load_corrections(corrections).digest
    if wanted == here:
        return
    if wanted is None:
        raise ReleaseError(
            f"release {manifest.version} was built without corrections: leave out --corrections"
        )
    found = f", and those in {corrections} have {short(here)}" if here else ""
    raise ReleaseError(
        f"release {manifest.version} was built with corrections of SHA-256 {short(wanted)}{found}: "
        "give the folder as it was, --corrections"
    )


def _compared(
    folder: Path, manifest: Manifest, again: Path, made: Material, *, known: bool
) -> Rebuilt:
    """`known` is whether the release before it is there, or there is none."""
    untold = [] if known else [_taken(folder)]
    before, after = _digests(folder), _digests(again)
    names = before.keys() | after.keys()
    differing = sorted(name for name in names if before.get(name) != after.get(name))
    if not differing:
        return Rebuilt(folder, manifest.version, len(names), (), notes=tuple(untold))
    notes = untold + [
        f"{named(name)} of the release is not as its manifest says: claims verify tells more"
        for name, digest in manifest.files.items()
        if before.get(name) != digest
    ]
    again_manifest = Manifest.of(again)
    tables: list[TableDifference] = []
    sources: list[tuple[str, str]] = []
    for name in TABLES:
        old = _read(folder, name, manifest)
        if old is None:
            notes.append(f"{name} of the release cannot be read, so its rows are not compared")
            continue
        new = _rows(again, name, again_manifest)
        if rows := compare(old, new, key_of(TABLES[name])):
            tables.append(TableDifference(name, rows.missing, rows.added, rows.changed))
        if name == "articles":
            sources += old.select("source_uri", "source_sha256").rows()
    try:
        rejects = parse((folder / REJECTS).read_bytes())
    except (OSError, ValueError):
        notes.append("the rejects of the release cannot be read, so they are not compared")
    else:
        tables += _rejects(rejects, made.rejects)
        sources += _with_bytes(rejects)
    articles = canonical("articles", _rows(again, "articles", again_manifest))
    given = [*articles.select("source_uri", "source_sha256").rows(), *_with_bytes(made.rejects)]
    inputs = tuple(_inputs(sources, given))
    versions = tuple(_versions(manifest, made))
    if tables and not inputs and not versions:
        notes.append(
            "inputs and versions are the same: the package's code may have been changed, or this "
            "processor rounds the models' arithmetic otherwise"
        )
    return Rebuilt(
        folder, manifest.version, len(names), tuple(differing), tuple(tables), inputs, versions,
        tuple(notes),
    )  # fmt: skip


def _taken(folder: Path) -> str:
    """What is not made anew where the release before it is not there."""
    if (folder / INHERITED).exists():
        return (
            f"{CHANGES} and {INHERITED} are taken as they are: they tell of a release that is not "
            "beside this one"
        )
    return f"{CHANGES} is taken as it is: it compares with a release that is not beside this one"


def _digests(folder: Path) -> dict[str, str]:
    """Each file's digest, the signature's apart, which may come to a release later."""
    return {name: file_sha256(path) for name, path in walk(folder)[0].items() if name != SIGNATURE}


def _read(folder: Path, name: str, manifest: Manifest) -> pl.DataFrame | None:
    """A table's rows; None where they cannot be read or have other columns than here."""
    try:
        found = _rows(folder, name, manifest)
    except (KeyError, OSError, ValueError, pa.ArrowException):
        return None
    expected = pl.DataFrame(pl.from_arrow(arrow_schema(TABLES[name]).empty_table()))
    return found if found.schema == expected.schema else None


def _rows(folder: Path, name: str, manifest: Manifest) -> pl.DataFrame:
    return read(folder / "data" / name / file_name(one) for one in manifest.tables[name].rows)


def _rejects(old: Sequence[Rejection], new: Sequence[Rejection]) -> Iterator[TableDifference]:
    missing = tuple(sorted(named(one.source) for one in set(old) - set(new)))
    added = tuple(sorted(named(one.source) for one in set(new) - set(old)))
    if missing or added:
        yield TableDifference(REJECTS, missing, added)


def _with_bytes(rejects: Iterable[Rejection]) -> list[tuple[str, str]]:
    return [(one.source, one.source_sha256) for one in rejects if one.source_sha256 is not None]


def _inputs(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> Iterator[InputDifference]:
    """The inputs that only one of the two has, told apart by digest; of one name they are one."""
    before = {digest: source for source, digest in old}
    after = {digest: source for source, digest in new}
    missing = sorted((source, digest) for digest, source in before.items() if digest not in after)
    added = sorted((source, digest) for digest, source in after.items() if digest not in before)
    waiting: dict[str, list[str]] = {}
    for source, digest in added:
        waiting.setdefault(source, []).append(digest)
    for source, digest in missing:
        given = waiting.get(source)
        yield InputDifference(source, digest, given.pop(0) if given else None)
    for source, digests in waiting.items():
        for digest in digests:
            yield InputDifference(source, None, digest)


def _versions(manifest: Manifest, made: Material) -> Iterator[VersionDifference]:
    then, now = manifest.provenance, made.provenance
    there, here = manifest.libraries, libraries()
    pairs = [
        ("extractor", then.extractor, now.extractor),
        ("spaCy model", then.spacy_model, now.spacy_model),
        ("SHA-256 of the models", _short(then.models_sha256), _short(now.models_sha256)),
        *(
            (name, there.get(name, "none"), here.get(name, "none"))
            for name in sorted({**there, **here})
        ),
    ]
    for name, old, new in pairs:
        if old != new:
            yield VersionDifference(name, old, new)


def _short(digest: str | None) -> str:
    return "none" if digest is None else short(digest)
