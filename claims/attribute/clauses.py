"""Attributions whose cue is a verb: its clause, its object or its complement is the content."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claims.attribute.agents import agent, child, is_passive
from claims.attribute.candidates import Candidate
from claims.attribute.spans import Tokens, noun_phrase, subtree, trimmed, verb_group

_TIME = frozenset({"npadvmod", "tmod"})
_SETTING = frozenset("in on at during after before since until by while".split())
"""Prepositions that set a scene rather than belong to what is said of an object."""
_RAISING = frozenset({"seem", "appear"})


def verb_candidates(verb: Token) -> Iterator[Candidate]:
    """Each way in which this verb may attribute something."""
    lemma = verb.lemma_.lower()
    if particle := child(verb, "prt"):
        lemma = f"{lemma} {particle.lower_}"
    cue = verb_group(verb)
    if lemma in _RAISING:
        yield from _raised(verb, lemma, cue, "raise")
        return
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        yield from _passive(verb, lemma, cue)
        return
    source = agent(verb)
    barred = set(source) | set(cue)
    for rule, extra, content in _complements(verb):
        words = tuple(position for position in content if position not in barred)
        if words:
            ours = cue
            key = lemma
            if extra:
                key = f"{lemma} {extra.lower_}"
                ours = tuple(range(cue[0], extra.i + 1)) if extra.i <= cue[-1] + 2 else cue
                words = tuple(p for p in words if p not in ours)
            if words:
                yield Candidate(rule, key, tuple(p for p in source if p not in ours), ours, words)


def _complements(verb: Token) -> Iterator[tuple[str, Token | None, Tokens]]:
    doc = verb.doc
    right = [one for one in verb.rights]
    clause = next((one for one in right if one.dep_ == "ccomp"), None)
    infinitive = next((one for one in right if one.dep_ == "xcomp"), None)
    thing = next((one for one in right if one.dep_ in {"dobj", "dative"}), None)
    before = next((one for one in verb.lefts if one.dep_ == "ccomp"), None)
    if clause is not None:
        finite = any(one.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for one in clause.children)
        yield ("that" if finite else "small"), None, clause_extent(verb, clause)
    elif before is not None:
        yield "pre", None, before_extent(verb, before)
    elif verb.dep_ == "parataxis" and verb.head.i < verb.i:
        yield "pre", None, before_extent(verb, verb.head)
    if infinitive is not None:
        to = any(one.tag_ == "TO" for one in infinitive.children)
        extent = list(subtree(infinitive))
        if thing is not None and thing.i < infinitive.i:
            extent += subtree(thing)
        kind = "to" if to else "ing" if infinitive.tag_ == "VBG" else "small"
        yield kind + ("+obj" if thing is not None else ""), None, trimmed(doc, extent)
    if clause is None and infinitive is None:
        if thing is not None:
            yield from _objects(verb, thing)
        else:
            yield from _prepositions(verb)
    relative = next((one for one in verb.lefts if one.dep_ == "dobj"), None)
    if relative is not None and clause is None:
        yield "fronted", None, trimmed(doc, subtree(relative))


def _objects(verb: Token, thing: Token) -> Iterator[tuple[str, Token | None, Tokens]]:
    doc = verb.doc
    extent = list(subtree(thing))
    rule = "obj"
    for one in verb.rights:
        if one.i <= thing.i:
            continue
        if one.dep_ == "prep":
            if one.lower_ in _SETTING:
                break
            if one.lower_ == "as":
                rule = "obj+as"
            extent += subtree(one)
        elif one.dep_ in {"oprd", "acomp"}:
            rule = "obj+oprd"
            extent += subtree(one)
        elif one.dep_ not in {"advmod"}:
            break
    first = min(extent)
    limit = next((p for p in range(thing.i + 1, max(extent)) if _incidental(doc[p])), None)
    if limit:
        extent = [p for p in extent if p < limit]
    yield rule, None, trimmed(doc, [p for p in extent if p >= first])


def _incidental(word: Token) -> bool:
    return (
        word.i > 0
        and word.nbor(-1).text == ","
        and word.lower_ in {"which", "who", "whose", "where"}
    )


def _prepositions(verb: Token) -> Iterator[tuple[str, Token | None, Tokens]]:
    doc = verb.doc
    for one in verb.rights:
        if one.dep_ != "prep":
            continue
        below = [part for part in one.rights]
        if not below:
            continue
        if below[0].dep_ == "prep":
            one = below[0]
        words = [p for p in subtree(one) if p > one.i]
        for other in verb.rights:
            if other.i > one.i and other.dep_ == "prep":
                if other.lower_ in _SETTING:
                    break
                words += subtree(other)
        yield "prep", one, trimmed(doc, words)


def _passive(verb: Token, lemma: str, cue: Tokens) -> Iterator[Candidate]:
    doc = verb.doc
    source = agent(verb)
    subject = child(verb, "nsubjpass")
    if subject is None and verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        named = noun_phrase(verb.head, without=[verb])
    else:
        named = noun_phrase(subject) if subject and subject.lower_ != "it" else ()
    for one in verb.rights:
        if one.dep_ in {"xcomp", "oprd", "ccomp"} or (one.dep_ == "prep" and one.lower_ in {"as", "of", "for", "with"}):
            kind = {"xcomp": "to", "oprd": "oprd", "ccomp": "that"}.get(one.dep_, one.lower_)
            words = (*named, *(p for p in trimmed(doc, subtree(one)) if p > cue[-1]))
            if kind == "that":
                words = clause_extent(verb, one)
            yield Candidate(f"passive {kind}", lemma, source, cue, _less(words, source, cue))
            return
    if named:
        rule = "passive by" if source else "passive"
        yield Candidate(rule, lemma, source, cue, _less(named, source, cue))


def _raised(verb: Token, lemma: str, cue: Tokens, rule: str) -> Iterator[Candidate]:
    subject = child(verb, "nsubj")
    named = noun_phrase(subject) if subject else ()
    rest = [p for one in verb.rights if one.dep_ in {"xcomp", "oprd", "acomp", "ccomp", "prep"} for p in subtree(one)]
    words = trimmed(verb.doc, rest)
    if words:
        yield Candidate(rule, lemma, (), cue, _less((*named, *words), (), cue))


def _less(words: Tokens, source: Tokens, cue: Tokens) -> Tokens:
    barred = set(source) | set(cue)
    return tuple(sorted({p for p in words if p not in barred}))


def clause_extent(verb: Token, clause: Token) -> Tokens:
    """The words of a clause that follows its verb."""
    doc = verb.doc
    found = [p for p in subtree(clause) if p > verb.i]
    return trimmed(doc, range(min(found), max(found) + 1))


def before_extent(verb: Token, clause: Token) -> Tokens:
    """The words of a clause that its verb follows or breaks into."""
    doc = verb.doc
    barred = set(verb_group(verb)) | set(subtree(verb, [clause] if clause.head == verb else ()))
    found = [p for p in subtree(clause) if p not in barred]
    return trimmed(doc, found)
