"""Who is the same across articles.

A speaker's id is a digest of an identity key, which a name alone determines: so it is the same
whatever other articles are read. Short forms ("K. Tokayev", "Bill", a surname alone) say too
little for that; `joined` links them to the fuller names of a release where only one fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.records import SpeakerType
from claims.speakers.gender import female
from claims.speakers.names import (
    PARTICLES,
    SUFFIXES,
    bare,
    initials,
    is_acronym,
    is_english,
    key,
    same_given,
)
from claims.speakers.spelling import (
    SHORTEST,
    alike,
    american,
    bare_words,
    consonants,
    nickname,
    person_words,
    spelled_initial,
)
from claims.speakers.states import government_of, known_name

LONG = 7
"""Letters of last names that may differ in their vowels: Gorbachov, Gorbachev."""
DOMINANT = 5
"""How many times as many articles somebody needs as all others of a surname that stands alone."""
SEXES_APART = 0.5
"""Difference in how likely a woman's two first names are that makes them two people's."""
_SMALL = frozenset("the of for and a an de la own presidential".split())
_LEGAL = frozenset("inc corp corporation co company ltd limited llc plc ag sa gmbh nv se".split())


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker as the articles of a release have them."""

    speaker_id: str
    kind: SpeakerType
    name: str
    aliases: tuple[str, ...]
    articles: int


def identity_key(kind: SpeakerType, name: str) -> str:
    """What identifies a speaker of that name: the first word says of which sort.

    Companies, agencies and governments are of one sort, since articles mix them up.
    """
    owner, rest = owned(name)
    of_state = owner is not None and kind != "person" and government_of(key(owner)) is not None
    if owner is not None and not of_state:
        sort = "person" if kind == "person" else "group" if kind == "group" else "body"
        return " ".join([sort, _person_key(owner), "+", *_body_words(rest)])
    if kind == "person":
        return f"person {_person_key(name)}"
    if kind in ("organization", "government", "outlet"):
        return " ".join(["body", *_body_words(known_name(key(bare(name))) or name)])
    return f"{kind} {key(name)}"


def is_identified(kind: SpeakerType, name: str) -> bool:
    """Whether a name can be told apart across articles: it holds a proper name."""
    return kind not in ("anonymous", "unknown") and any(
        word[:1].isupper() or word[:1].isdigit() for word in name.split()
    )


def owned(name: str) -> tuple[str | None, str]:
    """Whose aide, campaign or poll it is, and what it is of theirs."""
    for mark in ("'s ", "’s "):
        owner, found, rest = name.partition(mark)
        if found and rest and rest[:1].islower():
            return owner, rest
    return None, name


def joined(speakers: Iterable[Known]) -> dict[str, str]:
    """For each speaker who is another under a fuller name, that other's id.

    Independent of order. People: initials, nicknames, middle names, and a surname alone where
    one bearer is in far more articles than all others. Bodies: acronyms, which an article explains
    or which are the initials of one body only.
    """
    known = sorted(speakers, key=lambda one: one.speaker_id)
    plain = [one for one in known if owned(one.name)[0] is None]
    found = _joined_people([one for one in plain if one.kind == "person"])
    found |= _joined_bodies([one for one in plain if one.kind in ("organization", "government")])
    by_id = {one.speaker_id: one for one in known}
    by_key = {identity_key(one.kind, one.name): one.speaker_id for one in known}
    for one in known:
        owner, rest = owned(one.name)
        mine = by_key.get(identity_key("person", owner)) if owner is not None else None
        if mine is None or mine not in found:
            continue
        full = by_key.get(identity_key(one.kind, f"{by_id[found[mine]].name}'s {rest}"))
        if full is not None and full != one.speaker_id:
            found[one.speaker_id] = full
    ends = {short: _end(found, short) for short in found}
    return {short: end for short, end in ends.items() if short != end}


def _person_key(name: str) -> str:
    """Given and last name in either order, without titles and single middle initials."""
    words = person_words(name)
    suffix = [_suffix(word) for word in words[1:] if word in SUFFIXES]
    plain = [word for place, word in enumerate(words) if not place or word not in SUFFIXES]
    if len(plain) > 2:
        inner = plain[1:-1]
        if len(inner) == 1 and len(inner[0]) == 1:
            inner = []
        plain = [plain[0], *inner, plain[-1]]
    return " ".join([*sorted(plain), *suffix])


def _suffix(word: str) -> str:
    return {"junior": "jr", "senior": "sr"}.get(word, word)


def _body_words(name: str) -> list[str]:
    words = [american(word) for word in key(name).split()]
    kept = [word for word in words if word not in _SMALL]
    for country in (["united", "states"], ["u", "s"], ["us"]):
        if len(kept) > len(country) and kept[: len(country)] == country:
            kept = kept[len(country) :]
    while len(kept) > 1 and kept[-1] in _LEGAL:
        kept.pop()
    return sorted(kept or words)


# ------------------------------------------------------------------ people


@dataclass(frozen=True, slots=True)
class _Person:
    speaker_id: str
    words: tuple[str, ...]
    """In one spelling, without titles and suffix."""
    given: str
    """The first name as it is folded, for nicknames."""
    nick: str
    """What the name itself gives in quotation marks, folded."""
    suffix: tuple[str, ...]
    articles: int


def _joined_people(known: Sequence[Known]) -> dict[str, str]:
    """The most telling names first, so that a short one sees its fuller ones joined."""
    people = sorted(map(_person, known), key=_rank, reverse=True)
    blocks: dict[str, list[_Person]] = defaultdict(list)
    by_id = {one.speaker_id: one for one in people}
    found: dict[str, str] = {}
    for one in people:
        own = [blocks[block] for block in _blocks(one)]
        near = {other.speaker_id: other for block in own for other in block}
        fuller = [other for other in near.values() if _may_be_short_for(one, other)]
        for block in own:
            block.append(one)
        articles: Counter[str] = Counter()
        for other in fuller:
            articles[_end(found, other.speaker_id)] += other.articles
        home = _home(one, articles, by_id)
        if home is not None:
            found[one.speaker_id] = home
            if len(one.words) > 1:  # all that it may be short for are one
                found |= {other: home for other in articles if other != home}
    return _by_common_form(people, found)


def _by_common_form(people: Sequence[_Person], found: Mapping[str, str]) -> dict[str, str]:
    """Each one's id in their commonest full form: first and last name, where there is one."""
    members: dict[str, list[_Person]] = defaultdict(list)
    for one in people:
        members[_end(found, one.speaker_id)].append(one)
    return {
        one.speaker_id: common
        for group in members.values()
        for common in [max(group, key=_commonness).speaker_id]
        for one in group
        if one.speaker_id != common
    }


def _commonness(one: _Person) -> tuple[bool, bool, int, int, str]:
    whole = len(one.words[0]) > 1 and one.words[0] not in PARTICLES
    return len(one.words) > 1, whole, one.articles, -abs(len(one.words) - 2), one.speaker_id


def _person(one: Known) -> _Person:
    words = person_words(one.name) or [""]
    suffix = tuple(_suffix(word) for word in words[1:] if word in SUFFIXES)
    plain = tuple(
        word for word in (words[0], *(word for word in words[1:] if word not in SUFFIXES))
    )
    given = bare_words(one.name)[:1]
    return _Person(
        one.speaker_id, plain, given[0] if given else "", nickname(one.name), suffix, one.articles
    )  # fmt: skip


def _rank(one: _Person) -> tuple[bool, bool, int, int, int, int, str]:
    """How much a name tells; of nicknames the whole name tells more, of initials their words."""
    size, given, middle = len(one.words), len(one.given), sum(map(len, one.words[1:-1]))
    return size > 1, given > 1, size, given, middle, one.articles, one.speaker_id


def _blocks(one: _Person) -> set[str]:
    """Only those who share one of these are compared."""
    found = {consonants(one.words[-1]), "".join(one.words)}
    return found | {f"{one.words[0]} {one.words[1]}"} if len(one.words) > 1 else found


def _may_be_short_for(short: _Person, full: _Person) -> bool:
    one, other = short.words, full.words
    if full.nick and full.nick == short.given and len(one) > 1:
        return one[-1] == other[-1]
    if full.suffix != short.suffix:
        return False
    if len(one) == 1:
        return one[0] == other[-1] or one[0] == "".join(other)
    if "".join(one) == "".join(other):
        return True
    less, more = sorted((one, other), key=len)
    if len(less) < len(more) and any(
        all(map(_same, less, part)) for part in (more, more[-len(less) :])
    ):
        return True
    shortest = LONG if _is_common(short) or _is_common(full) else SHORTEST
    if one[-1] != other[-1] and not (
        _same(one[0], other[0]) and alike(one[-1], other[-1], shortest=shortest)
    ):
        return False
    initial = 1 in (len(one[0]), len(other[0])) and one[0][0] == other[0][0]
    begins = _same(one[0], other[0], shortest=SHORTEST if len(less) < 3 else SHORTEST - 1)
    if not (initial or begins or same_given(short.given, full.given)):
        return False
    return _in_order(less[1:-1], more[1:-1], anywhere=not _is_common(full))


def _is_common(one: _Person) -> bool:
    """Whether many may bear a first name, or none is given."""
    return len(one.given) < 2 or is_english(one.given)


def _same(one: str, other: str, shortest: int = SHORTEST) -> bool:
    """Whether two words of names are one, as far as spelling and sex tell."""
    if one == other:
        return True
    return alike(one, other, shortest=shortest) and abs(female(one) - female(other)) <= SEXES_APART


def _in_order(less: Sequence[str], more: Sequence[str], *, anywhere: bool) -> bool:
    """Whether all middle names of the one stand among the other's: `anywhere`, or from the first.

    George Walker Bush is not George Herbert Walker Bush.
    """
    if not anywhere and less and more and not _same_middle(less[0], more[0]):
        return False
    rest = iter(more)
    return all(any(_same_middle(one, other) for other in rest) for one in less)


def _same_middle(one: str, other: str) -> bool:
    first = {spelled_initial(one[0]), spelled_initial(other[0])}
    return _same(one, other) or (1 in (len(one), len(other)) and len(first) == 1)


def _home(one: _Person, articles: Mapping[str, int], people: Mapping[str, _Person]) -> str | None:
    """Whom a name is short for: the only one, one who all may be, or one far ahead of all."""
    if len(articles) < 2:
        return next(iter(articles), None)
    if len(one.words) > 1:
        fullest, *shorter = sorted((people[each] for each in articles), key=_rank, reverse=True)
        fit = all(_may_be_short_for(other, fullest) for other in shorter)
        told = len(one.words) > 2 or not _is_common(one)
        one_man = told and len(_fathers(people[each] for each in articles)) < 2
        return fullest.speaker_id if fit or one_man else None
    (first, most), *others = sorted(articles.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in others)
    return first if most >= DOMINANT * rest else None


def _fathers(people: Iterable[_Person]) -> set[str]:
    """How the patronymics among names begin: "Petrovich", "Petrovna" are of one Petr."""
    middle = (word for one in people for word in one.words[1:-1])
    return {word[:4] for word in middle if word.endswith(("ovič", "evič", "ovna", "evna"))}


def _end(found: Mapping[str, str], one: str) -> str:
    """Where a chain of joined names ends; of two that lead to one another the first by id."""
    seen = [one]
    while one in found:
        one = found[one]
        if one in seen:
            return min(seen[seen.index(one) :])
        seen.append(one)
    return one


# ------------------------------------------------------------------ bodies


def _joined_bodies(known: Sequence[Known]) -> dict[str, str]:
    explained: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for alias in one.aliases:
            if alias.isupper() and alias.isalpha() and len(alias) > 2:
                explained[alias].add(one.speaker_id)
        explained[initials(one.name).upper()].add(one.speaker_id)
    found: dict[str, str] = {}
    for one in known:
        if not is_acronym(one.name) or len(one.name.replace(".", "")) < 3:
            continue
        fuller = explained.get(one.name.replace(".", ""), set()) - {one.speaker_id}
        if len(fuller) == 1:
            found[one.speaker_id] = next(iter(fuller))
    return found
