"""X as Y: "framed the unrest as a coup attempt", "a move described as a coup"."""

from __future__ import annotations

from spacy.tokens import Token

from claims.framing.extents import (
    NOTHING,
    antecedent,
    clause_end,
    object_target,
    passive_target,
    phrase,
)
from claims.framing.syntax import RELATIVES, children, is_passive, lemma
from claims.framing.verbs import NO_PHRASE, ROLES, TAKES_AS

Found = tuple[range | None, range, Token]
"""The thing framed, the words that frame it, and their head."""

_NOT_PREPOSITION = frozenset(["well", "such", "so", "soon", "same", "just"])
_SECOND = frozenset(["as", "so", "same"])
_COMPLEMENTS = ("pobj", "pcomp", "amod", "acomp", "prep")
_FIT_TAGS = ("VBN", "VBG", "JJ", "JJR", "JJS")


def as_construction(verb: Token, *, weak: bool = False, preposition: str = "") -> Found | None:
    """What a verb frames as what, where an "as" of its own follows it."""
    limit = clause_end(verb)
    chosen = _chosen_as(verb, limit, weak=weak)
    if chosen is None:
        return None
    as_, head = chosen
    passive = is_passive(verb)
    target = _target(verb, as_, limit, passive=passive, preposition=preposition)
    if target is not None and not target:
        return None
    words = phrase(as_.i + 1, head, limit, passive=passive)
    return (target, words, head) if head.i in words else None


def second_agent(verb: Token, words: range) -> tuple[range, Token] | None:
    """What another says after "described by A as X and by B as Y": Y and its head."""
    doc, end = verb.doc, verb.sent.end
    at = words.stop
    while at < end and (doc[at].is_punct or doc[at].lower_ in ("and", "but", "while")):
        at += 1
    if at >= end or doc[at].lower_ != "by" or at == words.stop:
        return None
    as_ = next((doc[i] for i in range(at + 1, min(end, at + 12)) if doc[i].lower_ == "as"), None)
    head = None if as_ is None else next(children(as_, *_COMPLEMENTS), None)
    if as_ is None or head is None:
        return None
    found = phrase(as_.i + 1, head, end)
    return (found, head) if head.i in found else None


def _chosen_as(verb: Token, limit: int, *, weak: bool) -> tuple[Token, Token] | None:
    """The "as" that is the verb's own, by the parse or else by its place, and what hangs on it."""
    own, near = [], []
    for token in verb.doc[verb.i + 1 : limit]:
        if token.lower_ != "as" or (head := _complement(token)) is None or head.i >= limit:
            continue
        over = _governor(token, head)
        if over == verb:
            own.append((token, head))
        elif not weak and not _has_own_as(over) and _fits_by_place(verb, token, over):
            near.append((token, head))
    found = own or near
    if not found:
        return None
    # A bare noun ("his time as president") is a time, if there is another "as" to choose.
    judging = [pair for pair in found if not _is_role(pair[1])]
    return judging[0] if judging else None


def _governor(as_: Token, head: Token) -> Token:
    """What the "as" hangs on: the parser puts it under a participle that follows it."""
    return head.head if as_.head == head else as_.head


def _has_own_as(over: Token) -> bool:
    return lemma(over) in TAKES_AS or lemma(over) == "as"


def _fits_by_place(verb: Token, as_: Token, over: Token) -> bool:
    """Whether an "as" that hangs on a word of the object can be the verb's own."""
    if over.dep_ == "conj" and over.head == verb:
        return False
    return verb.i < over.i < as_.i and verb.is_ancestor(over) and as_.i - verb.i > 1


def _complement(as_: Token) -> Token | None:
    """The head of the words after an "as" that is a preposition, and no part of an adverbial."""
    doc = as_.doc
    before = doc[as_.i - 1].lower_ if as_.i else ""
    after = doc[as_.i + 1] if as_.i + 1 < len(doc) else None
    second = as_.i > 1 and doc[as_.i - 2].lower_ in _SECOND
    if after is None or second or before in _NOT_PREPOSITION:
        return None
    if after.lower_ in ("to", "of", "for", "if"):
        return None
    if as_.dep_ == "mark":
        fit = as_.head.tag_ in _FIT_TAGS and as_.head.i > as_.i
        subject = any(children(as_.head, "nsubj", "nsubjpass", "aux", "auxpass"))
        return as_.head if fit and not subject else None
    if as_.dep_ != "prep":
        return None
    head = next((c for c in children(as_, *_COMPLEMENTS) if c.i > as_.i), None)
    if head is None or head.tag_ in ("WP", "WRB", "EX"):
        return None
    if head.dep_ == "pcomp" and any(children(head, "nsubj", "nsubjpass", "aux")):
        return None
    return None if lemma(head) in NO_PHRASE else head


def _is_role(head: Token) -> bool:
    """An office without judgment: "as president", "as secretary of state"."""
    modified = any(c.i < head.i and c.dep_ in ("det", "amod", "poss") for c in head.children)
    return lemma(head) in ROLES and not modified


def _target(
    verb: Token, as_: Token, limit: int, *, passive: bool, preposition: str
) -> range | None:
    if preposition:
        return _after_preposition(verb, as_, preposition, passive=passive)
    if passive:
        return passive_target(verb)
    objects = [c for c in children(verb, "dobj", "nsubj", "oprd", "dative") if c.i != as_.i]
    right = [c for c in objects if verb.i < c.i < as_.i]
    if right and right[0].tag_ == "PRP":
        return range(right[0].i, right[0].i + 1)
    if right:
        return object_target(verb, min(c.left_edge.i for c in right), as_.i)
    for child in (c for c in objects if c.i < verb.i and c.dep_ == "dobj"):
        return relative_target(child)
    late = [c for c in children(verb, "dobj") if as_.i < c.i < limit]
    if late:
        return object_target(verb, late[0].left_edge.i, late[0].right_edge.i + 1)
    if as_.i - verb.i > 1 and verb.nbor(1).pos_ in ("DET", "NOUN", "PROPN", "PRON", "ADJ"):
        return object_target(verb, verb.i + 1, as_.i)
    if is_object_relative(verb):
        return antecedent(verb)
    return NOTHING


def is_object_relative(verb: Token) -> bool:
    """Whether a relative clause leaves out its object: "the move critics called a coup"."""
    subjects = [c for c in children(verb, "nsubj") if c.i < verb.i]
    return verb.dep_ == "relcl" and bool(subjects) and subjects[0].lower_ not in RELATIVES


def relative_target(relative: Token) -> range | None:
    """What "which" or "that" stands for; "what" puts nothing in words."""
    if relative.lower_ in RELATIVES:
        return antecedent(relative) or NOTHING
    return None if relative.tag_ == "WP" else NOTHING


def _after_preposition(verb: Token, as_: Token, preposition: str, *, passive: bool) -> range | None:
    for child in children(verb, "prep"):
        if child.lower_ != preposition:
            continue
        if child.i + 1 < as_.i:
            return object_target(verb, child.i + 1, as_.i)
        if passive:
            return passive_target(verb)
        for pobj in children(child, "pobj"):
            return relative_target(pobj)
        if is_object_relative(verb):
            return antecedent(verb)
    return NOTHING
