"""Who acts in a clause: the source of what its verb says."""

from __future__ import annotations

from spacy.tokens import Token

from claims.attribute.spans import Tokens, noun_phrase

_DEPTH = 6
"""How many clauses up a subject may stand: deeper chains are errors of the parse."""


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations."""
    return next((one for one in token.children if one.dep_ in deps), None)


def agent(verb: Token, depth: int = 0) -> Tokens:
    """The noun phrase that speaks, thinks or wants; empty where nobody is named."""
    if depth > _DEPTH:
        return ()
    if subject := child(verb, "nsubj"):
        return noun_phrase(subject)
    if by := child(verb, "agent"):
        return noun_phrase(named) if (named := child(by, "pobj")) else ()
    if is_passive(verb) or child(verb, "expl", "csubj"):
        return ()
    head = verb.head
    if head == verb:
        return ()
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        if verb.tag_ == "VBG" or verb.dep_ == "relcl":
            return noun_phrase(head, without=[verb])
        if possessor := child(head, "poss"):
            return noun_phrase(possessor)
        return agent(head.head, depth + 1) if head.dep_ == "dobj" else ()
    if verb.dep_ == "xcomp" and (told := child(head, "dobj")) and head.lemma_ not in _SUBJECT_CONTROL:
        return noun_phrase(told)
    if verb.dep_ == "pcomp" and head.head.pos_ in {"NOUN", "PROPN"}:
        possessor = child(head.head, "poss")
        if possessor:
            return noun_phrase(possessor)
    if verb.dep_ in {"pcomp", "prep", "prt", "acomp", "attr", "dobj", "pobj"}:
        head = head.head if verb.dep_ == "pcomp" else head
        return agent(head, depth + 1)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "acl", "parataxis"}:
        return _subject(head, depth)
    return ()


_SUBJECT_CONTROL = frozenset({"promise", "use", "take", "have", "make"})


def _subject(verb: Token, depth: int) -> Tokens:
    passive = child(verb, "nsubjpass")
    return noun_phrase(passive) if passive else agent(verb, depth + 1)


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, its doer unnamed or behind "by"."""
    return child(verb, "nsubjpass", "auxpass") is not None
