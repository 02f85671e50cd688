"""Who says what in an article: attributions, found by rules over its parse.

The rules propose (`find`), a table derived from a corpus weighs (`cues`, `weigh`), and the
likeliest that do not exclude one another stand (`choose`).
"""

from __future__ import annotations

from claims.attribute.choose import choose, with_orphans
from claims.attribute.find import candidates
from claims.attribute.spans import to_spans
from claims.attribute.weigh import confidence, weight
from claims.records import Attribution, Parsed

EXTRACTOR = "rules 1.0.0"
"""Name and version of what finds attributions: another version may find others."""

__all__ = ["EXTRACTOR", "attribute"]


def attribute(parsed: Parsed) -> tuple[Attribution, ...]:
    """The attributions of an article, in text order; no content is part of two."""
    found, orphans = candidates(parsed)
    kept = choose((weight(one), one) for one in found)
    attributions = []
    for weighed, one in with_orphans(parsed.doc, kept, orphans, parsed.edges):
        source, cue, content = (
            to_spans(parsed, part) for part in (one.source, one.cue, one.content)
        )
        if content:
            sure = confidence(one.rule, weighed)
            attributions.append(Attribution(source, cue, content, sure))
    return tuple(sorted(attributions, key=lambda one: (one.content, one.cue)))
