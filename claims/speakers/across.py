"""The speakers of all articles of a release: which names are one, and the rows of the table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claims.earlier import Before, Called, Cells, Inherited
from claims.records import SpeakerType
from claims.speakers.identity import Known, joined
from claims.speakers.keep import kept_joins
from claims.speakers.pins import Pins


@dataclass(slots=True)
class Tally:
    """What the articles say of a speaker."""

    types: Counter[SpeakerType] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each role with the first article that gives it: its date, its id."""
    claims: int = 0
    articles: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name of most articles; a full one rather than a surname alone."""
        return min(self.names, key=lambda name: (" " not in name, -self.names[name], name))

    @property
    def type(self) -> SpeakerType:
        """The type of most articles."""
        return min(self.types, key=lambda kind: (-self.types[kind], kind))

    def add(self, mention: Mapping[str, Any], published: str) -> None:
        """Count a speaker of an article, as a row of `claims.tables.MENTIONS` has it."""
        article = mention["article_id"]
        self.types[mention["type"]] += 1
        self.names[mention["name"]] += 1
        self.aliases.update(mention["aliases"])
        for role in mention["roles"]:
            first = (published, article)
            self.roles[role] = min(self.roles.get(role, first), first)
        if mention["claims"]:
            self.claims += mention["claims"]
            self.articles.add(article)

    def take(self, other: Tally) -> None:
        """Add what is known of the same speaker under another name."""
        self.types += other.types
        self.aliases |= other.aliases | set(other.names)
        for role, article in other.roles.items():
            self.roles[role] = min(self.roles.get(role, article), article)
        self.claims += other.claims
        self.articles |= other.articles


@dataclass(frozen=True, slots=True)
class Across:
    """Who is who in a release."""

    same: Mapping[str, str]
    """For each id of a name that is another speaker's, that speaker's."""
    rows: list[dict[str, Any]]
    """Of the table `speakers`."""
    inherited: Mapping[str, Cells]
    """As in `Inherited.speakers`."""


def tallies(
    mentions: Iterable[Mapping[str, Any]], published: Mapping[str, str]
) -> dict[str, Tally]:
    """What the articles say of each id that a name has by itself; `published` is by article_id."""
    found: dict[str, Tally] = defaultdict(Tally)
    for mention in mentions:
        found[mention["speaker_id"]].add(mention, published[mention["article_id"]])
    return dict(found)


def across(
    counted: dict[str, Tally], pins: Pins, earlier: Before | Inherited | None = None
) -> Across:
    """Who is who, by the tallies of the ids that names have by themselves; these are used up.

    What the user pinned comes first, then what holds of the release before, then `joined`.
    """
    pinned = {pin.speaker_id: pin for pin in pins.by_key.values()}
    known = [
        Known(one, tally.type, tally.name, tuple(sorted(tally.aliases)), len(tally.articles))
        for one, tally in counted.items()
    ]
    same = joins = _joined(known, pinned)
    called: Mapping[str, Cells] = {}
    if isinstance(earlier, Before):
        held = {one: was for one, was in earlier.speakers.items() if _holds(one, was, pins)}
        names = {
            one: name
            for one, name in earlier.names.items()
            if name.speaker_id in held and one not in pinned
        }
        # Names that no article has any more still tell whom a shorter one stands for.
        gone = [
            Known(one, held[name.speaker_id].type, name.name, (), 0)
            for one, name in names.items()
            if one not in counted
        ]
        kept = {one: name.speaker_id for one, name in names.items()} | {one: one for one in pinned}
        every = {one.speaker_id: one.name for one in (*known, *gone)}
        same = kept_joins(_joined([*known, *gone], pinned) if gone else joins, every, kept)
        called = {one: {"name": was.name, "type": was.type} for one, was in held.items()}
    elif earlier is not None:
        called = earlier.speakers
        ends = {one: cells["joined_to"] for one, cells in called.items() if "joined_to" in cells}
        same = {one: end for one, end in (joins | ends).items() if end is not None and end != one}
    inherited: dict[str, dict[str, str | None]] = defaultdict(dict)
    for one in counted:
        if (home := same.get(one, one)) != joins.get(one, one):
            inherited[one]["joined_to"] = home
    rows = []
    for speaker_id, tally in _merged(counted, same).items():
        row: dict[str, Any] = {"name": tally.name, "type": tally.type}
        for column, value in called.get(speaker_id, {}).items():
            if column in row and speaker_id not in pinned and value != row[column]:
                row[column] = inherited[speaker_id][column] = value
        wikidata = pinned[speaker_id].wikidata if speaker_id in pinned else None
        rows.append(_row(speaker_id, tally, row["name"], row["type"], wikidata))
    return Across(same, rows, inherited)


def _joined(known: Iterable[Known], pinned: Container[str]) -> dict[str, str]:
    """Who is another, as all these names tell, but for who is pinned."""
    return {short: full for short, full in joined(known).items() if short not in pinned}


def _holds(speaker_id: str, was: Called, pins: Pins) -> bool:
    """Whether a speaker of the release before is to stay: no pin came or went that says otherwise.

    Who has a Wikidata item has the id from a pin.
    """
    pin = pins.of(was.type, was.name)
    return was.wikidata is None if pin is None else pin.speaker_id == speaker_id


def _merged(counted: dict[str, Tally], same: Mapping[str, str]) -> dict[str, Tally]:
    """The tally of each speaker, by id, in order."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in sorted(counted):
        names[same.get(one, one)].append(one)
    merged = {}
    for speaker_id, ids in sorted(names.items()):
        # A speaker whom the release before had may be here under other names only.
        own = speaker_id if speaker_id in ids else ids[0]
        merged[speaker_id] = tally = counted[own]
        for one in ids:
            if one != own:
                tally.take(counted[one])
    return merged


def _row(
    speaker_id: str, tally: Tally, name: str, kind: SpeakerType, wikidata: str | None
) -> dict[str, Any]:
    return {
        "speaker_id": speaker_id,
        "name": name,
        "type": kind,
        "aliases": sorted((tally.aliases | set(tally.names)) - {name}),
        "roles": [
            {"role": role, "article_id": article}
            for role, (_, article) in sorted(tally.roles.items())
        ],
        "wikidata": wikidata,
        "claim_count": tally.claims,
        "article_count": len(tally.articles),
    }
