"""The named people and bodies of an article: which mentions are of the same one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from claims.records import Parsed, SpeakerType
from claims.speakers.words import FEMALE, GOVERNMENT_NAMES, MALE, ORGANIZATIONS, TITLES

TYPES: dict[str, SpeakerType] = {
    "PERSON": "person", "ORG": "organization", "GPE": "government", "NORP": "group",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
_ROLE_DEPS = frozenset({"compound", "amod", "poss", "nmod", "case", "appos"})


@dataclass(slots=True)
class Entity:
    """Somebody or something named in an article, with all mentions by name."""

    name: str
    type: SpeakerType
    mentions: list[DocSpan] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    role_heads: set[str] = field(default_factory=set)
    gender: str | None = None

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names that mentions use, in order of first use."""
        used = dict.fromkeys(bare_name(mention) for mention in self.mentions)
        return tuple(alias for alias in used if alias and alias != self.name)


def key(name: str) -> str:
    """The form in which names are compared: no case, accents, punctuation."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"\w+", letters))


def bare_name(mention: DocSpan) -> str:
    """The mention's name without determiner, title and possessive ending."""
    words = [token for token in mention if not token.is_space]
    while words and (words[0].pos_ in ("DET", "PUNCT") or _is_title(words[0])) and len(words) > 1:
        words = words[1:]
    while words and words[-1].text in ("'s", "’s", "'", "’", ",", "."):
        words = words[:-1]
    if not words:
        return ""
    # Not `doc.text`, which spells the whole article anew each time it is asked for.
    named = mention.doc[words[0].i : words[-1].i + 1]
    return " ".join(_POSSESSIVE.sub("", named.text).split())


def entities(parsed: Parsed) -> list[Entity]:
    """The article's named entities, in order of first mention; mentions in text order.

    Full names are gathered first, from the body before headline and links, whose capitals
    mislead; then each short form joins the fullest name that it can be short for.
    """
    doc = parsed.doc
    mentions = [ent for ent in doc.ents if ent.label_ in TYPES and _is_name(ent)]
    body = [ent for ent in mentions if parsed.sections[ent.start] in ("body", "caption")]
    extra = [ent for ent in mentions if parsed.sections[ent.start] in ("headline", "related")]
    surnames = {key(bare_name(m)).split()[-1] for m in mentions if m.label_ == "PERSON"}
    found: list[Entity] = []
    ordered = sorted(body, key=_fullness) + sorted(extra, key=_fullness)
    for mention in ordered:
        name, kind = bare_name(mention), _type(mention, surnames)
        home = next((entity for entity in found if _same(entity, name, kind)), None)
        if home is None:
            home = Entity(name, kind)
            found.append(home)
        home.mentions.append(mention)
    for entity in found:
        entity.mentions.sort(key=lambda mention: mention.start)
        for mention in entity.mentions:
            _note_role(entity, mention)
    return sorted(found, key=lambda entity: entity.mentions[0].start)


def role_of(token: Token) -> str | None:
    """The gender that a title or noun of kinship states: "male", "female" or None."""
    word = token.lower_.rstrip(".")
    return "male" if word in MALE else "female" if word in FEMALE else None


def words_of(tokens: Iterable[Token], doc: Doc) -> str:
    """The text from the first token to the last, without a leading determiner."""
    kept = sorted(tokens, key=lambda token: token.i)
    while kept and (kept[0].pos_ == "DET" or kept[0].is_punct or kept[0].is_space):
        kept = kept[1:]
    while kept and (kept[-1].is_punct or kept[-1].is_space):
        kept = kept[:-1]
    if not kept:
        return ""
    return " ".join(doc[kept[0].i : kept[-1].i + 1].text.split())


def _is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in TITLES


def _is_name(mention: DocSpan) -> bool:
    return any(token.pos_ == "PROPN" or token.text[:1].isupper() for token in mention)


def _type(mention: DocSpan, surnames: set[str]) -> SpeakerType:
    """The mention's type, which a small tagger often mistakes for names of people it never saw.

    A name of two words or more that follows a title, or ends in what is a person's name
    elsewhere in the article, is a person's.
    """
    kind = TYPES[mention.label_]
    name = key(bare_name(mention)).split()
    stated = _government_or(kind, " ".join(name))
    if kind in ("person", "group") or len(name) < 2 or set(name) & ORGANIZATIONS:
        return stated
    before = mention.doc[mention.start - 1] if mention.start else None
    titled = before is not None and before.lower_.rstrip(".") in TITLES
    inner = any(_is_title(token) for token in mention[:-1])
    return (
        "person"
        if titled or inner or name[-1] in surnames
        else _government_or(kind, " ".join(name))
    )


def _fullness(mention: DocSpan) -> tuple[int, int]:
    return (-len(key(bare_name(mention)).split()), mention.start)


def _government_or(kind: SpeakerType, name: str) -> SpeakerType:
    government = kind == "organization" and any(part in key(name) for part in GOVERNMENT_NAMES)
    return "government" if government else kind


def _same(entity: Entity, name: str, kind: SpeakerType) -> bool:
    """Whether `name` is the entity's, or a short form of it."""
    short, full = key(name).split(), key(entity.name).split()
    if not short:
        return False
    if short == full:
        return True
    if kind == "person" or entity.type == "person":
        if entity.type != "person" or kind == "group":
            return False
        # A surname (which the tagger often takes for a place or body), a first name, or first
        # and last name of a longer one.
        return short in (full[-1:], full[:1] if kind == "person" else None) or (
            len(short) == 2 and short[0] == full[0] and short[-1] == full[-1]
        )
    if len(short) == 1 and len(full) > 1 and name.replace(".", "").isupper():
        capitals = [word[0] for word in entity.name.split() if word[0].isupper()]
        return short[0] == "".join(capitals).casefold()
    return len(short) > 1 and short == full[-len(short) :]


def _note_role(entity: Entity, mention: DocSpan) -> None:
    if entity.type != "person":
        return
    for token in mention.doc[max(0, mention.start - 1) : mention.end]:
        entity.gender = entity.gender or role_of(token)
    for words in (_title_before(mention), _apposition(mention)):
        nouns = [token for token in words if token.pos_ in ("NOUN", "PROPN")]
        role = words_of(words, mention.doc)
        if not nouns or not _names_a_role(nouns[-1]) or not _PLAIN_WORDS.fullmatch(role):
            continue
        if key(role) not in (key(known) for known in entity.roles):
            entity.roles.append(role)
        entity.role_heads.add(nouns[-1].lemma_.lower())
        entity.gender = entity.gender or role_of(nouns[-1])


_PLAIN_WORDS = re.compile(r"\w[\w'’.& -]+")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})


def _names_a_role(noun: Token) -> bool:
    """Whether a noun beside one person's name can say what that person is."""
    return _is_title(noun) or noun.tag_ == "NN"


def _title_before(mention: DocSpan) -> list[Token]:
    """The words of the same noun phrase before the name: "Finland's President" is one."""
    doc = mention.doc
    name = bare_name(mention)
    first = next((t for t in mention if t.text and name.startswith(t.text)), mention[0])
    start = first.i
    while start > first.sent.start and _may_stand_in_a_title(doc[start - 1]):
        start -= 1
    for begin in range(start, first.i):
        words = list(doc[begin : first.i])
        inside = range(begin, mention.end)
        outward = [token for token in words if token.head.i not in inside]
        # Either all hang on the name, or the name hangs on the title ("founder Ann Lee").
        if not outward or outward == [mention.root.head]:
            return [token for token in words if token.lower_.rstrip(".") not in _HONORIFICS]
    return []


def _may_stand_in_a_title(token: Token) -> bool:
    if token.is_space or (token.ent_type_ == "PERSON" and token.pos_ != "PART"):
        return False
    return (
        token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "PART")
        or token.text == "-"
        or token.dep_ in ("amod", "compound")  # "acting", "founding"
        or _is_title(token)
    )


def _apposition(mention: DocSpan) -> list[Token]:
    """The role after a comma: "X, the acting prime minister,"."""
    doc = mention.doc
    if mention.end >= len(doc) or doc[mention.end].text != ",":
        return []
    words: list[Token] = []
    for token in doc[mention.end + 1 : mention.end + 12]:
        title = token.lower_ in TITLES or token.dep_ == "amod"
        stops = token.pos_ in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ", "ADP")
        if (stops and not title) or token.is_space:
            break
        words.append(token)
    opens = words and (words[0].pos_ in ("DET", "NOUN", "ADJ") or words[0].ent_type_ == "GPE")
    return words if opens else []
