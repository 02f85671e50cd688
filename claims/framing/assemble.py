"""All framings of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claims import ids
from claims.attribute.model import Reading
from claims.attribute.words import Words
from claims.framing import judge, tagger
from claims.framing.constructions import Construction, constructions
from claims.framing.framers import Framer, Framers, Who
from claims.framing.hints import Proposal, hints, looked_at
from claims.framing.lexical import lexical_phrases
from claims.framing.syntax import is_quoted, lemma, span, trimmed
from claims.framing.tagger import Stretch, Tagged
from claims.framing.terms import Match
from claims.framing.verbs import BODIES, DOING, GENERIC
from claims.framing.vocabulary import OTHER, Label, Vocabulary
from claims.records import Claim, Framing, FramingKind, Parsed, Polarity
from claims.spans import words_at

ALONE = 0.45
"""The score from which what the network finds counts where no construction proposes the like."""
LEXICAL = 0.75
"""Confidence of lexical framings: of 505 terms in articles of PolNeAR and GUM that stand in no
other framing, judged by reading (`training/judge_labels.jsonl`), 381 take a side in their
label's sense.
"""

_SPINE = frozenset(("amod", "compound", "nmod", "attr", "acomp", "oprd", "conj", "pcomp", "pobj"))
_PREMODIFIERS = frozenset(("amod", "compound", "nmod"))


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
    words, given = reading.words, list(proposals(doc, matches, vocabulary))
    read = tagger.shipped().read(
        words, reading.scores.states, hints(words, given), looked_at(doc, words, given)
    )
    made: list[tuple[Tagged, Construction, Match | None]] = []
    for tagged in read:
        built = _built(doc, words, tagged)
        if built is None:
            continue
        proposed = _same(built, given)
        if proposed is None and tagged.score < ALONE:
            continue
        built = proposed or built
        if parsed.sections[built.head.i] is not None:
            made.append((tagged, built, _label(built, matches, vocabulary)))
    found = [
        _framing(
            parsed,
            vocabulary,
            built.kind,
            built.target,
            built.phrase,
            match,
            _framer(framers, built, _tokens(doc, words, tagged.framer)),
            built.polarity,
            built.cue,
            tagged.score,
        )
        for tagged, built, match in made
    ]
    used = {match for _, _, match in made if match is not None}
    free = [match for match in matches if match not in used]
    found.extend(_lexical(parsed, vocabulary, framers, free, [built for _, built, _ in made]))
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


def _framer(framers: Framers, built: Construction, words: range | None) -> Framer:
    if built.kind == "explicit":
        return framers.of_cue(built.verb, built.head, words)
    return framers.of_predicate(built.head, words)


def proposals(doc: Doc, matches: Sequence[Match], vocabulary: Vocabulary) -> Iterator[Proposal]:
    """The constructions of a text, each with the judge's score."""
    given = judge.shipped()
    for built, match in proposed(doc, matches, vocabulary):
        yield Proposal(built, given.score(built.kind, judge.features(built, match)))


def _same(built: Construction, given: Iterable[Proposal]) -> Construction | None:
    """The construction with a phrase: a parse tells better than the network where what is framed
    ends, and whether it is denied.
    """
    for one in given:
        common = len(
            range(
                max(one.built.phrase.start, built.phrase.start),
                min(one.built.phrase.stop, built.phrase.stop),
            )
        )
        if (
            one.built.kind == built.kind
            and 2 * common >= len(one.built.phrase) + len(built.phrase) - common
        ):
            return one.built
    return None


def _built(doc: Doc, words: Words, tagged: Tagged) -> Construction | None:
    """A tagged framing as tokens; None where nothing but marks is left of its phrase."""
    phrase = _tokens(doc, words, tagged.phrase)
    if not phrase:
        return None
    cue = _tokens(doc, words, tagged.cue)
    head = doc[phrase.start : phrase.stop].root
    return Construction(
        kind=tagged.kind,
        verb=head if not cue else _verb(doc[cue.start : cue.stop]),
        cue=cue or None,
        target=_tokens(doc, words, tagged.target) or None,
        phrase=phrase,
        head=head,
        polarity="denied" if tagged.denied else "asserted",
    )


def _verb(cue: Span) -> Token:
    """The word of a cue that frames: its last verb, else what the rest hangs on."""
    verbs = [token for token in cue if token.pos_ == "VERB"]
    return verbs[-1] if verbs else cue.root


def _tokens(doc: Doc, words: Words, stretch: Stretch | None) -> range | None:
    """The tokens of some words, without loose marks at the ends."""
    if stretch is None:
        return None
    first, last = int(words.starts[stretch[0]]), int(words.ends[stretch[1]])
    found = doc.char_span(first, last, alignment_mode="expand")
    return None if found is None else trimmed(doc, range(found.start, found.end))


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
