"""The named people and bodies of an article, each with all its mentions by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.records import Parsed, SpeakerType
from claims.speakers.gender import female, is_first_name
from claims.speakers.mentions import (
    TYPES,
    Mention,
    Named,
    named_in,
    opens_with_article,
    stated_sex,
)
from claims.speakers.names import (
    PARTICLES,
    initials,
    is_acronym,
    key,
    may_be_one_person,
    parts,
    surname,
    unsuffixed,
)
from claims.speakers.people import people_in
from claims.speakers.states import government_of, is_government


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article speaks of."""

    name: str | None
    """The fullest name; None for those that the article does not name."""
    type: SpeakerType
    mentions: list[Mention] = field(default_factory=list)
    """In text order."""
    names: Counter[str] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    """Folded words of the roles."""
    heads: set[str] = field(default_factory=set)
    """Lemmas of the nouns that have stood for it, those of its roles among them."""
    sex: float = 0.0
    """From -1 for a woman to 1 for a man."""
    sure: bool = False
    """Whether a title, a noun or a pronoun has told the sex."""
    plural: bool = False
    place: bool = False
    """Whether it is named as a place is: a country, a city."""
    owner: Entity | None = None
    """Whose it is: "Trump" of "the Trump campaign"."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names that mentions use, in order of first use."""
        return tuple(alias for alias in self.names if alias and alias != self.name)


def entities(parsed: Parsed, sources: Collection[int] = ()) -> list[Entity]:
    """The article's named entities, in order of first mention; mentions in text order.

    Full names are gathered first, then each short form joins the fullest name that it can be
    short for; a surname that two people bear goes to the one who is spoken of most so far.
    `sources` are the tokens that attributions are about: who says something may be a person.
    """
    groups: dict[tuple[str, ...], list[Named]] = defaultdict(list)
    for one in named_in(parsed):
        groups[one.parts].append(one)
    people = people_in(parsed, groups, sources)
    made: list[tuple[tuple[str, ...], Entity]] = []
    unclear: list[tuple[Named, list[Entity]]] = []
    for words_, members in sorted(groups.items(), key=_fullest_first):
        person = words_ in people
        homes = _homes(parsed.doc, words_, members, made, person=person)
        if len(homes) > 1:
            unclear += [(one, homes) for one in members]
        elif homes:
            _join(homes[0], members)
        else:
            name = Counter(one.name for one in members).most_common(1)[0][0]
            entity = Entity(name, "person" if person else _type(members))
            labels = Counter(one.label for one in members)
            entity.place = labels["GPE"] + labels["LOC"] > len(members) / 2
            _join(entity, members)
            made.append((words_, entity))
    for one, homes in sorted(unclear, key=lambda pair: pair[0].mention.head):
        _join(_likeliest(parsed.doc, one, homes), [one])
    for _, entity in made:
        entity.mentions.sort(key=lambda mention: mention.head)
        if entity.type == "person":
            _name_fully(entity)
    return sorted((e for _, e in made), key=lambda entity: entity.mentions[0].head)


def pairs(doc: Doc, people: Sequence[Entity]) -> list[Entity]:
    """Those who are named together ("Ann Lee and John Smith"), as "they" speaks of them."""
    by_head = {m.head: e for e in people if e.type == "person" for m in e.mentions}
    found: dict[tuple[int, ...], Entity] = {}
    for head in sorted(by_head):
        token = doc[head]
        if token.dep_ == "conj" and token.head.i in by_head:
            continue
        joined = [head, *(t.i for t in token.conjuncts if t.i in by_head)]
        members = list(dict.fromkeys(by_head[i] for i in joined))
        if len(members) < 2:
            continue
        name = " and ".join(member.name or "" for member in members)
        entity = found.setdefault(
            tuple(sorted(map(id, members))), Entity(name, "group", plural=True)
        )
        entity.mentions.append(Mention(head, joined[-1] + 1, joined[-1], "name"))
    return list(found.values())


def tell_sex(entity: Entity, sex: float) -> None:
    """Note what a title, noun or pronoun tells of somebody's sex; the first word holds."""
    if sex and not entity.sure:
        entity.sex, entity.sure = sex, True


def _type(members: Sequence[Named]) -> SpeakerType:
    name = members[0].name
    if is_government(key(name)):
        return "government"
    votes = Counter(TYPES.get(one.label, "organization") for one in members)
    votes.pop("person", None)
    return votes.most_common(1)[0][0] if votes else "organization"


def _fullest_first(group: tuple[tuple[str, ...], list[Named]]) -> tuple[int, int]:
    return -len(unsuffixed(group[0])), min(one.mention.head for one in group[1])


def _homes(
    doc: Doc,
    compared: tuple[str, ...],
    members: Sequence[Named],
    made: Sequence[tuple[tuple[str, ...], Entity]],
    *,
    person: bool,
) -> list[Entity]:
    """The entities that a name may be short for; the likeliest alone where it is plain."""
    if person:
        fits = [
            (words_, entity)
            for words_, entity in made
            if entity.type == "person" and may_be_one_person(compared, words_)
        ]
        by_surname = [entity for words_, entity in fits if surname(words_)[-1] == compared[-1]]
        return by_surname or [entity for _, entity in fits]
    name, state = members[0].name, government_of(" ".join(compared))
    for words_, entity in made:
        if entity.type == "person" or entity.name is None:
            continue
        if is_acronym(name) and initials(entity.name) == "".join(compared):
            return [entity]
        alone = len(compared) > 1 or opens_with_article(doc, members[0].mention)
        ends = alone and compared == words_[-len(compared) :]
        begins = compared == words_[: len(compared)] and len(words_) - len(compared) == 1
        if (
            ends
            or (state and state == government_of(" ".join(words_)))
            or (begins and set(words_[-1:]) & _LEGAL_FORMS)
        ):
            return [entity]
    return []


_LEGAL_FORMS = frozenset(
    "inc corp corporation co company ltd limited llc plc group holdings ag sa gmbh party".split()
)


def _likeliest(doc: Doc, one: Named, homes: Sequence[Entity]) -> Entity:
    """Of several who bear a name, the one that a mention means."""
    before = doc[one.mention.first - 1].text if one.mention.first else ""
    sex = stated_sex(before)
    fits = [entity for entity in homes if not sex or _given_sex(entity) * sex >= 0] or list(homes)

    def weight(entity: Entity) -> tuple[float, int]:
        earlier = [m for m in entity.mentions if m.head < one.mention.head]
        last = max((m.head for m in earlier), default=-1)
        return (len(earlier) if earlier else -1.0, last)

    return max(fits, key=weight)


def _join(entity: Entity, members: Sequence[Named]) -> None:
    for one in members:
        entity.mentions.append(one.mention)
        entity.names[one.name] += 1


def _given_sex(entity: Entity) -> float:
    if entity.sure or entity.name is None:
        return entity.sex
    given = parts(entity.name)
    return 1 - 2 * female(given[0]) if len(given) > 1 and len(given[0]) > 1 else 0.0


def _name_fully(entity: Entity) -> None:
    """Give a person the fullest of the names; of equally full ones the most frequent."""

    def fitness(name: str) -> tuple[bool, bool, int, int]:
        words_ = unsuffixed(parts(name))
        full = len(words_) > 1
        begins = full and is_first_name(words_[0]) and words_[0] not in PARTICLES
        return full, begins, entity.names[name], len(words_)

    entity.name = max(entity.names, key=fitness)
    entity.sex = _given_sex(entity)
