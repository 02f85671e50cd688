"""Who says what in an article: attributions, found by a trained model over its parse.

`words` gives what the model reads, `windows` cuts it, `model` runs the network, and `decode` makes
attributions of its scores: the best tags (`links` says how a stretch stands to a cue), then what
belongs to each cue. `training/` holds how the model was made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.nlp import tokens_at
from claims.records import Attribution, Parsed
from claims.spans import Span

if TYPE_CHECKING:
    from claims.attribute.model import Reading

EXTRACTOR = "attributor 1.0.0"
"""Name and version of what finds attributions: another version may find others."""
HEDGES = frozenset({"appear", "seem"})
"""What these verbs say ("it appeared to rain") is the article's own assertion, only less sure."""

__all__ = ["EXTRACTOR", "attribute", "read"]


def read(parsed: Parsed) -> Reading:
    """What the model makes of an article's words; `attribute` and `frame` both go on from it."""
    from claims.attribute.model import shipped

    return shipped().read(parsed)


def attribute(parsed: Parsed, reading: Reading) -> tuple[Attribution, ...]:
    """The attributions of an article, in text order; no content is part of two."""
    from claims.attribute.decode import attributions, decode
    from claims.attribute.model import shipped
    from claims.attribute.quotes import free_standing

    model = shipped()
    words, scores = reading
    found = attributions(words, decode(words, scores, model), model.curve, model.sure)
    kept = [_undated(parsed, one) for one in found if not _hedged(parsed, one)]
    return tuple(sorted([*kept, *free_standing(parsed, kept)], key=lambda one: one.content))


def _hedged(parsed: Parsed, one: Attribution) -> bool:
    verbs = [t for t in tokens_at(parsed.doc, one.cue) if t.pos_ in ("VERB", "AUX")]
    return bool(verbs) and verbs[-1].lemma_ in HEDGES


def _undated(parsed: Parsed, one: Attribution) -> Attribution:
    """The attribution without a date at the end of its cue ("said on Tuesday").

    The corpus has it there as often as not; `said_on` tells it.
    """
    tokens = list(tokens_at(parsed.doc, one.cue))
    kept = list(tokens)
    while kept and kept[-1].ent_type_ in ("DATE", "TIME"):
        kept.pop()
    if not kept or len(kept) == len(tokens) or len(one.cue) > 1:
        return one
    if kept[-1].lower_ == "on" and len(kept) > 1:
        kept.pop()
    last = kept[-1]
    return replace(one, cue=(Span(one.cue[0].start, last.idx + len(last)),))
