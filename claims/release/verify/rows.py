"""The rows of a release, read batch by batch and kept for the checks that take several tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from claims.release.digest import TableDigest
from claims.release.manifest import Contents
from claims.release.parquet import file_name
from claims.release.problem import Problem, named
from claims.release.verify.files import Files
from claims.release.version import MANIFEST
from claims.schemas import TABLES, arrow_schema, key_of
from claims.schemas.across import ACROSS
from claims.schemas.faults import EXAMPLES, shown
from claims.spool import Folder, Spool, ranges
from claims.withheld import WITHHELD
from claims.wording import counted

AT_ONCE = 50_000
"""Rows, of all tables, that are in memory together."""
_BATCH = 5_000
_OF_ARTICLES = ("article_id", "duplicate_of", "split", "source_sha256", "language")


@dataclass(slots=True)
class Rows:
    """What was read of a release's tables."""

    room: Folder = field(default_factory=Folder)
    tables: dict[str, pl.DataFrame | Spool] = field(default_factory=dict)
    """Those of which all rows were read."""
    counts: dict[str, int] = field(default_factory=dict)
    """The rows of each."""
    nulls: dict[str, Counter[str]] = field(default_factory=dict)
    """By table, how many cells are null of the columns that may be withheld."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of their content."""
    articles: pl.DataFrame | None = None
    """A few columns of all articles, if all were read."""

    @property
    def count(self) -> int:
        """Rows of all tables."""
        return sum(self.counts.values())

    def across(self) -> dict[str, pl.DataFrame]:
        """The tables whose rows are of many articles."""
        return {name: one for name, one in self.tables.items() if isinstance(one, pl.DataFrame)}

    def parts(self) -> Iterator[dict[str, pl.DataFrame]]:
        """The others, some articles with all that is theirs at a time; at least once."""
        spools = {name: one for name, one in self.tables.items() if isinstance(one, Spool)}
        for some in ranges(max(1, self.count // AT_ONCE)):
            yield {name: spool.read(some) for name, spool in spools.items()}

    def read(self, name: str, contents: Contents, files: Files) -> list[Problem]:
        """Read a table; what is wrong with its files."""
        problems: list[Problem] = []
        table = _Table(name, self.room)
        whole = bool(contents.rows)
        for split, count in contents.rows.items():
            path = path_of(name, split)
            if path not in files.paths:
                whole = False
                continue
            try:
                file = pq.ParquetFile(files.paths[path], page_checksum_verification=True)
                fault = _other_columns(file.schema_arrow, arrow_schema(TABLES[name]))
                if fault:
                    problems.append(Problem(named(path), "columns", fault))
                rows, strays = table.take(file, split)
            except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
                what = f"cannot be read: {named(str(error).partition(chr(10))[0])[:200]}"
                problems.append(Problem(named(path), "parquet", what))
                whole = False
                continue
            if rows != count:
                what = f"has {counted(rows, 'row')}, expected {count:,}"
                problems.append(Problem(named(path), "rows", what))
            problems += _strays(path, strays)
        if not contents.rows:
            problems.append(Problem(MANIFEST, "manifest", f"counts no split of {name}"))
        if whole:
            self.tables[name] = table.rows()
            self.counts[name] = table.count
            self.nulls[name] = table.nulls
            self.digests[name] = table.digest.hexdigest()
            if table.articles:
                self.articles = pl.concat(table.articles)
        return problems


class _Table:
    """A table's rows, as they are read."""

    def __init__(self, name: str, room: Folder) -> None:
        self.name = name
        self.count = 0
        self.nulls: Counter[str] = Counter()
        self.digest = TableDigest(key_of(TABLES[name]), room, name)
        self.articles: list[pl.DataFrame] = []
        self._schema = arrow_schema(TABLES[name])
        self._spool = None if name in ACROSS else Spool(name, self._schema, room)
        self._frames = [pl.DataFrame(pl.from_arrow(self._schema.empty_table()))]

    def rows(self) -> pl.DataFrame | Spool:
        return self._spool or pl.concat(self._frames)

    def take(self, file: pq.ParquetFile, split: str) -> tuple[int, pl.DataFrame]:
        """Read the file of a split: how many rows it has, and those of another split."""
        count = 0
        key = key_of(TABLES[self.name])
        strays = [pl.DataFrame(schema={key: pl.String, "split": pl.String})]
        for batch in file.iter_batches(_BATCH):
            table = pa.Table.from_batches([batch])
            table.validate(full=True)  # polars takes it on trust that strings are UTF-8
            frame = pl.DataFrame(pl.from_arrow(table.cast(self._schema)))
            count += frame.height
            if "split" in frame.columns:
                other = frame.filter(pl.col("split").ne_missing(split))
                strays.append(other.select(key, "split"))
            self._add(frame)
        self.count += count
        return count, pl.concat(strays)

    def _add(self, frame: pl.DataFrame) -> None:
        self.digest.add(frame)
        for column in WITHHELD.get(self.name, ()):
            self.nulls[column] += frame[column].null_count()
        if self.name == "articles":
            self.articles.append(frame.select(_OF_ARTICLES))
        if self._spool is None:
            self._frames.append(frame)
        else:
            self._spool.add_table(frame)


def path_of(table: str, split: str) -> str:
    """The name in a release of a table's file of one split."""
    return f"data/{table}/{file_name(split)}"


def _other_columns(found: pa.Schema, expected: pa.Schema) -> str | None:
    """What tells a file's columns from those expected."""
    if found.equals(expected):
        return None
    if found.names != expected.names:
        return f"has the columns {named(', '.join(found.names))}"
    types = zip(found, expected, strict=True)
    first, wanted = next((one, other) for one, other in types if one != other)
    return f"has {first.type} in column {first.name}, expected {wanted.type}"


def _strays(path: str, strays: pl.DataFrame) -> Iterator[Problem]:
    """Rows that say they are of another split than the file they stand in."""
    if strays.height:
        first = strays.head(EXAMPLES).rows()
        examples = [f"{named(str(row))}: {shown(value)}" for row, value in first]
        more = ["…"] if strays.height > len(examples) else []
        what = f"holds {counted(strays.height, 'row')} of another split, e.g. "
        yield Problem(named(path), "split", what + ", ".join(examples + more))
