"""What may be an attribution: the record that the rules make and the choice picks from."""

from __future__ import annotations

from dataclasses import dataclass

from claims.attribute.spans import Tokens


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A possible attribution, found by a rule; each part is positions of tokens, in text order."""

    rule: str
    """The construction, as the table of cues names it."""
    key: str
    """The cue's lemma, with the particle or preposition that belongs to it."""
    source: Tokens
    cue: Tokens
    content: Tokens
