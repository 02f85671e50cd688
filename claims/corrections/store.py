"""The user's folder of corrections: `*.jsonl`, read whole, added to and never rewritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.corrections.record import Correction, parse
from claims.errors import CorrectionsError
from claims.records import Article


@dataclass(frozen=True)
class Corrections:
    """All corrections of a folder, each once."""

    records: tuple[Correction, ...] = ()
    digest: str | None = None
    """Hex SHA-256 over the ids of the records, sorted, each with a newline; None without a folder.
    Neither the files' names nor the order of the lines count."""
    _by_article: dict[str, list[Correction]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, records: Iterable[Correction]) -> Corrections:
        """These records, in the order of their ids."""
        distinct = {one.id: one for one in records}
        ordered = tuple(distinct[key] for key in sorted(distinct))
        lines = "".join(f"{one.id}\n" for one in ordered)
        by_article: dict[str, list[Correction]] = {}
        for one in ordered:
            for key in {one.article_id, one.source_uri, one.text_sha256}:
                by_article.setdefault(key, []).append(one)
        return cls(ordered, hashlib.sha256(lines.encode()).hexdigest(), by_article)

    def about(self, article: Article) -> Sequence[Correction]:
        """Those of the article: of its id, its address, or its very text under another address."""
        keys = (article.article_id, article.source_uri, article.text_sha256)
        found = {one.id: one for key in keys for one in self._by_article.get(key, ())}
        return [found[key] for key in sorted(found)]


def load_corrections(folder: Path | None) -> Corrections:
    """The corrections in a folder's `*.jsonl`; none without a folder.

    Raises CorrectionsError, naming file and line, where it cannot be read.
    """
    if folder is None:
        return Corrections()
    if not folder.is_dir():
        raise CorrectionsError(f"{folder} is no folder: give the one that `claims import` fills")
    files = sorted(folder.glob("*.jsonl"))
    return Corrections.of(one for path in files for one in read_file(path))


def read_file(path: Path) -> list[Correction]:
    """The corrections of one file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise CorrectionsError(f"cannot read {path}: {error}; it has to be JSON Lines") from error
    return [parse(said, where) for where, said in json_lines(text, path)]


def json_lines(text: str, path: Path) -> Iterator[tuple[str, Any]]:
    """Where each line of JSON stands, and what it says; CorrectionsError where one is none."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            said = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorrectionsError(f"{where} is no JSON: {error}") from error
        yield where, said


def append(path: Path, records: Iterable[Correction]) -> None:
    """Add records to a file's end, which is made where it is not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(one.line() for one in records)
    except OSError as error:
        raise CorrectionsError(
            f"cannot write {path}: {error.strerror or error}; choose another folder, --out"
        ) from error
