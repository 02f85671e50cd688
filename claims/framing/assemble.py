"""All framings of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims import ids
from claims.framing.constructions import Construction, constructions
from claims.framing.framers import Framer, Framers, Who
from claims.framing.judge import features, shipped
from claims.framing.lexical import lexical_phrases
from claims.framing.syntax import is_quoted, lemma, span
from claims.framing.terms import Match
from claims.framing.verbs import BODIES, DOING, GENERIC
from claims.framing.vocabulary import OTHER, Label, Vocabulary
from claims.records import Claim, Framing, FramingKind, Parsed, Polarity
from claims.spans import words_at

LEXICAL = 0.75
"""Confidence of lexical framings: of 505 terms in articles of PolNeAR and GUM that stand in no
other framing, judged by reading (`training/judge_labels.jsonl`), 381 take a side in their
label's sense.
"""

_SPINE = frozenset(("amod", "compound", "nmod", "attr", "acomp", "oprd", "conj", "pcomp", "pobj"))
_PREMODIFIERS = frozenset(("amod", "compound", "nmod"))


def frame(
    parsed: Parsed, claims: Sequence[Claim], vocabulary: Vocabulary, who: Who | None = None
) -> tuple[Framing, ...]:
    """The framings of an article, in text order: who characterizes what as what.

    `claims` are the article's; each framing gets the one that it stands in, and its framer.
    `who` tells whom words of the article stand for; without it, only speakers of claims are known.
    """
    doc = parsed.doc
    framers = Framers(doc, claims, who)
    matches = vocabulary.matcher.matches(doc)
    judge = shipped()
    made = [
        (built, match, score)
        for built, match in proposed(doc, matches, vocabulary)
        if parsed.sections[built.verb.i] is not None
        and (score := judge.score(built.kind, features(built, match))) >= judge.least(built.kind)
    ]
    explicit = {built.head.i for built, _, _ in made if built.kind == "explicit"}
    made = [one for one in made if one[0].kind == "explicit" or one[0].head.i not in explicit]
    found = [
        _framing(
            parsed,
            vocabulary,
            built.kind,
            built.target,
            built.phrase,
            match,
            _framer(framers, built),
            built.polarity,
            built.cue,
            score,
        )
        for built, match, score in made
    ]
    used = {match for _, match, _ in made if match is not None}
    free = [match for match in matches if match not in used]
    found.extend(_lexical(parsed, vocabulary, framers, free, [built for built, _, _ in made]))
    distinct = {framing.framing_id: framing for framing in found}
    return tuple(sorted(distinct.values(), key=_order))


def proposed(
    doc: Doc, matches: Sequence[Match], vocabulary: Vocabulary
) -> Iterator[tuple[Construction, Match | None]]:
    """The constructions of a text that may be framings, each with the term that labels it."""
    for built in constructions(doc):
        yield built, _label(built, matches, vocabulary)


def _lexical(
    parsed: Parsed,
    vocabulary: Vocabulary,
    framers: Framers,
    matches: Sequence[Match],
    made: Sequence[Construction],
) -> Iterator[Framing]:
    free = tuple(
        match
        for match in matches
        if parsed.sections[match.start] is not None
        and not vocabulary.labels[match.label].applied_only
    )
    for match, words in lexical_phrases(parsed.doc, free):
        token = parsed.doc[match.start]
        over = next(
            (
                built.verb
                for built in made
                if built.kind == "explicit" and built.target and match.start in built.target
            ),
            None,
        )
        framer = framers.of_words(token) if over is None else framers.of_target_words(token, over)
        yield _framing(
            parsed, vocabulary, "lexical", None, words, match, framer, "asserted", None, LEXICAL
        )


def _framer(framers: Framers, built: Construction) -> Framer:
    if built.kind == "explicit":
        return framers.of_verb(built.verb, built.head)
    return framers.of_words(built.head)


def _label(built: Construction, matches: Sequence[Match], vocabulary: Vocabulary) -> Match | None:
    """The term that characterizes: at the phrase's head, else along what the head governs.

    A term further off ("an ally in the war on drugs") characterizes something else.
    """
    words = built.phrase
    inside = [m for m in matches if m.start in words and m.end - 1 in words]
    level = [built.head]
    for depth in range(3):
        for token in level:
            for match in inside:
                if match.start <= token.i < match.end and (
                    not depth or _may_modify(built, token, vocabulary.labels[match.label])
                ):
                    return match
        level = [
            c for token in level for c in token.children if c.i in words and _carries(c, token)
        ]
    return None


def _carries(child: Token, head: Token) -> bool:
    """Whether what a word governs can say what the word's thing is."""
    if child.dep_ in ("dobj", "prep") and head.pos_ == "VERB":
        return lemma(head) in DOING
    if child.dep_ == "prep":
        return child.lower_ == "of" and lemma(head) in GENERIC
    return child.dep_ in _SPINE


def _may_modify(built: Construction, token: Token, label: Label) -> bool:
    """Whether a term before the head may frame: "a terrorist group", but not "her normal self"."""
    if built.kind == "explicit":
        return True
    if token.dep_ in _PREMODIFIERS:
        return not label.applied_only and lemma(built.head) in BODIES
    if token.dep_ == "pobj":
        return lemma(built.head) in GENERIC
    return token.dep_ == "conj" and not label.applied_only


def _framing(
    parsed: Parsed,
    vocabulary: Vocabulary,
    kind: FramingKind,
    target: range | None,
    words: range,
    match: Match | None,
    framer: Framer,
    polarity: Polarity,
    cue: range | None,
    score: float,
) -> Framing:
    doc = parsed.doc
    target_spans = (span(doc, target),) if target else ()
    phrase_spans = (span(doc, words),)
    label = OTHER if match is None else match.label
    cue_words = None if cue is None else words_at(parsed.text, (span(doc, cue),))
    article = parsed.article.article_id
    phrase = words_at(parsed.text, phrase_spans)
    near = vocabulary.neighbours.nearest(phrase) if match is None else None
    return Framing(
        framing_id=ids.framing_id(article, kind, target_spans, phrase_spans, cue_words),
        article_id=article,
        claim_id=framer.claim_id,
        framer=framer.name,
        framer_id=framer.speaker_id,
        target=words_at(parsed.text, target_spans) or None,
        target_spans=target_spans,
        phrase=phrase,
        phrase_spans=phrase_spans,
        label=label,
        family=vocabulary.family(label),
        nearest_label=None if near is None else near.label,
        nearest_similarity=None if near is None else near.similarity,
        kind=kind,
        polarity=polarity,
        quoted=is_quoted(doc, words),
        cue=cue_words,
        confidence=round(score, 3),
    )


def _order(framing: Framing) -> tuple[object, ...]:
    return framing.phrase_spans, framing.kind, framing.target_spans, framing.framing_id
