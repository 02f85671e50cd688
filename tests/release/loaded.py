"""Imported by the process that forks builds, so that each of them begins with its models loaded."""

from claims.attribute.model import shipped as attribution
from claims.framing import load_vocabulary
from claims.framing.judge import shipped as judge
from claims.framing.tagger import shipped as tagger
from claims.nlp import pipeline
from claims.speakers.ranker import shipped as ranker
from tests.release import crashing

__all__ = ["crashing"]

for load in (attribution, judge, load_vocabulary, pipeline, ranker, tagger):
    load()
