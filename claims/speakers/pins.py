"""The user's own file of speakers: which names are one, what to call them, their Wikidata items.

    - name: Kassym-Jomart Tokayev
      type: person              # person where it is left out
      wikidata: Q1144           # optional
      aliases: [Tokayev, Qasym-Zhomart Toqaev]

What it says holds before all that the package finds by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

import yaml

from claims import ids
from claims.errors import SpeakersError
from claims.records import Claim, Extraction, Framing, Speaker, SpeakerType
from claims.speakers.identity import identity_key
from claims.speakers.names import key

_FIELDS = frozenset({"name", "type", "wikidata", "aliases"})
_ITEM = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody whom the user's file names."""

    name: str
    type: SpeakerType
    wikidata: str | None
    speaker_id: str


@dataclass(frozen=True)
class Pins:
    """The file, as asked for the speakers of articles."""

    by_key: Mapping[str, Pin] = field(default_factory=dict)
    """By the identity key of each name and alias."""
    digest: str | None = None
    """Hex SHA-256 of the file's bytes; None without a file."""

    def of(self, kind: SpeakerType, name: str | None) -> Pin | None:
        """Whom the file has under that name."""
        if name is None or not self.by_key:
            return None
        return self.by_key.get(identity_key(kind, name))

    def applied(self, extraction: Extraction) -> Extraction:
        """The article's rows with the names and ids that the file gives."""
        if not self.by_key:
            return extraction
        pinned: dict[str | None, Pin] = {
            speaker.speaker_id: pin
            for speaker in extraction.speakers
            if speaker.speaker_id is not None
            and (pin := self.of(speaker.type, speaker.name)) is not None
        }
        speakers: dict[str | None, Speaker] = {}
        for speaker in (_speaker(one, pinned) for one in extraction.speakers):
            known = speakers.setdefault(speaker.speaker_id, speaker)
            others = dict.fromkeys((*known.aliases, *speaker.aliases))
            roles = dict.fromkeys((*known.roles, *speaker.roles))
            speakers[speaker.speaker_id] = replace(known, aliases=tuple(others), roles=tuple(roles))
        return replace(
            extraction,
            claims=tuple(_claim(claim, pinned) for claim in extraction.claims),
            framings=tuple(_framing(framing, pinned) for framing in extraction.framings),
            speakers=tuple(speakers.values()),
        )


def load_pins(path: Path | None) -> Pins:
    """The pins of a file; none without one.

    Raises SpeakersError, naming file and entry, where it cannot be read or contradicts itself.
    """
    if path is None:
        return Pins()
    try:
        raw = path.read_bytes()
        found = yaml.safe_load(raw.decode("utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise SpeakersError(
            f"cannot read {path}: {reason}; give a YAML list of speakers"
        ) from error
    if not isinstance(found, list):
        raise SpeakersError(f"{path} is no list: write each speaker as '- name: …'")
    by_key: dict[str, Pin] = {}
    items: dict[str, str] = {}
    for number, entry in enumerate(found, 1):
        pin, aliases = _pin(entry, f"{path}, speaker {number}")
        if pin.wikidata is not None and items.setdefault(pin.wikidata, pin.name) != pin.name:
            raise SpeakersError(
                f"{path}, speaker {number}: {pin.wikidata} is {items[pin.wikidata]!r} already; "
                "make one entry of the two, with aliases"
            )
        for name in (pin.name, *aliases):
            known = by_key.setdefault(identity_key(pin.type, name), pin)
            if known is not pin:
                raise SpeakersError(
                    f"{path}, speaker {number}: {name!r} is {known.name!r} already; "
                    "take it out of one of the two"
                )
    return Pins(by_key, hashlib.sha256(raw).hexdigest())


def _pin(entry: Any, where: str) -> tuple[Pin, list[str]]:
    if not isinstance(entry, dict) or not _is_name(entry.get("name")):
        raise SpeakersError(f"{where} has no name: begin it with '- name: …'")
    if unknown := sorted(map(str, set(entry) - _FIELDS)):
        raise SpeakersError(
            f"{where} has {unknown[0]!r}, which is none of {', '.join(sorted(_FIELDS))}"
        )
    kind = entry.get("type", "person")
    if kind not in get_args(SpeakerType):
        raise SpeakersError(f"{where}: type {kind!r} is none of {', '.join(get_args(SpeakerType))}")
    item = entry.get("wikidata")
    if item is not None and not (isinstance(item, str) and _ITEM.fullmatch(item)):
        raise SpeakersError(f"{where}: wikidata {item!r} is no item such as Q42")
    aliases = entry.get("aliases", [])
    if not isinstance(aliases, list) or not all(map(_is_name, aliases)):
        raise SpeakersError(f"{where}: aliases must be a list of names, such as [Lee, A. Lee]")
    name = " ".join(entry["name"].split())
    # Bare of the name where there is an item, so that a corrected name keeps its id.
    identity = f"wikidata {item}" if item else identity_key(kind, name)
    return Pin(name, kind, item, ids.speaker_id(identity)), aliases


def _is_name(given: Any) -> bool:
    """Whether something is a name: letters or digits, and nothing that does not print."""
    return isinstance(given, str) and key(given) != "" and " ".join(given.split()).isprintable()


def _speaker(speaker: Speaker, pinned: Mapping[str | None, Pin]) -> Speaker:
    pin = pinned.get(speaker.speaker_id)
    if pin is None:
        return speaker
    others = dict.fromkeys((*speaker.aliases, speaker.name or ""))
    aliases = tuple(alias for alias in others if alias and alias != pin.name)
    return replace(
        speaker, name=pin.name, speaker_id=pin.speaker_id, type=pin.type, aliases=aliases
    )


def _claim(claim: Claim, pinned: Mapping[str | None, Pin]) -> Claim:
    pin = pinned.get(claim.speaker_id)
    if pin is None:
        return claim
    return replace(claim, speaker=pin.name, speaker_id=pin.speaker_id, speaker_type=pin.type)


def _framing(framing: Framing, pinned: Mapping[str | None, Pin]) -> Framing:
    pin = pinned.get(framing.framer_id)
    if pin is None:
        return framing
    return replace(framing, framer=pin.name, framer_id=pin.speaker_id)
