"""From the words that name a source to the speaker that they stand for, within one article."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from claims import ids
from claims.nlp import tokens_at
from claims.records import Article, Attribution, Parsed, Speaker, SpeakerType
from claims.speakers import words
from claims.speakers.names import Entity, bare_name, entities, key, words_of

NOBODY = Speaker(name=None, speaker_id=None, type="unknown")
REACH = 12
"""Sentences before a pronoun within which its name is looked for."""


def resolve(parsed: Parsed, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """The speaker of each attribution, in the same order."""
    resolver = _Resolver(parsed, attributions)
    found: dict[int, Speaker] = {}
    # In text order, so that "he" can look to the speaker before; headlines last: they name
    # by role or surname whom the body introduces.
    order = sorted(range(len(attributions)), key=lambda i: resolver.place(attributions[i]))
    for index in order:
        found[index] = resolver.speaker(attributions[index])
    return tuple(found[index] for index in range(len(attributions)))


def named(name: str, kind: SpeakerType, entity: Entity | None = None) -> Speaker:
    """A speaker of that name, with the entity's roles and aliases."""
    identified = kind not in ("anonymous", "unknown")
    return Speaker(
        name=name,
        speaker_id=ids.speaker_id(kind, key(name)) if identified and key(name) else None,
        type=kind,
        roles=tuple(entity.roles) if entity else (),
        aliases=entity.aliases if entity else (),
    )


class _Resolver:
    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.entities = entities(parsed)
        self.mentions = sorted(
            ((m.start, e, m) for e in self.entities for m in e.mentions), key=lambda item: item[0]
        )
        self.sentence = {token.i: n for n, s in enumerate(self.doc.sents) for token in s}
        self.quoted = {t.i for a in attributions for t in tokens_at(self.doc, a.content)}
        self.spoke: list[tuple[int, Entity]] = []

    def place(self, attribution: Attribution) -> tuple[bool, int]:
        start = min(span.start for span in (*attribution.source, *attribution.content))
        token = self.doc.char_span(start, start + 1, alignment_mode="expand")
        section = self.parsed.sections[token.start] if token else None
        return section in ("headline", "related"), start

    def speaker(self, attribution: Attribution) -> Speaker:
        if not attribution.source:
            return NOBODY
        start, end = attribution.source[0]
        mention = self.doc.char_span(start, end, alignment_mode="expand")
        if mention is None or not mention.text.strip():
            return NOBODY
        speaker, entity = self._mention(mention, depth=0)
        if entity is not None and entity.type == "person":
            self.spoke.append((mention.start, entity))
        return speaker

    def _mention(self, mention: DocSpan, depth: int) -> tuple[Speaker, Entity | None]:
        head = _head(mention)
        both = [t for t in head.conjuncts if mention.start <= t.i < mention.end and t.i > head.i]
        if both and depth == 0:
            return self._several(mention, head, both), None
        if entity := self._entity_at(head, mention):
            return named(entity.name, entity.type, entity), entity
        lower = head.lower_
        if lower in words.RELATIVE_PRONOUNS and head.pos_ in ("PRON", "DET", "SCONJ"):
            antecedent = _antecedent(head)
            if antecedent is not None and depth < 3:
                return self._mention(_phrase(antecedent), depth + 1)
            return NOBODY, None
        if head.pos_ == "PRON" or lower in words.AUTHOR_PRONOUNS:
            return self._pronoun(head, mention)
        if named_beside := _name_beside(head, mention):
            kind = words.nominal_type(head.lemma_.lower(), plural=False, indefinite=False)
            return self._known(bare_name(named_beside), kind)
        if head.pos_ == "PROPN":
            return self._unlisted_name(head, mention)
        return self._nominal(head, mention, depth)

    # -------------------------------------------------------------- kinds of mention

    def _several(self, mention: DocSpan, head: Token, others: Sequence[Token]) -> Speaker:
        heads = [head, *others]
        names: list[str] = []
        for number, token in enumerate(heads):
            stop = heads[number + 1].left_edge.i if number + 1 < len(heads) else mention.end
            start = mention.start if number == 0 else token.left_edge.i
            part = self.doc[start : max(stop, token.i + 1)]
            kept = [t for t in part if not (t.pos_ == "CCONJ" or t.is_punct) or t.i < token.i]
            speaker, _ = self._mention(self.doc[kept[0].i : kept[-1].i + 1], depth=1)
            names.append(speaker.name or part.text.strip())
        return named(" and ".join(dict.fromkeys(names)), "group")

    def _entity_at(self, head: Token, mention: DocSpan) -> Entity | None:
        """The entity whose name the mention's head is part of."""
        for start, entity, span in self.mentions:
            if start > head.i:
                break
            if head.i < span.end:
                return entity
        for token in mention:  # "founding chairman Ann Lee" headed by the title
            if token.dep_ == "appos" and token.head == head and token.ent_type_ == "PERSON":
                return self._entity_at(token, self.doc[token.i : token.i + 1])
        return None

    def _known(self, name: str, kind: SpeakerType) -> tuple[Speaker, Entity | None]:
        """The entity of that name, if the article has it by this name; else a new speaker."""
        for entity in self.entities:
            if key(entity.name) == key(name) and entity.type == kind:
                return named(entity.name, entity.type, entity), entity
        return named(name, kind), None

    def _unlisted_name(self, head: Token, mention: DocSpan) -> tuple[Speaker, Entity | None]:
        """A capitalized head that the entity tagger passed over."""
        if by_role := self._by_role(head):
            return named(by_role.name, by_role.type, by_role), by_role
        name = bare_name(mention) if len(mention) <= 4 else head.text
        short = key(name).split()
        for entity in self.entities:
            if short and short[-1:] == key(entity.name).split()[-1:]:
                return named(entity.name, entity.type, entity), entity
        kind = words.nominal_type(head.lower_, plural=False, indefinite=False)
        return named(name, kind), None

    def _pronoun(self, head: Token, mention: DocSpan) -> tuple[Speaker, Entity | None]:
        lower = head.lower_
        if lower in words.PERSON_PRONOUNS:
            entity = self._nearest_person(head)
            return (named(entity.name, "person", entity), entity) if entity else (NOBODY, None)
        if lower in words.THING_PRONOUNS:
            kinds: tuple[SpeakerType, ...] = ("organization", "government")
            thing = self._nearest(head, kinds)
            return (named(thing.name, thing.type, thing), thing) if thing else (NOBODY, None)
        if lower in words.PLURAL_PRONOUNS:
            group = self._nearest(head, ("group", "organization"))
            return (named(group.name, group.type, group), group) if group else (NOBODY, None)
        if lower in words.AUTHOR_PRONOUNS:
            return self._author(self.parsed.article), None
        return named(words_of(mention, self.doc) or mention.text, "anonymous"), None

    def _nominal(self, head: Token, mention: DocSpan, depth: int) -> tuple[Speaker, Entity | None]:
        plural = head.tag_ in ("NNS", "NNPS")
        possessor = next((t for t in head.children if t.dep_ == "poss" and t in mention), None)
        definite = any(t.lower_ == "the" for t in head.children)
        if (possessor is None and not plural and (definite or len(mention) <= 2)) and (
            by_role := self._by_role(head)
        ):
            return named(by_role.name, by_role.type, by_role), by_role
        text = words_of((t for t in mention if t.i < _trim_end(head, mention)), self.doc)
        if possessor is not None and depth < 3:
            owner, _ = self._mention(_phrase(possessor), depth + 1)
            if owner.name:
                rest = self.doc[possessor.right_edge.i + 1 : _trim_end(head, mention)]
                text = f"{owner.name}'s {words_of(rest, self.doc)}"
                kind = words.nominal_type(head.lemma_.lower(), plural=plural, indefinite=False)
                # Somebody's aide is not nobody in particular.
                kind = ("group" if plural else "person") if kind == "anonymous" else kind
                return named(text, kind), None
        if definite and not plural and not _complement(head):
            kind = words.nominal_type(head.lemma_.lower(), plural=False, indefinite=False)
            if kind in ("organization", "government") and (
                body := self._nearest(head, (kind,), containing=head.lemma_.lower())
            ):
                return named(body.name, body.type, body), body
        indefinite = not definite and possessor is None
        kind = words.nominal_type(head.lemma_.lower(), plural=plural, indefinite=indefinite)
        return named(text or mention.text.strip(), kind), None

    def _author(self, article: Article) -> Speaker:
        return named(article.byline, "person") if article.byline else NOBODY

    # -------------------------------------------------------------- antecedents

    def _by_role(self, head: Token) -> Entity | None:
        """The person who bears the role; before the mention if any does, else the first after."""
        word = head.lemma_.lower()
        bearers = [
            (start, entity)
            for start, entity, _ in self.mentions
            if entity.type == "person"
            and (word in entity.role_heads or head.lower_ in entity.role_heads)
        ]
        before = [entity for start, entity in bearers if start < head.i]
        after = [entity for start, entity in bearers if start > head.i]
        return before[-1] if before else after[0] if after else None

    def _nearest_person(self, pronoun: Token) -> Entity | None:
        """The person that a "he" or "she" most likely stands for.

        Recency counts first; subjects and speakers outweigh those who are merely mentioned,
        most of all those mentioned inside another's words.
        """
        gender = "male" if pronoun.lower_ in ("he", "him", "his", "himself") else "female"
        here = self.sentence[pronoun.i]
        last = self.spoke[-1] if self.spoke and self.spoke[-1][0] < pronoun.i else None
        best: tuple[float, int] | None = None
        chosen: Entity | None = None
        for start, entity, mention in self.mentions:
            if start >= pronoun.i:
                break
            distance = here - self.sentence[start]
            clash = entity.gender is not None and entity.gender != gender
            if entity.type != "person" or clash or distance > REACH:
                continue
            if self.parsed.sections[start] in ("related", "caption"):
                continue
            score = -float(distance)
            score += 1.5 * (mention.root.dep_ in ("nsubj", "nsubjpass"))
            score += 1.5 * (last is not None and last[1] is entity)
            score -= 1.5 * (start in self.quoted and pronoun.i not in self.quoted)
            if best is None or (score, start) > best:
                best, chosen = (score, start), entity
        if chosen is not None and chosen.gender is None:
            chosen.gender = gender
        return chosen

    def _nearest(
        self, head: Token, kinds: tuple[SpeakerType, ...], containing: str | None = None
    ) -> Entity | None:
        before = [
            entity
            for start, entity, _ in self.mentions
            if start < head.i
            and entity.type in kinds
            and self.sentence[head.i] - self.sentence[start] <= REACH
            and (containing is None or containing in key(entity.name))
        ]
        return before[-1] if before else None


def _head(mention: DocSpan) -> Token:
    """The word that the mention is about; a name rather than the title it hangs on."""
    root = mention.root
    if root.pos_ in ("ADP", "PUNCT", "SPACE", "PART", "DET") and len(mention) > 1:
        nouns = [t for t in mention if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return nouns[0] if nouns else root
    return root


def _name_beside(head: Token, mention: DocSpan) -> DocSpan | None:
    """The name in apposition to a noun: "the junior minister, Ann Lee"."""
    if head.pos_ != "NOUN":
        return None
    for token in mention[head.i - mention.start + 1 :]:
        if token.dep_ == "appos" and token.head == head and token.pos_ == "PROPN":
            start = token.left_edge.i
            while start < token.i and mention.doc[start].pos_ not in ("PROPN", "ADP", "DET"):
                start += 1
            return mention.doc[start : token.i + 1]
    return None


def _antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    for ancestor in relative.ancestors:
        if ancestor.dep_ in ("relcl", "acl"):
            return ancestor.head
    return None


def _phrase(head: Token) -> DocSpan:
    """The head with what stands before it and names or narrows it."""
    stop = head.i + 1
    start = min((t.left_edge.i for t in head.lefts), default=head.i)
    return head.doc[start:stop]


def _complement(head: Token) -> bool:
    return any(t.dep_ in ("prep", "relcl", "acl") for t in head.rights)


def _trim_end(head: Token, mention: DocSpan) -> int:
    """Where the mention's naming part ends: before an incidental clause."""
    for token in mention:
        if token.i > head.i and (token.text in (",", "—", "–", "(") or token.dep_ == "relcl"):
            return min(token.i, token.left_edge.i) if token.left_edge.i > head.i else token.i
    return mention.end
