"""Whether a proposed framing is one: a small trained network for explicit and predicative ones.

Constructions are proposed freely (any "X as Y", any "X is Y"). What tells a judgement from a plain
fact, an office or another sense is learned from proposals judged by reading
(`training/judge.py`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.framing.constructions import Construction
from claims.framing.meanings import mean, vector
from claims.framing.syntax import QUOTES, children, is_passive, lemma
from claims.framing.terms import Match
from claims.framing.verbs import (
    AS_VERBS,
    BODIES,
    COMPLEMENT_VERBS,
    GENERIC,
    LIGHT_VERBS,
    PREPOSITION_VERBS,
    ROLES,
)
from claims.records import FramingKind

FILE = Path(__file__).parent / "trained" / "judge.npz"
Floats = NDArray[np.float32]
_POS = ("NOUN", "ADJ", "PROPN", "VERB", "PRON", "NUM")
_DEPS = ("compound", "amod", "nmod", "nsubj", "dobj", "pobj", "conj", "attr", "acomp", "oprd")
_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")


def features(one: Construction, match: Match | None) -> Floats:
    """What the judge is told of a construction, and of the term by which it has a label."""
    doc = one.head.doc
    words = [doc[i] for i in one.phrase]
    first, head, verb = words[0], one.head, one.verb
    target = [doc[i] for i in one.target] if one.target else []
    bare = next((t for t in words if t.text not in QUOTES), first)
    name = lemma(verb)
    governor = head.head
    own = {t.lower_ for t in children(head, "det", "poss", "nummod", "neg")}
    flags = [
        match is not None,
        match is not None and match.start <= head.i < match.end,
        one.polarity == "denied",
        first.text in QUOTES,
        bool(own & {"a", "an"}),
        "the" in own,
        bool(own & {"no", "not"}),
        any(t.dep_ == "poss" for t in head.children),
        any(t.tag_ in ("JJS", "RBS") for t in words),
        any(t.tag_ in ("JJ", "JJR", "JJS", "VBN") for t in words),
        any(t.tag_ in ("RB", "RBR", "RBS") for t in words),
        any(t.like_num for t in words),
        any(t.ent_type_ in ("PERSON", "ORG", "GPE", "WORK_OF_ART", "LAW", "EVENT") for t in words),
        head.ent_type_ != "",
        head.text[:1].isupper(),
        all(t.text[:1].isupper() for t in words if t.pos_ in ("NOUN", "PROPN")),
        head.tag_ in ("NNS", "NNPS"),
        len(words) == 1,
        len(words) > 6,
        len(words) > 12,
        one.target is None,
        len(target) == 1 and target[0].pos_ == "PRON",
        bool(target) and target[0].lower_ in ("it", "this", "that"),
        bool(target) and target[0].lower_ in ("i", "we"),
        any(t.ent_type_ == "PERSON" for t in target),
        any(t.ent_type_ in ("ORG", "GPE", "NORP") for t in target),
        any(t.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT") for t in target),
        name in AS_VERBS,
        name in COMPLEMENT_VERBS,
        name in PREPOSITION_VERBS,
        name in LIGHT_VERBS,
        is_passive(verb),
        any(t.lower_ == "as" for t in doc[min(verb.i, one.phrase.start) : one.phrase.start]),
        any(t.lower_ == "to" for t in doc[min(verb.i, one.phrase.start) : one.phrase.start]),
        any(c.dep_ in ("aux", "auxpass") and c.tag_ == "MD" for c in verb.children),
        lemma(head) in ROLES,
        lemma(head) in BODIES,
        lemma(head) in GENERIC,
        any(t.dep_ == "prep" and t.lower_ == "of" for t in head.children),
        any(t.dep_ == "prep" and t.lower_ == "to" for t in head.children),
        any(t.dep_ == "prep" and t.lower_ == "for" for t in head.children),
        any(t.dep_ in ("relcl", "acl", "xcomp", "ccomp") for t in head.children),
        governor.pos_ == "VERB",
        *(head.pos_ == pos for pos in _POS),
        *(head.dep_ == dep for dep in _DEPS),
        *(verb.tag_ == tag for tag in _TAGS),
    ]
    content = [t.lower_ for t in words if t.is_alpha and not t.is_stop]
    before = doc[first.i - 1].lower_ if first.i else "."
    last = one.phrase.stop
    after = doc[last].lower_ if last < len(doc) else "."
    near = [
        doc[i].lower_
        for i in range(max(0, first.i - 6), min(len(doc), last + 6))
        if i not in one.phrase and doc[i].is_alpha and not doc[i].is_stop
    ]
    return np.concatenate(
        [
            np.array(flags, np.float32),
            vector(lemma(head)),
            mean(content),
            vector(name),
            mean([t.lower_ for t in target if t.is_alpha and not t.is_stop]),
            vector(bare.lower_),
            mean(near),
            vector(before),
            vector(after),
        ]
    ).astype(np.float32)


class Judge:
    """The networks, from a file."""

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path) as given:
            self._layers = {name: given[name].astype(np.float32) for name in given.files}

    def score(self, kind: FramingKind, given: Floats) -> float:
        """How likely a proposal is a framing, from 0 to 1."""
        part = self._layers
        hidden = np.maximum(given @ part[f"{kind}.in"] + part[f"{kind}.shift"], 0)
        score = float(hidden @ part[f"{kind}.out"] + part[f"{kind}.bias"][0])
        return float(1 / (1 + np.exp(-max(-30.0, min(30.0, score)))))


@cache
def shipped() -> Judge:
    """The package's own judge; loaded once a process."""
    return Judge()
