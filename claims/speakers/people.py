"""Which of the names in an article are people's, whatever the tagger takes them for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Doc, Token

from claims.records import Parsed
from claims.speakers import words
from claims.speakers.gender import is_first_name
from claims.speakers.mentions import (
    UNKNOWN,
    Mention,
    Named,
    is_body,
    is_title,
    opens_with_article,
    stated_sex,
)
from claims.speakers.names import SUFFIXES, bare, key, parts, surname

Groups = dict[tuple[str, ...], list[Named]]
"""The mentions of each name, by its words as compared."""


def people_in(
    parsed: Parsed, groups: Groups, sources: Collection[int]
) -> Collection[tuple[str, ...]]:
    """The names that are people's; other words with capitals are taken off them in `groups`.

    `sources` are the tokens that attributions are about: who says something may be a person.
    """
    addressed = {
        k[-1]
        for k, members in groups.items()
        if any(
            m.mention.first and stated_sex(parsed.doc[m.mention.first - 1].text) for m in members
        )
    }
    people = {
        k
        for k, members in groups.items()
        if len(k) > 1
        and (
            _is_person(parsed, k, members, sources)
            or (len(k) < 4 and k[-1] in addressed and not is_body(k))
        )
    }
    surnames = {surname(k)[-1] for k in people}
    _shed_capitals(parsed, groups, people, surnames)
    surnames = {surname(k)[-1] for k in people}
    for one in _passed_over(parsed, groups, surnames):
        groups[one.parts].append(one)
    people |= {
        k
        for k, members in groups.items()
        if len(k) > 1 and any(k == full[-len(k) :] for full in people) and not is_body(k)
    }
    people |= {
        k
        for k, members in groups.items()
        if len(k) == 1 and (k[0] in surnames or _is_person(parsed, k, members, sources))
    }
    return people


def _is_person(
    parsed: Parsed, compared: tuple[str, ...], members: Sequence[Named], sources: Collection[int]
) -> bool:
    """Whether a name is a person's, which a small tagger often mistakes.

    It counts what the tagger says of all its mentions, titles before them, forms of address,
    whether it begins with a first name, and whether it says something.
    """
    doc = parsed.doc
    if any(m.mention.first and stated_sex(doc[m.mention.first - 1].text) for m in members):
        return True
    if is_body(compared) and not (
        len(compared) > 1
        and compared[-1] in words.BODIES_AND_SURNAMES
        and is_first_name(compared[0])
        and any(one.label == "PERSON" for one in members)
    ):
        return False
    score = 0.0
    for one in members:
        before = doc[one.mention.first - 1] if one.mention.first else None
        score += {"PERSON": 1.0, UNKNOWN: 0.0}.get(one.label, -1.0)
        if before is not None and is_title(before):
            score += 3.0 if stated_sex(before.text) or before.text.endswith(".") else 2.0
        if opens_with_article(doc, one.mention):
            score -= 1.5
        score += 0.5 * (one.mention.head in sources and one.label == UNKNOWN)
        score += 2.0 * _beside_role(doc[one.mention.head])
    if len(compared) > 3 and "and" in compared:
        return False
    if len(compared) > 1 and is_first_name(compared[0]):
        score += 1.5
    return score > 0


def _beside_role(name: Token) -> bool:
    """Whether a name stands in apposition to what a person is: "the minister, Ann Lee"."""
    beside = [t for t in name.children if t.dep_ == "appos" and t.i > name.i]
    if name.dep_ == "appos":
        beside.append(name.head)
    return any(t.tag_ == "NN" and t.lemma_.lower() in words.PEOPLE for t in beside)


def _shed_capitals(
    parsed: Parsed,
    groups: Groups,
    people: set[tuple[str, ...]],
    surnames: Collection[str],
) -> None:
    """Take other words with capitals off names that the article has without them.

    In headlines verbs and nouns have them too: "Mike Pence Calls", "Supporters Carson".
    """
    plain = {k for k, members in groups.items() if any(not _aside(parsed, m) for m in members)}
    for compared in [k for k in groups if len(k) > 1]:
        members = groups[compared]
        inner = _known_inside(compared, plain & people, surnames)
        if inner is None or inner == range(len(compared)):
            continue
        doubtful = all(_aside(parsed, m) or m.label == UNKNOWN for m in members)
        rest = compared[inner.stop :]
        begins = inner.start == 0 and len(inner) > 1 and len(members) == 1
        if not doubtful and not (begins and not is_body(rest) and not set(rest) & SUFFIXES):
            continue
        kept = [one for m in members if (one := _narrowed(parsed.doc, m, compared, inner))]
        if len(kept) == len(members):
            del groups[compared]
            people.discard(compared)
            for one in kept:
                groups[one.parts].append(one)


def _passed_over(
    parsed: Parsed, groups: Mapping[tuple[str, ...], Sequence[Named]], surnames: Collection[str]
) -> list[Named]:
    """Known surnames that were tagged as other words ("Sanders" a plural noun)."""
    doc = parsed.doc
    taken = {
        i
        for members in groups.values()
        for m in members
        for i in range(m.mention.first, m.mention.end)
    }
    capitals = [t for t in doc if t.i not in taken and t.shape_[:1] == "X" and t.is_alpha]
    known = [(t, folded) for t in capitals if (folded := key(t.text)) in surnames]
    small = {token.text for token in doc if token.is_lower} if known else set()
    return [
        Named(Mention(token.i, token.i + 1, token.i, "name"), UNKNOWN, token.text, (folded,))
        for token, folded in known
        if token.lower_ not in small
    ]


def _aside(parsed: Parsed, one: Named) -> bool:
    return parsed.sections[one.mention.head] in ("headline", "related")


def _known_inside(
    compared: tuple[str, ...], plain: Collection[tuple[str, ...]], surnames: Collection[str]
) -> range | None:
    size = len(compared)
    if compared in plain or (size == 2 and is_first_name(compared[0]) and compared[1] in surnames):
        return None
    for length in range(size, 1, -1):
        for start in range(size - length + 1):
            if compared[start : start + length] in plain:
                return range(start, start + length)
    return next((range(i, i + 1) for i in range(size) if compared[i] in surnames), None)


def _narrowed(doc: Doc, one: Named, compared: tuple[str, ...], inner: range) -> Named | None:
    tokens = [t for t in doc[one.mention.first : one.mention.end] if parts(t.text)]
    if len(tokens) != len(compared):
        return None
    first, end = tokens[inner.start].i, tokens[inner.stop - 1].i + 1
    mention = Mention(first, end, doc[first:end].root.i, "name")
    return Named(mention, one.label, bare(doc[first:end].text), compared[inner.start : inner.stop])
