import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.speakers.names import (
    bare,
    initials,
    is_acronym,
    is_honorific,
    key,
    may_be_one_person,
    parts,
    same_given,
    surname,
    unsuffixed,
)
from tests.strategies import texts


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("José Pérez", "jose perez"), ("Zoë Ångström", "zoe angstrom"), ("ŁUKASZ", "lukasz"),
        ("Ørsted", "orsted"), ("Æthelred", "aethelred"), ("Đoković", "djokovic"),
        ("Strauß", "strauss"), ("İstanbul", "istanbul"), ("Işık", "isik"), ("Þór", "thor"),
        ("Jean-Luc", "jean luc"), ("J.R.R. Tolkien", "j r r tolkien"), ("Smith, Jr.", "smith jr"),
        ("O'Neil", "oneil"), ("O’Neil", "oneil"), ("Hawai‘i", "hawaii"), ("D'Arcy", "darcy"),
        ("Trump's", "trump"), ("Trump’s", "trump"), ("the states’", "the states"),
        ("Dos Santos'", "dos santos"), ("Юлия", "юлия"), ("外務省", "外務省"), ("—", ""), ("", ""),
    ],
)  # fmt: skip
def test_names_are_compared_without_case_accents_and_punctuation(name, folded):
    assert key(name) == folded


@given(texts(min_size=0) | st.text())
def test_a_folded_name_is_left_as_it_is(name):
    assert key(key(name)) == key(name)


@given(st.text("abcd éłø'’-", min_size=1))
def test_case_does_not_tell_names_apart(name):
    assert key(name.upper()) == key(name.lower()) == key(name)


def test_initials_and_suffixes_are_parts_of_their_own():
    assert parts("John F. Kennedy, Jr.") == ["john", "f", "kennedy", "jr"]
    assert parts("George H.W. Bush") == ["george", "h", "w", "bush"]


def test_forms_of_address_tell_of_no_role():
    words = "Mr. Mrs Ms. Dr. Sir Dame Rev. President Senator Mayor".split()
    assert [word for word in words if is_honorific(word)] == words[:7]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the White House's", "White House"), ("The Hague", "Hague"), ("an aide", "aide"),
        (" “Ann Lee,” ", "Ann Lee"), ("(Reuters)", "Reuters"), ("— Ann  Lee\n", "Ann Lee"),
        ("Ann Lee’s", "Ann Lee"), ("Dos Santos'", "Dos Santos"), ("the states’", "states"),
        ("O'Neil", "O'Neil"), ("the", "the"), ("A", "A"), ("*", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_bared_of_article_possessive_and_marks(words, name):
    assert bare(words) == name


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("hillary rodham clinton", "clinton"), ("virgil van dyk", "van dyk"),
        ("ursula von der leyen", "von der leyen"), ("oscar de la hoya", "de la hoya"),
        ("mohammed bin salman", "bin salman"), ("charles de gaulle", "de gaulle"),
        # First names that look like particles open no surname.
        ("al gore", "gore"), ("ben bernanke", "bernanke"), ("van morrison", "morrison"),
        ("robert downey jr", "downey"), ("ludwig van beethoven iii", "van beethoven"),
        ("lee", "lee"), ("jr", "jr"),
    ],
)  # fmt: skip
def test_particles_belong_to_a_surname_and_suffixes_do_not(name, last):
    assert surname(name.split()) == tuple(last.split())


def test_a_name_of_nothing_but_a_suffix_keeps_it():
    assert unsuffixed(["john", "smith", "jr"]) == ["john", "smith"]
    assert unsuffixed(["smith", "ii", "sr"]) == ["smith"]
    assert unsuffixed(["junior"]) == ["junior"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ann", "ann", True), ("bill", "william", True), ("bob", "robert", True),
        ("joe", "joseph", True), ("liz", "elizabeth", True), ("mike", "michael", True),
        ("tony", "anthony", True), ("dick", "richard", True), ("jon", "jonathan", True),
        ("b", "bill", True), ("w", "william", True), ("j", "j", True),
        ("b", "robert", False), ("bill", "bob", False), ("ann", "james", False),
        ("paul", "paula", False), ("robert", "roberta", False), ("eric", "erica", False),
    ],
)  # fmt: skip
def test_first_names_of_one_person(one, other, same):
    assert same_given(one, other) is same_given(other, one) is same


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Tokayev", "Kassym-Jomart Tokayev"),
        ("Hillary", "Hillary Clinton"),
        ("Hillary Clinton", "Hillary Rodham Clinton"),
        ("Peña Nieto", "Enrique Peña Nieto"),
        ("Bin Salman", "Mohammed bin Salman"),
        ("Van Dijk", "Virgil van Dijk"),
        ("Bill Clinton", "William Jefferson Clinton"),
        ("J. Kennedy", "John F. Kennedy"),
        ("J. F. Kennedy", "John Fitzgerald Kennedy"),
        ("John F. Kennedy", "John Fitzgerald Kennedy"),
        ("King", "Martin Luther King Jr."),
        ("Martin King", "Martin Luther King Jr."),
        ("John Smith", "John Smith Jr."),
        ("Kim", "Kim Jong-un"),
        ("José Pérez", "Jose Perez"),
    ],
)
def test_a_short_name_that_may_be_the_full_ones(short, full):
    assert may_be_one_person(parts(short), parts(full))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Ann Lee", "John Lee"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Bob Clinton", "Bill Clinton"),
        ("H. Clinton", "Bill Clinton"),
        ("John A. Kennedy", "John Fitzgerald Kennedy"),
        ("King Jr.", "Martin Luther King"),
        ("John Smith Jr.", "John Smith"),
        ("John Smith Jr.", "John Smith Sr."),
        ("Jr.", "John Smith Jr."),
        ("Smith", "Ann Smithson"),
        # Not a surname by itself: it would be anybody's.
        ("Van", "Virgil van Dijk"),
        ("John Paul", "John Paul Jones"),
        ("", "Ann Lee"),
    ],
)
def test_a_short_name_that_is_not_the_full_ones(short, full):
    assert not may_be_one_person(parts(short), parts(full))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("International Labour Organization", "ilo"),
        ("Collective Security Treaty Organization", "csto"),
        ("Organization for Security and Co-operation in Europe", "osce"),
        ("ministry", ""),
        ("", ""),
    ],
)
def test_initials_leave_small_words_out(name, letters):
    assert initials(name) == letters


def test_acronyms_are_two_to_seven_capitals():
    names = ["CSTO", "UN", "U.N.", "U.S.A.", "ЦИК", "A", "Nato", "UNESCOOO", "Ann Lee", "...", ""]
    assert [name for name in names if is_acronym(name)] == names[:5]
