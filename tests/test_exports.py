"""What `import claims` gives; a change here is a change for users."""

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields

import pytest

import claims
from claims.records import Claim, Framing
from claims.schemas import TABLES, columns


def test_exported_names():
    assert sorted(claims.__all__) == [
        "Build", "Claim", "ClaimsError", "CorrectionsError", "InputError", "Rejection", "ReleaseError", "SchemaError",
        "Span", "SpeakersError", "VocabularyError", "build", "extract", "extract_many", "load",
        "views",
    ]  # fmt: skip
    assert all(hasattr(claims, name) for name in claims.__all__)


def test_functions_stay_functions_whatever_is_imported():
    import claims.extraction
    import claims.load
    import claims.views.dataset

    assert callable(claims.load)
    assert callable(claims.views.tokens)
    assert callable(claims.extract)


@pytest.mark.parametrize(
    ("record", "table", "later"),
    [(Claim, "claims", {"track_id", "origin", "split"}), (Framing, "framings", {"split"})],
)
def test_records_have_the_columns_in_their_order(record, table, later):
    names = [column.name for column in columns(TABLES[table])]
    assert [field.name for field in fields(record)] == [n for n in names if n not in later]


def test_importing_is_light():
    code = "import sys, claims; print(sorted({'spacy', 'datasets', 'polars', 'pandera'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_records_are_frozen():
    (claim, *_) = claims.extract("“It is done,” the minister said.")
    with pytest.raises(FrozenInstanceError):
        claim.claim = "other"
