"""Who frames: the speaker of the claim that a framing stands in, or the verb's own subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claims.framing.extents import antecedent
from claims.framing.syntax import (
    QUOTES,
    RELATIVES,
    children,
    is_passive,
    lemma,
    span,
    subject_of,
    subtree,
    trimmed,
)
from claims.framing.verbs import DEED_NOUNS
from claims.records import Claim, Speaker
from claims.spans import Span, Spans

_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
"""Tags of verbs that make a clause."""
_FIRST_PERSON = frozenset(("i", "we", "us", "me"))


class Framer(NamedTuple):
    """Who frames, and the claim in which they do."""

    claim_id: str | None = None
    name: str | None = None
    speaker_id: str | None = None


Who = Callable[[Spans], Speaker]


class Framers:
    """An article's claims, asked who frames at a place."""

    def __init__(self, doc: Doc, claims: Sequence[Claim], who: Who | None = None) -> None:
        """`who` tells whom words of the article stand for."""
        self._doc = doc
        self._who = who
        self._claims = sorted(claims, key=_size)
        self._narrator = next((c for c in self._claims if c.voice == "narration"), None)
        self._known = _known_speakers(claims)

    def of_words(self, token: Token) -> Framer:
        """The speaker of the smallest claim that a word stands in."""
        claim = self._claim_at(token)
        return Framer() if claim is None else _speaker(claim)

    def of_noun(self, token: Token) -> Framer:
        """Whose word a noun is: the source's in reported speech, else who writes the article.

        What an article tells of somebody's acts and wishes ("denounced the coup attempt", "a path
        to citizenship for illegal immigrants") is told in its own words.
        """
        claim = self._claim_at(token)
        if claim is None or claim.voice == "narration" or self.is_said(token):
            return self.of_words(token)
        return self._of_narrator()

    def is_said(self, token: Token) -> bool:
        """Whether a word stands in reported speech: quoted, or in a clause that tells what was
        said.
        """
        claim = self._claim_at(token)
        if claim is None or claim.voice == "narration":
            return False
        if claim.voice == "direct":
            return True
        parts = [self._part(span) for span in claim.claim_spans]
        if claim.voice == "mixed" and any(self._quoted_in(token, part) for part in parts):
            return True
        finite = any(word.tag_ in _FINITE for part in parts for word in part)
        return finite and claim.cue_class != "want"

    def of_target_words(self, token: Token, verb: Token) -> Framer:
        """Who chose a word that stands in what the verb frames.

        Outside quotation marks these are the words of whoever reports the framing. They stand
        inside the claim that the framing makes, but are no part of what that claim's speaker said.
        """
        claim = self._claim_at(token)
        if claim is None or not _covers(claim.cue_spans, verb.idx) or self._in_quotes(token, verb):
            return self.of_words(token)
        over = next((c for c in self._claims if c is not claim and _holds(c, verb)), None)
        if over is not None:
            return _speaker(over)
        return self._of_narrator()

    def of_cue(self, verb: Token, head: Token, words: range | None) -> Framer:
        """Who characterizes by a verb: the source of the attribution whose cue it is, else who is
        named by `words`, else whoever says the sentence; nobody known where a passive names nobody.
        """
        made = [c for c in self._claims if _covers(c.cue_spans, verb.idx)]
        if made:
            holding = [c for c in made if _covers(c.claim_spans, head.idx)]
            return _speaker((holding or made)[0])
        around = self.of_words(head)
        if words is None and is_passive(verb):
            words = own_subject(verb)  # "by" whom
            if words is None:
                return Framer(around.claim_id)
        if words is None:
            return around
        return self._named(words, around)

    def of_predicate(self, head: Token, words: range | None) -> Framer:
        """Who says that something is so: the speaker of the claim, else who is named by `words`."""
        around = self.of_words(head)
        if words is None or (self._claim_at(head) or self._narrator) is not self._narrator:
            return around
        return self._named(words, around)

    def _named(self, words: range, around: Framer) -> Framer:
        if {t.lower_ for t in self._doc[words.start : words.stop]} <= _FIRST_PERSON:
            return around
        if self._who is not None:
            speaker = self._who((span(self._doc, words),))
            if speaker.name is not None:
                return Framer(around.claim_id, speaker.name, speaker.speaker_id)
        first = self._doc[words.start]
        if len(words) == 1 and first.pos_ == "PRON":
            return Framer(around.claim_id)
        name = self._doc[words.start : words.stop].text
        known = self._known.get(name.casefold())
        if known is not None:
            return Framer(around.claim_id, known.speaker, known.speaker_id)
        return Framer(around.claim_id, name)

    def _of_narrator(self) -> Framer:
        if self._narrator is None:
            return Framer()
        return Framer(None, self._narrator.speaker, self._narrator.speaker_id)

    def _part(self, span: Span) -> Sequence[Token]:
        found = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        return () if found is None else tuple(found)

    def _quoted_in(self, token: Token, part: Sequence[Token]) -> bool:
        """Whether a quotation is open at a word, as far as a part of a claim tells."""
        before = [word for word in part if word.i < token.i]
        return any(word.i == token.i for word in part) and _marks(before) % 2 == 1

    def _claim_at(self, token: Token) -> Claim | None:
        return next((c for c in self._claims if _covers(c.claim_spans, token.idx)), None)

    def _in_quotes(self, token: Token, verb: Token) -> bool:
        """Whether a quotation is open at a word since the verb."""
        return _marks(self._doc[min(verb.i, token.i) : token.i]) % 2 == 1


def _marks(words: Iterable[Token]) -> int:
    """How many quotation marks stand among some words."""
    return sum(word.text in QUOTES and word.tag_ != "POS" for word in words)


def own_subject(verb: Token) -> range | None:
    """The words of who characterizes, without what is told of them beside."""
    if is_passive(verb):
        agent = _agent(verb)
        return None if agent is None else _name(agent)
    if verb.pos_ == "NOUN":
        owner = next(children(verb, "poss"), None)
        return None if owner is None else _owner_words(owner)
    subject = subject_of(verb) or _over(verb)
    if subject is None:
        return None
    if subject.lower_ in RELATIVES:
        return antecedent(subject)
    return _name(subject)


def _name(noun: Token) -> range:
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ not in ("prep", "cc", "conj", "case", "nmod"):
            break
        end = child.right_edge.i + 1
    return trimmed(noun.doc, range(subtree(noun).start, end))


def _owner_words(owner: Token) -> range:
    """The words of an owner, without the possessive ending."""
    return trimmed(owner.doc, range(owner.left_edge.i, owner.i + 1))


def _over(verb: Token) -> Token | None:
    """Who does what a noun's infinitive tells: "tweeted a chart to portray them as"."""
    if verb.dep_ != "acl" or verb.head.pos_ not in ("NOUN", "PROPN") or is_passive(verb):
        return None
    above = verb.head.head
    return subject_of(above) if above.pos_ == "VERB" and verb.head.i > above.i else None


def _agent(verb: Token) -> Token | None:
    for by in verb.subtree:
        if by.lower_ == "by" and (by.dep_ == "agent" or by.i == verb.i + 1) and by.head == verb:
            return next(children(by, "pobj"), None)
    for child in verb.rights:
        for by in children(child, "prep"):
            if by.lower_ == "by" and child.dep_ in ("oprd", "attr", "dobj"):
                return next(children(by, "pobj"), None)
    # "Accused of graft by two aides": the parser hangs it on the graft.
    for by in verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]:
        if by.lower_ == "by" and verb.is_ancestor(by) and lemma(by.head) not in DEED_NOUNS:
            return next((c for c in children(by, "pobj") if c.ent_type_ != "DATE"), None)
    return None


def _speaker(claim: Claim) -> Framer:
    return Framer(claim.claim_id, claim.speaker, claim.speaker_id)


def _size(claim: Claim) -> tuple[int, Spans, str]:
    return sum(end - start for start, end in claim.claim_spans), claim.claim_spans, claim.claim_id


def _covers(spans: Spans, place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _holds(claim: Claim, verb: Token) -> bool:
    return _covers(claim.claim_spans, verb.idx)


def _known_speakers(claims: Sequence[Claim]) -> dict[str, Claim]:
    """The article's speakers by name and by mention, where these tell them apart."""
    known: dict[str, Claim] = {}
    doubtful = set()
    for claim in claims:
        for words in {claim.speaker, claim.speaker_mention} - {None}:
            if words is None or claim.speaker is None:
                continue
            first = known.setdefault(words.casefold(), claim)
            if first.speaker_id != claim.speaker_id:
                doubtful.add(words.casefold())
    return {words: claim for words, claim in known.items() if words not in doubtful}
