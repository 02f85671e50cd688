"""`release.json`: what a release holds and what made it; no time, no path, no name of a machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from claims.errors import ReleaseError
from claims.ids import file_sha256
from claims.release.version import MANIFEST


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked of the build that changes its rows."""

    splits: str = "100/0/0"
    """Train/validation/test in percent."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """For columns of `articles` what the inputs call them."""
    text: str = "full"
    """Whether it holds the articles' words; see `claims.withheld.Text`."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the rows, the libraries aside."""

    extractor: str
    """Name and version, as the claims' column of that name has it."""
    spacy_model: str
    """Name and version."""
    vocabulary: str
    """Version of the vocabulary of frames."""
    vocabulary_sha256: str
    speakers_sha256: str | None = None
    """Of the user's file of speakers; null without one."""
    models_sha256: str | None = None
    """Of the trained files that the package ships: see `claims.models`."""
    corrections_sha256: str | None = None
    """Of people's corrections, whatever files they lie in; null without any."""
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Parent:
    """The release that one follows."""

    version: str
    content_sha256: str
    manifest_sha256: str
    """Of the bytes of its `release.json`, which names every other file's."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The release in `folder`, as the one that follows it names it."""
        manifest = Manifest.of(folder)
        return cls(manifest.version, manifest.content_sha256, file_sha256(folder / MANIFEST))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the articles and rejects were read from."""

    count: int
    """Of different inputs: a record of a file of many is one."""
    sha256: str
    """Over their digests in hex, sorted, each once, each with a newline after it."""

    @classmethod
    def of(cls, digests: Iterable[str]) -> Self:
        """The inputs with these digests, which may repeat."""
        distinct = sorted(set(digests))
        lines = "".join(f"{digest}\n" for digest in distinct)
        return cls(len(distinct), hashlib.sha256(lines.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release holds of one table."""

    rows: Mapping[str, int]
    """By split."""
    columns: Mapping[str, str]
    """Each column's type, in words."""
    sha256: str
    """Of the rows' content; see `claims.release.digest`."""

    @property
    def count(self) -> int:
        """Rows of all splits."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class WithText:
    """What a release without text would hold with it: who puts it back can prove that."""

    content_sha256: str
    tables: Mapping[str, str]
    """Of each table's content, as `Contents.sha256`."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that `release.json` says, but for the checksum that closes it."""

    version: str
    parent: Parent | None
    """The release before it; null for the first."""
    content_sha256: str
    """Of all tables' content."""
    provenance: Provenance
    libraries: Mapping[str, str]
    """Versions of what the rows and the bytes of the files depend on, this package included."""
    inputs: Inputs
    tables: Mapping[str, Contents]
    rejects: int
    files: Mapping[str, str]
    """SHA-256 of every other file of the release, by its path."""
    with_text: WithText | None = None
    """Null where nothing is withheld."""

    def to_json(self) -> str:
        """The text of the file."""
        said = asdict(self)
        return _text(said | {"checksum": _checksum(said)})

    @classmethod
    def of(cls, folder: Path) -> Self:
        """What the release in `folder` says of itself.

        Raises ReleaseError where it cannot be read; `flaw` tells whether it was altered.
        """
        raw = manifest_bytes(folder)
        try:
            return cls.parse(raw)
        except ValueError as error:
            raise _unread(folder, error) from error

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """What the bytes of a `release.json` say; ValueError where they are none."""
        try:
            said = json.loads(raw)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        made = _object(said, "provenance")
        options = _object(made, "options")
        parent = None if said.get("parent", "") is None else _object(said, "parent")
        inputs = _object(said, "inputs")
        text = None if said.get("with_text") is None else _object(said, "with_text")
        return cls(
            version=_string(said, "version"),
            parent=None if parent is None else Parent(*(_string(parent, n) for n in _PARENT)),
            content_sha256=_string(said, "content_sha256"),
            provenance=Provenance(
                **{name: _string(made, name) for name in _MADE},
                **{name: _string(made, name, nullable=True) for name in _MADE_NULLABLE},
                # Releases made before there were any do not say.
                corrections_sha256=_string(
                    {"corrections_sha256": None} | made, "corrections_sha256", nullable=True
                ),
                options=Options(
                    _string(options, "splits"),
                    _strings(options, "columns"),
                    # Releases made before there was a choice do not say.
                    _string(options, "text") if "text" in options else "full",
                ),
            ),
            libraries=_strings(said, "libraries"),
            inputs=Inputs(_number(inputs, "count"), _string(inputs, "sha256")),
            tables={name: _contents(entry) for name, entry in _object(said, "tables").items()},
            rejects=_number(said, "rejects"),
            files=_strings(said, "files"),
            with_text=None
            if text is None
            else WithText(_string(text, "content_sha256"), _strings(text, "tables")),
        )


_PARENT = ("version", "content_sha256", "manifest_sha256")
_MADE = ("extractor", "spacy_model", "vocabulary", "vocabulary_sha256")
_MADE_NULLABLE = ("speakers_sha256", "models_sha256")


def manifest_bytes(folder: Path) -> bytes:
    """The bytes of the `release.json` in `folder`; ReleaseError where they cannot be read."""
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise _unread(folder, error) from error


def _unread(folder: Path, error: Exception) -> ReleaseError:
    return ReleaseError(
        f"cannot read {folder / MANIFEST}: {error}; "
        "restore the release from a copy or build it anew"
    )


def flaw(raw: bytes) -> str | None:
    """What tells that the bytes of a `release.json` are not as they were written; None if nothing.

    The checksum is against accidents: who alters a release on purpose can compute it anew. That
    shows in the release that follows, or by a signature.
    """
    try:
        said = json.loads(raw)
        given = said.pop("checksum")
        if raw != _text(said | {"checksum": given}).encode():
            return "is not in the form in which it was written"
        made = _checksum(said)
    except (ValueError, RecursionError):
        return "is no JSON text"
    except (AttributeError, KeyError, TypeError):
        return "has no checksum"
    return None if given == made else f"has the checksum {str(given)[:12]}…, expected {made[:12]}…"


def _text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _checksum(said: Mapping[str, Any]) -> str:
    """SHA-256 over the text of the file without its checksum."""
    return hashlib.sha256(_text(said).encode()).hexdigest()


def _contents(entry: Any) -> Contents:
    rows = _object(entry, "rows")
    return Contents(
        rows={split: _number(rows, split) for split in rows},
        columns=_strings(entry, "columns"),
        sha256=_string(entry, "sha256"),
    )


# What is read here may have been altered: a wrong type must not go further than this.


def _value(said: Any, name: str) -> Any:
    if not isinstance(said, dict) or name not in said:
        raise ValueError(f"it has no {name!r}")
    return said[name]


def _object(said: Any, name: str) -> dict[str, Any]:
    value = _value(said, name)
    if not isinstance(value, dict):
        raise ValueError(f"{name!r} is no object")
    return value


def _strings(said: Any, name: str) -> dict[str, str]:
    value = _object(said, name)
    return {key: _string(value, key) for key in value}


def _string(said: Any, name: str, *, nullable: bool = False) -> Any:
    value = _value(said, name)
    if not isinstance(value, str) and not (nullable and value is None):
        raise ValueError(f"{name!r} is no string")
    return value


def _number(said: Any, name: str) -> int:
    value = _value(said, name)
    if type(value) is not int or value < 0:
        raise ValueError(f"{name!r} is no count")
    return value
