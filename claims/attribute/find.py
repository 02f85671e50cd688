"""All that may be an attribution in an article: the rules, run over its parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

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


def candidates(parsed: Parsed) -> tuple[list[Candidate], list[Quotation]]:
    """Every possible attribution, and the quotations of which none says who speaks."""
    doc = parsed.doc
    quoted = quotations(parsed)
    edges = _edges(parsed)
    found, orphans = speech_candidates(doc, quoted, edges)
    for (first, end), paragraph in zip(edges, parsed.article.paragraphs, strict=True):
        found += heading_candidates(doc, first, end, paragraph.section)
        for position in range(first, end):
            found += _of_token(doc, position)
    return [whole for one in found if (whole := _whole(doc, one, quoted))], orphans


def _of_token(doc: Doc, position: int) -> Iterator[Candidate]:
    token = doc[position]
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


def _edges(parsed: Parsed) -> list[tuple[int, int]]:
    """For each paragraph its first token, and the one after its last."""
    doc = parsed.doc
    found, position = [], 0
    for paragraph in parsed.article.paragraphs:
        while position < len(doc) and doc[position].idx + len(doc[position]) <= paragraph.start:
            position += 1
        first = position
        while position < len(doc) and doc[position].idx < paragraph.end:
            position += 1
        found.append((first, position))
    return found


def _whole(doc: Doc, candidate: Candidate, quoted: list[Quotation]) -> Candidate | None:
    """The candidate with each quotation that its content touches taken whole."""
    if not candidate.content:
        return None
    content = set(candidate.content)
    barred = {*candidate.source, *candidate.cue}
    for quotation in quoted:
        if quotation.last < candidate.content[0]:
            continue
        if quotation.first > candidate.content[-1]:
            break
        here = range(quotation.first, quotation.last + 1)
        if not barred.intersection(here) and not content.isdisjoint(here):
            content.update(p for p in here if not doc[p].is_space)
    last = max(content)
    if last + 2 < len(doc) and doc[last + 1].text == ":" and last > max(barred, default=-1):
        rest = range(last + 2, doc[last].sent.end)
        inside = any(quotation.first == last + 2 for quotation in quoted)
        if not inside and barred.isdisjoint(rest):
            content.update(p for p in rest if not doc[p].is_space)
            while doc[max(content)].is_punct and doc[max(content)].text in ".":
                content.discard(max(content))
    return replace(candidate, content=tuple(sorted(content - barred)))
