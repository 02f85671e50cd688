"""Who acts in a clause: the source of what its verb says."""

from __future__ import annotations

from spacy.tokens import Token

from claims.attribute.spans import Tokens, is_dateline, noun_phrase, trimmed, verb_group
from claims.attribute.vocabulary import DASHES, SUBJECT_CONTROL

_DEPTH = 6
"""How many clauses up a subject may stand: deeper chains are errors of the parse."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "acl", "parataxis"})
_WITH_CLAUSE = frozenset({"despite", "with", "without", "amid"})
_UNDER = frozenset({"prep", "prt", "acomp", "attr", "dobj", "pobj"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations."""
    return next((one for one in token.children if one.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, its doer unnamed or behind "by"."""
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return True
    return child(verb, "nsubjpass", "auxpass") is not None


def possessor(noun: Token) -> Tokens:
    """Whose the noun is."""
    owner = child(noun, "poss")
    return noun_phrase(owner) if owner is not None else ()


def agent(verb: Token, depth: int = 0) -> Tokens:
    """The noun phrase that speaks, thinks or wants; empty where nobody is named."""
    if (subject := child(verb, "nsubj")) is not None:
        return _past_dateline(noun_phrase(subject), verb)
    if (by := child(verb, "agent")) is not None:
        named = child(by, "pobj")
        return noun_phrase(named) if named is not None else ()
    if is_passive(verb) or verb.head == verb or child(verb, "expl", "csubj") is not None:
        return ()
    if verb.tag_ == "VBG" and (near := _before_participle(verb)) is not None:
        return noun_phrase(near, without=[verb])
    return _inherited(verb, depth + 1) if depth < _DEPTH else ()


def _past_dateline(found: Tokens, verb: Token) -> Tokens:
    """The subject after a dateline, where the parser takes the dateline itself for one."""
    doc = verb.doc
    if found and is_dateline(doc[found[0]]):
        dash = found[-1] + 1
        start = verb_group(verb)[0]
        if dash < start and doc[dash].text in DASHES:
            return trimmed(doc, range(dash + 1, start))
    return found


def _before_participle(verb: Token) -> Token | None:
    """The noun in "despite the minister claiming", which the parser gives to "despite" alone."""
    noun = verb.nbor(-1) if verb.i else verb
    governed = noun.dep_ == "pobj" and noun.head.lower_ in _WITH_CLAUSE
    return noun if governed and noun.pos_ in _NOMINAL else None


def _inherited(verb: Token, depth: int) -> Tokens:
    """The doer that a verb without a subject has from the clause that it belongs to."""
    head = verb.head
    found: Tokens = ()
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in _NOMINAL:
        if verb.tag_ == "VBG" or verb.dep_ == "relcl":
            found = noun_phrase(head, without=[verb])
        else:
            found = possessor(head) or (agent(head.head, depth) if head.dep_ == "dobj" else ())
    elif verb.dep_ == "pcomp":
        found = possessor(head.head) if head.head.pos_ in _NOMINAL else ()
        found = found or agent(head.head, depth)
    elif verb.dep_ in _UNDER:
        found = agent(head, depth)
    elif verb.dep_ in _SHARES_SUBJECT:
        told = child(head, "dobj") if verb.dep_ == "xcomp" else None
        if told is not None and head.lemma_ not in SUBJECT_CONTROL:
            found = noun_phrase(told)
        else:
            passive = child(head, "nsubjpass")
            found = noun_phrase(passive) if passive is not None else agent(head, depth)
    return found
