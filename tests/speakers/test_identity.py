import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import ids
from claims.speakers.identity import DOMINANT, Known, identity_key, is_identified, joined, owned


def known(name, articles=1, *, kind="person", aliases=()):
    return Known(ids.speaker_id(identity_key(kind, name)), kind, name, aliases, articles)


def links(*speakers):
    """Who is whom under a fuller name; a bare name is a person's, of one article."""
    everybody = [known(one) if isinstance(one, str) else one for one in speakers]
    names = {one.speaker_id: one.name for one in everybody}
    assert len(names) == len(everybody)
    return {names[short]: names[full] for short, full in joined(everybody).items()}


# ------------------------------------------------------------------ names alone


@pytest.mark.parametrize(
    "names",
    [
        ("José Pérez", "Jose Perez", "JOSÉ PÉREZ"),
        ("Hillary Clinton", "Mrs. Hillary Clinton", "Senator Hillary Clinton", "Hillary Clinton's"),
        ("Xi Jinping", "Jinping Xi", "President Xi Jinping"),
        ("Ann Lee", "Lee, Ann", "Dr. Ann Lee"),
        (
            "Kassym-Jomart Tokayev",
            "Kassym-Jomart Tokaev",
            "Qasym-Zhomart Toqaev",
            "KASYM-ZHOMART TOKAYEV",
            "President Kassym-Jomart Tokayev",
        ),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Mohammed bin Salman", "Muhammad bin Salman", "Prince Mohammed bin Salman"),
        ("John Kennedy", "John F. Kennedy"),
        ("Martin Luther King Jr.", "Dr. Martin Luther King, Jr."),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Conor O'Neil", "Conor O’Neil"),
        ("Bashar al-Assad", "Bashar Assad", "President Bashar Al-Assad"),
        ("Boris Johnson", "Prime Minister Boris Johnson", "Johnson, Boris"),
        ("John Kerry", "Secretary of State John Kerry", "Secretary John Kerry"),
        ("Ferdinand Marcos", "Ferdinand “Bongbong” Marcos"),
    ],
)
def test_one_person_however_the_name_is_written(names):
    assert {name: identity_key("person", name) for name in names} == dict.fromkeys(
        names, identity_key("person", names[0])
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "John Lee"),
        ("Kassym-Jomart Tokayev", "Timur Tokayev"),
        ("Maria Zakharova", "Maria Zakharov"),
        ("John Smith", "John Smith Jr."),
        ("John Smith Jr.", "John Smith Sr."),
        ("Elizabeth I", "Elizabeth II"),
        ("John Fitzgerald Kennedy", "John Adam Kennedy"),
        # The same or not: only the other names of a release can tell.
        ("Tokayev", "Kassym-Jomart Tokayev"),
        ("K. Tokayev", "Kassym-Jomart Tokayev"),
        ("Bill Clinton", "William Clinton"),
    ],
)
def test_names_that_need_not_be_one_persons(one, other):
    assert identity_key("person", one) != identity_key("person", other)


@pytest.mark.parametrize(
    ("kind", "name", "identity"),
    [
        ("person", "Kassym-Jomart Tokayev", "person iomart kasim tokaev"),
        ("person", "Ann B. Lee Jr.", "person ann lee jr"),
        ("government", "Ministry of Defence", "body defense ministry"),
        ("organization", "UN", "body nations united"),
        ("document", "Mueller Report", "document mueller report"),
        ("group", "Maria Virtanen and John Smith", "group maria virtanen and john smith"),
        ("anonymous", "officials", "anonymous officials"),
        ("person", "Ann Lee's aide", "person ann lee + aide"),
        ("group", "Ann Lee's aides", "group ann lee + aides"),
        ("organization", "Ann Lee's campaign", "body ann lee + campaign"),
        ("document", "Ann Lee's letter", "body ann lee + letter"),
    ],
)
def test_the_first_word_of_an_identity_says_of_which_sort_it_is(kind, name, identity):
    # Ids are digests of these: to change one moves a speaker in every release.
    assert identity_key(kind, name) == identity


@pytest.mark.parametrize(
    "names",
    [
        ("Ministry of Defence", "the Defence Ministry", "Defense Ministry", "Ministry of Defense"),
        ("Department of State", "State Department", "the US State Department", "state department"),
        ("Kazakhstan's Foreign Ministry", "Foreign Ministry of Kazakhstan"),
        ("Centre for Labour Studies", "Center for Labor Studies"),
        ("The New York Times", "New York Times"),
        ("Apple", "Apple Inc.", "Apple Inc", "Apple Corp."),
        ("Ford Motor", "Ford Motor Company", "Ford Motor Co."),
        ("Médecins du Monde", "Medecins du Monde"),
        ("World Health Organization", "the World Health Organisation", "WHO"),
        ("United Nations", "the United Nations", "UN", "U.N."),
        ("NATO", "Nato", "North Atlantic Treaty Organization"),
        ("Security Council", "UN Security Council", "United Nations Security Council"),
        ("Moscow", "Russia", "Russian Federation"),
        ("Kyiv", "Kiev", "Ukraine"),
        ("Washington", "U.S.", "US", "USA", "America", "United States"),
        ("Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"),
    ],
)
def test_one_body_however_the_name_is_written(names):
    assert {name: identity_key("organization", name) for name in names} == dict.fromkeys(
        names, identity_key("organization", names[0])
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Defence", "Ministry of Finance"),
        ("State Department", "Justice Department"),
        ("UN", "UN Security Council"),
        ("Moscow", "Kyiv"),
        ("North Korea", "South Korea"),
        ("European Commission", "European Union"),
        ("Labour Party", "Labour Ministry"),
    ],
)
def test_bodies_that_share_words_stay_apart(one, other):
    assert identity_key("organization", one) != identity_key("organization", other)


def test_companies_governments_and_outlets_are_of_one_sort_and_people_of_another():
    kinds = ("organization", "government", "outlet")
    assert {identity_key(kind, "Reuters") for kind in kinds} == {"body reuters"}
    # No person is the state that the name speaks for.
    assert identity_key("government", "Jordan") == "body jordan"
    assert identity_key("person", "Jordan") == "person iordan"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "organization",
            [
                "Hillary Clinton's campaign",
                "Hillary Clinton’s campaign",
                "Senator Hillary Clinton's campaign",
                "Hillary Clinton's presidential campaign",
            ],
        ),
        ("person", ["Kassym-Jomart Tokayev's aide", "President Qasym-Zhomart Toqaev’s aide"]),
    ],
)
def test_what_is_somebodys_is_theirs_however_they_are_named(kind, names):
    assert len({identity_key(kind, name) for name in names}) == 1


def test_what_is_somebodys_is_neither_them_nor_another_thing_of_theirs():
    names = [
        ("person", "Hillary Clinton"),
        ("person", "Hillary Clinton's aide"),
        ("group", "Hillary Clinton's aides"),
        ("organization", "Hillary Clinton's campaign"),
        ("organization", "Bill Clinton's campaign"),
        ("organization", "Hillary Clinton's foundation"),
    ]
    assert len({identity_key(kind, name) for kind, name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Hillary Clinton's campaign", ("Hillary Clinton", "campaign")),
        ("Hillary Clinton’s campaign chairman", ("Hillary Clinton", "campaign chairman")),
        ("Ann Lee's mother's lawyer", ("Ann Lee", "mother's lawyer")),
        # A name of its own, not something of a Mr. McDonald.
        ("Kazakhstan's Foreign Ministry", (None, "Kazakhstan's Foreign Ministry")),
        ("McDonald's", (None, "McDonald's")),
        ("Hillary Clinton", (None, "Hillary Clinton")),
    ],
)
def test_the_owner_and_what_is_owned(name, parts):
    assert owned(name) == parts


@pytest.mark.parametrize(
    ("kind", "name", "identified"),
    [
        ("person", "Ann Lee", True),
        ("person", "Ann Lee's aide", True),
        ("person", "mother of Ann Lee", True),
        ("organization", "20th Century", True),
        ("person", "a neighbour", False),
        ("organization", "police", False),
        ("anonymous", "Officials", False),
        ("unknown", "Ann Lee", False),
        ("person", "", False),
    ],
)
def test_only_proper_names_are_told_apart_across_articles(kind, name, identified):
    assert is_identified(kind, name) is identified


# ------------------------------------------------------------------ the names of a release


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Tokayev", "Kassym-Jomart Tokayev"),
        ("Tokaev", "Kassym-Jomart Tokayev"),
        ("Mr. Toqaev", "Kassym-Jomart Tokayev"),
        ("K. Tokayev", "Kassym-Jomart Tokayev"),
        ("K. Tokaev", "Kassym-Jomart Tokayev"),
        ("H. R. Clinton", "Hillary Clinton"),
        ("Smith", "J. Smith"),
        ("J. Smith", "John A. Smith"),
        ("J. Smith Jr.", "John Smith Jr."),
        # The form without a middle name is the common one.
        ("John Fitzgerald Kennedy", "John Kennedy"),
        ("J. Fitzgerald Kennedy", "John Kennedy"),
    ],
)
def test_a_short_form_goes_to_the_only_name_that_it_fits(short, full):
    assert links(short, full) == {short: full}
    assert links(full, short) == {short: full}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Clinton", "William Clinton"),
        ("Bob Hale", "Robert Hale"),
        ("Joe Hale", "Joseph Hale"),
        ("Liz Hale", "Elizabeth Hale"),
        ("Mike Hale", "Michael Adam Hale"),
        ("Jo Ann Lee", "Joann Lee"),
        ("J.D. Vance", "JD Vance"),
        ("Enrique Peña Nieto", "Peña Nieto"),
        ("Mohammed bin Salman", "bin Salman"),
    ],
)
def test_nicknames_and_romanizations_are_one_person(one, other):
    assert links(one, other) in ({one: other}, {other: one})


@pytest.mark.parametrize(
    "names",
    [
        ("Ann Lee", "John Lee", "Timur Lee"),
        ("Kassym-Jomart Tokayev", "Timur Tokayev"),
        ("Bill Clinton", "Hillary Clinton"),
        ("B. Clinton", "Hillary Clinton"),
        ("Bob Hale", "Bill Hale"),
        ("Erik Andersen", "Erik Anderson"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Eric Hale", "Erica Hale"),
        ("John Smith", "John Smith Jr."),
        ("John Smith Jr.", "John Smith Sr."),
        ("J. Smith Jr.", "John Smith"),
        ("Smith Jr.", "John Smith"),
        ("John Adam Smith", "John Brian Smith"),
        ("John Smith", "John Adam Smith", "John Brian Smith"),
        # Whoever of them it is.
        ("J. Smith", "John Smith", "James Smith"),
        ("J. Smith", "John Adam Smith", "John Brian Smith"),
        ("Smith", "John Smith", "Ann Smith"),
        # A first name alone is anybody's.
        ("Hillary", "Hillary Clinton"),
        ("Smith", "Ann Smithson"),
    ],
)
def test_different_people_and_names_that_fit_several_stay_apart(names):
    assert links(*names) == {}


def test_short_forms_of_short_forms_go_to_the_fullest():
    names = ("Tokayev", "K. Tokayev", "Kassym-Jomart Tokayev")
    found = links(known("Tokayev", 2), known("K. Tokayev"), known("Kassym-Jomart Tokayev", 9))
    assert found == dict.fromkeys(names[:2], names[2])


@pytest.mark.parametrize(
    ("first", "others", "is_first"),
    [
        (DOMINANT, [1], True),
        (DOMINANT - 1, [1], False),
        (DOMINANT * 3, [3], True),
        (DOMINANT * 3 - 1, [3], False),
        (DOMINANT * 3, [2, 1], True),
        (DOMINANT * 3, [2, 2], False),
        (1, [], True),
        (9, [9], False),
    ],
)
def test_a_surname_alone_is_whom_far_more_articles_have_than_all_others(first, others, is_first):
    bearers = zip(["Bill Clinton", "Chelsea Clinton"], others, strict=False)
    found = links(
        known("Clinton", 50),
        known("Hillary Clinton", first),
        *(known(name, articles) for name, articles in bearers),
    )
    assert found == ({"Clinton": "Hillary Clinton"} if is_first else {})


def test_all_names_of_one_count_together_for_a_surname_alone():
    bill = [known("Bill Clinton", DOMINANT), known("William Clinton", DOMINANT)]
    full = links(*bill)
    assert len(full) == 1
    home = next(iter(full.values()))
    assert links("Clinton", *bill) == full | {"Clinton": home}
    assert links("Clinton", *bill, known("Chelsea Clinton", 2)) == full | {"Clinton": home}
    assert links("Clinton", *bill, known("Chelsea Clinton", 3)) == full


def test_only_people_are_joined_by_their_names():
    assert links(known("Ford", kind="organization"), known("Harrison Ford")) == {}
    assert links(known("Smith", kind="group"), known("Ann Smith")) == {}


@pytest.mark.parametrize(
    ("kind", "thing"), [("person", "aide"), ("group", "aides"), ("organization", "campaign")]
)
def test_what_is_somebodys_follows_its_owner(kind, thing):
    found = links(
        known("H. Clinton"),
        known("Hillary Clinton"),
        known(f"H. Clinton's {thing}", kind=kind),
        known(f"Hillary Clinton's {thing}", kind=kind),
        known("Bill Clinton's wing", kind=kind),
    )
    assert found == {
        "H. Clinton": "Hillary Clinton",
        f"H. Clinton's {thing}": f"Hillary Clinton's {thing}",
    }


def test_what_is_somebodys_stays_where_its_owner_is_unclear():
    aides = [known(f"{name}'s aide") for name in ("Clinton", "Hillary Clinton")]
    assert links("Clinton", "Hillary Clinton", "Bill Clinton", *aides) == {}


def test_an_owners_things_are_not_taken_for_the_owner():
    assert links("Clinton", known("Hillary Clinton's aide")) == {}
    assert links("Hillary Clinton", known("Clinton's campaign", kind="organization")) == {}


def club(name, *aliases):
    return known(name, kind="organization", aliases=aliases)


def test_an_acronym_is_the_body_that_an_article_explains_it_by():
    chess = club("Kazakh Chess Club", "KCC", "the club")
    assert links(club("KCC"), chess) == {"KCC": "Kazakh Chess Club"}
    ministry = known("Kazakh Ministry of Culture", kind="government", aliases=("KMC",))
    assert links(club("KMC"), ministry) == {"KMC": "Kazakh Ministry of Culture"}


@pytest.mark.parametrize(
    "bodies",
    [
        (club("KCC"), club("Kazakh Chess Club", "KCC"), club("Kent Cricket Club", "KCC")),
        # Two letters are too many bodies' for one article to settle it.
        (club("KC"), club("Kazakh Chess", "KC")),
        (club("Club"), club("Kazakh Chess Club", "Club")),
        (known("KCC"), club("Kazakh Chess Club", "KCC")),
        (known("KCC", kind="group"), club("Kazakh Chess Club", "KCC")),
    ],
)
def test_an_acronym_stays_where_several_bodies_or_none_can_be_it(bodies):
    assert links(*bodies) == {}


NAMES = (
    "Kassym-Jomart Tokayev", "Timur Tokayev", "K. Tokayev", "T. Tokaev", "Tokayev",
    "Hillary Clinton", "Bill Clinton", "William Clinton", "William J. B. Clinton", "H. Clinton",
    "B. Clinton", "Clinton", "Clinton Jr.", "Ann Lee", "Anna Lee", "Nancy Lee", "A. Lee", "Lee",
    "John Smith", "John Smith Jr.", "John Adam Smith", "John Brian Smith", "J. Smith", "Smith",
    "Clinton's aide", "H. Clinton's aide", "Hillary Clinton's aide", "Bill Clinton's aide",
)  # fmt: skip
BODIES = (
    club("KCC"), club("Kazakh Chess Club", "KCC"), club("Kent Cricket Club", "KCC"),
    club("Clinton's campaign"), club("Hillary Clinton's campaign"), club("B. Clinton's campaign"),
    known("Bill Clinton's campaign", kind="group"),
)  # fmt: skip
# Counts that are equal, near, or far enough apart for a surname alone.
RELEASES = st.lists(
    st.builds(known, st.sampled_from(NAMES), st.sampled_from((1, 2, 40))) | st.sampled_from(BODIES),
    unique_by=lambda one: one.speaker_id,
    min_size=12,
    max_size=24,
)


@given(st.data(), RELEASES)
def test_who_is_joined_does_not_depend_on_the_order(data, speakers):
    assert joined(data.draw(st.permutations(speakers))) == joined(speakers)


@given(RELEASES)
def test_nobody_is_joined_to_somebody_who_is_joined_to_another(speakers):
    found = joined(speakers)
    kinds = {one.speaker_id: one.kind for one in speakers}
    assert found.keys() & set(found.values()) == set()
    assert {short: kinds[short] for short in found} == {s: kinds[f] for s, f in found.items()}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Bongbong Marcos", 'Ferdinand "Bongbong" Marcos Jr.'),
        ("Muammar Qaddafi", "Moammar Gadhafi"),
        ("Mohamed El Baradei", "Mohamed ElBaradei"),
        ("Abd al-Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("Yaroslav Kaczynski", "Jarosław Kaczyński"),
        ("George W. Bush", "George Walker Bush"),
        ("Fidel Castro Ruz", "Fidel Alejandro Castro Ruz"),
    ],
)
def test_ways_to_write_one_name_are_one_person(short, full):
    one, other = identity_key("person", short), identity_key("person", full)
    found = joined([Known(one, "person", short, (), 1), Known(other, "person", full, (), 1)])
    assert found.get(one, one) == found.get(other, other)


@pytest.mark.parametrize(
    "names",
    [
        ("George Walker Bush", "George Herbert Walker Bush"),
        ("Robert Barton", "Robert Burton"),
        ("Ivan Petrovich Sidorov", "Ivan Sergeyevich Sidorov", "Ivan Sidorov"),
        ("James Robert Smith", "James Allen Smith", "James Smith"),
    ],
)
def test_people_of_like_names_stay_apart(names):
    known = [Known(identity_key("person", name), "person", name, (), 1) for name in names]
    found = joined(known)
    ends = {found.get(one.speaker_id, one.speaker_id) for one in known}
    assert len(ends) == len(names)
