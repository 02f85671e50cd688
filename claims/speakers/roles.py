"""What an article says that somebody is: titles before a name, appositions after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from claims.speakers import words
from claims.speakers.entities import Entity, tell_sex
from claims.speakers.mentions import Mention, is_title, stated_sex
from claims.speakers.names import initials, is_honorific, key

DOUBTFUL = 0.5
"""How clearly a first name must speak against a noun to be believed."""
LONGEST = 12
"""Words of a title or an apposition that are read."""
_PLAIN_WORDS = re.compile(r"\w[\w'’.,& -]+")


def note_roles(doc: Doc, entity: Entity, mention: Mention, title: list[Token]) -> None:
    """Add what stands beside a mention by name, its title first, to what is known of somebody."""
    if entity.type != "person":
        return
    for token in doc[max(0, mention.first - 1) : mention.end]:
        if is_title(token):
            tell_sex(entity, stated_sex(token.text))
    for found in (title, _apposition(doc, mention)):
        nouns = [token for token in found if token.pos_ in ("NOUN", "PROPN")]
        role = words_of(found, doc)
        if not nouns or not _PLAIN_WORDS.fullmatch(role):
            continue
        head = _head_of(found, nouns)
        if not is_title(head) and head.tag_ not in ("NN", "NNP"):
            continue
        if key(role) not in map(key, entity.roles):
            entity.roles.append(role)
        entity.heads.add(words.plain(head.lemma_))
        entity.role_words.update(map(words.plain, key(role).split()))
        entity.role_words.add(initials(role))  # "SEIU chief": of the Service Employees ...
        sex = stated_sex(head.text)
        # What stands beside a name may be of another ("Ann Lee, son John").
        if sex * entity.sex > -DOUBTFUL:
            tell_sex(entity, sex)


def words_of(tokens: Iterable[Token], doc: Doc) -> str:
    """The text from the first token to the last, without a leading determiner."""
    kept = sorted(tokens, key=lambda token: token.i)
    while kept and (kept[0].pos_ == "DET" or kept[0].is_punct or kept[0].is_space):
        kept = kept[1:]
    while kept and (kept[-1].is_punct or kept[-1].is_space):
        kept = kept[:-1]
    return " ".join(doc[kept[0].i : kept[-1].i + 1].text.split()) if kept else ""


def title_before(doc: Doc, mention: Mention) -> list[Token]:
    """The words of the same noun phrase before the name: "Finland's President" is one."""
    start = first = mention.first
    opening = max(doc[first].sent.start, first - LONGEST)
    while start > opening and _may_stand_in_a_title(doc[start - 1]):
        start -= 1
    for begin in range(start, first):
        found = list(doc[begin:first])
        inside = range(begin, mention.end)
        outward = [token for token in found if token.head.i not in inside]
        # Either all hang on the name, or the name hangs on the title ("founder Ann Lee").
        if not outward or outward == [doc[mention.head].head]:
            return [token for token in found if not is_honorific(token.text)]
    return []


def _head_of(found: list[Token], nouns: list[Token]) -> Token:
    """The noun that says what somebody is: that which no other noun of the role governs."""
    inside = {token.i for token in found}
    tops = [noun for noun in nouns if noun.head.i not in inside]
    people = [n for n in nouns if n.lemma_.lower() in words.PEOPLE or n.lower_ in words.TITLES]
    for noun in (*tops, *people):
        if noun in people:
            return noun
    return tops[0] if tops else nouns[-1]


def _may_stand_in_a_title(token: Token) -> bool:
    if token.is_space or (token.ent_type_ == "PERSON" and token.pos_ != "PART"):
        return False
    return (
        token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "PART")
        or token.text == "-"
        or token.dep_ in ("amod", "compound")  # "acting", "founding"
        or is_title(token)
    )


def _apposition(doc: Doc, mention: Mention) -> list[Token]:
    """The role after a comma: "X, the acting prime minister,"."""
    if mention.end >= len(doc) or doc[mention.end].text != ",":
        return []
    found: list[Token] = []
    for token in doc[mention.end + 1 : mention.end + 1 + LONGEST]:
        title = token.lower_ in words.TITLES or token.dep_ == "amod"
        of = token.lower_ in ("of", "for", "at") and len(found) > 0
        stops = token.pos_ in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ", "ADP")
        if (stops and not title and not of and token.tag_ != "PRP$") or token.is_space:
            break
        found.append(token)
    while found and found[-1].pos_ in ("ADP", "DET", "ADJ"):
        found.pop()
    opens = found and (
        found[0].pos_ in ("DET", "NOUN", "ADJ", "PRON")
        or found[0].ent_type_ in ("GPE", "ORG", "NORP")
        or found[0].lower_ in words.TITLES
    )
    return found if opens else []
