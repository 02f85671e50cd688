"""What the ranker is told of a mention and of one who might be meant by it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from claims.attribute.quotes import quotations
from claims.nlp import tokens_at
from claims.records import Attribution, Parsed
from claims.speakers.entities import Entity
from claims.speakers.mentions import Mention
from claims.speakers.names import key
from claims.speakers.queries import QUERIES, Query
from claims.speakers.words import PLACES, noun_type

REMEMBERED = 24
"""Mentions of somebody that are looked back on."""
_TYPES = ("person", "organization", "government", "group", "document")
_SUBJECT, _OBJECT, _OBLIQUE, _OWNER, _MODIFIER, _OTHER = range(6)
_ROLES = {
    "nsubj": _SUBJECT, "nsubjpass": _SUBJECT, "agent": _SUBJECT, "dobj": _OBJECT, "dative": _OBJECT,
    "pobj": _OBLIQUE, "poss": _OWNER, "compound": _MODIFIER, "amod": _MODIFIER, "nmod": _MODIFIER,
}  # fmt: skip


class Places:
    """Where each token of an article stands, in plain lists."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution]) -> None:
        doc = parsed.doc
        size = len(doc)
        self.sentence = [0] * size
        self.opens = [0] * size
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self.sentence[i], self.opens[i] = number, sentence.start
        self.paragraph = [-1] * size
        for number, (first, end) in enumerate(parsed.edges):
            self.paragraph[first:end] = [number] * (end - first)
        self.role = [_ROLES.get(token.dep_, _OTHER) for token in doc]
        heads = [token.head.i for token in doc]
        verbs = [token.pos_ in ("VERB", "AUX") for token in doc]
        self.verb, self.depth = [-1] * size, [0] * size
        """The verb that governs each token, -1 without one; how many stand above it."""
        for i in range(size):
            above = i
            while heads[above] != above:
                above = heads[above]
                if verbs[above]:
                    self.depth[i] += 1
                    self.verb[i] = above if self.verb[i] < 0 else self.verb[i]
        self.quote = [-1] * size
        for number, quotation in enumerate(quotations(parsed)):
            for i in range(quotation.first, quotation.last + 1):
                self.quote[i] = number
        self.said = [-1] * size
        """The attribution in whose content a token stands, of several the first."""
        self.source = [-1] * size
        """The attribution whose source a token is part of."""
        for number, one in reversed(list(enumerate(attributions))):
            for token in tokens_at(doc, one.content):
                self.said[token.i] = number
            for token in tokens_at(doc, one.source[:1]):
                self.source[token.i] = number
        self.aside = [section not in ("body", None) for section in parsed.sections]
        self.linked = [section in ("related", "caption") for section in parsed.sections]
        self.headline = [section == "headline" for section in parsed.sections]


def _one_hot(value: int, size: int) -> list[float]:
    return [1.0 if value == place else 0.0 for place in range(size)]


@dataclass(slots=True)
class Scene:
    """What the ranker knows besides: who spoke last, and who says the words around."""

    last_speaker: Entity | None
    since: int
    """Sentences since the last speaker was named as such."""
    speaker_here: Entity | None
    order: dict[int, int]
    """Places of the candidates (by `id`), the one spoken of last first."""
    kin: dict[int, int]
    """Places among the candidates of one sort: people, places, bodies, groups, unnamed."""
    rivals: int
    """How many of the candidates the noun's head fits."""


def about(places: Places, query: Query) -> list[float]:
    """What there is to say of a mention alone."""
    i = query.mention.head
    return [
        *_one_hot(QUERIES.index(query.form), len(QUERIES)),
        float(query.plural),
        float(places.aside[i]),
        float(places.quote[i] >= 0),
        float(places.said[i] >= 0),
        float(places.source[i] >= 0),
        float(places.role[i] == _SUBJECT),
        float(places.role[i] == _OWNER),
        float(places.role[i] == _MODIFIER),
        float(i - places.opens[i] < 3),
        *_one_hot(_type_number(query.type), len(_TYPES) + 1),
        float(query.owner is not None),
        float(query.sex != 0),
    ]


def _type_number(kind: str | None) -> int:
    return _TYPES.index(kind) if kind in _TYPES else len(_TYPES)


def pair(places: Places, query: Query, entity: Entity, scene: Scene) -> list[float]:
    """What there is to say of a mention and one whom it may stand for."""
    i = query.mention.head
    place = bisect_left(entity.mentions, i, key=attrgetter("head"))
    before = entity.mentions[max(0, place - REMEMBERED) : place]
    later = not before
    last = entity.mentions[0] if later else before[-1]
    j = last.head
    apart = places.sentence[i] - places.sentence[j]
    gap = places.paragraph[i] - places.paragraph[j]
    by_name = sum(m.kind == "name" for m in before)
    subjects = sum(places.role[m.head] == _SUBJECT for m in before)
    same_verb = places.verb[i] == places.verb[j] >= 0
    quoted, theirs = places.quote[i], places.quote[j]
    sex = query.sex * entity.sex
    name_words = set(key(entity.name).split()) if entity.name else set()
    shared = query.modifiers & (entity.role_words | name_words)
    kinds = query.type is not None and entity.type == query.type
    bodies = query.type in ("organization", "government") and entity.type in (
        "organization",
        "government",
    )
    overlap = last.first <= i < last.end or query.mention.first <= j < query.mention.end
    return [
        float(not later and apart == 0),
        float(not later and apart == 1),
        float(not later and apart == 2),
        float(not later and 3 <= apart <= 5),
        float(not later and apart > 5),
        float(later),
        math.log1p(abs(apart)) / 3,
        math.log1p(abs(i - j)) / 6,
        float(gap == 0),
        float(gap == 1),
        *_one_hot(places.role[j], 6),
        float(last.kind == "name"),
        float(last.kind == "pronoun"),
        float(last.kind == "nominal"),
        math.log1p(len(before)) / 3,
        math.log1p(by_name) / 3,
        1 / (1 + scene.order.get(id(entity), 30)),
        float(scene.order.get(id(entity), 30) == 0),
        float(places.sentence[j] == 0 or places.aside[j]),
        max(sex, 0.0),
        max(-sex, 0.0),
        float(entity.sure and sex > 0),
        float(entity.sure and sex < 0),
        *_one_hot(_type_number(entity.type), len(_TYPES) + 1),
        float(entity.plural),
        float(entity.plural == query.plural),
        float(entity.name is None),
        float(entity.owner is not None),
        float(scene.last_speaker is entity),
        float(scene.last_speaker is entity and places.source[i] >= 0),
        float(scene.last_speaker is entity and scene.since <= 1),
        float(scene.last_speaker is entity and places.source[i] >= 0 and scene.since <= 1),
        float(any(places.source[m.head] >= 0 for m in before)),
        float(places.source[i] >= 0 and places.said[j] >= 0),
        float(places.source[i] >= 0 and places.source[j] >= 0),
        float(_said_since(places, before, i)),
        float(_named_in_own_words(places, before, i)),
        float(
            places.source[i] >= 0 and any(places.said[m.head] == places.source[i] for m in before)
        ),
        float(scene.speaker_here is entity),
        float(scene.speaker_here is not None and scene.speaker_here is not entity),
        float(quoted >= 0 and quoted == theirs),
        float(theirs >= 0 and quoted < 0),
        float(quoted >= 0 and theirs < 0),
        float(places.said[j] >= 0 and places.said[i] < 0),
        float(places.source[j] >= 0),
        float(same_verb),
        float(same_verb and places.role[i] != _OWNER and places.role[j] == _SUBJECT),
        float(same_verb and places.role[i] == _OWNER and places.role[j] == _SUBJECT),
        float(places.role[i] == places.role[j]),
        min(places.depth[j], 4) / 4,
        float(places.depth[j] == 1 and places.role[j] == _SUBJECT),
        float(
            scene.last_speaker is entity
            and any(places.paragraph[m.head] == places.paragraph[i] for m in before[-4:])
        ),
        math.log1p(sum(places.sentence[i] - places.sentence[m.head] <= 3 for m in before[-12:])),
        math.log1p(subjects) / 3,
        float(any(places.headline[m.head] for m in entity.mentions[:2])),
        1 / max(len(scene.order), 1),
        float(_belongs_to(scene.speaker_here, name_words)),
        float(_belongs_to(scene.last_speaker, name_words)),
        float(overlap),
        float(entity is query.owner),
        float(j - places.opens[j] < 3),
        float(query.lemma in entity.heads),
        float(query.lemma in name_words),
        min(len(shared), 3) / 3,
        float(bool(query.modifiers) and not shared and query.mention.kind == "nominal"),
        float(kinds),
        float(bodies),
        float(query.type is not None and not kinds and not bodies),
        1 / (1 + scene.rivals),
        float(query.lemma in entity.heads) / (1 + scene.rivals),
        float(entity.owner is not None and entity.owner is query.owner),
        float(noun_type(query.lemma) is None and query.mention.kind == "nominal"),
        1 / (1 + scene.kin.get(id(entity), 30)),
        float(scene.kin.get(id(entity), 30) == 0),
        float(entity.place),
        float(entity.place and query.lemma in PLACES),
        float(entity.place and bodies and query.lemma not in PLACES),
        float(not entity.place and query.lemma in PLACES),
    ]


def kin(candidates: Sequence[Entity]) -> dict[int, int]:
    """For each, by `id`, how many of its sort stand before it among the candidates."""
    seen: Counter[str] = Counter()
    found: dict[int, int] = {}
    for entity in candidates:
        sort = _sort(entity)
        found[id(entity)] = seen[sort]
        seen[sort] += 1
    return found


def _sort(entity: Entity) -> str:
    if entity.name is None:
        return "unnamed"
    if entity.plural or entity.type == "group":
        return "group"
    return "place" if entity.place else "person" if entity.type == "person" else "body"


def _belongs_to(speaker: Entity | None, name: set[str]) -> bool:
    """Whether somebody's roles tell of a body: "Tunisia's coach" of Tunisia."""
    return speaker is not None and bool(name) and bool(name & speaker.role_words)


def _named_in_own_words(places: Places, before: Sequence[Mention], i: int) -> bool:
    """Whether what the mention is the source of speaks of somebody by name."""
    own = places.source[i]
    return own >= 0 and any(m.kind == "name" and places.said[m.head] == own for m in before)


def _said_since(places: Places, before: Sequence[Mention], i: int) -> bool:
    """Whether somebody was a source within two sentences."""
    for mention in reversed(before):
        if places.sentence[i] - places.sentence[mention.head] > 2:
            return False
        if places.source[mention.head] >= 0:
            return True
    return False
