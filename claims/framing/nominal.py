"""Nouns that characterize: "his description of the vote as a sham", "accusations of fraud"."""

from __future__ import annotations

from spacy.tokens import Token

from claims.framing.as_phrases import Found
from claims.framing.extents import clause_end, phrase
from claims.framing.syntax import children, lemma, subtree, trimmed
from claims.framing.verbs import CHARGES, NOMINAL_AS


def nominal_construction(noun: Token) -> Found | None:
    """What a noun of characterizing or accusing says of what."""
    name = lemma(noun)
    if name in NOMINAL_AS:
        return _described(noun)
    return _charged(noun) if name in CHARGES else None


def _described(noun: Token) -> Found | None:
    """ "Description of X as Y"."""
    doc = noun.doc
    of = next((c for c in children(noun, "prep") if c.lower_ == "of"), None)
    limit = noun.sent.end
    as_ = next((doc[i] for i in range(noun.i + 1, limit) if doc[i].lower_ == "as"), None)
    if of is None or as_ is None or as_.i - of.i > 20 or as_.i + 1 >= limit:
        return None
    target = trimmed(doc, range(of.i + 1, as_.i))
    head = next((c for c in children(as_, "pobj", "amod", "pcomp") if c.i > as_.i), None)
    if head is None:  # the parser may take it for a subject: "as a sham drew laughter"
        near = doc[as_.i + 1 : min(as_.i + 6, limit)]
        head = next((t for t in near if t.pos_ == "NOUN" and t.dep_ != "compound"), None)
    if head is None or not target:
        return None
    words = phrase(as_.i + 1, head, limit)
    return (target, words, head) if head.i in words else None


def _charged(noun: Token) -> Found | None:
    """ "Accusation of Y against X"; nobody in words where it is not said against whom."""
    of = next((c for c in children(noun, "prep") if c.lower_ == "of"), None)
    head = None if of is None else next(children(of, "pobj", "pcomp"), None)
    if of is None or head is None:
        return None
    words = phrase(of.i + 1, head, clause_end(noun))
    against = [
        pobj
        for over in (noun, head, *children(noun, "acl"), *children(head, "acl"))
        for prep in children(over, "prep")
        if prep.lower_ in ("against", "at") and prep.i > noun.i
        for pobj in children(prep, "pobj")
    ]
    target = trimmed(noun.doc, subtree(against[0])) if against else None
    if target and target.start < words.stop and target.start > words.start:
        words = trimmed(noun.doc, range(words.start, target.start - 1))
    return (target, words, head) if head.i in words else None
