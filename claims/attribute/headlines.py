"""Attributions in headlines and links, and where a speaker stands before a colon."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.attribute.candidates import Candidate
from claims.attribute.spans import trimmed
from claims.records import SectionName

_DASHES = frozenset({"–", "—", "-", "--", "―"})
_NAME_WORDS = 8
"""The most words before a colon, or after a dash, that are still taken for a speaker."""
_CLAIM_WORDS = 3


def heading_candidates(doc: Doc, first: int, end: int, section: SectionName) -> Iterator[Candidate]:
    """ "Troops to Leave – President", "Ann Lee: It Is Done", and "Lee Says It Is Done"."""
    words = [doc[p] for p in range(first, end) if not doc[p].is_space]
    heading = section in {"headline", "related"}
    for place, word in enumerate(words[:-1]):
        left, right = words[:place], words[place + 1 :]
        if word.text == ":" and 0 < place <= _NAME_WORDS and len(right) >= _CLAIM_WORDS:
            if heading or all(one.is_title or one.is_upper or not one.is_alpha for one in left):
                yield _candidate("heading colon" if heading else "colon", word, left, right)
                return
        if heading and place and _is_titled_verb(word):
            yield _candidate("heading verb", word, left, right)
            return
    if not heading:
        return
    for place in range(len(words) - 2, 2, -1):
        if words[place].text in _DASHES and words[place].nbor(-1).whitespace_:
            left, right = words[:place], words[place + 1 :]
            if len(right) <= _NAME_WORDS // 2 and len(left) >= _CLAIM_WORDS:
                yield _candidate("heading dash", words[place], right, left)
            return


def _is_titled_verb(word: Token) -> bool:
    return word.pos_ in {"PROPN", "NOUN"} and word.is_title and word.lower_ in _HEADLINE_VERBS


_HEADLINE_VERBS = frozenset(
    "says said tells told claims warns slams hints calls urges backs blasts rips vows denies admits "
    "defends attacks accuses mocks praises endorses blames wants asks demands declares suggests "
    "predicts insists believes thinks rejects criticizes condemns supports opposes hails responds "
    "questions threatens promises pledges argues explains reveals announces confirms".split()
)


def _candidate(rule: str, cue: Token, source: list[Token], content: list[Token]) -> Candidate:
    doc = cue.doc
    return Candidate(
        rule,
        cue.lower_,
        trimmed(doc, (one.i for one in source)),
        (cue.i,),
        trimmed(doc, (one.i for one in content)),
    )
