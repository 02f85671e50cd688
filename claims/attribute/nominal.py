"""Attributions whose cue is not a verb: nouns, adjectives, adverbs, "according to", headlines."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claims.attribute.agents import agent, child
from claims.attribute.candidates import Candidate
from claims.attribute.spans import Tokens, noun_phrase, subtree, trimmed, verb_group

_LIGHT = frozenset(
    "make have give express issue offer take voice raise show deliver get hold reiterate repeat "
    "press find share launch release see reach send provide face put".split()
)
_ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())


def according_to(word: Token) -> Iterator[Candidate]:
    """ "According to X, …": the rest of the clause is what X says."""
    to = next((one for one in word.rights if one.dep_ in {"prep", "prt"} or one.lower_ == "to"), None)
    named = child(to, "pobj") if to is not None else child(word, "pobj")
    if to is None or named is None:
        return
    source = noun_phrase(named)
    head = word.head
    phrase = set(subtree(word))
    content = [p for p in subtree(head, [word]) if p not in phrase]
    if head.dep_ != "ROOT" and head.pos_ not in {"VERB", "AUX"}:
        while head.dep_ != "ROOT" and head.pos_ not in {"VERB", "AUX"}:
            head = head.head
        content = [p for p in subtree(head) if p not in phrase]
    yield Candidate(
        "according", "according to", source, (word.i, to.i), trimmed(word.doc, content)
    )


def adverb_candidates(word: Token) -> Iterator[Candidate]:
    """ "reportedly": its clause is the content, and nobody is named."""
    if word.lower_ in _ADVERBS and word.dep_ == "advmod":
        words = trimmed(word.doc, (p for p in subtree(word.head) if p != word.i))
        if words:
            yield Candidate("adverb", word.lower_, (), (word.i,), words)


def noun_candidates(noun: Token) -> Iterator[Candidate]:
    """ "his claim that …", "made a promise to …", "criticism of …"."""
    doc = noun.doc
    lemma = noun.lemma_.lower()
    for one in noun.rights:
        if one.dep_ in {"acl", "relcl", "ccomp"}:
            mark = child(one, "mark")
            if mark is not None and mark.lower_ in {"that", "whether"}:
                rule = "that"
            elif any(part.tag_ == "TO" and part.i < one.i for part in one.lefts):
                rule = "to"
            else:
                continue
            words, cut = trimmed(doc, subtree(one)), noun.i
        elif one.dep_ == "prep" and (below := child(one, "pobj", "pcomp")):
            rule = "prep"
            words, cut = trimmed(doc, subtree(below)), one.i
        else:
            continue
        key = f"{lemma} {doc[cut].lower_}" if rule == "prep" else lemma
        yield _noun(noun, f"noun {rule}", key, words, cut)
        return


def _noun(noun: Token, rule: str, key: str, words: Tokens, cut: int) -> Candidate:
    possessor = child(noun, "poss")
    verb = noun.head
    governed = noun.dep_ == "dobj" and verb.pos_ == "VERB" and verb.i < noun.i
    if governed and verb.lemma_.lower() in _LIGHT:
        source, first = agent(verb), verb_group(verb)[0]
        rule = f"light {rule}"
    else:
        source = noun_phrase(possessor) if possessor is not None else ()
        left = [one for one in noun.lefts if one.dep_ in {"amod", "compound"} and one.i > (source[-1] if source else -1)]
        first = min([noun.i, *(one.i for one in left if noun.i - one.i <= 2)])
        rule = f"{rule} of" if source else rule
    cue = tuple(range(first, max(cut, noun.i) + 1))
    content = tuple(p for p in words if p > cue[-1])
    return Candidate(rule, key, tuple(p for p in source if p not in cue and p not in content), cue, content)


def copular_candidates(verb: Token) -> Iterator[Candidate]:
    """ "is confident that …", "are opposed to …", "the question is whether …"."""
    doc = verb.doc
    adjective = child(verb, "acomp")
    subject = child(verb, "nsubj")
    if adjective is not None and adjective.i > verb.i:
        for one in (*adjective.rights, *(r for r in verb.rights if r.dep_ in {"ccomp", "xcomp"})):
            key = adjective.lower_
            cue = (*verb_group(verb), *range(verb.i + 1, adjective.i + 1))
            if one.dep_ in {"ccomp", "xcomp"}:
                rule = "adjective that" if one.dep_ == "ccomp" else "adjective to"
                words = [p for p in subtree(one) if p > adjective.i]
            elif one.dep_ == "prep" and (below := child(one, "pobj", "pcomp")):
                rule, key = "adjective prep", f"{key} {one.lower_}"
                cue = (*cue, *range(adjective.i + 1, one.i + 1))
                words = [p for p in subtree(below) if p > one.i]
            else:
                continue
            barred = set(cue)
            source = noun_phrase(subject) if subject and subject.lower_ not in {"it", "there"} else ()
            content = tuple(p for p in trimmed(doc, words) if p not in barred)
            if content:
                yield Candidate(rule, key, source, tuple(sorted(barred)), content)
            return
    clause = next((one for one in verb.rights if one.dep_ == "ccomp"), None)
    if clause is not None and subject is not None and subject.pos_ == "NOUN":
        possessor = child(subject, "poss")
        source = noun_phrase(possessor) if possessor else ()
        start = source[-1] + 1 if source else subject.left_edge.i
        cue = tuple(range(start, verb.i + 1))
        if len(cue) <= 8:
            words = trimmed(doc, (p for p in subtree(clause) if p > verb.i))
            yield Candidate("noun is", subject.lemma_.lower(), source, cue, words)
