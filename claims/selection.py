"""Which rows of a release are meant: its table, and of that "train", "train+test", "test[:10%]"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claims.errors import ReleaseError

if TYPE_CHECKING:
    from claims.release.manifest import Manifest

_NAMES = re.compile(r"\s*\w+\s*(?:\+\s*\w+\s*)*")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that follow one another in a split of a table."""

    split: str
    files: tuple[Path, ...]
    """The split's files, in order; none where it has no rows."""
    start: int
    stop: int
    whole: bool
    """Whether these are all of the split."""

    def __len__(self) -> int:
        return self.stop - self.start

    def __str__(self) -> str:
        """The rows as `datasets` names them."""
        return self.split if self.whole else f"{self.split}[{self.start}:{self.stop}]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a release in its folder."""

    folder: Path
    name: str
    manifest: Manifest

    @classmethod
    def of(cls, folder: Path, name: str) -> Self:
        """The table of that name; ReleaseError where the release has none, or lacks its files."""
        from claims.release.manifest import Manifest

        manifest = Manifest.of(folder)
        if name not in manifest.tables:
            raise ReleaseError(f"{folder} has no table {name!r}: it has {listed(manifest.tables)}")
        found = cls(folder, name, manifest)
        for file in found.files():
            if not file.is_file():
                raise ReleaseError(
                    f"{file} is missing: restore the release from a copy or build it anew"
                )
        return found

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows of each split that the release has, those without rows of this table, too.

        What is about articles has the articles' splits; `speakers` has `train` alone.
        """
        own = self.manifest.tables[self.name]
        if "split" not in own.columns:
            return own.rows
        return {split: own.rows.get(split, 0) for split in self.manifest.tables["articles"].rows}

    def files(self, split: str | None = None) -> tuple[Path, ...]:
        """The table's files, or those of a split, as the manifest lists them."""
        start = f"data/{self.name}/" + (f"{split}-" if split else "")
        names = [name for name in self.manifest.files if name.startswith(start)]
        if split is None:  # in the splits' own order, not the alphabet's
            known = list(self.manifest.tables[self.name].rows)
            names.sort(key=lambda name: known.index(Path(name).name.partition("-")[0]))
        return tuple(self.folder / name for name in names)

    def rows(self, split: str | None = None) -> tuple[Rows, ...]:
        """The rows that `split` names, or all; ReleaseError where it names what is not there."""
        counts = self.counts
        if split is None:
            return tuple(self._whole(name) for name in counts)
        names = re.findall(r"(?:^|\+)\s*(\w+)", split)
        for name in names:
            if name not in {*counts, "all"}:
                raise ReleaseError(
                    f"{self.folder} has no split {name!r} of {self.name}: it has {listed(counts)}"
                )
        if _NAMES.fullmatch(split):
            wanted = (one for name in names for one in (counts if name == "all" else [name]))
            return tuple(self._whole(one) for one in wanted)
        from datasets import ReadInstruction

        try:
            parts = ReadInstruction.from_spec(split).to_absolute(counts)
        except ValueError as error:  # an unfinished slice, such as "train[:2"
            raise ReleaseError(
                f"cannot read {split!r} of {self.name}: {str(error).rstrip('.')}; "
                'write splits as "train[:100]"'
            ) from error
        return tuple(self._part(one.splitname, one.from_, one.to) for one in parts)

    def _whole(self, split: str) -> Rows:
        return self._part(split, 0, self.counts[split])

    def _part(self, split: str, start: int, stop: int) -> Rows:
        count = self.counts[split]
        whole = (start, stop) == (0, count)
        return Rows(split, self.files(split) if count else (), start, max(start, stop), whole)


def listed(names: Iterable[str]) -> str:
    """The names, for a message."""
    return ", ".join(names)
