"""What a release has from the one before it: what that one gave, and what was kept of it.

A build that follows a release keeps what it decided on: which split an article is in, which of
several copies is the first, which speaker a name stands for. So adding articles changes no row of
the others. What therefore is otherwise than in a release of the same inputs that follows none is
recorded: with its inputs and that record a release is made anew without those before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.records import SpeakerType, Split

Cells = Mapping[str, str | None]
"""Values by column."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article among those that it nearly repeats."""

    duplicate_of: str | None
    split: Split


@dataclass(frozen=True, slots=True)
class Called:
    """A speaker as a release has it."""

    name: str
    type: SpeakerType
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a release has for a speaker."""

    name: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class Before:
    """What the release before gives to the one that follows it."""

    splits: str
    """The shares in percent, as in "80/10/10"."""
    places: Mapping[str, Place]
    """By article_id."""
    sources: Mapping[str, str]
    """The source_sha256 of each article_id."""
    speakers: Mapping[str, Called]
    """By speaker_id."""
    names: Mapping[str, Name]
    """By the id that a name has by itself."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a release has otherwise than if it followed none."""

    articles: Mapping[str, Cells] = field(default_factory=dict)
    """By article_id: duplicate_of, split, source_sha256."""
    speakers: Mapping[str, Cells] = field(default_factory=dict)
    """By speaker_id: name and type; by the id that a name has by itself: joined_to, whose it is."""

    def __bool__(self) -> bool:
        return bool(self.articles or self.speakers)
