"""Attributions of direct speech: a quotation, or several, and the verb beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.attribute.agents import agent
from claims.attribute.candidates import Candidate
from claims.attribute.quotes import Quotation
from claims.attribute.spans import Tokens, noun_phrase, trimmed, verb_group, without
from claims.attribute.vocabulary import DASHES, QUOTATION_MARKS, SAYING, STOPS

_TRAILS = DASHES | {",", "?", "!", "...", "…"}
"""What ends a quotation whose speaker is named after it."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_REACH = 40
"""Words beside a quotation in which its speaker is looked for."""
_ADJOINS = 12
"""Words between a verb and the quotation that it brings in without a colon."""

Edges = tuple[tuple[int, int], ...]
"""For each paragraph its first token, and the one after its last."""


@dataclass
class _Turn:
    """What one speaker says until another speaks or the article does."""

    rule: str
    verb: Token
    source: Tokens
    quotations: list[Quotation] = field(default_factory=list)

    def candidate(self, doc: Doc) -> Candidate:
        words = [p for q in self.quotations for p in range(q.first, q.last + 1)]
        content = tuple(p for p in words if not doc[p].is_space)
        cue = without(verb_group(self.verb), content)
        source = without(self.source, content, cue)
        return Candidate(self.rule, self.verb.lemma_.lower(), source, cue, content)


def speech_candidates(
    doc: Doc, quotations: list[Quotation], edges: Edges
) -> tuple[list[Candidate], list[Quotation]]:
    """One candidate for each speaker's turn, and the speech of which nobody near is the speaker."""
    turns: list[_Turn] = []
    orphans: list[Quotation] = []
    turn: _Turn | None = None
    for place, quotation in enumerate(quotations):
        before, after = _beside(doc, quotations, place, edges)
        goes_on = turn is not None and _goes_on(doc, turn, quotation, before, edges)
        if not _is_speech(doc, quotation, before, goes_on):
            continue
        found = _introduced(_lead(doc, quotation, before, edges))
        found = found or _followed(doc, quotation, after)
        if found is not None and not (goes_on and turn is not None and found.verb == turn.verb):
            turn = found
            turns.append(turn)
            turn.quotations += _led_up_to(quotations, place, orphans)
        elif not goes_on:
            turn = None
        (turn.quotations if turn is not None else orphans).append(quotation)
    return [one.candidate(doc) for one in turns], orphans


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    return [doc[p] for p in range(start, end) if not doc[p].is_space]


def _beside(
    doc: Doc, quotations: list[Quotation], place: int, edges: Edges
) -> tuple[list[Token], list[Token]]:
    """The words of the paragraph before and after a quotation, up to the next one."""
    here = quotations[place]
    start, stop = edges[here.paragraph]
    if place and quotations[place - 1].paragraph == here.paragraph:
        start = quotations[place - 1].last + 1
    if place + 1 < len(quotations) and quotations[place + 1].paragraph == here.paragraph:
        stop = quotations[place + 1].first
    return _words(doc, start, here.first), _words(doc, here.last + 1, stop)


def _lead(doc: Doc, quotation: Quotation, before: list[Token], edges: Edges) -> list[Token]:
    """The words that may bring in a quotation: the paragraph before, where it ends in a colon."""
    if quotation.paragraph and quotation.first == edges[quotation.paragraph][0]:
        words = _words(doc, *edges[quotation.paragraph - 1])
        if words and words[-1].text == ":":
            return words
    return before


def _led_up_to(
    quotations: list[Quotation], place: int, orphans: list[Quotation]
) -> list[Quotation]:
    """The paragraphs of one quotation that stand before the one with its speaker."""
    found: list[Quotation] = []
    while quotations[place].continues and orphans and orphans[-1] == quotations[place - 1]:
        found.insert(0, orphans.pop())
        place -= 1
    return found


def _inside(doc: Doc, quotation: Quotation) -> list[Token]:
    words = _words(doc, quotation.first, quotation.last + 1)
    start, end = 0, len(words)
    while start < end and words[start].text in QUOTATION_MARKS:
        start += 1
    while end > start and words[end - 1].text in QUOTATION_MARKS:
        end -= 1
    return words[start:end]


def _is_speech(doc: Doc, quotation: Quotation, before: list[Token], goes_on: bool) -> bool:
    """Whether a quotation is a clause of its own, not some words of the article's sentence."""
    words = _inside(doc, quotation)
    if not words:
        return False
    if not before or before[-1].text in STOPS | {":", ")"}:
        return True
    first = words[0].text
    begun = first[0].isupper() or first[0].isdigit() or first in {"...", "…"}
    if before[-1].text == ",":
        return begun or goes_on
    return begun and before[-1].pos_ == "VERB"


def _goes_on(
    doc: Doc, turn: _Turn, quotation: Quotation, before: list[Token], edges: Edges
) -> bool:
    """Whether the speaker of this turn still speaks."""
    last = turn.quotations[-1]
    if quotation.paragraph == last.paragraph:
        return not before or _only_cue(turn, before)
    if before or quotation.paragraph != last.paragraph + 1:
        return False
    rest = _words(doc, last.last + 1, edges[last.paragraph][1])
    alone = not _words(doc, quotation.last + 1, edges[quotation.paragraph][1])
    return (quotation.continues or alone) and (not rest or _only_cue(turn, rest))


def _only_cue(turn: _Turn, words: list[Token]) -> bool:
    """Whether nothing but the sentence that names the speaker stands here."""
    return turn.verb in words and sum(word.text in STOPS for word in words) <= 1


def _introduced(before: list[Token]) -> _Turn | None:
    """The speaker whom the words before a quotation name: "She said: …"."""
    if not before or before[-1].text in STOPS:
        return None
    clause = before[-_REACH:]
    for place in range(len(clause) - 1, -1, -1):
        if clause[place].text in STOPS:
            clause = clause[place + 1 :]
            break
    verbs = [word for word in clause if word.pos_ == "VERB"]
    saying = [word for word in verbs if word.lemma_.lower() in SAYING]
    if not verbs:
        return None
    verb = (saying or verbs)[-1]
    if before[-1].text != ":" and verb.i < before[-1].i - _ADJOINS:
        return None
    return _Turn("speech after", verb, agent(verb))


def _followed(doc: Doc, quotation: Quotation, after: list[Token]) -> _Turn | None:
    """The speaker whom the words after a quotation name: "…," she said."""
    inside = _inside(doc, quotation)
    if not after or not inside:
        return None
    if inside[-1].text not in _TRAILS and after[0].text not in {",", "—", "–"}:
        return None
    clause: list[Token] = []
    for word in after[:_REACH]:
        if word.text in STOPS:
            break
        if clause or word.text not in _TRAILS:
            clause.append(word)
    for place, verb in enumerate(clause):
        if verb.pos_ != "VERB":
            continue
        if place == 0:
            return _Turn("speech before", verb, _inverted(clause))
        if verb.tag_ in _FINITE and verb.dep_ != "relcl":
            return _Turn("speech before", verb, _subject(verb, clause[:place]))
    return None


def _inverted(clause: list[Token]) -> Tokens:
    """The subject that follows its verb: "said Ann Lee of Acme"."""
    here = {word.i for word in clause}
    verb = clause[0]
    for word in verb.rights:
        if word.dep_ in {"nsubj", "dobj", "attr", "oprd"} and word.i in here:
            return tuple(p for p in noun_phrase(word) if p in here)
    noun = next((word for word in clause[1:] if word.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if noun is None:
        return ()
    while noun.dep_ in {"compound", "amod", "poss", "nmod"} and noun.head.i in here - {verb.i}:
        noun = noun.head
    return tuple(p for p in noun_phrase(noun) if p in here and p != verb.i)


def _subject(verb: Token, clause: list[Token]) -> Tokens:
    """The subject before its verb, even where the parser missed it."""
    here = {word.i for word in clause}
    found = tuple(p for p in agent(verb) if p in here)
    return found or trimmed(verb.doc, here.difference(verb_group(verb)))
