from collections import Counter

import pytest
import yaml

from claims.speakers.names import key
from claims.speakers.states import TABLE, government_of, is_government, known_name

GAZETTEER = yaml.safe_load(TABLE.read_text("utf-8"))
SECTIONS = ("states", "governments", "organizations")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Moscow", "Russia"), ("Russian Federation", "Russia"),
        ("Washington", "United States"), ("U.S.", "United States"), ("US", "United States"),
        ("Washington, D.C.", "United States"), ("London", "United Kingdom"),
        ("U.K.", "United Kingdom"), ("Britain", "United Kingdom"), ("Beijing", "China"),
        ("Astana", "Kazakhstan"), ("Nur-Sultan", "Kazakhstan"), ("Kyiv", "Ukraine"),
        ("Kiev", "Ukraine"), ("Türkiye", "Turkey"), ("Ankara", "Turkey"), ("Paris", "France"),
        ("Berlin", "Germany"), ("Nairobi", "Kenya"), ("Tehran", "Iran"), ("Seoul", "South Korea"),
        ("Pyongyang", "North Korea"), ("DPRK", "North Korea"), ("The Hague", "Netherlands"),
        ("Brussels", "European Union"), ("EU", "European Union"), ("New Delhi", "India"),
        ("N'Djamena", "Chad"), ("Côte d’Ivoire", "Ivory Coast"), ("Holy See", "Vatican"),
        ("Kinshasa", "Democratic Republic of the Congo"), ("Burma", "Myanmar"),
        ("Czechia", "Czech Republic"), ("Germany", "Germany"), ("KENYA", "Kenya"),
        # Cities and people of these names are more often meant.
        ("Kingston", None), ("Victoria", None), ("Hamilton", None), ("Georgetown", None),
        ("Douglas", None), ("Santiago", None),
        ("New York", None), ("Ann Lee", None), ("NATO", None), ("", None),
    ],
)  # fmt: skip
def test_the_state_that_a_capital_or_a_states_name_speaks_for(name, state):
    assert government_of(key(name)) == state


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("UN", "United Nations"), ("U.N.", "United Nations"), ("WHO", "World Health Organization"),
        ("World Health Organisation", "World Health Organization"),
        ("IMF", "International Monetary Fund"), ("Nato", "North Atlantic Treaty Organization"),
        ("CSTO", "Collective Security Treaty Organization"), ("G-7", "G7"), ("FIFA", "FIFA"),
        ("Security Council", "UN Security Council"), ("al-Qaida", "Al-Qaeda"),
        ("Doctors Without Borders", "Médecins Sans Frontières"), ("Moscow", "Russia"),
        ("EU", "European Union"), ("Apple", None), ("Kremlin", None), ("", None),
    ],
)  # fmt: skip
def test_the_common_name_of_a_state_or_an_organization(name, common):
    assert known_name(key(name)) == common


@pytest.mark.parametrize(
    "name",
    [
        "White House", "the White House", "Kremlin", "Downing Street", "10 Downing Street",
        "Pentagon", "Élysée Palace", "Knesset", "State Duma", "Bundestag", "Finance Ministry",
        "Ministry of Foreign Affairs", "US State Department", "Department of Justice",
        "Trump administration", "U.S. Embassy", "Home Office", "Scottish Government",
    ],
)  # fmt: skip
def test_governments_and_their_parts(name):
    assert is_government(key(name))


@pytest.mark.parametrize("name", ["Apple", "FIFA", "Labour Party", "Ann Lee", "Reuters", ""])
def test_what_is_no_government(name):
    assert not is_government(key(name))


def test_no_short_name_of_the_gazetteer_stands_for_two():
    folded = Counter(
        one
        for section in SECTIONS
        for name, others in GAZETTEER[section].items()
        for one in {key(name), *map(key, others)}
    )
    assert [name for name, times in folded.items() if times > 1] == []


def test_each_name_of_the_gazetteer_gives_its_common_name():
    for section, found_by in (("states", government_of), ("organizations", known_name)):
        for name, others in GAZETTEER[section].items():
            assert {one: found_by(key(one)) for one in [name, *others]} == dict.fromkeys(
                [name, *others], name
            )


def test_each_government_of_the_gazetteer_is_one():
    names = [n for name, others in GAZETTEER["governments"].items() for n in [name, *others]]
    assert [name for name in names if not is_government(key(name))] == []


def test_what_names_no_state_is_written_as_it_is_compared():
    # Else it would take nothing out of what `countryinfo` has.
    names = GAZETTEER["not_states"]
    assert [name for name in names if key(name) != name] == []
    assert [name for name in names if government_of(name)] == []
