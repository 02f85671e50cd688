"""A file of corrections into the user's folder: each once, with how far people agree."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.corrections.label_studio import read_tasks
from claims.corrections.record import PLACES, Correction, spans_of
from claims.corrections.release_rows import ReleaseRows
from claims.corrections.resolve import Contradiction, agreement, contradictions
from claims.corrections.short import read_record
from claims.corrections.store import append, json_lines, load_corrections
from claims.errors import CorrectionsError
from claims.wording import counted


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to a folder of corrections."""

    path: Path
    """The file that was added to."""
    added: Mapping[str, int]
    """New corrections by their kind."""
    known: int
    """Those that the folder had already."""
    total: int
    """Corrections in the folder now."""
    contradictions: tuple[Contradiction, ...]
    """Of all in the folder."""
    agreement: Mapping[str, float]
    """Krippendorff's alpha by column, of all in the folder."""

    def __str__(self) -> str:
        """What to tell who asked."""
        new = ", ".join(f"{count:,} {kind}" for kind, count in self.added.items()) or "none"
        lines = [
            f"New in {self.path}: {new}; {self.known:,} were known. "
            f"The folder has {counted(self.total, 'correction')}."
        ]
        lines += [f"Agreement on {name}: alpha {a:.3f}" for name, a in self.agreement.items()]
        if self.contradictions:
            lines.append(f"{counted(len(self.contradictions), 'contradiction')}, what holds first:")
            lines += [f"  {one}" for one in self.contradictions]
        return "\n".join(lines)


def import_file(
    file: Path, release: Path, out: Path, *, confirm_unchanged: bool = False
) -> Imported:
    """Add what a file of corrections says to the folder `out`; importing it again adds nothing.

    `file` is Label Studio's JSON export or JSON Lines, `release` the one that they are about.
    Raises CorrectionsError where any of it cannot be read: then nothing is added.
    """
    rows = ReleaseRows.of(release)
    before = load_corrections(out if out.is_dir() else None).records
    said = _said_before(before)
    given = _read(file, rows, confirm_unchanged=confirm_unchanged, before=said)
    have = {one.id for one in before}
    fresh = {one.id: one for one in given if one.id not in have}
    path = out / f"{file.stem}.jsonl"
    if fresh:
        append(path, (fresh[key] for key in sorted(fresh)))
    every = [*before, *fresh.values()]
    groups = grouped(every)
    return Imported(
        path,
        dict(sorted(Counter(one.kind for one in fresh.values()).items())),
        known=len({one.id for one in given} & have),
        total=len(every),
        contradictions=tuple(contradictions(groups)),
        agreement=agreement(groups),
    )


def grouped(records: list[Correction]) -> dict[tuple[str, str], list[Correction]]:
    """The records by the row that they are about; of added rows, by their words' places."""
    groups: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for one in records:
        key = one.row
        if key is None:
            places = spans_of(one.new[PLACES[one.table][0]])
            key = f"{one.article_id}:" + ",".join(f"{start}-{end}" for start, end in places)
        groups[one.table, key].append(one)
    return groups


def _said_before(records: tuple[Correction, ...]) -> dict[tuple[str, str], str]:
    """For a row and a person the kind of their last word on it."""
    ordered = sorted(records, key=lambda one: (one.at, one.id))
    return {(one.row, one.by): one.kind for one in ordered if one.row is not None}


def _read(
    file: Path, rows: ReleaseRows, *, confirm_unchanged: bool, before: Mapping[tuple[str, str], str]
) -> list[Correction]:
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise CorrectionsError(
            f"cannot read {file}: {error}; give Label Studio's JSON export, or JSON Lines"
        ) from error
    if text.lstrip().startswith("["):
        try:
            tasks = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CorrectionsError(f"{file} is no JSON: {error}") from error
        return list(read_tasks(tasks, rows, str(file), confirm=confirm_unchanged, before=before))
    return [read_record(said, rows, where) for where, said in json_lines(text, file)]
