"""Who speaks: source mentions to canonical speakers, within an article and across articles.

`resolve` does it within an article: `entities` finds who is named, `chains` reads who is meant by
each pronoun and noun (`ranker` chooses, by `features`). `identity` says who is the same across
articles, `pins` what the user says of it, `keep` what holds of the release before; `across` puts
the three together. Only what is light to import is exported here.
"""

from claims.speakers.identity import Known, joined
from claims.speakers.pins import Pins, load_pins

__all__ = ["Known", "Pins", "joined", "load_pins"]
