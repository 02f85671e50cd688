"""The data contract: one model a table, and what follows from it.

The models are the only source of the check, the Arrow schema, the Hugging Face features and the
documented columns.
"""

from claims.schemas.across import references
from claims.schemas.articles import Articles
from claims.schemas.claims import Claims
from claims.schemas.derived import Column, arrow_schema, card_features, columns, features, key_of
from claims.schemas.faults import Fault
from claims.schemas.framings import Framings
from claims.schemas.speakers import Speakers
from claims.schemas.tracks import Tracks
from claims.schemas.validation import TABLES, Check, validate

__all__ = [
    "TABLES",
    "Articles",
    "Check",
    "Claims",
    "Column",
    "Fault",
    "Framings",
    "Speakers",
    "Tracks",
    "arrow_schema",
    "card_features",
    "columns",
    "features",
    "key_of",
    "references",
    "validate",
]
