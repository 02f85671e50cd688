"""From the words that name a source to the speaker that they stand for, within one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from claims import ids
from claims.nlp import tokens_at
from claims.records import Attribution, Parsed, Speaker, SpeakerType
from claims.spans import Spans
from claims.speakers import words
from claims.speakers.chains import Chains, chosen
from claims.speakers.entities import Entity
from claims.speakers.identity import identity_key, is_identified
from claims.speakers.mentions import Mention, is_title
from claims.speakers.names import key
from claims.speakers.queries import source_head
from claims.speakers.roles import title_before, words_of
from claims.speakers.states import government_of, known_name
from claims.speakers.words import nominal_type

NOBODY = Speaker(name=None, speaker_id=None, type="unknown")
AUTHOR = Speaker(name=None, speaker_id=None, type="outlet")
"""Who says "I" outside all quotations, where no byline names them."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MARKS = frozenset({",", "—", "–", "--", "-", "("})
_DEEPEST = 3
"""Steps from owner to owner, or from relative to antecedent, that are taken."""


def named(name: str, kind: SpeakerType, entity: Entity | None = None) -> Speaker:
    """A speaker of that name, with the entity's roles and aliases."""
    return Speaker(
        name=name,
        speaker_id=ids.speaker_id(identity_key(kind, name)) if is_identified(kind, name) else None,
        type=kind,
        roles=tuple(entity.roles) if entity else (),
        aliases=entity.aliases if entity else (),
    )


class Resolver:
    """An article, asked whom a stretch of it stands for."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution]) -> None:
        """`attributions` tell who says the words around "I", and who spoke last."""
        self._parsed = parsed
        self._doc: Doc = parsed.doc
        self._chains = Chains(parsed, attributions, chosen)
        self._inside = {
            i: entity
            for entity in self._chains.entities
            for mention in entity.mentions
            if mention.kind == "name" and not entity.plural  # not those named together
            for i in range(mention.first, mention.end)
        }

    def speaker_of(self, one: Attribution) -> Speaker:
        """The speaker of an attribution; of a quotation without source or cue, who spoke before."""
        if one.source or one.cue:
            return self.speaker(one.source)
        first = next(tokens_at(self._doc, one.content))
        entity = self._chains.speaker_before(first.i)
        return self._named(entity) if entity is not None and entity.name else NOBODY

    def speaker(self, mention: Spans) -> Speaker:
        """The speaker whom the words at these places of the text stand for; nobody for none."""
        if not mention:
            return NOBODY
        span = self._doc.char_span(*mention[0], alignment_mode="expand")
        if span is None or not span.text.strip():
            return NOBODY
        return self._of(span, depth=0)

    def _of(self, span: DocSpan, depth: int) -> Speaker:
        head = source_head(self._doc, span.start, span.end)
        within = self._people_in(span)
        by_name = self._chains.at.get(head.i) in within or head.i in self._inside
        others = [t for t in head.conjuncts if head.i < t.i < span.end]
        beside = head.tag_ == "NNS" and any(t.i in self._inside for t in others)
        about = _is_role(head) or head.pos_ not in _NOMINAL
        if within and about and not (by_name or beside):
            return self._together(within)
        told_of = within and by_name and all(t.i in self._inside or _is_role(t) for t in others)
        if others and depth == 0 and told_of and len(within) < len(others) + 1:
            # "Ann Lee and John Smith, two engineers": the engineers are no third.
            return self._together(within)
        if others and depth == 0:
            return self._several(span, head, others)
        beside_him = [one for one in within[1:] if self._is_added(one, span)]
        if by_name and depth == 0 and beside_him:
            return self._together([within[0], *beside_him])
        if head.lower_ in words.RELATIVE and head.pos_ in ("PRON", "DET", "SCONJ"):
            noun = _antecedent(head)
            if noun is None or depth > _DEEPEST:
                return NOBODY
            people = [self._inside.get(t.i) for t in (*noun.conjuncts, noun) if t.i <= noun.i]
            joint = [one for one in people if one is not None and one.name]
            if len(joint) > 1 and head.head.tag_ == "VBP":
                return self._together(joint)
            return self._of(_phrase(noun), depth + 1)
        entity = self._chains.at.get(head.i) or self._inside.get(head.i)
        if entity is not None and entity.name is not None:
            return self._named(entity)
        if head.lower_ in words.PRONOUNS:
            if entity is None:
                return self._author(head)
            first = next((m for m in entity.mentions if m.kind == "nominal"), None)
            return NOBODY if first is None else self._unnamed(self._whole(first), entity, depth)
        if (labelled := self._in_capitals(head)) is not None:
            return labelled
        return self._unnamed(span, entity, depth)

    def _in_capitals(self, head: Token) -> Speaker | None:
        """Who speaks in a transcript: "TAPPER:", and "Q:" and "A:" of an interview."""
        after = self._doc[head.i + 1].text if head.i + 1 < len(self._doc) else ""
        if not head.text.isupper() or after != ":":
            return None
        if head.text == "Q":
            return AUTHOR
        people = [one for one in self._chains.entities if one.type == "person" and one.name]
        named_so = [one for one in people if key(one.name or "").split()[-1] == key(head.text)]
        if named_so or (head.text == "A" and people):
            return self._named(max(named_so or people, key=lambda one: len(one.mentions)))
        return None

    def _people_in(self, span: DocSpan) -> list[Entity]:
        """Those whose names are what a source is about: not "of X", "X's", "an X aide"."""
        found: list[Entity] = []
        after_preposition = False
        i = span.start
        while i < span.end:
            token = self._doc[i]
            entity = self._inside.get(i)
            if entity is None:
                added = token.lower_ == "with" and self._doc[i - 1].lower_ == "along"
                after_preposition = (token.pos_ == "ADP" and not added) or (
                    after_preposition and token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM")
                )
                i += 1
                continue
            end = i
            while end < span.end and self._inside.get(end) is entity:
                end += 1
            owns = end < span.end and (
                self._doc[end].tag_ == "POS" or self._doc[end].text in ("'", "’")
            )
            modifies = (
                end < span.end
                and self._doc[end].pos_ in ("NOUN", "PROPN")
                and any(
                    t.dep_ in ("compound", "nmod", "amod") and t.head.i >= end
                    for t in self._doc[i:end]
                )
            )
            person = entity.type == "person" and entity.name is not None
            if person and not (owns or modifies or after_preposition) and entity not in found:
                found.append(entity)
            i = end
        return found

    def _is_added(self, entity: Entity, span: DocSpan) -> bool:
        """Whether "and" or "along with" stands right before somebody's name and title."""
        for mention in entity.mentions:
            if not span.start < mention.first < span.end:
                continue
            title = title_before(self._doc, mention)
            first = min([mention.first, *(t.i for t in title)])
            before = self._doc[max(span.start, first - 2) : first]
            if before and (
                before[-1].lower_ in ("and", "&") or before.text.lower() == "along with"
            ):
                return True
        return False

    def _together(self, people: Sequence[Entity]) -> Speaker:
        if len(people) == 1:
            return self._named(people[0])
        return named(" and ".join(one.name or "" for one in people), "group")

    def _named(self, entity: Entity) -> Speaker:
        name, kind = entity.name or "", entity.type
        if kind == "government":
            name = government_of(key(name)) or name
        elif kind == "organization":
            name = known_name(key(name)) or name
            kind = "government" if government_of(key(name)) else kind
        return named(name, kind, entity)

    def _several(self, span: DocSpan, head: Token, others: Sequence[Token]) -> Speaker:
        heads = [head, *others]
        found: list[str] = []
        identified = True
        for number, token in enumerate(heads):
            start = span.start if number == 0 else min(token.left_edge.i, token.i)
            end = heads[number + 1].left_edge.i if number + 1 < len(heads) else span.end
            part = [
                t
                for t in self._doc[start : max(end, token.i + 1)]
                if t.i <= token.i or not (t.pos_ == "CCONJ" or t.is_punct)
            ]
            speaker = self._of(self._doc[part[0].i : part[-1].i + 1], depth=1)
            found.append(speaker.name or words_of(part, self._doc))
            identified &= speaker.speaker_id is not None
        both = named(" and ".join(dict.fromkeys(found)), "group")
        return both if identified else replace(both, speaker_id=None)

    def _unnamed(self, span: DocSpan, entity: Entity | None, depth: int) -> Speaker:
        """A speaker whom the article does not name: by the words for them, and whose they are."""
        head = source_head(self._doc, span.start, span.end)
        lemma, plural = head.lemma_.lower(), head.tag_ in ("NNS", "NNPS")
        indefinite = not any(t.lower_ == "the" or t.dep_ == "poss" for t in head.children)
        kind = nominal_type(lemma, plural=plural, indefinite=indefinite)
        text = words_of((t for t in span if t.i < _end_of_name(head, span)), self._doc)
        possessor = next((t for t in head.children if t.dep_ == "poss" and t in span), None)
        owner, rest = self._owner(head, possessor, entity, span, depth)
        if owner is not None and owner.name:
            # Somebody's aide is not nobody in particular.
            kind = ("group" if plural else "person") if kind == "anonymous" else kind
            return named(f"{owner.name}'s {rest}", kind)
        earlier = entity is not None and not indefinite and len(entity.mentions) > 1
        if earlier and entity is not None and depth < _DEEPEST:
            first = self._whole(entity.mentions[0])
            if first.start < span.start and first.root.pos_ in ("NOUN", "PROPN"):
                return self._unnamed(first, entity, depth + 1)
        return named(text or span.text.strip(), kind)

    def _owner(
        self, head: Token, possessor: Token | None, entity: Entity | None, span: DocSpan, depth: int
    ) -> tuple[Speaker | None, str]:
        """Whose aide or campaign it is, and the words for what it is of theirs."""
        if depth >= _DEEPEST:
            return None, ""
        end = _end_of_name(head, span)
        if possessor is not None:
            rest = words_of(self._doc[possessor.right_edge.i + 1 : end], self._doc)
            return self._of(_phrase(possessor), depth + 1), rest or head.text
        for token in head.children:
            owner = self._inside.get(token.i)
            before = token.i < head.i and token.dep_ in ("compound", "nmod")
            if before and owner is not None and owner.type == "person" and owner.name:
                rest = words_of(self._doc[token.i + 1 : end], self._doc)
                return self._named(owner), rest or head.text
            served = next((t for t in token.children if t.dep_ == "pobj"), None)
            if served is not None and token.lower_ == "for" and _is_role(head):
                owner = self._inside.get(served.i) or self._chains.at.get(served.i)
                if owner is not None and owner.name:
                    return self._named(owner), words_of(
                        self._doc[span.start : head.i + 1], self._doc
                    )
        if entity is not None and entity.owner is not None and entity.owner.name:
            first = entity.mentions[0]
            if first.head != head.i:
                return self._named(entity.owner), self._doc[first.head].text
        return None, ""

    def _whole(self, mention: Mention) -> DocSpan:
        return self._doc[mention.first : mention.end]

    def _author(self, head: Token) -> Speaker:
        if head.lower_ in words.WE:
            return AUTHOR
        if head.lower_ not in words.FIRST:
            return NOBODY
        byline = self._parsed.article.byline
        if byline:
            return named(byline, "person")
        return AUTHOR if self._endnote is None else self._named(self._endnote)

    @cached_property
    def _endnote(self) -> Entity | None:
        """Who wrote the article, by its last lines: "Ann Lee is a writer in Oslo"."""
        ends = [first for first, end in self._parsed.edges if end > first][-2:]
        for entity in self._chains.entities:
            mention = entity.mentions[0] if entity.mentions else None
            if mention is None or entity.type != "person" or mention.kind != "name":
                continue
            verb = self._doc[mention.head].head
            opens = mention.first in ends and " " in (entity.name or "")
            if opens and verb.tag_ == "VBZ" and verb.lemma_ in ("be", "write", "cover", "teach"):
                return entity
        return None


def _is_role(noun: Token) -> bool:
    """Whether a noun tells what somebody is."""
    role = noun.lemma_.lower() in words.PEOPLE or is_title(noun)
    return role and not any(t.dep_ == "poss" and t.pos_ == "PRON" for t in noun.children)


def _antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    before = relative.nbor(-1) if relative.i else relative
    before = before.nbor(-1) if before.text == "," and before.i else before
    if relative.lower_ == "who" and before.pos_ == "PROPN":
        return before
    for ancestor in relative.ancestors:
        if ancestor.dep_ in ("relcl", "acl"):
            return ancestor.head
    return before if before.pos_ in ("NOUN", "PROPN") and before.i < relative.i else None


def _phrase(head: Token) -> DocSpan:
    """The head with what stands before it and names or narrows it."""
    start = min((t.left_edge.i for t in head.lefts), default=head.i)
    return head.doc[start : head.i + 1]


def _end_of_name(head: Token, span: DocSpan) -> int:
    """Where the naming part ends: before an incidental clause."""
    for token in span:
        dated = token.ent_type_ in ("DATE", "TIME")
        aside = token.text in _MARKS or token.dep_ in ("relcl", "acl")
        if token.i > head.i and (aside or dated):
            return min(token.i, token.left_edge.i) if token.left_edge.i > head.i else token.i
    return span.end
