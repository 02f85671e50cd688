"""What an article says in its own voice: the finite clauses that are nobody else's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.nlp import FINITE, tokens_at
from claims.records import Attribution, Parsed
from claims.sections import dateline
from claims.spans import Span, Spans

CONFIDENCE = 0.93
"""Share of narration rows that are nobody else's words: `benchmarks/narration_precision.py`."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_EDGE = frozenset({"PUNCT", "SPACE", "CCONJ", "SYM"})
_DANGLING = frozenset({"ADP", "SCONJ", "PART"})


def narration(parsed: Parsed, attributions: Sequence[Attribution]) -> Iterator[Spans]:
    """The spans of each sentence's own assertion, sentence by sentence, in headline and body.

    A sentence gives one assertion: what is left of it outside the attributions, if that holds a
    finite clause. A subject that also is an attribution's source ("He left and said that …")
    belongs to both.
    """
    owner = _owners(parsed, attributions)
    datelines = _datelines(parsed)
    for sentence in parsed.doc.sents:
        if parsed.sections[sentence.start] not in ("headline", "body"):
            continue
        start = sentence[0].idx
        start = datelines.get(start, start)
        free = [t for t in sentence if owner.get(t.i) is None and t.idx >= start]
        verbs = [token for token in free if _finite(token, owner)]
        if not verbs:
            continue
        kept = _kept(free, verbs, owner)
        if spans := tuple(_runs(kept)):
            yield spans


def _datelines(parsed: Parsed) -> dict[int, int]:
    """For each body paragraph that opens with a dateline, its start and where its words begin."""
    body = [p for p in parsed.article.paragraphs if p.section == "body"]
    ends = {p.start: p.start + dateline(parsed.text[p.start : p.end]) for p in body}
    return {start: end for start, end in ends.items() if end > start}


def _owners(parsed: Parsed, attributions: Sequence[Attribution]) -> dict[int, str]:
    """For each token inside an attribution, the role that it has there."""
    owner: dict[int, str] = {}
    for attribution in attributions:
        for role, spans in (
            ("source", attribution.source),
            ("cue", attribution.cue),
            ("content", attribution.content),
        ):
            owner.update({token.i: role for token in tokens_at(parsed.doc, spans)})
    return owner


def _finite(token: Token, owner: dict[int, str]) -> bool:
    """Whether the token heads or opens a finite clause with a subject that is still there."""
    if token.tag_ not in FINITE:
        return False
    head = token.head if token.dep_ in ("aux", "auxpass") else token
    if owner.get(head.i) is not None:
        return False
    while head.dep_ == "conj" and not _subject(head):
        head = head.head
    subject = _subject(head)
    return subject is not None and owner.get(subject.i) in (None, "source")


def _who(subject: Token) -> Token:
    """The noun that a relative pronoun stands for; any other subject itself."""
    if subject.tag_ in ("WDT", "WP") and (clause := subject.head).dep_ == "relcl":
        return clause.head
    return subject


def _subject(verb: Token) -> Token | None:
    return next((_who(child) for child in verb.children if child.dep_ in _SUBJECTS), None)


def _kept(free: Sequence[Token], verbs: Sequence[Token], owner: dict[int, str]) -> list[Token]:
    """The free tokens that hang together with a finite verb, and a shared subject."""
    top = _tops(free)
    clauses = {(verb.head if verb.dep_ in ("aux", "auxpass") else verb).i for verb in verbs}
    wanted = {top[clause] for clause in clauses}
    kept = [token for token in free if top[token.i] in wanted]
    for clause in sorted(clauses):
        subject = _subject(free[0].doc[clause])
        if subject is not None and owner.get(subject.i) == "source":
            kept += [token for token in subject.subtree if owner.get(token.i) == "source"]
    return sorted(set(kept), key=lambda token: token.i)


def _tops(free: Sequence[Token]) -> dict[int, int]:
    """For each free token the highest that is reached from it without crossing an attribution."""
    inside = {token.i for token in free}
    top: dict[int, int] = {}
    for token in free:
        path, at = [token.i], token
        # Each step is climbed once: sentences of a hostile text have tens of thousands.
        while at.i not in top and at.head.i in inside and at.head.i != at.i:
            at = at.head
            path.append(at.i)
        top.update(dict.fromkeys(path, top.get(at.i, at.i)))
    return top


def _runs(tokens: Sequence[Token]) -> Iterator[Span]:
    """The tokens as stretches of text, without punctuation and loose particles at their edges."""
    run: list[Token] = []
    for token in [*tokens, None]:
        if run and (token is None or token.i != run[-1].i + 1):
            yield from _trimmed(run)
            run = []
        if token is not None:
            run.append(token)


def _trimmed(run: list[Token]) -> Iterator[Span]:
    closed = run[-1].i + 1 == run[-1].sent.end
    while run and run[0].pos_ in _EDGE and run[0].text not in "\"“‘'(":
        run = run[1:]
    while run and not closed and (run[-1].pos_ in _EDGE | _DANGLING):
        run = run[:-1]
    while run and run[-1].is_space:
        run = run[:-1]
    if any(token.is_alpha or token.like_num for token in run):
        yield Span(run[0].idx, run[-1].idx + len(run[-1]))
