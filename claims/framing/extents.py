"""Where the thing framed, and the words that frame it, begin and end.

A small parser often hangs the end of a long phrase on the wrong word, so the ends are decided by
construction: what may and what may not stand in such a phrase.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from claims.framing.syntax import (
    CLOSING,
    OPENING,
    QUOTES,
    RELATIVES,
    children,
    closing_quote,
    has_subject,
    lemma,
    subject_of,
    subtree,
    trimmed,
    verb_group,
)
from claims.framing.verbs import DEED_NOUNS, MEDIA

_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "PRON", "NUM"))


def clause_end(verb: Token) -> int:
    """Where a verb's own words end: before a coordinate clause with a subject of its own."""
    end = subtree(verb).stop
    for token in verb.doc[verb.i + 1 : end]:
        over = token.head == verb or verb.is_ancestor(token.head)
        if over and token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and has_subject(token):
            first = min([token.left_edge.i, *_coordinators(token)])
            if first > verb.i:
                return first
    return end


def _coordinators(token: Token) -> list[int]:
    """The conjunction right before a clause, and the comma before that."""
    found, at = [], token.left_edge.i - 1
    while at > token.head.i and (token.doc[at].dep_ == "cc" or token.doc[at].is_punct):
        found.append(at)
        at -= 1
    return found


def phrase(start: int, head: Token, limit: int, *, passive: bool = False) -> range:
    """The words that frame: from `start` through all that belongs to their head word."""
    doc = head.doc
    end = min(_end(head, passive=passive), limit)
    end = _carry_on(doc, max(end, head.i + 1), limit, passive=passive)
    if start < end and doc[start].text in OPENING:
        close = closing_quote(doc, start, min(limit + 1, len(doc)))
        end = close + 1 if close is not None and close >= end - 1 else _past_quote(doc, start, end)
    return trimmed(doc, range(start, end))


def _past_quote(doc: Doc, start: int, end: int) -> int:
    """Past the mark that closes what opened inside: `a "coup" and a "crime,"`."""
    if sum(doc[i].text in QUOTES and doc[i].tag_ != "POS" for i in range(start, end)) % 2:
        for at in (end, end + 1):
            if at < len(doc) and doc[at].text in CLOSING:
                return at + 1
            if at >= len(doc) or doc[at].text not in (",", ".", "!", "?"):
                break
    return end


def _end(head: Token, *, passive: bool) -> int:
    """Through the head's dependents on the right, up to the first that is another's business."""
    end = head.i + 1
    comma = False
    for child in head.rights:
        if child.is_punct:
            if child.text == "(":
                break
            comma = comma or (child.text not in QUOTES and child.text not in "-–()")
            continue
        if _stops(child, head, comma=comma, passive=passive):
            break
        if child.dep_ in ("prep", "dobj", "pobj", "agent", "conj", "attr", "pcomp", "xcomp"):
            inner = _end(child, passive=False)
        else:
            inner = child.right_edge.i + 1
        if child.dep_ != "cc":
            end = max(end, inner)
        if child.dep_ == "conj":
            comma = False
    return end


def _stops(child: Token, head: Token, *, comma: bool, passive: bool) -> bool:
    if child.dep_ == "cc":
        return False
    if child.dep_ == "conj":
        participle = (
            child.tag_ == "VBN" and head.pos_ != "NOUN" and not any(children(child, "dobj"))
        )
        verbal = child.pos_ == "VERB" and head.pos_ in _NOMINAL and not participle
        return (
            has_subject(child)
            or verbal
            or (child.tag_ in ("VBD", "VBZ", "VBP") and head.tag_ != child.tag_)
        )
    if comma or child.dep_ in ("parataxis", "npadvmod", "advcl", "punct", "intj"):
        return not (child.dep_ == "npadvmod" and head.pos_ == "ADJ")
    if child.dep_ in ("prep", "agent"):
        return _is_adjunct(child) or (passive and is_agent(child, head))
    return False


def is_agent(by: Token, head: Token) -> bool:
    """Whether a "by" that hangs on the framing words names the framer instead."""
    return by.lower_ == "by" and lemma(head) not in DEED_NOUNS and head.pos_ in _NOMINAL


def _is_adjunct(prep: Token) -> bool:
    """Whether a phrase tells when or in which medium something was said."""
    for pobj in children(prep, "pobj"):
        if pobj.ent_type_ in ("DATE", "TIME") and prep.lower_ in (
            "on",
            "in",
            "at",
            "during",
            "since",
        ):
            return pobj.ent_type_ == "TIME" or pobj.pos_ == "PROPN" or prep.lower_ == "on"
        if lemma(pobj) in MEDIA and prep.lower_ in ("in", "at", "on", "during"):
            return True
    return False


def _carry_on(doc: Doc, end: int, limit: int, *, passive: bool) -> int:
    """Past the end that the parse gives, while what follows can only go on with the phrase."""
    while end < limit:
        token = doc[end]
        if token.text == "-" and not token.whitespace_ and not token.nbor(-1).whitespace_:
            end = min(limit, end + 2)
            continue
        of = token.lower_ in ("of", "with")
        relative = token.lower_ in RELATIVES and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        participle = token.tag_ == "VBN" and token.dep_ in ("acl", "advcl")
        if relative and token.head.i > end:
            token = token.head
        elif not (of or (participle and not passive)):
            return end
        after = min(limit, max(end + 1, _end(token, passive=False)))
        if after <= end:
            return end
        end = after
    return end


def object_target(verb: Token, start: int, limit: int) -> range:
    """The thing framed, between a verb and the "as" (or the framing words) at `limit`."""
    doc = verb.doc
    end = limit
    for child in verb.rights:
        if not start < child.i < limit:
            continue
        late = child.dep_ in ("npadvmod", "agent") or child.dep_ == "advmod"
        if late or (child.dep_ == "prep" and _is_adjunct(child)):
            end = min(end, child.left_edge.i)
    return trimmed(doc, range(start, end if end > start else limit))


def subject_target(verb: Token) -> range | None:
    """The thing framed, where a passive verb's subject or the noun that it modifies is it."""
    doc = verb.doc
    if verb.dep_ in ("acl", "amod") and not has_subject(verb):
        if verb.dep_ == "amod" and verb.head.i > verb.i:
            return None
        return _before(verb.head, verb.left_edge.i)
    subject = subject_of(verb)
    if subject is None:
        # "Denounced by owners and defended by the union": what the first one is said of.
        joined = verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN"
        return subject_target(verb.head) if joined else None
    if subject.lower_ in RELATIVES and subject.dep_ != "csubj":
        return antecedent(subject)
    group = verb_group(verb).start
    words = subtree(subject)
    stop = min(words.stop, group) if words.start < group else words.stop
    return trimmed(doc, range(words.start, stop)) or None


NOTHING = range(0)
"""No thing framed, where the construction needs one; None is a thing not put in words."""


def passive_target(verb: Token) -> range | None:
    """What a passive verb frames; None for "what is called", NOTHING where there is nothing."""
    subject = subject_of(verb)
    if subject is not None and is_what(subject):
        return None
    return subject_target(verb) or NOTHING


def is_what(token: Token) -> bool:
    """Whether a "what" opens a clause that stands for an unnamed thing."""
    return token.lower_ in ("what", "whatever") and token.tag_ in ("WP", "WDT")


def antecedent(relative: Token) -> range | None:
    """The words that a relative pronoun stands for, up to the pronoun."""
    token = relative
    while token.dep_ != "relcl" and token.head != token:
        token = token.head
    if token.dep_ != "relcl" or token.head.i > relative.i:
        return None
    return _before(token.head, min(relative.i, token.left_edge.i))


def _before(noun: Token, stop: int) -> range | None:
    words = trimmed(noun.doc, range(noun.left_edge.i, stop))
    return words if noun.i in words else None
