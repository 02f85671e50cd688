import pytest

from claims.speakers.entities import entities
from claims.speakers.roles import note_roles, title_before
from tests.planted import parsed


def first(text):
    read = parsed(text)
    entity = next(one for one in entities(read) if one.type == "person")
    for mention in entity.mentions:
        note_roles(read.doc, entity, mention, title_before(read.doc, mention))
    return entity


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Finland's President Maria Virtanen spoke.", ["Finland's President"]),
        ("John Smith, the acting prime minister, spoke.", ["acting prime minister"]),
        ("Mr. John Smith spoke.", []),
        ("Gov. John Smith spoke. John Smith, a lawyer, left.", ["Gov.", "lawyer"]),
    ],
)
def test_titles_before_and_appositions_after_a_name_are_roles(text, roles):
    assert first(text).roles == roles


def test_a_short_title_heads_as_the_long_one():
    assert "governor" in first("Gov. John Smith spoke.").heads


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Mrs. Ann Lee spoke.", -1.0),
        ("The chairman, Robin Lee, spoke.", 0.0),
        ("Sir John Smith spoke.", 1.0),
    ],
)
def test_titles_tell_the_sex(text, sex):
    entity = first(text)
    assert (entity.sex if entity.sure else 0.0) == sex
