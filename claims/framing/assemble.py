"""All framings of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims import ids
from claims.framing.constructions import Construction, constructions
from claims.framing.framers import Framer, Framers
from claims.framing.lexical import lexical_phrases
from claims.framing.syntax import span
from claims.framing.terms import Match
from claims.framing.vocabulary import OTHER, Vocabulary
from claims.records import Claim, Framing, FramingKind, Parsed, Polarity, words_at

CONFIDENCE: dict[FramingKind, float] = {"explicit": 0.8, "predicative": 0.8, "lexical": 0.8}

_SPINE = frozenset(
    ("amod", "compound", "nmod", "dobj", "attr", "acomp", "oprd", "conj", "xcomp", "pcomp", "pobj")
)


def frame(parsed: Parsed, claims: Sequence[Claim], vocabulary: Vocabulary) -> tuple[Framing, ...]:
    """The framings of an article, in text order: who characterizes what as what.

    `claims` are the article's; each framing gets the one that it stands in, and its framer.
    """
    doc = parsed.doc
    framers = Framers(doc, claims)
    matches = vocabulary.matcher.matches(doc)
    made = [
        (built, match)
        for built in constructions(doc)
        if parsed.sections[built.verb.i] is not None
        for match in [_label(built.head, built.phrase, matches)]
        if match is not None or built.kind == "explicit"
    ]
    made = [
        pair for pair in made if pair[0].kind == "explicit" or not _inside_other(pair[0], made)
    ]
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
        )
        for built, match in made
    ]
    found.extend(_lexical(parsed, vocabulary, framers, matches, made))
    distinct = {framing.framing_id: framing for framing in found}
    return tuple(sorted(distinct.values(), key=_order))


def _lexical(
    parsed: Parsed,
    vocabulary: Vocabulary,
    framers: Framers,
    matches: tuple[Match, ...],
    made: Sequence[tuple[Construction, Match | None]],
) -> Iterator[Framing]:
    used = {match for _, match in made if match is not None}
    free = tuple(
        match
        for match in matches
        if match not in used
        and parsed.sections[match.start] is not None
        and not vocabulary.labels[match.label].applied_only
    )
    for match, words in lexical_phrases(parsed.doc, free):
        token = parsed.doc[match.start]
        over = next(
            (
                built.verb
                for built, _ in made
                if built.kind == "explicit" and built.target and match.start in built.target
            ),
            None,
        )
        framer = framers.of_words(token) if over is None else framers.of_target_words(token, over)
        yield _framing(parsed, vocabulary, "lexical", None, words, match, framer, "asserted", None)


def _framer(framers: Framers, built: Construction) -> Framer:
    if built.kind == "explicit":
        return framers.of_verb(built.verb, built.head)
    return framers.of_words(built.head)


def _label(head: Token, words: range, matches: tuple[Match, ...]) -> Match | None:
    """The term that characterizes: at the phrase's head, else along what the head governs.

    A term further off ("an ally in the war on drugs") characterizes something else.
    """
    inside = [m for m in matches if m.start in words and m.end - 1 in words]
    level = [head]
    for _ in range(3):
        for token in level:
            for match in inside:
                if match.start <= token.i < match.end:
                    return match
        level = [
            child
            for token in level
            for child in token.children
            if child.i in words and (child.dep_ in _SPINE or child.lower_ == "of")
        ]
    return None


def _inside_other(
    built: Construction, made: Sequence[tuple[Construction, Match | None]]
) -> bool:
    """Whether an explicit framing has the same words ("considered it to be a coup")."""
    return any(
        other.kind == "explicit" and other.head.i == built.head.i for other, _ in made
    )


def _framing(  # noqa: PLR0913, PLR0917 (the parts of one record)
    parsed: Parsed,
    vocabulary: Vocabulary,
    kind: FramingKind,
    target: range | None,
    words: range,
    match: Match | None,
    framer: Framer,
    polarity: Polarity,
    cue: range | None,
) -> Framing:
    doc = parsed.doc
    target_spans = (span(doc, target),) if target else ()
    phrase_spans = (span(doc, words),)
    label = OTHER if match is None else match.label
    cue_words = None if cue is None else words_at(parsed.text, (span(doc, cue),))
    article = parsed.article.article_id
    return Framing(
        framing_id=ids.framing_id(article, kind, target_spans, phrase_spans, cue_words),
        article_id=article,
        claim_id=framer.claim_id,
        framer=framer.name,
        framer_id=framer.speaker_id,
        target=words_at(parsed.text, target_spans) or None,
        target_spans=target_spans,
        phrase=words_at(parsed.text, phrase_spans),
        phrase_spans=phrase_spans,
        label=label,
        family=vocabulary.family(label),
        kind=kind,
        polarity=polarity,
        cue=cue_words,
        confidence=CONFIDENCE[kind],
    )


def _order(framing: Framing) -> tuple[object, ...]:
    return framing.phrase_spans, framing.kind, framing.target_spans, framing.framing_id
