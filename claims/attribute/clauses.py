"""Attributions whose cue is a verb: its clause, object or complement is the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from claims.attribute.agents import agent, child, is_passive
from claims.attribute.candidates import Candidate
from claims.attribute.spans import Tokens, noun_phrase, subtree, trimmed, verb_group, without
from claims.attribute.vocabulary import CASTING, RAISING, SETTING

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_PASSIVE_RULES = {"xcomp": "to", "oprd": "oprd", "ccomp": "that"}
_PASSIVE_PREPOSITIONS = frozenset({"as", "of", "for", "with"})
_RELATIVES = frozenset({"which", "who", "whose", "where"})

_Complement = tuple[str, Token | None, Tokens]
"""The rule, the preposition that belongs to the cue, and the content."""


def verb_candidates(verb: Token) -> Iterator[Candidate]:
    """Each way in which this verb may attribute something."""
    lemma = verb.lemma_.lower()
    if (particle := child(verb, "prt")) is not None:
        lemma = f"{lemma} {particle.lower_}"
    if lemma in RAISING:
        return
    if is_passive(verb):
        yield from _passive(verb, lemma)
    else:
        yield from _active(verb, lemma)


def _active(verb: Token, lemma: str) -> Iterator[Candidate]:
    group = verb_group(verb)
    source = agent(verb)
    for rule, extra, content in _complements(verb):
        key, cue = lemma, group
        if extra is not None:
            key = f"{lemma} {extra.lower_}"
            if extra.i <= group[-1] + 2:
                cue = tuple(range(group[0], extra.i + 1))
        if words := without(content, source, cue):
            yield Candidate(rule, key, without(source, cue), cue, words)


def _complements(verb: Token) -> Iterator[_Complement]:
    doc = verb.doc
    right = list(verb.rights)
    clause = next((one for one in right if one.dep_ == "ccomp"), None)
    infinitive = next((one for one in right if one.dep_ == "xcomp"), None)
    thing = next((one for one in right if one.dep_ in {"dobj", "dative"}), None)
    before = next((one for one in verb.lefts if one.dep_ == "ccomp"), None)
    if clause is not None:
        finite = any(one.dep_ in _SUBJECTS for one in clause.children)
        yield "that" if finite else "small", None, _clause_after(verb, clause)
    elif before is not None:
        yield "pre", None, _clause_before(verb, before)
    elif verb.dep_ == "parataxis":
        main = verb.head.head if verb.head.dep_ in {"aux", "auxpass"} else verb.head
        yield "pre", None, _clause_before(verb, main)
    if infinitive is not None:
        yield _infinitive(verb, infinitive, thing)
    elif clause is None and thing is not None:
        yield _object(verb, thing)
    elif clause is None:
        yield from _prepositions(verb)
    relative = next((one for one in verb.lefts if one.dep_ == "dobj"), None)
    if relative is not None and clause is None:
        yield "fronted", None, trimmed(doc, subtree(relative))


def _clause_after(verb: Token, clause: Token) -> Tokens:
    found = [p for p in subtree(clause) if p > verb.i]
    return trimmed(verb.doc, range(min(found), max(found) + 1))


def _clause_before(verb: Token, clause: Token) -> Tokens:
    """A clause that its verb follows, or breaks into."""
    own = subtree(verb, [clause] if clause.head == verb else ())
    return trimmed(verb.doc, without(subtree(clause), verb_group(verb), tuple(own)))


def _infinitive(verb: Token, infinitive: Token, thing: Token | None) -> _Complement:
    if any(one.tag_ == "TO" for one in infinitive.children):
        rule = "to"
    else:
        rule = "ing" if infinitive.tag_ == "VBG" else "small"
    extent = subtree(infinitive)
    if thing is not None:
        extent += subtree(thing) if thing.i < infinitive.i else []
        return f"{rule}+obj", None, trimmed(verb.doc, extent)
    called = next((one for one in verb.rights if one.dep_ == "prep"), None)
    if called is not None and rule == "to" and called.lower_ not in SETTING - {"on"}:
        whom = subtree(called)[1:]
        if called.i < infinitive.i and whom and whom[-1] == infinitive.left_edge.i - 1:
            return rule, called, trimmed(verb.doc, extent + whom)
    return rule, None, trimmed(verb.doc, extent)


def _object(verb: Token, thing: Token) -> _Complement:
    doc = verb.doc
    extent = subtree(thing)
    rule = "obj"
    for one in verb.rights:
        if one.i <= thing.i:
            continue
        if one.dep_ in {"oprd", "acomp"}:
            rule = "obj+oprd"
        elif one.dep_ == "prep" and one.lower_ not in SETTING:
            rule = "obj+as" if one.lower_ == "as" else rule
        elif one.dep_ != "advmod":
            break
        if one.dep_ != "advmod":
            extent += subtree(one)
    if rule == "obj" and verb.lemma_.lower() in CASTING and _as_in(doc, extent) is not None:
        rule = "obj+as"
    limit = next((p for p in range(thing.i + 1, max(extent)) if _is_aside(doc[p])), None)
    return rule, None, trimmed(doc, (p for p in extent if limit is None or p < limit))


def _is_aside(word: Token) -> bool:
    return word.lower_ in _RELATIVES and word.i > 0 and word.nbor(-1).text == ","


def _as_in(doc: Doc, positions: Iterable[int]) -> int | None:
    """Where "as" brings in what something is said to be."""
    for position in positions:
        word = doc[position]
        after = doc[position + 1].lower_ if position + 1 < len(doc) else ""
        if word.lower_ == "as" and word.dep_ == "prep" and after not in {"well", "of", "to"}:
            return position
    return None


def _prepositions(verb: Token) -> Iterator[_Complement]:
    for one in verb.rights:
        below = next(iter(one.rights), None)
        if one.dep_ != "prep" or below is None:
            continue
        preposition = below if below.dep_ == "prep" else one
        words = [p for p in subtree(preposition) if p > preposition.i]
        for other in verb.rights:
            if other.i > preposition.i and other.dep_ == "prep":
                if other.lower_ in SETTING:
                    break
                words += subtree(other)
        yield "prep", preposition, trimmed(verb.doc, words)


def _passive(verb: Token, lemma: str) -> Iterator[Candidate]:
    doc, cue, source = verb.doc, verb_group(verb), agent(verb)
    named = _undergoer(verb)
    hidden = _as_in(doc, source) if verb.lemma_.lower() in CASTING else None
    complement = next((one for one in verb.rights if _completes_passive(one)), None)
    rule = "passive by" if source else "passive"
    words: Tokens = ()
    if hidden is not None:
        words = trimmed(doc, subtree(doc[hidden]))
        source = trimmed(doc, (p for p in source if p < hidden))
        rule = "passive as by"
    elif complement is not None:
        kind = _PASSIVE_RULES.get(complement.dep_, complement.lower_)
        rule = "passive as by" if kind == "as" and source else f"passive {kind}"
        words = trimmed(doc, (p for p in subtree(complement) if p > cue[-1]))
        if kind == "that":
            named = ()
    if content := without((*named, *words), source, cue):
        yield Candidate(rule, lemma, without(source, cue), cue, content)


def _completes_passive(one: Token) -> bool:
    return one.dep_ in _PASSIVE_RULES or (
        one.dep_ == "prep" and one.lower_ in _PASSIVE_PREPOSITIONS
    )


def _undergoer(verb: Token) -> Tokens:
    """What a verb in the passive is done to."""
    subject = child(verb, "nsubjpass")
    if subject is not None:
        return noun_phrase(subject) if subject.lower_ != "it" else ()
    if verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return noun_phrase(verb.head, without=[verb])
    return ()
