"""What a release says that it has from the one before it, against its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from claims.earlier import Cells
from claims.release.inherited import INHERITED, parse
from claims.release.manifest import Manifest
from claims.release.problem import Problem, named
from claims.release.verify.files import Files
from claims.release.version import MANIFEST
from claims.schemas.faults import EXAMPLES, shown
from claims.wording import counted


def check_inherited(
    files: Files,
    manifest: Manifest,
    articles: pl.DataFrame | None,
    speakers: pl.DataFrame | None,
) -> Iterator[Problem]:
    """Each cell that it says to be kept has that value; a table that is not there is left out."""
    path = files.paths.get(INHERITED)
    if path is None:
        return
    if manifest.parent is None:
        what = f"names {INHERITED}, but no release before it to inherit from"
        yield Problem(MANIFEST, "inherited", what)
    try:
        found = parse(path.read_bytes())
    except (OSError, ValueError) as error:
        yield Problem(INHERITED, "inherited", f"cannot be read: {error}")
        return
    faults: list[str] = []
    if articles is not None:
        faults += _otherwise("article", found.articles, articles)
    if speakers is not None:
        faults += _otherwise("speaker", found.speakers, speakers)
        ids = set(speakers["speaker_id"])
        homes = {one: cells.get("joined_to") for one, cells in found.speakers.items()}
        faults += [
            f"joined_to {shown(home)} of speaker {named(one)}, where there is no such speaker"
            for one, home in homes.items()
            if home is not None and home not in ids
        ]
    if faults:
        more = "; …" if len(faults) > EXAMPLES else ""
        what = f"says {counted(len(faults), 'thing')} that the rows do not: "
        yield Problem(INHERITED, "inherited", what + "; ".join(faults[:EXAMPLES]) + more)


def _otherwise(kind: str, kept: Mapping[str, Cells], frame: pl.DataFrame) -> Iterator[str]:
    """The cells of a table's rows that are not as they are said to be."""
    key = f"{kind}_id"
    columns = [one for one in frame.columns if any(one in cells for cells in kept.values())]
    rows = {one: rest for one, *rest in frame.select(key, *columns).rows() if one in kept}
    for one, cells in kept.items():
        said = {column: value for column, value in cells.items() if column != "joined_to"}
        if said and one not in rows:
            yield f"{kind} {named(one)}, which is not there"
            continue
        for column, value in said.items():
            is_there = rows[one][columns.index(column)]
            if value != is_there:
                yield f"{column} {shown(value)} of {kind} {named(one)}, which has {shown(is_there)}"
