"""Releases that follow another: what that one decided on stays, whatever articles come."""

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.earlier import Inherited
from claims.errors import ClaimsError
from claims.release.inherited import parse, to_text
from claims.schemas import validate
from claims.speakers import load_pins
from tests.spoken import (
    Story,
    before,
    changed_rows,
    difference,
    gathered,
    rows,
    speaker_ids,
)  # fmt: skip

NAMES = (
    "Volkov", "Anna Volkov", "A. Volkov", "Boris Volkov", "Anna Petrovna Volkov",
    "Clinton", "Hillary Clinton", "H. Clinton", "Bill Clinton", "William Clinton",
    "Clinton's aide", "Hillary Clinton's aide", "José Pérez", "Jose Perez",
    "KCC", "Kazakh Chess Club",
)  # fmt: skip
SHARES = ("100/0/0", "40/30/30", "0/50/50", None)
# Few texts, so that some articles repeat others; few dates, so that a new one may be the first.
STORIES = st.lists(
    st.builds(
        Story,
        uri=st.integers(0, 10**6).map("https://example.org/{}".format),
        names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
        words=st.sampled_from(("It rained.", "It snowed.")),
        published=st.none() | st.dates(dt.date(2024, 5, 1), dt.date(2024, 5, 4)),
        claims=st.booleans(),
    ),
    min_size=2,
    max_size=14,
    unique_by=lambda story: story.uri,
)
SOME = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def volkov(number, name="Volkov"):
    return Story(f"a{number}", [name], f"On day {number}.")


def following(first, stories, splits=None, **more):
    return gathered(stories, splits, earlier=before(first, stories), **more)


@pytest.mark.slow
@SOME
@given(STORIES, st.lists(st.sampled_from(SHARES), min_size=3, max_size=3), st.randoms())
def test_adding_articles_changes_no_row_of_the_others_and_moves_none(stories, shares, rng):
    """In three steps, each with splits of its own; in any order of the inputs."""
    steps = [stories[: len(stories) * step // 3 or 1] for step in (1, 2, 3)]
    last = gathered(steps[0], shares[0])
    assert not last.inherited
    for step, splits in zip(steps[1:], shares[1:], strict=True):
        made = following(last, step, splits)
        assert changed_rows(last, made) == []
        assert made.splits == (last.splits if splits is None else made.splits)
        # Without the release before, the record gives the same: in any order, and recorded again.
        text = to_text(made.inherited)
        assert parse(text) == made.inherited
        shuffled = gathered(rng.sample(step, len(step)), str(made.splits), earlier=parse(text))
        assert difference(made, shuffled).same
        assert to_text(shuffled.inherited) == text
        # Once more with nothing new is the same again.
        again = following(made, rng.sample(step, len(step)))
        assert difference(made, again).same
        last = made
    validate(last.tables)
    groups = {}
    for row in last.tables["articles"].to_pylist():
        groups.setdefault(row["duplicate_of"] or row["article_id"], set()).add(row["split"])
    assert all(len(splits) == 1 for splits in groups.values())


@pytest.mark.slow
@SOME
@given(STORIES)
def test_a_release_that_follows_none_owes_nothing(stories):
    """What a release is without one before it does not depend on what came to be known here."""
    made = gathered(stories)
    assert made.inherited == Inherited()
    assert difference(made, gathered(stories, earlier=Inherited())).same


# ------------------------------------------------------------------ speakers


def test_a_fuller_name_joins_the_speaker_that_is_known_already():
    first = gathered([volkov(1)])
    known = speaker_ids(first)["a1", "Volkov"]
    made = following(first, [volkov(1), volkov(2, "Anna Volkov")])
    assert set(speaker_ids(made).values()) == {known}
    (row,) = made.tables["speakers"].to_pylist()
    assert (row["speaker_id"], row["name"], row["aliases"]) == (known, "Volkov", ["Anna Volkov"])
    assert (row["claim_count"], row["article_count"]) == (2, 2)
    anew = gathered([volkov(1), volkov(2, "Anna Volkov")])
    full = speaker_ids(anew)["a2", "Anna Volkov"]
    assert set(speaker_ids(anew).values()) == {full} != {known}
    assert made.inherited.speakers == {
        known: {"joined_to": known}, full: {"joined_to": known},
    }  # fmt: skip
    # And so on: they stay one.
    third = following(made, [volkov(1), volkov(2, "Anna Volkov"), volkov(3, "A. Volkov")])
    assert set(speaker_ids(third).values()) == {known}


@pytest.mark.parametrize("more", [1, 9])
def test_a_namesake_is_not_joined_to_whom_a_surname_stood_for(more):
    """Even where, anew, the surname would be theirs."""
    first = gathered([volkov(1), volkov(2, "Anna Volkov")])
    anna = speaker_ids(first)["a2", "Anna Volkov"]
    stories = [volkov(1), volkov(2, "Anna Volkov")]
    stories += [volkov(10 + number, "Boris Volkov") for number in range(more)]
    made = following(first, stories)
    assert changed_rows(first, made) == []
    found = speaker_ids(made)
    assert found["a1", "Volkov"] == found["a2", "Anna Volkov"] == anna
    boris = {found[f"a{10 + number}", "Boris Volkov"] for number in range(more)}
    assert len(boris) == 1
    assert anna not in boris
    # The same where her speaker began as the surname alone.
    first = following(gathered(stories[:1]), stories[:2])
    assert changed_rows(first, following(first, stories)) == []
    found = speaker_ids(following(first, stories))
    assert found["a2", "Anna Volkov"] == found["a1", "Volkov"] != found["a10", "Boris Volkov"]


def test_speakers_that_are_two_stay_two_and_new_names_go_to_the_fuller():
    stories = [volkov(1), volkov(2, "Anna Volkov"), volkov(3, "Boris Volkov")]
    first = gathered(stories)
    two = speaker_ids(first)
    assert len(set(two.values())) == 3
    # Anew the surname would be Anna's, who is in far more articles than Boris.
    stories += [volkov(10 + number, "Anna Volkov") for number in range(9)]
    stories += [volkov(20 + number, "Anna Petrovna Volkov") for number in range(30)]
    made = following(first, stories)
    assert changed_rows(first, made) == []
    found = speaker_ids(made)
    assert found["a20", "Anna Petrovna Volkov"] == two["a2", "Anna Volkov"]
    assert len(set(speaker_ids(gathered(stories)).values())) == 2


def test_a_speaker_keeps_id_and_name_where_the_article_that_gave_them_is_gone():
    stories = [volkov(1), volkov(2, "Anna Volkov")]
    first = gathered(stories)
    made = following(first, [stories[0], volkov(3, "Boris Volkov")])
    assert speaker_ids(made)["a1", "Volkov"] == speaker_ids(first)["a1", "Volkov"]
    row = rows(made, "speakers")["Anna Volkov"]
    assert (row["aliases"], row["claim_count"]) == (["Volkov"], 1)
    assert len(set(speaker_ids(made).values())) == 2


def test_whom_articles_that_are_gone_named_is_nobody_here():
    first = gathered([volkov(1), volkov(2, "Anna Volkov")])
    made = following(first, [volkov(3), volkov(4, "Boris Volkov")])
    assert set(rows(made, "speakers")) == {"Boris Volkov"}
    assert made.inherited == Inherited()


def test_the_commonest_spelling_does_not_take_a_speakers_name():
    first = gathered([volkov(1, "José Pérez")])
    made = following(first, [volkov(number, "Jose Perez" if number > 1 else "José Pérez") for number in range(1, 5)])  # fmt: skip
    (row,) = made.tables["speakers"].to_pylist()
    assert (row["name"], row["aliases"]) == ("José Pérez", ["Jose Perez"])
    assert made.inherited.speakers == {row["speaker_id"]: {"name": "José Pérez"}}


def test_who_only_frames_keeps_the_id_too():
    stories = [Story(f"a{number}", [name], claims=False) for number, name in enumerate(NAMES[:2])]
    first = gathered(stories)
    made = following(first, [*stories, volkov(3, "Boris Volkov")])
    for release in (first, made):
        rows = release.tables["framings"].to_pylist()
        framers = {row["framer"]: row["framer_id"] for row in rows}
        assert framers["Volkov"] == framers["Anna Volkov"]
    assert changed_rows(first, made) == []


@pytest.fixture
def pins(tmp_path):
    def load(text):
        path = tmp_path / "speakers.yaml"
        path.write_text(text)
        return load_pins(path)

    return load


def test_pins_come_before_what_the_release_before_has(pins):
    stories = [volkov(1), volkov(2, "Anna Volkov"), volkov(3, "Boris Volkov")]
    first = gathered(stories[:2])
    anna = pins("- {name: Anna Volkov, wikidata: Q1}")
    made = following(first, stories[:2], pins=anna)
    (row,) = made.tables["speakers"].to_pylist()
    assert (row["name"], row["wikidata"]) == ("Anna Volkov", "Q1")
    # The pinned stay pinned, and what was joined to them, until the pin is gone.
    later = following(made, stories, pins=anna)
    assert changed_rows(made, later) == []
    gone = following(later, stories)
    assert difference(gone, gathered(stories)).same
    assert gone.inherited == Inherited()
    apart = pins("- {name: Volkov, wikidata: Q2}")
    found = rows(following(first, stories, pins=apart), "speakers")
    assert {name: row["wikidata"] for name, row in found.items()} == {
        "Volkov": "Q2", "Anna Volkov": None, "Boris Volkov": None,
    }  # fmt: skip


# ------------------------------------------------------------------ splits and copies


def story(number, *, text="It rained.", day=None):
    return Story(f"a{number}", ["Ann Lee"], text, day and dt.date(2024, 5, day))


def splits_of(made):
    return {uri: row["split"] for uri, row in rows(made, "articles").items()}


def test_splits_are_those_of_the_release_before_where_none_are_given():
    stories = [story(number, text=f"{number}.") for number in range(40)]
    first = gathered(stories[:20], "60/20/20")
    made = following(first, stories)
    assert str(made.splits) == "60/20/20"
    assert splits_of(made) == splits_of(gathered(stories, "60/20/20"))
    assert made.inherited == Inherited()


def test_other_splits_are_for_new_articles_only():
    stories = [story(number, text=f"{number}.") for number in range(40)]
    first = gathered(stories[:20], "0/100/0")
    made = following(first, stories, "0/0/100")
    old = {one.uri for one in stories[:20]}
    for uri, split in splits_of(made).items():
        assert split == ("validation" if uri in old else "test")
    assert len(made.inherited.articles) == 20
    with pytest.raises(ClaimsError, match="cannot read splits"):
        following(first, stories, "80/10")


def test_a_copy_that_was_published_earlier_repeats_the_one_that_was_there():
    first = gathered([story(1, day=3), story(2, day=4)], "0/100/0")
    made = following(first, [story(number, day=5 - number) for number in (4, 3)] + [story(1, day=3), story(2, day=4)], "100/0/0")  # fmt: skip
    found = rows(made, "articles")
    assert changed_rows(first, made) == []
    original = found["a1"]["article_id"]
    assert {uri: row["duplicate_of"] for uri, row in found.items()} == {
        "a1": None, "a2": original, "a3": original, "a4": original,
    }  # fmt: skip
    assert set(splits_of(made).values()) == {"validation"}
    anew = rows(gathered([story(number, day=5 - number) for number in (4, 3)] + [story(1, day=3)]), "articles")  # fmt: skip
    assert anew["a1"]["duplicate_of"] == anew["a4"]["article_id"]


def test_the_first_that_is_gone_hands_over_to_the_next():
    first = gathered([story(1, day=1), story(2, day=2), story(3, day=3)], "0/0/100")
    made = following(first, [story(3, day=3), story(2, day=2), story(4, day=1)])
    found = rows(made, "articles")
    assert found["a2"]["duplicate_of"] is None
    assert found["a3"]["duplicate_of"] == found["a4"]["duplicate_of"] == found["a2"]["article_id"]
    assert set(splits_of(made).values()) == {"test"}


def test_of_one_article_in_several_bytes_one_is_taken_whatever_the_order():
    copies = [
        Story("a", ["Ann Lee"], "It rained.", source=str(number), title=title)
        for number in range(6)
        for title in (None, "Ann Lee said it was a sham.")
    ]
    rng = random.Random(7)  # noqa: S311 - an order, no secret
    first = gathered(copies)
    least = min(gathered([one]).tables["articles"]["source_sha256"][0].as_py() for one in copies)
    (row,) = first.tables["articles"].to_pylist()
    assert row["source_sha256"] == least
    assert first.tables["claims"].num_rows == first.tables["framings"].num_rows == 1
    for _ in range(5):
        assert difference(first, gathered(rng.sample(copies, len(copies)))).same


def test_of_one_article_in_several_bytes_the_one_that_was_there_stays():
    copies = [Story("a", ["Ann Lee"], "It rained.", source=str(number)) for number in range(6)]
    sources = [gathered([one]).tables["articles"]["source_sha256"][0].as_py() for one in copies]
    first = gathered([copies[sources.index(max(sources))], story(1)])
    made = following(first, [*copies, story(1), story(2)])
    assert changed_rows(first, made) == []
    article = rows(made, "articles")["a"]["article_id"]
    assert made.inherited.articles[article] == {"source_sha256": max(sources)}
    # Where it is gone, the least again.
    made = following(first, [one for one, source in zip(copies, sources, strict=True) if source != max(sources)])  # fmt: skip
    assert rows(made, "articles")["a"]["source_sha256"] == min(sources)


# ------------------------------------------------------------------ records that fit no more


@pytest.mark.slow
@SOME
@given(STORIES, STORIES)
def test_a_record_of_other_inputs_still_gives_tables_that_hold_together(stories, others):
    """Whoever rebuilds from other inputs is told what differs, not that the tables are broken."""
    first = gathered(stories[: len(stories) // 2], "40/30/30")
    made = following(first, stories, "0/50/50")
    gathered([*stories[1:], *others], "0/50/50", earlier=made.inherited)
