"""Where an article names somebody: what the entity tagger found and what it passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from claims.records import Parsed, SpeakerType
from claims.speakers import words
from claims.speakers.gender import is_first_name
from claims.speakers.names import bare, key, parts
from claims.speakers.states import is_government

Kind = Literal["name", "nominal", "pronoun"]
TYPES: dict[str, SpeakerType] = {
    "PERSON": "person", "ORG": "organization", "GPE": "government", "NORP": "group",
    "FAC": "organization", "PRODUCT": "organization",
}  # fmt: skip
_SKIPPED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody: tokens from `first` up to `end`, about the token `head`."""

    first: int
    end: int
    head: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A mention by name, with what the tagger takes it for and the words that are compared."""

    mention: Mention
    label: str
    name: str
    parts: tuple[str, ...]


def named_in(parsed: Parsed) -> Iterator[Named]:
    """The mentions by name, without titles, articles and possessive endings."""
    doc = parsed.doc
    for start, stop, tagged in [*_tagged(doc), *_untagged(parsed)]:
        inner = _titled(doc, start, stop) if tagged in ("ORG", "GPE", "FAC") else None
        label = tagged if inner is None else "PERSON"
        person = label in ("PERSON", UNKNOWN)
        kept = _trimmed(doc, start if inner is None else inner, stop, person=person)
        if kept is None:
            continue
        first, end = kept
        name = bare(doc[first:end].text.replace("\n", " "))
        compared = tuple(parts(name))
        if not compared or not any(c.isupper() for c in name):
            continue
        yield Named(Mention(first, end, doc[first:end].root.i, "name"), label, name, compared)


def _tagged(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """What the entity tagger found, parted at possessives ("Trump's Kellyanne Conway")."""
    for ent in doc.ents:
        if ent.label_ not in TYPES:
            continue
        if ent.label_ == "NORP" and not any(t.pos_ in ("NOUN", "PROPN") for t in ent):
            continue
        first = ent.start
        for token in ent:
            inner = token.i + 1 < ent.end
            parted = token.tag_ == "POS" and inner and _names_person(ent, token.i + 1)
            if token.is_space or parted:
                if first < token.i:
                    yield first, token.i, ent.label_
                first = token.i + 1
        if first < ent.end:
            yield first, ent.end, ent.label_


def _titled(doc: Doc, first: int, end: int) -> int | None:
    """Where the name begins in "U.S. District Court Judge Rudolph Contreras"."""
    for i in range(first, end - 2):
        if (
            is_title(doc[i])
            and is_first_name(key(doc[i + 1].text))
            and not is_body(parts(doc[i + 1 : end].text))
        ):
            return i + 1
    return None


def _names_person(ent: DocSpan, first: int) -> bool:
    """Whether what follows a possessive is a person's name rather than the rest of a body's."""
    rest = ent.doc[first : ent.end]
    begins = is_first_name(key(rest[0].text)) and len(rest) > 1
    return ent.label_ == "PERSON" or (begins and not is_body(parts(rest.text)))


def _untagged(parsed: Parsed) -> Iterator[tuple[int, int, str]]:
    """Runs of proper nouns that the tagger passed over."""
    doc = parsed.doc
    first: int | None = None
    for token in doc:
        inside = (
            token.pos_ == "PROPN"
            and (token.ent_type_ not in TYPES and token.ent_type_ not in _SKIPPED)
            and token.text[:1].isupper()
            and token.is_alpha
        )
        joins = first is not None and token.text == "-" and not token.whitespace_
        if inside and first is None:
            first = _owner_start(doc, token.i)
        elif not inside and not joins and first is not None:
            yield first, token.i, UNKNOWN
            first = None
    if first is not None:
        yield first, len(doc), UNKNOWN


def _owner_start(doc: Doc, first: int) -> int:
    """Where "the Clark County Coroner's Office" begins, of which "Office" alone was passed over."""
    owner = doc[first - 1] if first else None
    if (
        owner is None
        or owner.tag_ != "POS"
        or doc[first].lower_ not in words.ORGANIZATIONS | words.GOVERNMENTS
    ):
        return first
    start = first - 1
    while start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].ent_type_ != "PERSON":
        start -= 1
    return start if start < first - 1 else first


def _trimmed(doc: Doc, first: int, end: int, *, person: bool) -> tuple[int, int] | None:
    while first < end and (doc[first].pos_ in ("DET", "PUNCT") or doc[first].is_space):
        first += 1
    while first < end and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"
    ):
        end -= 1
    if person:
        while first < end - 1 and (is_title(doc[first]) or _role_then_name(doc, first)):
            first += 1
    if first >= end or (end - first == 1 and person and is_title(doc[first])):
        return None
    lowered = {token.lower_.rstrip(".") for token in doc[first:end]}
    if lowered <= words.TITLES | words.PEOPLE | {"of", "the", "and", "-"}:
        return None
    return first, end


def _role_then_name(doc: Doc, first: int) -> bool:
    """Whether a role opens a name: "Comedian Sarah Silverman"."""
    role = doc[first].lower_ in words.PEOPLE
    return role and doc[first + 1].is_title and is_first_name(key(doc[first + 1].text))


def is_title(token: Token) -> bool:
    """Whether a word is a title that stands before names."""
    return token.lower_.rstrip(".") in words.TITLES


def is_body(compared: Collection[str]) -> bool:
    """Whether the words of a name are a body's: "clinton", "foundation"."""
    bodies = words.ORGANIZATIONS | words.GOVERNMENTS
    return bool(set(compared) & bodies) or is_government(" ".join(compared))


def opens_with_article(doc: Doc, mention: Mention) -> bool:
    """Whether "the" stands before a name, as before a body's."""
    before = doc[mention.first - 1] if mention.first else None
    head = doc[mention.head]
    return before is not None and before.lower_ == "the" and before.head.i == head.i


def stated_sex(word: str) -> float:
    """What a title or noun of kinship tells: 1 for a man, -1 for a woman, else 0."""
    plain = word.lower().rstrip(".")
    return 1.0 if plain in words.MALE else -1.0 if plain in words.FEMALE else 0.0
