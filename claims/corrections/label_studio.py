"""Corrections out of Label Studio's JSON export of tasks that `claims export` made.

A row is known by the id of its regions, else by the very places of them. What differs from the
release is a change; a row whose regions are gone is removed, where the annotation began with the
prediction; regions that are of no row add one. What stayed is confirmed where somebody chose
"right", where that is asked for, or where the same person said otherwise before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from claims.corrections.record import Correction, Quotes, TableName
from claims.corrections.release_rows import ReleaseRows, Said, as_said, quoted
from claims.errors import CorrectionsError
from claims.export.source import Bundle, Row
from claims.spans import Span

_ID = re.compile(r"([0-9a-f]{20})-(?:content|source|cue|phrase|target)-\d+")
_HEADS: Mapping[str, tuple[TableName, str, Mapping[str, tuple[str, str]]]] = {
    "Content": (
        "claims",
        "claim",
        {"speaker_mention": ("source", "Source"), "cue": ("cue", "Cue")},
    ),
    "Phrase": ("framings", "phrase", {"target": ("target", "Target")}),
}
"""For the label of a row's first region its table, column, and how others are linked to it."""
_VALUES = {"speaker": "speaker", "frame": "label", "polarity": "polarity"}
"""For the names of controls the columns that they say."""


@dataclass(slots=True)
class _Region:
    id: str
    label: str
    place: Span
    said: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Annotation:
    """What somebody submitted for a task."""

    regions: dict[str, _Region]
    links: dict[tuple[str, str], list[str]]
    """For a region and a relation's label, the regions that it leads to."""

    def linked(self, region: _Region, relation: str, label: str) -> list[_Region]:
        """Regions of the label that a relation leads to, and their further parts."""
        found = [self.regions[key] for key in self.links.get((region.id, relation), ())]
        found = [one for one in found if one.label == label]
        parts = [other for one in found for other in self.linked(one, "part", label)]
        return found + parts if relation != "part" else found


def read_tasks(
    tasks: Any,
    release: ReleaseRows,
    where: str,
    *,
    confirm: bool = False,
    before: Mapping[tuple[str, str], str] | None = None,
) -> Iterator[Correction]:
    """The corrections in an export; `confirm` takes all that stayed as confirmed.

    `before` has for a row and a person the kind of what they said of it before.
    Raises CorrectionsError, naming `where` and the task, where it is no such export.
    """
    for number, task in enumerate(tasks, 1):
        place = f"{where}, task {number}"
        try:
            bundle = release.articles[
                release.article(str(task["data"]["article_id"]), place)["article_id"]
            ]
            annotations = list(task["annotations"])
            for one in annotations:
                if not one.get("was_cancelled"):
                    yield from _corrections(one, bundle, release, confirm, before or {}, place)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise CorrectionsError(
                f"{place} is not as Label Studio exports it (JSON, with annotations): "
                f"{type(error).__name__} {error}"
            ) from error


def _corrections(
    said: Row,
    bundle: Bundle,
    release: ReleaseRows,
    confirm: bool,
    before: Mapping[tuple[str, str], str],
    where: str,
) -> Iterator[Correction]:
    article, text = bundle.article, bundle.article["text"]
    by, at = _by(said.get("completed_by")), str(said.get("updated_at") or said["created_at"])
    annotation = _read(said["result"], text, where)
    known: dict[str, tuple[TableName, Row]] = {
        **{row["claim_id"]: ("claims", row) for row in bundle.claims},
        **{row["framing_id"]: ("framings", row) for row in bundle.framings},
    }
    places = {
        (table, tuple((s.start, s.end) for s in _own(table, text, row))): key
        for key, (table, row) in known.items()
    }
    seen: set[str] = set()
    for head in _heads(annotation):
        table, column, others = _HEADS[head.label]
        parts = _with_kin(annotation, head, annotation.linked(head, "part", head.label), head.label)
        now: Said = {column: _quotes(text, [head, *parts])}
        for name, (relation, label) in others.items():
            found = annotation.linked(head, relation, label)
            now[name] = _quotes(text, _with_kin(annotation, head, found, label))
        values = {k: v for part in (head, *parts) for k, v in part.said.items()}
        now |= {_VALUES[name]: value for name, value in values.items() if name in _VALUES}
        key = next((k for one in (head, *parts) if (k := _key(one.id)) in known), None)
        key = key or places.get((table, tuple((q.start, q.end) for q in _as_quotes(now[column]))))
        why = values.get("why")
        if key is None or key in seen or known[key][0] != table:
            bare: Said = {"label": "other"} if table == "framings" else {"speaker": None}
            now = bare | now
            yield release.correction("add", table, article, None, now, by=by, at=at, why=why)
            continue
        seen.add(key)
        row = known[key][1]
        whole = as_said(table, text, row)
        new: Said = {name: value for name, value in now.items() if value != whole[name]}
        if table == "claims" and "speaker" not in now and row["speaker"] is not None:
            new["speaker"] = None  # the name was taken away
        if new:
            yield release.correction("change", table, article, row, new, by=by, at=at, why=why)
            continue
        otherwise = before.get((key, by), "confirm") != "confirm"
        if values.get("verdict") == "right" or confirm or otherwise:
            yield release.correction("confirm", table, article, row, whole, by=by, at=at, why=why)
    started = said.get("parent_prediction") is not None or bool(seen)
    for key, (table, row) in known.items():
        if key not in seen and started:
            yield release.correction("remove", table, article, row, {}, by=by, at=at, why=None)


def _read(results: list[Row], text: str, where: str) -> _Annotation:
    """The regions, with what is said of each, and the relations between them."""
    made = _Annotation({}, {})
    for one in results:
        if one["type"] == "labels":
            (label, *_) = one["value"]["labels"]
            key = str(one["id"])
            made.regions[key] = _Region(key, label, _place(one["value"], text, where))
    for one in results:
        if one["type"] == "relation":
            ends = [str(one["from_id"]), str(one["to_id"])]
            if one.get("direction") == "left":
                ends.reverse()
            if all(end in made.regions for end in ends):
                for label in one.get("labels") or [
                    _relation(*(made.regions[e].label for e in ends))
                ]:
                    made.links.setdefault((ends[0], label), []).append(ends[1])
        elif one["type"] != "labels" and str(one.get("id")) in made.regions:
            value = one["value"].get("text") or one["value"].get("choices") or []
            words = value[0] if isinstance(value, list) and value else value
            if isinstance(words, str) and words.strip():
                made.regions[str(one["id"])].said[one["from_name"]] = " ".join(words.split())
    return made


def _relation(one: str, other: str) -> str:
    """What a relation without a label means, by what it joins."""
    if one == other:
        return "part"
    return {"Source": "source", "Cue": "cue", "Target": "target"}.get(other, "within")


def _heads(annotation: _Annotation) -> Iterator[_Region]:
    """The first region of each row."""
    further = {
        key
        for (start, relation), keys in annotation.links.items()
        for key in keys
        if relation == "part" and annotation.regions[start].label == annotation.regions[key].label
    }
    met: set[tuple[str, str]] = set()
    for region in sorted(annotation.regions.values(), key=lambda one: (one.place, one.id)):
        if region.label not in _HEADS or region.id in further:
            continue
        own = _key(region.id)
        if own is not None and (own, region.label) in met:
            continue  # a further part, its relation lost
        if own is not None:
            met.add((own, region.label))
        yield region


def _with_kin(
    annotation: _Annotation, head: _Region, found: list[_Region], label: str
) -> list[_Region]:
    """The regions found by relations, and those whose ids say that they are of the same row."""
    own = _key(head.id)
    kin = [
        one
        for one in annotation.regions.values()
        if own is not None and _key(one.id) == own and one.label == label and one is not head
    ]
    return list({one.id: one for one in (*found, *kin) if one is not head}.values())


def _quotes(text: str, regions: list[_Region]) -> Quotes:
    places: list[Span] = []
    for place in sorted({one.place for one in regions}):
        if places and place.start < places[-1].end:  # parts that overlap are one
            places[-1] = Span(places[-1].start, max(places[-1].end, place.end))
        else:
            places.append(place)
    return quoted(text, tuple(places))


def _place(value: Row, text: str, where: str) -> Span:
    """Where a region stands: in code points, or in UTF-16 units as old versions count."""
    start, end = int(value["start"]), int(value["end"])
    said = value.get("text")
    if not isinstance(said, str) or _plain(text[start:end]) == _plain(said):
        if not 0 <= start < end <= len(text):
            raise CorrectionsError(f"{where}: a region at {start} to {end} is not in the text")
        return Span(start, end)
    units = text.encode("utf-16-le")
    place = Span(*(len(units[: 2 * i].decode("utf-16-le", "ignore")) for i in (start, end)))
    if _plain(text[place.start : place.end]) != _plain(said):
        raise CorrectionsError(
            f"{where}: the region “{said[:60]}” does not stand at {start} to {end}: import with "
            "the release that was exported, --release"
        )
    return place


def _plain(words: str) -> str:
    return " ".join(words.replace("\\n", " ").split())


def _own(table: TableName, text: str, row: Row) -> Quotes:
    """The quotations of a row's own words."""
    return _as_quotes(as_said(table, text, row)["claim" if table == "claims" else "phrase"])


def _as_quotes(value: object) -> Quotes:
    return value if isinstance(value, tuple) else ()


def _key(region: str) -> str | None:
    """The id of the row that a region's id names."""
    match = _ID.fullmatch(region.partition("#")[0])
    return match[1] if match else None


def _by(said: Any) -> str:
    """Who it was: an email address, or the number of the account."""
    if isinstance(said, dict):
        said = said.get("email") or said.get("id")
    return "unknown" if said in (None, "") else str(said)
