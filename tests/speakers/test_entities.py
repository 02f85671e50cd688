import pytest

from claims.speakers.entities import entities, pairs
from tests.planted import parsed


def found(text):
    return {entity.name: entity for entity in entities(parsed(text))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maria Virtanen met John Smith. Smith left; Virtanen stayed.",
         {"Maria Virtanen": 2, "John Smith": 2}),
        ("Mr. John Smith met Mrs. Ann Smith. Mrs. Smith spoke first.",
         {"John Smith": 1, "Ann Smith": 2}),
        ("The International Labour Organization met. The ILO said that pay fell.",
         {"International Labour Organization": 2}),
    ],
)  # fmt: skip
def test_short_forms_join_the_full_name(text, names):
    assert {name: len(entity.mentions) for name, entity in found(text).items()} == names


def test_a_form_of_address_makes_a_person_whatever_the_name():
    assert found("Mr. Band wrote on Monday. Douglas J. Band is a lawyer.")[
        "Douglas J. Band"
    ].names == {"Douglas J. Band": 1, "Band": 1}


def test_a_role_beside_a_name_makes_a_person():
    (entity,) = entities(parsed("The junior oil minister, Timipre Sylva, said it rained."))
    assert (entity.name, entity.type) == ("Timipre Sylva", "person")


def test_capitals_of_a_headline_are_no_part_of_a_name():
    text = "Maria Virtanen Calls for Talks\n\nOn Monday Maria Virtanen called for talks in Turku."
    assert "Maria Virtanen" in found(text)
    assert not any(name.endswith("Calls") for name in found(text))


def test_a_surname_tagged_as_another_word_is_found():
    text = "Bernie Sanders spoke on Monday in Iowa.\n\nSanders often questions ties to banks."
    assert found(text)["Bernie Sanders"].names["Sanders"] == 1


def test_mentions_stand_in_text_order_and_on_the_names():
    text = "Ann Lee spoke. It rained. Lee left, and Ms. Lee wrote."
    read = parsed(text)
    (entity,) = entities(read)
    words = [read.doc[m.first : m.end].text for m in entity.mentions]
    assert words == ["Ann Lee", "Lee", "Lee"]
    assert [m.head for m in entity.mentions] == sorted(m.head for m in entity.mentions)


def test_those_named_together_are_also_one():
    read = parsed("Ann Lee and John Smith wrote a letter.")
    (both,) = pairs(read.doc, entities(read))
    assert (both.name, both.type, both.plural) == ("Ann Lee and John Smith", "group", True)
