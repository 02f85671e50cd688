"""Who each mention of an article stands for: names, pronouns and nouns, read in text order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from claims.nlp import tokens_at
from claims.records import Attribution, Parsed
from claims.speakers import words
from claims.speakers.entities import Entity, entities, pairs, tell_sex
from claims.speakers.features import Places, Scene, about, kin, pair
from claims.speakers.mentions import Mention
from claims.speakers.names import key
from claims.speakers.queries import (
    Query,
    is_body,
    may_mean,
    query_at,
    source_head,
    subject_of,
    type_of,
)
from claims.speakers.ranker import shipped
from claims.speakers.roles import note_roles, title_before

REACH = {"pronoun": 12, "nominal": 30}
"""Sentences back within which somebody spoken of is a candidate."""
MOST = 12
"""Candidates that are scored, those spoken of last."""

Chooser = Callable[[Query, list[float], Sequence[Entity], list[list[float]]], int | None]
"""Chooses among candidates, given a query's features and each pair's; None for none of them."""


_FIRST_PERSON = words.FIRST | words.WE
_TWO = frozenset({"both", "neither", "two"})
_SPOKEN_OF = ("the", "this")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OF_ONE = frozenset(
    {"campaign", "administration", "office", "team", "camp", "government", "cabinet"}
)
"""Bodies of which somebody has one."""


class Chains:
    """Who stands behind the tokens of an article."""

    def __init__(
        self, parsed: Parsed, attributions: Sequence[Attribution], choose: Chooser
    ) -> None:
        self.doc: Doc = parsed.doc
        self.at: dict[int, Entity] = {}
        """For the head of each mention, whom it stands for."""
        self._choose = choose
        self._places = Places(parsed, attributions)
        self._heads = [_source_head(self.doc, one) for one in attributions]
        self.entities = entities(parsed, {head for head in self._heads if head is not None})
        self._sources = sorted({head for head in self._heads if head is not None})
        self._seen: dict[int, Entity] = {}
        """Those spoken of so far, by `id`, the latest last."""
        self._owned: dict[tuple[int, str], Entity] = {}
        self._by_word: dict[str, list[tuple[Entity, bool]]] = {}
        """Those who are named, by each word of their name or that heads a role; whether it does."""
        self._read()

    # -------------------------------------------------------------- reading

    def _read(self) -> None:
        """Body first; headline, captions and links, which the body explains; then "I" and "we"."""
        names: dict[int, tuple[Entity, Mention]] = {}
        titles: dict[int, list[Token]] = {}
        inside: set[int] = set()
        for entity, mention in [(one, m) for one in self.entities for m in one.mentions]:
            titles[mention.head] = title = title_before(self.doc, mention)
            note_roles(self.doc, entity, mention, title)
            names[mention.head] = (entity, mention)
            inside.update(range(mention.first, mention.end))
            self.at[mention.head] = entity
        for place, title in titles.items():
            for token in title:
                self.at.setdefault(token.i, names[place][0])
                inside.add(token.i)
        for entity in self.entities:
            for word in {*key(entity.name or "").split(), *entity.heads}:
                self._by_word.setdefault(word, []).append((entity, word in entity.heads))
        together = pairs(self.doc, self.entities)
        joint = {m.head: entity for entity in together for m in entity.mentions}
        self.entities += together
        late: list[Token] = []
        for token in self.doc:
            if token.i in names:
                # What a link or caption names, the text itself has not spoken of.
                if not self._places.linked[token.i]:
                    self._speak_of(names[token.i][0])
                    self._speak_of(joint.get(token.i))
            elif token.i not in inside:
                if token.lower_ in _FIRST_PERSON or self._places.aside[token.i]:
                    late.append(token)
                else:
                    self._resolve(token)
        unseen = {id(one): one for one in self.entities if id(one) not in self._seen}
        self._seen = unseen | self._seen
        # A stable sort: headlines and links in text order, then "I" and "we".
        for token in sorted(late, key=lambda token: token.lower_ in _FIRST_PERSON):
            self._resolve(token)

    def _resolve(self, token: Token) -> None:
        source = self._places.source[token.i] >= 0
        query = query_at(token, self.at, is_source=source)
        if query is None:
            return
        by_author = self._places.said[token.i] < 0 and self._places.quote[token.i] < 0
        if by_author and query.form in ("i", "we"):
            return
        if query.form == "i" and (speaker := self._speaker_at(token.i)):
            self._put(query, speaker)
            return
        if query.form == "we" and (body := self._body_of(self._speaker_at(token.i))):
            self._put(query, body)
            return
        entity = (
            self._told(token, query)
            or self._both(token, query)
            or self._owned_by(query)
            or self._headlined(query)
            or self._ranked(query)
        )
        if entity is None and query.mention.kind == "pronoun":
            return
        if entity is None:
            entity = Entity(None, type_of(query), plural=query.plural, sex=query.sex)
            entity.sure = query.sex != 0
            entity.owner = query.owner
            self.entities.append(entity)
            if query.owner is not None and is_body(query):
                self._owned[id(query.owner), query.lemma] = entity
        self._put(query, entity)

    def _put(self, query: Query, entity: Entity) -> None:
        self.at[query.mention.head] = entity
        place = len(entity.mentions)
        while place and entity.mentions[place - 1].head > query.mention.head:
            place -= 1
        entity.mentions.insert(place, query.mention)
        if query.mention.kind == "nominal":
            entity.heads.add(query.lemma)
        if entity.type == "person":
            tell_sex(entity, query.sex)
        self._speak_of(entity)

    def _speak_of(self, entity: Entity | None) -> None:
        if entity is None:
            return
        self._seen.pop(id(entity), None)
        self._seen[id(entity)] = entity

    # -------------------------------------------------------------- whom it stands for

    def _told(self, token: Token, query: Query) -> Entity | None:
        """Whom syntax names: appositions, and what somebody is said to be."""
        if query.mention.kind == "pronoun":
            if token.lower_ in words.REFLEXIVE:
                subject = subject_of(token.head)
                return self.at.get(subject.i) if subject is not None else None
            return None
        while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        fits = query.type in ("person", "organization", "government", None)
        if token.dep_ == "appos" and fits:
            return self._fitting(self.at.get(token.head.i), query)
        beside = next((t for t in token.children if t.dep_ == "appos" and t.i in self.at), None)
        if beside is not None and fits:
            return self._fitting(self.at[beside.i], query)
        if token.lemma_.lower() in words.PLAIN_BODIES and query.form in ("the", "bare"):
            inside = (self.at.get(t.i) for t in token.children if t.dep_ in ("compound", "nmod"))
            bodies = (e for e in inside if e and e.name and e.type == "organization")
            if body := next((one for one in bodies if not one.place), None):
                return body
        if fits and query.form != "own" and (named := self._named_before(token)):
            return self._fitting(named, query)
        if token.dep_ in ("attr", "oprd") and fits:
            verb = token.head
            if any(t.dep_ == "neg" for t in verb.children):
                return None
            subject = subject_of(verb)
            if subject is not None and subject.lower_ in words.RELATIVE:
                subject = verb.head if verb.dep_ == "relcl" else None
            return self._fitting(self.at.get(subject.i), query) if subject is not None else None
        return None

    def _named_before(self, token: Token) -> Entity | None:
        """Who is named right before a comma and a noun: "AUNS, a group that …"."""
        first = token.left_edge.i
        opens = self.doc[first].lower_ in ("a", "an", "the")
        if not opens or first < 2 or self.doc[first - 1].text != ",":
            return None
        entity = self.at.get(self.doc[first - 2].i)
        named = entity is not None and any(
            m.kind == "name" and m.end == first - 1 for m in entity.mentions
        )
        return entity if named and not any(t.dep_ == "conj" for t in token.children) else None

    @staticmethod
    def _fitting(entity: Entity | None, query: Query) -> Entity | None:
        if entity is None or entity.plural != query.plural:
            return None
        person = entity.type == "person"
        return entity if query.type is None or person == (query.type == "person") else None

    def _both(self, token: Token, query: Query) -> Entity | None:
        """The two people spoken of last, for "both candidates", "the two women", "neither man"."""
        number = {t.lower_ for t in token.children}
        said = query.mention.kind == "nominal" and query.type in ("person", "group")
        if not said or not number & _TWO or (number & {"two"} and query.form not in _SPOKEN_OF):
            return None
        people: list[Entity] = []
        place = query.mention.head
        for entity in reversed(self._seen.values()):
            last = next((m.head for m in reversed(entity.mentions) if m.head < place), -1)
            if last < 0 or self._places.paragraph[place] - self._places.paragraph[last] > 3:
                continue
            if entity.plural and " and " in (entity.name or ""):
                return entity
            if entity.type == "person" and entity.name and query.sex * entity.sex >= 0:
                people.append(entity)
            if len(people) == 2:
                both = Entity(f"{people[1].name} and {people[0].name}", "group", plural=True)
                self.entities.append(both)
                return both
        return None

    def _owned_by(self, query: Query) -> Entity | None:
        """The body that was somebody's before: "his campaign" after "the Trump campaign"."""
        if query.owner is None or not is_body(query):
            return None
        known = self._owned.get((id(query.owner), query.lemma))
        if known is not None or query.lemma not in _OF_ONE:
            return known
        entity = Entity(None, type_of(query), owner=query.owner)
        self.entities.append(entity)
        self._owned[id(query.owner), query.lemma] = entity
        return entity

    def _ranked(self, query: Query) -> Entity | None:
        if query.mention.kind == "nominal" and query.form == "any":
            return None
        candidates = self._candidates(query)
        scene = self._scene(query, candidates)
        pairs = [pair(self._places, query, entity, scene) for entity in candidates]
        chosen = self._choose(query, about(self._places, query), candidates, pairs)
        return candidates[chosen] if chosen is not None else None

    def _candidates(self, query: Query) -> list[Entity]:
        i, sentence = query.mention.head, self._places.sentence
        reach = REACH["pronoun" if query.mention.kind == "pronoun" else "nominal"]
        aside = self._places.aside[i]
        form = query.form
        found: list[Entity] = []
        # A headline is about whom the article begins with.
        spoken_of = self._by_lead() if self._places.headline[i] else reversed(self._seen.values())
        for entity in spoken_of:
            last = next((m.head for m in reversed(entity.mentions) if m.head < i), None)
            if last is None and not (aside or form in ("i", "we")):
                continue
            near = last is not None and sentence[i] - sentence[last] <= reach
            if not (near or aside or form in ("i", "we")):
                break  # those before were spoken of longer ago
            if may_mean(query, entity) and not self._speaks_of(query, entity):
                found.append(entity)
            if len(found) == MOST:
                break
        if query.mention.kind == "nominal":
            # Whose role it is may be told later, or was told long ago.
            there = set(map(id, found))
            bearers = [
                entity
                for entity, in_role in self._by_word.get(query.lemma, ())
                if (in_role or entity.mentions[0].head < i) and id(entity) not in there
            ]
            nearest = sorted(bearers, key=lambda one: abs(one.mentions[0].head - i))[:MOST]
            found += [entity for entity in nearest if may_mean(query, entity)]
        elif form == "we" and (here := self._speaker_at(i)):
            found = [here, *(entity for entity in found if entity is not here)]
        return found

    def _headlined(self, query: Query) -> Entity | None:
        """Whose role a headline has: the first in the body who is named with it."""
        nominal = query.mention.kind == "nominal" and query.form in ("bare", "the")
        if not nominal or not self._places.headline[query.mention.head]:
            return None
        past = "former" in query.modifiers
        for entity in self._by_lead():
            so = entity.name is not None and query.lemma in entity.heads and not entity.plural
            same_time = past == ("former" in entity.role_words)
            words_ = entity.role_words | set(key(entity.name or "").split())
            if so and same_time and query.modifiers <= words_ and may_mean(query, entity):
                return entity
        return None

    def _by_lead(self) -> list[Entity]:
        """Who is spoken of in the body, those first who come first."""
        first = {
            id(one): next((m.head for m in one.mentions if not self._places.aside[m.head]), None)
            for one in self._seen.values()
        }
        told = [one for one in self._seen.values() if first[id(one)] is not None]
        return sorted(told, key=lambda one: first[id(one)] or 0)

    def _speaks_of(self, query: Query, entity: Entity) -> bool:
        """Whether somebody cannot be meant: they say these words, or are named in what is said.

        Who is quoted is "I" in the quotation, and nobody speaks of themselves by name.
        """
        i, places = query.mention.head, self._places
        if query.mention.kind == "pronoun" and places.quote[i] >= 0 and places.said[i] >= 0:
            here = self._speaker_at(i)
            if here is entity:
                return True
        own = places.source[i]
        return own >= 0 and any(
            m.kind == "name" and places.said[m.head] == own and places.quote[m.head] >= 0
            for m in entity.mentions
        )

    def _speaker_at(self, i: int) -> Entity | None:
        """Who says the word at a place."""
        said = self._places.said[i]
        here = self._speaker_of(said)
        told = said >= 0 and self._heads[said] is not None
        return here if told or self._places.quote[i] < 0 else self.speaker_before(i)

    def speaker_before(self, i: int) -> Entity | None:
        """Who says a quotation for which no source is given: who spoke last, else acted last.

        Nobody where neither is told of within two paragraphs.
        """
        paragraph = self._places.paragraph
        last = self._last_source(i)
        if last >= 0 and paragraph[i] - paragraph[last] <= 2:
            return self.at[last]
        for place in range(i - 1, -1, -1):
            if paragraph[i] - max(paragraph[place], 0) > 2:
                break
            entity = self.at.get(place)
            if entity and entity.type == "person" and self.doc[place].dep_ in _SUBJECTS:
                return entity
        return None

    def _last_source(self, i: int) -> int:
        """The last token before one that a source is about of whom it is known who; -1 for none."""
        for place in range(bisect_left(self._sources, i) - 1, -1, -1):
            if self._sources[place] in self.at:
                return self._sources[place]
        return -1

    def _body_of(self, speaker: Entity | None) -> Entity | None:
        """The body that somebody's roles name, for which they say "we"."""
        if speaker is None:
            return None
        for entity in self.entities:
            body = entity.type in ("organization", "government") and entity.name is not None
            if body and set(map(words.plain, key(entity.name or "").split())) <= speaker.role_words:
                return entity
        return None

    def _scene(self, query: Query, candidates: Sequence[Entity]) -> Scene:
        i = query.mention.head
        spoke = self._last_source(i)
        last = self.at.get(spoke)
        since = self._places.sentence[i] - self._places.sentence[spoke] if last else 99
        order = {id(entity): place for place, entity in enumerate(candidates)}
        rivals = sum(query.lemma in entity.heads for entity in candidates)
        return Scene(last, since, self._speaker_at(i), order, kin(candidates), rivals)

    def _speaker_of(self, attribution: int) -> Entity | None:
        head = self._heads[attribution] if attribution >= 0 else None
        return self.at.get(head) if head is not None else None


def chosen(
    query: Query, alone: list[float], _candidates: Sequence[Entity], pairs: list[list[float]]
) -> int | None:
    """The choice of the package's own ranker; "he" and "she" always stand for somebody.

    So do "it" and "they" where they are the source of something.
    """
    speaks = query.is_source and query.form in ("it", "they")
    return shipped().best(alone, pairs, somebody=speaks or query.form in ("he", "she"))


def _source_head(doc: Doc, one: Attribution) -> int | None:
    tokens = list(tokens_at(doc, one.source[:1]))
    return source_head(doc, tokens[0].i, tokens[-1].i + 1).i if tokens else None
