"""All framings of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims import ids
from claims.attribute.model import Reading
from claims.framing import choice
from claims.framing.constructions import Construction
from claims.framing.decide import decided
from claims.framing.framers import Framer, Framers, Who
from claims.framing.lexical import lexical_phrases
from claims.framing.syntax import is_quoted, span
from claims.framing.terms import Match
from claims.framing.vocabulary import OTHER, Vocabulary
from claims.records import Claim, Framing, FramingKind, Parsed, Polarity
from claims.spans import words_at

CHOSEN = 0.5
"""How likely a noun phrase must take its label's side to count: of those above, three in four do by
readers' judgement (`training/choice.py --folds`); two readers agree on four of five.
"""


def frame(
    parsed: Parsed,
    reading: Reading,
    claims: Sequence[Claim],
    vocabulary: Vocabulary,
    who: Who | None = None,
) -> tuple[Framing, ...]:
    """The framings of an article, in text order: who characterizes what as what.

    `reading` is what the attribution model makes of its words, `claims` are the article's; each
    framing gets the one that it stands in, and its framer.
    `who` tells whom words of the article stand for; without it, only speakers of claims are known.
    """
    doc = parsed.doc
    framers = Framers(doc, claims, who)
    matches = vocabulary.matcher.matches(doc)
    made = list(decided(parsed, reading, matches, vocabulary))
    found = [
        _framing(
            parsed,
            vocabulary,
            one.built.kind,
            one.built.target,
            one.built.phrase,
            one.match,
            _framer(framers, one.built, one.framer),
            one.built.polarity,
            one.built.cue,
            one.score,
        )
        for one in made
    ]
    used = {one.match for one in made}
    free = [match for match in matches if match not in used]
    found.extend(_lexical(parsed, vocabulary, framers, free, [one.built for one in made]))
    distinct = {framing.framing_id: framing for framing in found}
    return tuple(sorted(distinct.values(), key=_order))


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
    explicit = [built for built in made if built.kind == "explicit"]
    for match, head, words in lexical_phrases(parsed.doc, free):
        token = parsed.doc[match.start]
        told = choice.features(match, head, said=framers.is_said(token))
        score = choice.shipped().score(told, vocabulary.labels[match.label])
        if score >= CHOSEN:
            framer = _chooser(framers, explicit, token)
            yield _framing(
                parsed, vocabulary, "lexical", None, words, match, framer, "asserted", None, score
            )


def _chooser(framers: Framers, explicit: Sequence[Construction], token: Token) -> Framer:
    """Whose word a noun is; words of a phrase are the framer's, those of what is framed are not."""
    if any(token.i in built.phrase for built in explicit):
        return framers.of_words(token)
    over = next((b.verb for b in explicit if b.target and token.i in b.target), None)
    return framers.of_noun(token) if over is None else framers.of_target_words(token, over)


def _framer(framers: Framers, built: Construction, words: range | None) -> Framer:
    if built.kind == "explicit":
        return framers.of_cue(built.verb, built.head, words)
    return framers.of_predicate(built.head, words)


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
