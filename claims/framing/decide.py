"""Which words characterize: the network decides, told what the constructions propose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claims.attribute.model import Reading
from claims.attribute.words import Words
from claims.framing import judge, tagger
from claims.framing.constructions import Construction, constructions
from claims.framing.hints import Proposal, hints, looked_at
from claims.framing.syntax import lemma, trimmed
from claims.framing.tagger import Stretch, Tagged
from claims.framing.terms import Match
from claims.framing.verbs import BODIES, DOING, GENERIC
from claims.framing.vocabulary import Label, Vocabulary
from claims.records import Parsed

ALONE = 0.45
"""The score from which what the network finds counts where no construction proposes the like."""

_SPINE = frozenset(("amod", "compound", "nmod", "attr", "acomp", "oprd", "conj", "pcomp", "pobj"))
_PREMODIFIERS = frozenset(("amod", "compound", "nmod"))


@dataclass(frozen=True, slots=True)
class Decided:
    """An explicit or predicative framing, as tokens."""

    built: Construction
    match: Match | None
    """The term that labels it."""
    framer: range | None
    """The words for who frames, where the network points at some."""
    score: float
    """0 to 1."""


def decided(
    parsed: Parsed, reading: Reading, matches: Sequence[Match], vocabulary: Vocabulary
) -> Iterator[Decided]:
    """The explicit and predicative framings of an article."""
    doc, words = parsed.doc, reading.words
    given = list(proposals(doc, matches, vocabulary))
    found = tagger.shipped().read(
        words, reading.scores.states, hints(words, given), looked_at(doc, words, given)
    )
    for tagged in found:
        built = _built(doc, words, tagged)
        if built is None:
            continue
        alike = _same(built, given)
        if alike is None and tagged.score < ALONE:
            continue
        built = alike or built
        if parsed.sections[built.head.i] is not None:
            framer = _tokens(doc, words, tagged.framer)
            yield Decided(built, _label(built, matches, vocabulary), framer, tagged.score)


def proposed(
    doc: Doc, matches: Sequence[Match], vocabulary: Vocabulary
) -> Iterator[tuple[Construction, Match | None]]:
    """The constructions of a text that may be framings, each with the term that labels it."""
    for built in constructions(doc):
        yield built, _label(built, matches, vocabulary)


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
    """A tagged framing as tokens; None where nothing but marks is left of its phrase, or of the cue
    that makes it explicit."""
    phrase = _tokens(doc, words, tagged.phrase)
    cue = _tokens(doc, words, tagged.cue)
    if not phrase or (tagged.kind == "explicit" and not cue):
        return None
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
