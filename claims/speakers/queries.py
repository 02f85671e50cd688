"""Pronouns and nouns that may stand for somebody, and whom their words let them stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.records import SpeakerType
from claims.speakers import words
from claims.speakers.entities import Entity
from claims.speakers.mentions import Mention, stated_sex
from claims.speakers.names import key
from claims.speakers.words import noun_type

QUERIES = ("he", "she", "it", "they", "i", "we", "the", "this", "own", "any", "bare")
"""Kinds of mention: pronouns, then nouns by what stands before them ("own": a possessive)."""


@dataclass(slots=True, eq=False)
class Query:
    """A pronoun or noun that may stand for somebody spoken of elsewhere."""

    mention: Mention
    form: str
    """One of `QUERIES`."""
    lemma: str
    type: SpeakerType | None
    """What the noun can name; None for pronouns and other nouns."""
    sex: float
    plural: bool
    modifiers: frozenset[str]
    """Folded words that stand beside the noun, its owner's among them."""
    owner: Entity | None
    is_source: bool = False
    """Whether it is part of an attribution's source."""


def query_at(token: Token, at: Mapping[int, Entity], *, is_source: bool) -> Query | None:
    """The pronoun or noun at a token, where it may stand for somebody; `at` has who is known.

    A noun that is not known to name speakers counts where it is what a source is about.
    """
    lower = token.lower_
    if form := words.PRONOUNS.get(lower) or ("they" if _is_both(token) else None):
        if lower == "it" and _is_empty(token):
            return None
        sex = 1.0 if form == "he" else -1.0 if form == "she" else 0.0
        return Query(
            Mention(token.i, token.i + 1, token.i, "pronoun"), form, lower,
            None, sex, form in ("they", "we"), frozenset(), None, is_source,
        )  # fmt: skip
    if is_source and _is_aged(token):
        opens = next((t.lower_ for t in token.doc[max(0, token.i - 8) : token.i] if _points(t)), "")
        return Query(
            Mention(token.i - 4, token.i + 1, token.i, "nominal"),
            "the" if opens in ("the", "this") else "any", "old",
            "person", 0.0, False, frozenset(), None, is_source,
        )  # fmt: skip
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "nmod", "amod"):
        return None
    plural = token.tag_ in ("NNS", "NNPS")
    kind = noun_type(token.lemma_.lower(), plural=plural)
    lemma = words.plain(token.lemma_)
    if kind is None and not is_source:
        return None
    owner = _owner(token, at)
    children = list(token.children)
    if any(t.dep_ == "poss" for t in children):
        form = "own"
    elif any(t.lower_ == "the" for t in children):
        form = "the"
    elif any(t.lower_ in ("this", "that", "these", "those", "both") for t in children):
        form = "this"
    elif any(t.lower_ in ("a", "an", "one", "another", "some") for t in children):
        form = "any"
    else:
        form = "bare"
    modifiers = {
        word
        for t in token.subtree
        if t.pos_ in ("NOUN", "PROPN", "ADJ") and t.i != token.i and abs(t.i - token.i) < 6
        for word in map(words.plain, key(t.text).split())
    }
    mention = Mention(token.left_edge.i, token.i + 1, token.i, "nominal")
    return Query(
        mention, form, lemma, kind, stated_sex(token.text), plural,
        frozenset(modifiers), owner, is_source,
    )  # fmt: skip


def _owner(noun: Token, at: Mapping[int, Entity]) -> Entity | None:
    """Whose it is: "his campaign", "Trump's lawyer", "the Clinton campaign"."""
    for token in noun.children:
        if token.i < noun.i and token.dep_ in ("poss", "compound", "nmod"):
            entity = at.get(token.i)
            if entity is not None:
                return entity
    return None


def source_head(doc: Doc, first: int, end: int) -> Token:
    """The word that a source is about; a noun rather than a preposition before it."""
    span = doc[first:end]
    if _is_aged(span[-1]):
        return span[-1]
    root: Token = span.root
    if root.pos_ in ("ADP", "PUNCT", "SPACE", "PART", "DET", "CCONJ") and len(span) > 1:
        nouns = [t for t in span if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return nouns[0] if nouns else root
    return root


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb."""
    return next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")), None)


def may_mean(query: Query, entity: Entity) -> bool:
    """Whether kind and sex let a mention stand for somebody."""
    form, person = query.form, entity.type == "person"
    if entity is query.owner:
        return False
    # "Lee's aide" is somebody of their own, if nobody is said to be an aide.
    owned = query.owner is not None and query.lemma in words.ONE_OF_MANY
    if owned and query.lemma not in entity.heads:
        return False
    if form in ("he", "she", "i"):
        clash = entity.sure and query.sex * entity.sex < 0
        return person and not entity.plural and not clash
    if form == "it":
        return not person and entity.type != "group"
    if form in ("they", "we"):
        return True
    if query.sex and entity.sure and query.sex * entity.sex < 0:
        return False
    if query.type is None:
        return True
    if query.type == "person":
        return person
    if query.type == "document":
        return entity.type == "document" or query.lemma in entity.heads
    if query.type == "group":
        return entity.plural or entity.type == "group" or (entity.type != "person")
    return not person


def is_body(query: Query) -> bool:
    """Whether a noun names a body."""
    return query.type in ("organization", "government")


def type_of(query: Query) -> SpeakerType:
    """The type of whom a mention brings in."""
    return query.type or ("group" if query.plural else "person")


def _is_aged(token: Token) -> bool:
    """Whether "the 46-year-old" ends with a token: no noun, yet it stands for a person."""
    if token.lower_ != "old":
        return False
    return bool(token.doc[max(0, token.i - 4) : token.i].text.lower().endswith("-year-"))


def _points(token: Token) -> bool:
    return token.lower_ in ("the", "this", "a", "an", "one")


def _is_empty(it: Token) -> bool:
    """Whether "it" stands for nothing: "it is raining", "it seems that"."""
    if it.dep_ == "expl":
        return True
    verb = it.head
    clause = any(t.dep_ in ("ccomp", "csubj", "xcomp", "advcl", "acl") for t in verb.children)
    return it.dep_ in ("nsubj", "nsubjpass") and (
        (verb.lemma_ == "be" and clause)
        or verb.lemma_ in ("seem", "appear", "turn", "rain", "snow")
    )


def _is_both(token: Token) -> bool:
    """Whether "both" or "neither" stands alone."""
    return token.lower_ in ("both", "neither") and token.dep_ in (
        "nsubj",
        "nsubjpass",
        "pobj",
        "dobj",
    )
