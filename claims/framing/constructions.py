"""Explicit and predicative framings: a word that frames, what it frames, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.framing.as_phrases import Found, as_construction, second_agent
from claims.framing.complements import (
    complement_construction,
    light_construction,
    preposition_construction,
)
from claims.framing.extents import antecedent, clause_end, phrase
from claims.framing.nominal import nominal_construction
from claims.framing.syntax import (
    RELATIVES,
    SUBJECTS,
    children,
    is_denied,
    lemma,
    subtree,
    trimmed,
    verb_group,
)
from claims.framing.verbs import (
    AS_VERBS,
    CLEARING,
    COMPLEMENT_VERBS,
    FOCUS,
    LIGHT_VERBS,
    NOT_AS_VERBS,
    OWN_AS_VERBS,
    PREPOSITION_AS_VERBS,
    PREPOSITION_VERBS,
    SPECIFYING,
    TO_BE_VERBS,
)
from claims.records import FramingKind, Polarity


@dataclass(frozen=True, slots=True)
class Construction:
    """A framing as words of the text, before it has a label and a framer."""

    kind: FramingKind
    verb: Token
    cue: range | None
    target: range | None
    phrase: range
    head: Token
    """The word of the phrase that the rest of it hangs on."""
    polarity: Polarity


def constructions(doc: Doc) -> Iterator[Construction]:
    """The explicit and predicative framings of a text, by verb.

    They are proposed freely: whether somebody characterizes is for the judge to say.
    """
    for token in doc:
        found = list(_explicit(token)) if token.pos_ in ("VERB", "ADJ", "NOUN") else []
        if not found and lemma(token) == "be":
            found = list(_predicative(token))
        yield from (one for one in found if len(one.phrase))


def _explicit(verb: Token) -> Iterator[Construction]:
    name = _verb_lemma(verb)
    found: Found | None = None
    if verb.pos_ == "NOUN":
        found = nominal_construction(verb)
    if found is None and name is not None:
        found = _of_verb(verb, name)
    if found is None:
        return
    target, words, head = found
    denied = is_denied(verb) ^ (name in CLEARING)
    yield from _contrasted("explicit", verb, target, words, head, denied=denied ^ _is_no(head))
    if name is not None and (second := second_agent(verb, words)) is not None:
        yield from _contrasted("explicit", verb, target, *second, denied=denied)


def _of_verb(verb: Token, name: str) -> Found | None:
    found = None
    if name in PREPOSITION_AS_VERBS:
        found = as_construction(verb, preposition=PREPOSITION_AS_VERBS[name])
    elif name not in NOT_AS_VERBS:
        found = as_construction(verb, weak=name not in OWN_AS_VERBS)
    if found is None and (name in COMPLEMENT_VERBS or name in TO_BE_VERBS):
        found = complement_construction(verb, name)
    if found is None and name in PREPOSITION_VERBS:
        found = preposition_construction(verb, PREPOSITION_VERBS[name])
    if found is None and name in LIGHT_VERBS:
        found = light_construction(verb, LIGHT_VERBS[name])
    return found


def _contrasted(
    kind: FramingKind,
    verb: Token,
    target: range | None,
    words: range,
    head: Token,
    *,
    denied: bool,
) -> Iterator[Construction]:
    """The framing; where one is set against another ("not A but B", "A, not B") each alone."""
    cue, doc = verb_group(verb), verb.doc

    def made(part: range, over: Token, *, no: bool) -> Construction:
        polarity: Polarity = "denied" if no else "asserted"
        return Construction(kind, verb, cue, target, part, over, polarity)

    cut = next((i for i in words if doc[i].lower_ == "but" and i > head.i), None)
    other = next((c for c in children(head, "conj") if cut is not None and c.i > cut), None)
    if denied and cut is not None and other is not None:
        yield made(trimmed(doc, range(words.start, cut)), head, no=True)
        yield made(trimmed(doc, range(cut + 1, words.stop)), other, no=False)
        return
    cut = next((i for i in words if i > head.i and _sets_against(doc[i])), None)
    stop = words.stop if cut is None else cut
    after = doc[words.stop] if words.stop < len(doc) else None
    if cut is None and after is not None and after.text == "," and words.stop + 2 < len(doc):
        cut = words.stop + 1 if doc[words.stop + 1].lower_ == "not" else None
    yield made(trimmed(doc, range(words.start, stop)), head, no=denied)
    if cut is not None:
        rest = next((t for t in doc[cut + 1 : cut + 8] if t.pos_ in ("NOUN", "PROPN")), None)
        while rest is not None and rest.dep_ in ("compound", "amod") and rest.head.i > rest.i:
            rest = rest.head
        if rest is not None and rest.sent == verb.sent:
            first = next(t for t in doc[cut : rest.i + 1] if t.lower_ != "not")
            yield made(phrase(first.i, rest, rest.sent.end), rest, no=not denied)


def _sets_against(token: Token) -> bool:
    return token.lower_ == "not" and token.i > 0 and token.nbor(-1).text in (",", "—", "–", "and")


def _verb_lemma(verb: Token) -> str | None:
    """The verb's lemma; of a word that the tagger takes for another kind, only past forms."""
    if verb.pos_ == "VERB":
        return lemma(verb).replace("labell", "label")
    word = verb.lower_
    if verb.dep_ in ("amod", "acl", "ROOT", "advcl", "conj") and word.endswith("ed"):
        return next((stem for stem in (word[:-2], word[:-1]) if stem in AS_VERBS), None)
    return None


def _predicative(verb: Token) -> Iterator[Construction]:
    """ "The vote was a sham"."""
    subject = next((c for c in children(verb, *SUBJECTS) if c.i < verb.i), None)
    head = next((c for c in children(verb, "attr", "acomp", "oprd") if c.i > verb.i), None)
    if subject is None or head is None or not _is_statement(verb):
        return
    asked = verb.dep_ != "relcl" and subject.tag_ in ("WP", "WDT")
    if lemma(subject) in SPECIFYING or subject.lower_ == "there" or asked or head.tag_ == "WP":
        return
    if subject.lower_ in RELATIVES and subject.tag_ != "DT":
        target = antecedent(subject)
    else:
        target = trimmed(
            verb.doc, range(subtree(subject).start, min(subtree(subject).stop, verb.i))
        )
    first = next(t for t in head.subtree if t.lower_ not in FOCUS)
    words = phrase(first.i, head, clause_end(verb))
    if not target or head.i not in words:
        return
    denied = is_denied(verb) ^ _is_no(head)
    yield from _contrasted("predicative", verb, target, words, head, denied=denied)


def _is_no(head: Token) -> bool:
    """ "No" or "not" on the framing words themselves: "it was no coup"."""
    return any(
        c.lower_ in ("no", "not", "never", "neither")
        and c.i < head.i
        and c.nbor(1).lower_ not in FOCUS
        for c in head.children
    )


def _is_statement(verb: Token) -> bool:
    """Whether the clause says that it is so, rather than asking or supposing it."""
    if any(c.lower_ in ("if", "whether", "unless") for c in children(verb, "mark")):
        return False
    subject_first = all(c.i < verb.i for c in children(verb, *SUBJECTS))
    end = verb.sent[-1]
    while end.i > verb.sent.start and (end.is_space or end.text in "\"”’'"):
        end = end.nbor(-1)
    return subject_first and end.text != "?"
