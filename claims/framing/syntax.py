"""Stretches of tokens, and what the parse says of a verb.

Every stretch is a `range` of token numbers: contiguous, half open.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.framing.verbs import DENIERS, FOCUS, NEGATIONS, NO_ONE
from claims.spans import Span

OPENING = frozenset("\"“‘'`«") | {"``"}
CLOSING = frozenset("\"”’'»") | {"''"}
QUOTES = OPENING | CLOSING
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
RELATIVES = frozenset(("that", "which", "who", "whom"))


def span(doc: Doc, words: range) -> Span:
    """The characters of a stretch of tokens."""
    last = doc[words[-1]]
    return Span(doc[words[0]].idx, last.idx + len(last.text))


def trimmed(doc: Doc, words: range) -> range:
    """The stretch without white space and marks at its ends; quotation marks only if unpaired."""
    start, end = words.start, words.stop
    while start < end:
        if _outer_quotes(doc, start, end):
            start, end = start + 1, end - 1
        elif _loose(doc, end - 1, start, end):
            end -= 1
        elif _loose(doc, start, start, end):
            start += 1
        else:
            break
    return range(start, end)


def is_quoted(doc: Doc, words: range) -> bool:
    """Whether words of the stretch are quoted by themselves: marks stand in or right around it."""
    if any(doc[i].text in QUOTES and not _apostrophe(doc[i]) for i in words):
        return True
    after = words.stop
    while after < len(doc) and doc[after].text in (",", ".", "!", "?", ";"):
        after += 1
    if not words.start or after == len(doc):
        return False
    before, behind = doc[words.start - 1], doc[after]
    return before.text in OPENING and behind.text in CLOSING and not _apostrophe(behind)


def _outer_quotes(doc: Doc, start: int, end: int) -> bool:
    if end - start < 2 or doc[start].text not in OPENING or doc[end - 1].text not in CLOSING:
        return False
    return not any(
        doc[i].text in QUOTES and not _apostrophe(doc[i]) for i in range(start + 1, end - 1)
    )


def _loose(doc: Doc, at: int, start: int, end: int) -> bool:
    token = doc[at]
    if token.is_space or token.tag_ == "POS":
        return token.is_space
    if token.text in QUOTES:
        return (
            sum(doc[i].text in QUOTES and not _apostrophe(doc[i]) for i in range(start, end)) % 2
            == 1
        )
    if token.text in ("(", "[") or token.text in (")", "]"):
        inside = {doc[i].text for i in range(start, end)}
        return not ({"(", ")"} <= inside or {"[", "]"} <= inside)
    return token.is_punct and token.text not in ("%", "$")


def _apostrophe(token: Token) -> bool:
    return token.tag_ == "POS"


def closing_quote(doc: Doc, opening: int, limit: int) -> int | None:
    """The token of the mark that closes the quotation opened at `opening`, before `limit`."""
    for i in range(opening + 1, limit):
        if doc[i].text in CLOSING and not _apostrophe(doc[i]):
            return i
    return None


def subtree(token: Token) -> range:
    """From the first to the last token of all that hangs on a token."""
    return range(token.left_edge.i, token.right_edge.i + 1)


def lemma(token: Token) -> str:
    """The token's lemma, in lower case."""
    return token.lemma_.lower()


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The token's dependents in those relations, in text order."""
    return (child for child in token.children if child.dep_ in deps)


def has_subject(token: Token) -> bool:
    """Whether a subject of its own hangs on the token, to its left."""
    return any(child.i < token.i for child in children(token, *SUBJECTS))


def subject_of(verb: Token) -> Token | None:
    """The head word of a verb's subject, its own or the one it shares with the verb above."""
    seen = 0
    while seen < 6:
        own = [c for c in children(verb, *SUBJECTS) if c.i < verb.i]
        if own:
            return own[-1]
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acomp"):
            return None
        if verb.dep_ == "ccomp" and not any(children(verb, "aux")):
            return None
        verb, seen = verb.head, seen + 1
    return None


def is_passive(verb: Token) -> bool:
    """Whether the thing framed would be the verb's subject, or the noun that it hangs on."""
    if any(children(verb, "auxpass")):
        return True
    if verb.tag_ not in ("VBN", "VBD", "JJ"):
        return False
    own = {lemma(child) for child in children(verb, "aux")}
    objects = [c for c in children(verb, "dobj") if c.i > verb.i]
    if own or objects or has_subject(verb):
        return False
    if verb.dep_ in ("acl", "advcl", "amod"):
        return True
    return verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and is_passive(verb.head)


def verb_group(verb: Token) -> range:
    """The verb with the auxiliaries, negations and adverbs that stand right before it."""
    inside = {c.i for c in children(verb, "aux", "auxpass", "neg", "advmod") if c.tag_ != "TO"}
    start = verb.i
    while start - 1 in inside:
        start -= 1
    # An adverb alone ("widely seen") is no part of the group; between auxiliaries it is.
    while start < verb.i and verb.doc[start].dep_ == "advmod":
        start += 1
    particle = next((c for c in children(verb, "prt") if c.i == verb.i + 1), None)
    return range(start, verb.i + (2 if particle is not None else 1))


def is_denied(verb: Token) -> bool:
    """Whether what the verb says is denied, refused or left undone, by any word over it."""
    denied = False
    token = verb
    for _ in range(5):
        denied ^= _negated(token)
        if token != verb and token.pos_ in ("VERB", "NOUN") and lemma(token) in DENIERS:
            denied = not denied
        if token.lower_ in ("without", "short") and token != verb:
            denied = not denied
        free = any(child.lower_ == "what" for child in token.children)
        if free or token.head == token or token.dep_ not in _UNDER:
            break
        token = token.head
    return denied


# Not through nouns: "you do not go after what is called a bank" denies nothing of the name.
_UNDER = frozenset(("xcomp", "ccomp", "pcomp", "prep", "acomp"))


def _negated(token: Token) -> bool:
    for child in token.children:
        after = child.nbor(1).lower_ if child.i + 1 < len(token.doc) else ""
        if child.lower_ in NEGATIONS and child.dep_ in ("neg", "preconj", "cc", "advmod"):
            return child.i < token.i + 2 and after not in FOCUS
        if child.dep_ in SUBJECTS and child.i < token.i:
            determiners = {c.lower_ for c in children(child, "det", "neg")}
            if child.lower_ in NO_ONE or "no" in determiners:
                return True
    return False
