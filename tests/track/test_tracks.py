"""Tracks from tables: what comes together, whatever the order, and which id it has."""

import datetime as dt
import random

import polars as pl
import pytest

from benchmarks.track_pairs import statement
from claims import ids
from claims.track import tracks as module
from claims.track.tracks import tracks

QUOTE = "“We are not going to raise taxes on working families, not this year and not next year”"
CUT = "“not going to raise taxes on working families”"
OTHER = "“We are not going to close a single school in this state, you can write that down”"


def row(claim: str, article: str, day: str = "2024-03-05", who: str | None = "Ellen Marsh", **more):
    return statement(claim, article, day, who, who, "person", "say") | more


def tracked(*rows: dict, known: dict[str, str] | None = None) -> dict[str, str]:
    frame = pl.DataFrame(list(rows), infer_schema_length=None)
    articles = frame.select("article_id", "published").unique("article_id")
    return tracks(frame.drop("published"), articles, known)


def test_a_quotation_and_a_cut_one_in_other_articles_share_a_track():
    one, other, alone = row(QUOTE, "a"), row(CUT, "b", "2024-03-06"), row(OTHER, "c")
    found = tracked(one, other, alone)
    assert found == dict.fromkeys(
        (one["claim_id"], other["claim_id"]), ids.track_id(one["claim_id"])
    )


@pytest.mark.parametrize(
    ("claim", "who"),
    [
        ("that troops would leave the border area within 20 days", "Ana Ruiz"),
        ("that troops would not leave the border area within 10 days", "Ana Ruiz"),
        ("that troops might leave the border area within 10 days", "Ana Ruiz"),
        ("that troops would leave the border area within 10 days", "Paulo Reis"),
    ],
)
def test_another_number_negation_modality_or_person_is_another_claim(claim: str, who: str):
    said = row("that troops would leave the border area within ten days", "a", who="Ana Ruiz")
    same = row("“The troops will leave the border area within 10 days”", "b", who="Ana Ruiz")
    other = row(claim, "c", who=who)
    found = tracked(said, same, other)
    assert set(found) == {said["claim_id"], same["claim_id"]}


def test_one_article_alone_makes_no_track_but_its_repeats_are_on_one():
    first, again = row(QUOTE, "a"), row(CUT, "a")
    assert tracked(first, again) == {}
    assert len(tracked(first, again, row(QUOTE, "b"))) == 3


def test_narration_links_and_words_that_tell_nothing_take_no_part():
    assert tracked(row(QUOTE, "a"), row(QUOTE, "b", voice="narration")) == {}
    assert tracked(row(QUOTE, "a"), row(QUOTE, "b", section="related")) == {}
    assert tracked(row("“Yes, I will”", "a"), row("“Yes, I will”", "b")) == {}


def test_order_and_number_of_the_rows_do_not_matter():
    rows = [
        row(text, f"{n}", str(dt.date(2024, 3, 1 + n)))
        for n, text in enumerate([QUOTE, OTHER, CUT, QUOTE, OTHER, "that no taxes would be raised"])
    ]
    expected = tracked(*rows)
    assert len(set(expected.values())) == 2
    for seed in range(5):
        mixed = random.Random(seed).sample(rows, len(rows))  # noqa: S311
        assert tracked(*mixed) == expected


def test_added_articles_rename_no_track():
    old = [row(QUOTE, "b", "2024-03-05"), row(CUT, "c", "2024-03-06")]
    before = tracked(*old)
    earlier, later = row(QUOTE, "a", "2024-03-01"), row(CUT, "d", "2024-03-09")
    after = tracked(earlier, *old, later, known=before)
    assert after.items() >= before.items()
    assert len(set(after.values())) == 1 and len(after) == 4
    # And with its own ids known, a release is made anew as it is.
    assert tracked(later, *old, earlier, known=after) == after


def test_undated_articles_come_last():
    first, undated = row(QUOTE, "a"), row(QUOTE, "b") | {"published": None}
    found = tracked(undated, first)
    assert set(found.values()) == {ids.track_id(first["claim_id"])}


def test_no_claims_give_no_tracks():
    assert tracked(row(QUOTE, "a", voice="narration")) == {}


def test_how_far_it_is_is_told(monkeypatch: pytest.MonkeyPatch):
    rows = [row(QUOTE, f"{n}") for n in range(5)]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    articles = frame.select("article_id", "published").unique("article_id")
    monkeypatch.setattr(module, "TOGETHER", 2)
    told: list[tuple[str, float]] = []
    tracks(frame.drop("published"), articles, steps=lambda *step: told.append(step))
    reading = [share for what, share in told if what == "reading claims"]
    assert reading == [0, 1 / 3, 2 / 3]
    comparing = [share for what, share in told if what == "comparing claims"]
    assert comparing[:2] == [0, 1 / 5]  # of the ten pairs, two at a time


@pytest.mark.slow
def test_processes_decide_the_same(monkeypatch: pytest.MonkeyPatch):
    rng = random.Random(3)  # noqa: S311
    words = (QUOTE + OTHER + CUT).replace("“", "").replace("”", "").split()
    rows = [row(" ".join(rng.sample(words, 8)), f"a{n}", who=f"Ann {n % 3}") for n in range(120)]
    rows += [row(one["claim"], f"b{n}", who=one["speaker"]) for n, one in enumerate(rows[::3])]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    articles = frame.select("article_id", "published").unique("article_id")
    frame = frame.drop("published")
    alone = tracks(frame, articles)
    assert len(alone) > 60
    monkeypatch.setattr(module, "MANY", 1)
    monkeypatch.setattr(module, "TOGETHER", 50)
    assert tracks(frame, articles, workers=2) == alone
