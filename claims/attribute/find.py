"""All that may be an attribution in an article: the rules, run over its parse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from claims.attribute.candidates import Candidate
from claims.attribute.clauses import verb_candidates
from claims.attribute.headlines import heading_candidates
from claims.attribute.nominal import (
    according_to,
    adverb_candidates,
    copular_candidates,
    noun_candidates,
)
from claims.attribute.quotes import Quotation, quotations
from claims.attribute.speech import speech_candidates
from claims.records import Parsed

LONGEST_SENTENCE = 400
"""Tokens in a sentence that anybody wrote; longer ones are lists or noise, and their trees too
deep to search in reasonable time."""


def candidates(parsed: Parsed) -> tuple[list[Candidate], list[Quotation]]:
    """Every possible attribution, and the quotations of which none says who speaks."""
    doc, sections = parsed.doc, parsed.sections
    quoted = quotations(parsed)
    bounds = parsed.edges
    found, orphans = speech_candidates(doc, quoted, bounds)
    for (first, end), paragraph in zip(bounds, parsed.article.paragraphs, strict=True):
        found += heading_candidates(doc, first, end, paragraph.section, leads=first == bounds[0][0])
    for sentence in doc.sents:
        if len(sentence) <= LONGEST_SENTENCE:
            for token in sentence:
                if sections[token.i] is not None:
                    found += _of_token(token)
    starts = [quotation.first for quotation in quoted]
    return [_whole(doc, one, quoted, starts) for one in found if one.content], orphans


def _of_token(token: Token) -> Iterator[Candidate]:
    if token.lower_ == "according":
        yield from according_to(token)
    elif token.pos_ == "VERB":
        yield from verb_candidates(token)
    elif token.pos_ == "AUX":
        yield from copular_candidates(token)
    elif token.pos_ == "NOUN":
        yield from noun_candidates(token)
    elif token.pos_ == "ADV":
        yield from adverb_candidates(token)


def _whole(doc: Doc, one: Candidate, quoted: list[Quotation], starts: list[int]) -> Candidate:
    """The candidate with its content's end put right.

    Each quotation that the content touches is taken whole, what follows a colon is taken too, and
    an aside of the article at its end is left out.
    """
    content, barred = set(one.content), {*one.source, *one.cue}
    first = max(0, bisect_right(starts, one.content[0]) - 1)
    for quotation in quoted[first : bisect_right(starts, one.content[-1])]:
        here = range(quotation.first, quotation.last + 1)
        if barred.isdisjoint(here) and not content.isdisjoint(here):
            content.update(p for p in here if not doc[p].is_space)
    content -= _aside(doc, content, barred)
    last = max(content)
    if last > max(barred, default=-1) and last + 2 < len(doc) and doc[last + 1].text == ":":
        place = bisect_left(starts, last + 2)
        if not (place < len(starts) and starts[place] == last + 2):
            content.update(_to_sentence_end(doc, last))
    return replace(one, content=tuple(sorted(content - barred)))


def _to_sentence_end(doc: Doc, start: int) -> list[int]:
    end = start + 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text == "."):
        end -= 1
    return [p for p in range(start, end) if not doc[p].is_space]


def _aside(doc: Doc, content: set[int], barred: set[int]) -> set[int]:
    """The words from ", which" on, where they run to the content's end: the article's own."""
    words = sorted(content)
    last, outside = words[-1], max(barred, default=0)
    for before, position in pairwise(words[1:]):
        if doc[before].text != "," or before != position - 1 or before <= outside:
            continue
        word = doc[position]
        relative = word.lower_ in {"which", "who", "whose", "whom"}
        relative |= word.dep_ == "prep" and position < last and doc[position + 1].tag_ == "WDT"
        clause = next((up for up in word.ancestors if up.dep_ == "relcl"), word.head)
        if not relative or clause.right_edge.i < last:
            continue
        if not any(doc[p].is_quote for p in range(position, last + 1)):
            return {p for p in words if p >= before}
    return set()
