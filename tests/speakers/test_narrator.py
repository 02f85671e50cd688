from dataclasses import replace

import pytest

from claims.clean import as_given
from claims.speakers.narrator import agency_in, narrator_of


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("AFP", "AFP"), ("By Agence France-Presse", "AFP"), ("Jane Doe, Associated Press", "AP"),
        ("Jane Doe | Reuters", "Reuters"), ("Jane Doe (TASS)", "TASS"), ("AP and staff", "AP"),
        ("Jane Doe", None), ("Jane Reuters-Doe", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_the_agency_in_a_byline(byline, agency):
    assert agency_in(byline) == agency


def test_the_agency_narrates_else_the_outlet_else_nobody_known():
    article = replace(as_given("It rained."), byline="Reuters", outlet="The Daily Post")
    assert narrator_of(article).name == "Reuters"
    assert narrator_of(replace(article, byline="Jane Doe")).name == "The Daily Post"
    wire = replace(as_given("TURKU (AP) — It rained."), byline="Jane Doe", outlet="The Daily Post")
    assert narrator_of(wire).name == "AP"
    unknown = narrator_of(replace(article, byline=None, outlet=None))
    assert (unknown.name, unknown.speaker_id, unknown.type) == (None, None, "outlet")
