"""Attributions whose cue is no verb: a noun, an adjective, an adverb, or "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claims.attribute.agents import agent, child, possessor
from claims.attribute.candidates import Candidate
from claims.attribute.spans import Tokens, noun_phrase, subtree, trimmed, verb_group, without
from claims.attribute.vocabulary import HEARSAY, LIGHT

_LONGEST_CUE = 8
"""Words in "the question of the day is" and the like; longer ones are errors of the parse."""


def according_to(word: Token) -> Iterator[Candidate]:
    """ "According to X, …": the rest of the clause is what X says."""
    to = next((one for one in word.rights if one.lower_ == "to" or one.dep_ == "prep"), None)
    named = child(to, "pobj") if to is not None else None
    if to is None or named is None:
        return
    clause = word.head
    while clause.pos_ not in {"VERB", "AUX"} and clause.head != clause:
        clause = clause.head
    phrase = tuple(subtree(word))
    content = trimmed(word.doc, without(subtree(clause), phrase))
    if content:
        yield Candidate("according", "according to", noun_phrase(named), (word.i, to.i), content)


def adverb_candidates(word: Token) -> Iterator[Candidate]:
    """ "reportedly": its clause is the content, and nobody is named."""
    if word.lower_ in HEARSAY and word.dep_ == "advmod":
        cue = (word.i,)
        if words := without(trimmed(word.doc, subtree(word.head)), cue):
            yield Candidate("adverb", word.lower_, (), cue, words)


def noun_candidates(noun: Token) -> Iterator[Candidate]:
    """ "his claim that …", "made a promise to …", "criticism of …"."""
    doc, lemma = noun.doc, noun.lemma_.lower()
    for one in noun.rights:
        if one.dep_ in {"acl", "relcl", "ccomp"} and (rule := _clause_rule(one)):
            yield from _of_noun(noun, rule, lemma, trimmed(doc, subtree(one)), noun.i)
            return
        below = child(one, "pobj", "pcomp") if one.dep_ == "prep" else None
        if below is not None:
            words = trimmed(doc, subtree(below))
            yield from _of_noun(noun, "noun prep", f"{lemma} {one.lower_}", words, one.i)
            return


def _clause_rule(clause: Token) -> str | None:
    mark = child(clause, "mark")
    if mark is not None and mark.lower_ in {"that", "whether"}:
        return "noun that"
    return "noun to" if any(one.tag_ == "TO" for one in clause.lefts) else None


def _of_noun(noun: Token, rule: str, key: str, words: Tokens, last: int) -> Iterator[Candidate]:
    verb = noun.head
    governed = noun.dep_ == "dobj" and verb.pos_ == "VERB" and verb.i < noun.i
    if governed and verb.lemma_.lower() in LIGHT:
        source, first, rule = agent(verb), verb_group(verb)[0], f"light {rule}"
    else:
        source, first = possessor(noun), noun.i
        for one in noun.lefts:
            near = one.dep_ in {"amod", "compound"} and noun.i - one.i <= 2
            if near and not (source and one.i <= source[-1]):
                first = min(first, one.i)
        rule = f"{rule} of" if source else rule
    cue = tuple(range(first, last + 1))
    if content := tuple(p for p in words if p > last):
        yield Candidate(rule, key, without(source, cue, content), cue, content)


def copular_candidates(verb: Token) -> Iterator[Candidate]:
    """ "is confident that …", "are opposed to …", "the question is whether …"."""
    subject = child(verb, "nsubj")
    adjective = child(verb, "acomp")
    if adjective is not None and adjective.i > verb.i:
        named = subject is not None and subject.lower_ not in {"it", "there"}
        source = noun_phrase(subject) if subject is not None and named else ()
        for one in (*adjective.rights, *verb.rights):
            if found := _of_adjective(verb, adjective, one, source):
                yield found
                return
    clause = next((one for one in verb.rights if one.dep_ == "ccomp"), None)
    if clause is not None and subject is not None and subject.pos_ == "NOUN":
        source = possessor(subject)
        start = source[-1] + 1 if source else subject.left_edge.i
        cue = tuple(range(start, verb.i + 1))
        words = trimmed(verb.doc, (p for p in subtree(clause) if p > verb.i))
        if words and 0 < len(cue) <= _LONGEST_CUE:
            yield Candidate("noun is", subject.lemma_.lower(), source, cue, words)


def _of_adjective(verb: Token, adjective: Token, one: Token, source: Tokens) -> Candidate | None:
    key, last = adjective.lower_, adjective.i
    if one.dep_ in {"ccomp", "xcomp"}:
        rule, words = f"adjective {'that' if one.dep_ == 'ccomp' else 'to'}", subtree(one)
    elif one.dep_ == "prep" and one.head == adjective and child(one, "pobj", "pcomp") is not None:
        rule, words, last = "adjective prep", subtree(one), one.i
        key = f"{key} {one.lower_}"
    else:
        return None
    cue = (*verb_group(verb), *range(verb.i + 1, last + 1))
    content = without(trimmed(verb.doc, (p for p in words if p > last)), source, cue)
    return Candidate(rule, key, without(source, cue), cue, content) if content else None
