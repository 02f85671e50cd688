"""Explicit and predicative framings: a word that frames, what it frames, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.framing.as_phrases import as_construction
from claims.framing.complements import complement_construction, preposition_construction
from claims.framing.extents import antecedent, clause_end, phrase
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
    COMPLEMENT_VERBS,
    FOCUS,
    PREPOSITION_AS_VERBS,
    PREPOSITION_VERBS,
    SPECIFYING,
    WEAK_AS_VERBS,
)
from claims.records import FramingKind, Polarity


@dataclass(frozen=True, slots=True)
class Construction:
    """A framing as words of the text, before it has a label and a framer."""

    kind: FramingKind
    verb: Token
    cue: range
    target: range | None
    phrase: range
    head: Token
    """The word of the phrase that the rest of it hangs on."""
    polarity: Polarity


def constructions(doc: Doc) -> Iterator[Construction]:
    """The explicit and predicative framings of a text, by verb."""
    for token in doc:
        found = _explicit(token) if token.pos_ in ("VERB", "ADJ", "NOUN") else None
        if found is None and lemma(token) == "be":
            found = _predicative(token)
        if found is not None and len(found.phrase):
            yield found


def _explicit(verb: Token) -> Construction | None:
    name = _verb_lemma(verb)
    found = None
    if name in AS_VERBS or name in WEAK_AS_VERBS or name in COMPLEMENT_VERBS:
        found = as_construction(verb, weak=name in WEAK_AS_VERBS)
    elif name in PREPOSITION_AS_VERBS:
        found = as_construction(verb, preposition=PREPOSITION_AS_VERBS[name])
    if found is None and name in COMPLEMENT_VERBS:
        found = complement_construction(verb, name)
    if found is None and name in PREPOSITION_VERBS:
        found = preposition_construction(verb, PREPOSITION_VERBS[name])
    if found is None:
        return None
    target, words, head = found
    denied = is_denied(verb) or _is_no(head)
    return Construction(
        "explicit", verb, verb_group(verb), target, words, head, "denied" if denied else "asserted"
    )


def _verb_lemma(verb: Token) -> str | None:
    """The verb's lemma; of a word that the tagger takes for another kind, only past forms."""
    if verb.pos_ == "VERB":
        return lemma(verb).replace("labell", "label")
    word = verb.lower_
    if verb.dep_ in ("amod", "acl", "ROOT", "advcl", "conj") and word.endswith("ed"):
        return next((stem for stem in (word[:-2], word[:-1]) if stem in AS_VERBS), None)
    return None


def _predicative(verb: Token) -> Construction | None:
    """ "The vote was a sham": whether the words that frame are known is the caller's question."""
    subject = next((c for c in children(verb, *SUBJECTS) if c.i < verb.i), None)
    head = next((c for c in children(verb, "attr", "acomp") if c.i > verb.i), None)
    if subject is None or head is None or not _is_statement(verb):
        return None
    asked = verb.dep_ != "relcl" and subject.tag_ in ("WP", "WDT")
    if lemma(subject) in SPECIFYING or subject.lower_ == "there" or asked or head.tag_ == "WP":
        return None
    if subject.lower_ in RELATIVES and subject.tag_ != "DT":
        target = antecedent(subject)
    else:
        target = trimmed(
            verb.doc, range(subtree(subject).start, min(subtree(subject).stop, verb.i))
        )
    first = next(t for t in head.subtree if t.lower_ not in FOCUS)
    words = phrase(first.i, head, clause_end(verb))
    if not target or head.i not in words:
        return None
    denied = is_denied(verb) or _is_no(head)
    return Construction(
        "predicative",
        verb,
        verb_group(verb),
        target,
        words,
        head,
        "denied" if denied else "asserted",
    )


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
