import pytest

from claims.speakers.keep import kept_joins

ANNA, BORIS, VOLKOV = "Anna Volkov", "Boris Volkov", "Volkov"


def links(joins, kept):
    """Who is whom, each name being its own id."""
    return kept_joins(joins, {name: name for name in (*joins, *joins.values(), *kept)}, kept)


def test_new_names_are_joined_as_they_would_be_anew():
    assert links({VOLKOV: ANNA}, {}) == {VOLKOV: ANNA}
    assert links({VOLKOV: ANNA}, {BORIS: BORIS}) == {VOLKOV: ANNA}


def test_names_that_are_known_stay_whose_they_were():
    assert links({VOLKOV: BORIS}, {VOLKOV: ANNA, ANNA: ANNA, BORIS: BORIS}) == {VOLKOV: ANNA}
    assert links({VOLKOV: ANNA}, {VOLKOV: VOLKOV, ANNA: ANNA}) == {}


def test_a_new_name_goes_to_the_known_speaker_and_not_the_other_way_round():
    assert links({VOLKOV: ANNA}, {VOLKOV: VOLKOV}) == {ANNA: VOLKOV}
    assert links({VOLKOV: ANNA}, {ANNA: ANNA}) == {VOLKOV: ANNA}
    assert links({VOLKOV: ANNA}, {VOLKOV: "an id of before"}) == {
        VOLKOV: "an id of before", ANNA: "an id of before",
    }  # fmt: skip


def test_a_new_name_that_only_a_shorter_form_leads_to_stays_apart():
    kept = {VOLKOV: ANNA, ANNA: ANNA}
    assert links({VOLKOV: BORIS}, kept) == {VOLKOV: ANNA}
    assert links({VOLKOV: BORIS, "B. Volkov": BORIS}, kept) == {VOLKOV: ANNA, "B. Volkov": BORIS}
    # Even where the joins end in the shorter form.
    found = links({BORIS: VOLKOV, "B. Volkov": VOLKOV}, kept)
    assert found == {VOLKOV: ANNA, "B. Volkov": BORIS}


@pytest.mark.parametrize("end", [VOLKOV, ANNA, "Anna P. Volkov"])
def test_of_two_known_speakers_the_one_the_joins_end_in_else_the_fuller(end):
    kept = {VOLKOV: VOLKOV, ANNA: ANNA}
    names = {VOLKOV, ANNA, "Anna P. Volkov"}
    found = links(dict.fromkeys(names - {end}, end), kept)
    assert found == {"Anna P. Volkov": VOLKOV if end == VOLKOV else ANNA}
