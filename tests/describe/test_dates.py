import datetime as dt

import pytest

from claims.describe.dates import said_on
from tests.planted import attribution, parsed

PUBLISHED = dt.date(2024, 5, 3)  # a Friday


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("on Friday", dt.date(2024, 5, 3)),
        ("Thursday", dt.date(2024, 5, 2)),
        ("on Saturday", dt.date(2024, 4, 27)),
        ("yesterday", dt.date(2024, 5, 2)),
        ("today", dt.date(2024, 5, 3)),
        ("on May 1", dt.date(2024, 5, 1)),
        ("on 30 April", dt.date(2024, 4, 30)),
        ("on Dec. 30", dt.date(2023, 12, 30)),
        ("on March 3, 2020", dt.date(2020, 3, 3)),
        ("on Tuesday, April 23", dt.date(2024, 4, 23)),
        ("on Feb. 30", None),
        ("loudly", None),
    ],
)
def test_the_day_is_resolved_against_the_publication(when, day):
    text = f"The mayor said {when} that the port would stay shut until Monday."
    claim = attribution(text, "The mayor", "said", "that the port would stay shut until Monday")
    assert said_on(parsed(text).doc, claim, PUBLISHED) == day


def test_days_inside_what_was_said_do_not_date_the_saying():
    text = "The mayor said the port would open on Monday."
    claim = attribution(text, "The mayor", "said", "the port would open on Monday")
    assert said_on(parsed(text).doc, claim, PUBLISHED) is None


def test_nothing_without_a_publication_date_or_a_cue():
    text = "The mayor said Tuesday it rained."
    claim = attribution(text, "The mayor", "said", "it rained")
    assert said_on(parsed(text).doc, claim, None) is None
    silent = attribution(text, "The mayor", None, "it rained")
    assert said_on(parsed(text).doc, silent, PUBLISHED) is None
