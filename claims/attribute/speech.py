"""Attributions of direct speech: a quotation, or several, and the verb beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.attribute.agents import agent
from claims.attribute.candidates import Candidate
from claims.attribute.quotes import Quotation
from claims.attribute.spans import Tokens, noun_phrase, trimmed, verb_group

_STOPS = frozenset({".", "?", "!", ";"})
_TRAILS = frozenset({",", "?", "!", "...", "…", "—", "–", "-", "--"})
_MARKS = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'", "«", "»", "„", "‟", "＂"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_REACH = 40
"""Tokens between a quotation and the verb that brings it in, at most."""
SAYING = frozenset(
    "say tell add ask write tweet note reply respond continue explain declare announce state joke "
    "argue insist warn conclude recall begin read report post comment remark shout yell quip cry "
    "exclaim observe suggest answer go put claim admit acknowledge think".split()
)
"""Verbs that most often bring in a quotation; of several in a clause, one of these is the cue."""


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
        cue = tuple(p for p in verb_group(self.verb) if p not in content)
        source = tuple(p for p in self.source if p not in content and p not in cue)
        return Candidate(self.rule, self.verb.lemma_.lower(), source, cue, content)


def speech_candidates(
    doc: Doc, quotations: list[Quotation], edges: list[tuple[int, int]]
) -> tuple[list[Candidate], list[Quotation]]:
    """One candidate for each speaker's turn, and the quotations that nobody near is said to speak.

    `edges` are the tokens of each paragraph: its first, and the one after its last.
    """
    turns: list[_Turn] = []
    orphans: list[Quotation] = []
    turn: _Turn | None = None
    for number, quotation in enumerate(quotations):
        first, end = edges[quotation.paragraph]
        past = quotations[number - 1] if number else None
        follower = quotations[number + 1] if number + 1 < len(quotations) else None
        start = past.last + 1 if past and past.paragraph == quotation.paragraph else first
        stop = follower.first if follower and follower.paragraph == quotation.paragraph else end
        before = _words(doc, start, quotation.first)
        after = _words(doc, quotation.last + 1, stop)
        goes_on = turn is not None and _goes_on(turn, quotation, before)
        if not _is_speech(doc, quotation, before, goes_on):
            continue
        found = _introduced(before) or _followed(doc, quotation, after)
        if found and not (goes_on and turn and found.verb == turn.verb):
            turn = found
            turns.append(turn)
        elif not goes_on:
            turn = None
        if turn:
            turn.quotations.append(quotation)
        else:
            orphans.append(quotation)
    return [turn.candidate(doc) for turn in turns], orphans


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    return [doc[p] for p in range(start, end) if not doc[p].is_space]


def _inside(doc: Doc, quotation: Quotation) -> list[Token]:
    words = _words(doc, quotation.first, quotation.last + 1)
    while words and words[0].text in _MARKS:
        words.pop(0)
    while words and words[-1].text in _MARKS:
        words.pop()
    return words


def _is_speech(doc: Doc, quotation: Quotation, before: list[Token], goes_on: bool) -> bool:
    """Whether a quotation is a clause of its own, not some words of the article's sentence."""
    words = _inside(doc, quotation)
    if not words:
        return False
    fresh = not before or before[-1].text in _STOPS or before[-1].text in {":", ")"}
    begun = words[0].text[0].isupper() or words[0].text[0].isdigit() or words[0].text in {"...", "…"}
    return fresh or ((begun or goes_on) and before[-1].text == ",") or (begun and before[-1].pos_ == "VERB")


def _goes_on(turn: _Turn, quotation: Quotation, before: list[Token]) -> bool:
    """Whether the speaker of this turn still speaks."""
    last = turn.quotations[-1]
    if quotation.paragraph == last.paragraph:
        sentences = sum(word.text in _STOPS for word in before)
        return not before or (turn.verb in before and sentences <= 1)
    return False


def _introduced(before: list[Token]) -> _Turn | None:
    """The speaker whom the words before a quotation name: "She said: …"."""
    if not before or before[-1].text in _STOPS:
        return None
    clause: list[Token] = []
    for word in reversed(before[-_REACH:]):
        if word.text in _STOPS:
            break
        clause.insert(0, word)
    verbs = [word for word in clause if word.pos_ == "VERB"]
    if not verbs:
        return None
    saying = [word for word in verbs if word.lemma_.lower() in SAYING]
    verb = (saying or verbs)[-1]
    if before[-1].text != ":" and verb.i < before[-1].i - 12:
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
        if word.text in _STOPS:
            break
        clause.append(word)
    while clause and clause[0].text in _TRAILS:
        clause.pop(0)
    for place, verb in enumerate(clause):
        if verb.pos_ != "VERB" or (verb.tag_ not in _FINITE and place):
            continue
        if place and verb.dep_ == "relcl":
            continue
        if place == 0:
            return _Turn("speech before", verb, _inverted(clause))
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
    while noun.head.i in here and noun.head != verb and noun.dep_ in {"compound", "amod", "poss", "nmod"}:
        noun = noun.head
    return tuple(p for p in noun_phrase(noun) if p in here and p != verb.i)


def _subject(verb: Token, clause: list[Token]) -> Tokens:
    here = {word.i for word in clause}
    found = tuple(p for p in agent(verb) if p in here)
    if found:
        return found
    group = set(verb_group(verb))
    return trimmed(verb.doc, here - group)
