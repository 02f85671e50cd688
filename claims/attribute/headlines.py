"""Attributions in headlines and links, and where a speaker stands before a colon."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.attribute.candidates import Candidate
from claims.attribute.spans import trimmed
from claims.attribute.vocabulary import DASHES, STOPS, TITLED
from claims.records import SectionName

_NAME_WORDS = 8
"""The most words before a colon that are still taken for a speaker; half as many after a dash."""
_CLAIM_WORDS = 3
"""The fewest words that are taken for what somebody says."""


def heading_candidates(
    doc: Doc, first: int, end: int, section: SectionName, *, leads: bool
) -> Iterator[Candidate]:
    """ "Troops to Leave – President", "Ann Lee: It Is Done", and "Lee Says It Is Done".

    A first paragraph (`leads`) that looks like a headline is one, whatever its section.
    """
    words = [doc[p] for p in range(first, end) if not doc[p].is_space]
    heading = section in {"headline", "related"} or (leads and _is_titled(words))
    for place, word in enumerate(words if heading else words[: _NAME_WORDS + 1]):
        left, right = words[:place], words[place + 1 :]
        if not left or not right:
            continue
        if word.text == ":" and place <= _NAME_WORDS and len(right) >= _CLAIM_WORDS:
            if heading or all(one.is_title or one.is_upper or not one.is_alpha for one in left):
                yield _candidate("heading colon" if heading else "colon", word, left, right)
            return
        if heading and _is_titled_verb(word):
            yield _candidate("heading verb", word, left, right)
            return
    if heading:
        yield from _after_dash(words)


def _is_titled(words: list[Token]) -> bool:
    """Whether nearly all words but the short ones are capitalized, and no full stop ends them."""
    long = [word for word in words if word.is_alpha and len(word) > 3]
    capitals = sum(word.text[0].isupper() for word in long)
    return bool(long) and words[-1].text not in STOPS and 4 * capitals >= 3 * len(long)


def _after_dash(words: list[Token]) -> Iterator[Candidate]:
    for place in range(len(words) - 2, _CLAIM_WORDS - 1, -1):
        if words[place].text in DASHES and words[place - 1].whitespace_:
            if len(words) - place - 1 <= _NAME_WORDS // 2:
                yield _candidate("heading dash", words[place], words[place + 1 :], words[:place])
            return


def _is_titled_verb(word: Token) -> bool:
    return word.pos_ in {"PROPN", "NOUN"} and bool(word.is_title) and word.lower_ in TITLED


def _candidate(rule: str, cue: Token, source: list[Token], content: list[Token]) -> Candidate:
    doc = cue.doc
    named, words = (trimmed(doc, (one.i for one in part)) for part in (source, content))
    return Candidate(rule, cue.lower_, named, (cue.i,), words)
