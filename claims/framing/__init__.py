"""Framing: for each characterization, who frames what as what."""

from claims.framing.assemble import frame
from claims.framing.vocabulary import Vocabulary, load_vocabulary

__all__ = ["Vocabulary", "frame", "load_vocabulary"]
