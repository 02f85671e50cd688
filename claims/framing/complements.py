"""X Y and X of Y: "called the vote a sham", "accused the party of plotting a coup"."""

from __future__ import annotations

from spacy.tokens import Token

from claims.framing.as_phrases import Found, is_object_relative, relative_target
from claims.framing.extents import (
    NOTHING,
    antecedent,
    clause_end,
    is_agent,
    object_target,
    passive_target,
    phrase,
    subject_target,
)
from claims.framing.syntax import (
    OPENING,
    SUBJECTS,
    children,
    closing_quote,
    is_passive,
    lemma,
    subtree,
    trimmed,
)
from claims.framing.verbs import COMPLEMENT_VERBS, NAMING_VERBS, OUTCOMES

_COMPLEMENTS = ("oprd", "attr", "acomp")
_NOUNS = ("NOUN", "PROPN", "PRON", "ADJ", "NUM")


def complement_construction(verb: Token, name: str) -> Found | None:
    """What a verb calls what."""
    limit = clause_end(verb)
    passive = is_passive(verb)
    clause = _small_clause(verb, limit)
    if clause is None and name not in COMPLEMENT_VERBS:
        return None
    if clause is not None:
        return None if _announces(name, clause[2]) else clause
    head = _complement(verb, limit, passive=passive)
    if head is None:
        return _quoted(verb, limit)
    if _announces(name, head):
        return None
    if passive:
        if name in NAMING_VERBS and _is_name(head):
            return None
        target = passive_target(verb)
    else:
        target = _object(verb, head)
    if target is not None and not target:
        return None
    words = phrase(_start(verb, head), head, limit, passive=passive)
    return (target, words, head) if head.i in words else None


def _announces(name: str, head: Token) -> bool:
    return name in ("declare", "proclaim") and lemma(head) in OUTCOMES


def _start(verb: Token, head: Token) -> int:
    """Where the framing words begin: with the quotation mark before them, if there is one."""
    start = head.left_edge.i
    before = start - 1
    return before if before > verb.i and verb.doc[before].text in OPENING else start


def _complement(verb: Token, limit: int, *, passive: bool) -> Token | None:
    right = [c for c in verb.rights if c.i < limit]
    for child in right:
        if child.dep_ in _COMPLEMENTS and child.pos_ in (*_NOUNS, "VERB") and child.tag_ != "WP":
            return child
    objects = [c for c in right if c.dep_ == "dobj" and c.pos_ in _NOUNS]
    # The parser may take the framing noun for a measure ("the decision a disgrace").
    loose = [c for top in (*right, *objects[:1]) for c in (top, *children(top, "npadvmod"))]
    late = [
        c
        for c in loose
        if c.dep_ == "npadvmod" and c.i > verb.i and c.pos_ == "NOUN" and not c.ent_type_
    ]
    if len(objects) > 1:
        return objects[1]
    if objects and late and any(children(late[0], "det")):
        return late[0]
    fronted = passive or any(c.i < verb.i for c in children(verb, "dobj"))
    return objects[0] if objects and fronted and objects[0].tag_ != "PRP" else None


def _object(verb: Token, head: Token) -> range | None:
    limit = head.left_edge.i
    for child in verb.children:
        if verb.i < child.i < limit and child.dep_ in ("dobj", "nsubj", "dative", "oprd"):
            return object_target(verb, child.left_edge.i, limit)
    for child in children(verb, "dobj"):
        if child.i < verb.i:
            return relative_target(child)
    if is_object_relative(verb):
        return antecedent(verb) or NOTHING
    return NOTHING


def _small_clause(verb: Token, limit: int) -> Found | None:
    """Where the parser takes X Y for a clause: "declared [the election invalid]", "it to be"."""
    for clause in children(verb, "ccomp", "xcomp"):
        if not verb.i < clause.i < limit:
            continue
        subject = next((c for c in children(clause, *SUBJECTS) if verb.i < c.i < clause.i), None)
        aux = {c.lower_ for c in children(clause, "aux", "auxpass", "mark")}
        if clause.lemma_ == "be" and aux == {"to"}:
            head = next((c for c in children(clause, "attr", "acomp") if c.i > clause.i), None)
            subject = subject or next(children(verb, "dobj"), None)
        elif not aux and (clause.pos_ in _NOUNS or clause.tag_ == "VBN"):
            head = clause
            subject = subject or _swallowed(clause)
        else:
            continue
        if head is None or subject is None:
            continue
        first = min(clause.left_edge.i, subject.left_edge.i)
        target = trimmed(verb.doc, range(first, subtree(subject).stop))
        start = subject.right_edge.i + 1 if head == clause else head.left_edge.i
        words = phrase(start, head, limit)
        if target and head.i in words:
            return target, words, head
    return None


def _swallowed(clause: Token) -> Token | None:
    """The object that the parser made a modifier: "the election" in "the election invalid"."""
    if clause.pos_ != "ADJ":
        return None
    nouns = [c for c in clause.lefts if c.pos_ in ("NOUN", "PROPN") and c.dep_ != "npadvmod"]
    return nouns[-1] if nouns else None


def _quoted(verb: Token, limit: int) -> Found | None:
    """Words in quotation marks right after the object: `called the law "a license to kill"`."""
    doc = verb.doc
    target = next((c for c in children(verb, "dobj") if c.i > verb.i), None)
    if target is None:
        return None
    for opening in range(verb.i + 2, min(limit, target.right_edge.i + 2)):
        if doc[opening].text not in OPENING or doc[opening].tag_ == "POS":
            continue
        close = closing_quote(doc, opening, min(limit + 1, len(doc)))
        words = range(opening + 1, close) if close is not None else range(0)
        roots = [doc[i] for i in words if doc[i].head.i not in words and not doc[i].is_punct]
        framed = trimmed(doc, range(verb.i + 1, opening))
        if not roots or not framed or doc[framed[-1]].pos_ not in _NOUNS or roots[0].pos_ == "AUX":
            return None
        if doc[framed[-1]].tag_.startswith("JJ"):
            return None
        return framed, trimmed(doc, words), roots[0]
    return None


def _is_name(head: Token) -> bool:
    named = head.pos_ in ("PROPN", "NUM", "SYM", "X") or head.nbor(-1).text == "#"
    return named and not any(c.text.islower() for c in children(head, "det"))


def preposition_construction(verb: Token, preposition: str) -> Found | None:
    """What a verb says of what: "accused the party of plotting a coup"."""
    limit = clause_end(verb)
    passive = is_passive(verb)
    target = next((c for c in children(verb, "dobj") if c.i > verb.i), None)
    over = [verb] if target is None else [verb, target]
    fit = [
        prep
        for head in over
        for prep in children(head, "prep")
        if prep.lower_ == preposition and verb.i < prep.i < limit
    ]
    heads = [(p, c) for p in fit for c in children(p, "pobj", "pcomp") if c.i > p.i]
    if not heads:
        return None
    prep, head = next(((p, c) for p, c in heads if c.dep_ == "pcomp"), heads[0])
    words = phrase(prep.i + 1, head, limit, passive=passive and is_agent(prep, head))
    if passive:
        framed = subject_target(verb)
    elif target is not None and target.i < prep.i:
        framed = object_target(verb, target.left_edge.i, prep.i)
    else:
        fronted = next((c for c in children(verb, "dobj") if c.i < verb.i), None)
        framed = relative_target(fronted) if fronted is not None else None
    return (framed, words, head) if framed and head.i in words else None


def light_construction(verb: Token, preposition: str) -> Found | None:
    """What something is told to be: "amounted to a coup", "constitutes genocide"."""
    limit = clause_end(verb)
    over = verb
    if preposition:
        preps = [c for c in children(verb, "prep") if c.lower_ == preposition and c.i > verb.i]
        if not preps:
            return None
        over = preps[0]
    head = next((c for c in children(over, "pobj", "dobj", "attr") if c.i > over.i), None)
    if head is None or head.pos_ not in _NOUNS or is_passive(verb):
        return None
    target = subject_target(verb)
    words = phrase(over.i + 1, head, limit)
    return (target, words, head) if target and head.i in words else None
