"""News articles into a versioned, checked, reproducible dataset of claims.

>>> import claims
>>> claims.build(["articles/"], out="releases")
>>> claims.load("releases", "claims", version="1.0.0")
>>> claims.views.tokens("releases", split="train")
>>> claims.extract('"It is done," the minister said.')
"""

from claims import views
from claims.dataset import Build, build
from claims.errors import (
    ClaimsError,
    CorrectionsError,
    InputError,
    ReleaseError,
    SchemaError,
    SpeakersError,
    VocabularyError,
)
from claims.extraction import extract, extract_many
from claims.load import load
from claims.records import Claim, Rejection
from claims.spans import Span

__all__ = [
    "Build",
    "Claim",
    "ClaimsError",
    "CorrectionsError",
    "InputError",
    "Rejection",
    "ReleaseError",
    "SchemaError",
    "Span",
    "SpeakersError",
    "VocabularyError",
    "build",
    "extract",
    "extract_many",
    "load",
    "views",
]
