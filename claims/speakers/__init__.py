"""Who speaks: source mentions to canonical speakers, within an article and across articles."""

from claims.speakers.narrator import narrator_of
from claims.speakers.resolve import named, resolve

__all__ = ["named", "narrator_of", "resolve"]
