import pytest

from claims.speakers.names import key
from claims.speakers.spelling import alike, american, bare_words, person_words, spelled


@pytest.mark.parametrize(
    "spellings",
    [
        "Tokayev Tokaev Toqaev Toqayev Tokajew Tokayew",
        "Kassym Kasym Qasym Kasim",
        "Jomart Zhomart",
        "Nazarbayev Nazarbaev Nazarbaew",
        "Yeltsin Eltsin",
        "Gorbachev Gorbatchev",
        "Khrushchev Khruschev",
        "Medvedev Medwedew",
        "Lavrov Lavroff Lawrow",
        "Zelensky Zelenskyy Zelenskiy Zelenskyi Zelenskij Zelenski",
        "Navalny Navalnyy Navalniy Nawalny",
        "Tymoshenko Timoshenko",
        "Yanukovych Yanukovich Ianoukovitch",
        "Tchaikovsky Chaikovsky Tschaikowski Tchaïkovski",
        "Yevgeny Evgeny Yevgeniy Evgenii Evgeni",
        "Alexander Aleksandr Alexandr Aleksander",
        "Alexei Alexey Aleksei Aleksey Alexej",
        "Sergei Sergey Sergej",
        "Dmitry Dmitri Dmitriy Dmitrii",
        "Vladimir Wladimir",
        "Viktor Victor",
        "Aliyev Aliev Alijew",
        "Berdymukhamedov Berdimuhamedow",
        "Rakhmon Rahmon",
        "Zakharova Zaharova",
        "Zhirinovsky Jirinovski",
        "Erdogan Erdoğan",
        "Mohammed Muhammad Mohamed Mohammad Muhammed",
        "Hussein Husain Hossein Hussain",
        "Ahmed Ahmad Ahmet",
        "Yusuf Youssef Yousef",
        "Mahmoud Mahmud Mahmood",
        "Abdullah Abdulla Abdallah",
        "Philip Filip Phillip",
    ],
)
def test_transliterations_of_one_name_are_spelled_alike(spellings):
    names = spellings.split()
    assert {name: spelled(key(name)) for name in names} == dict.fromkeys(
        names, spelled(key(names[0]))
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ivanov", "ivanova"), ("ivanov", "ivanenko"), ("mikhail", "michael"),
        ("alexander", "alexandra"), ("tokayev", "tokarev"), ("putin", "rasputin"),
        ("nazarbayev", "nazarov"), ("yusuf", "yusupov"), ("ahmed", "hamed"), ("clark", "clay"),
        ("hassan", "hussein"), ("mahmud", "muhammad"), ("anderson", "andersen"), ("lee", "li"),
    ],
)  # fmt: skip
def test_other_names_stay_apart(one, other):
    assert spelled(one) != spelled(other)


def test_short_words_say_too_little_to_be_respelled():
    assert [
        spelled(word) for word in ("xi", "yoo", "wu", "qi", "lee")
    ] == "xi yoo wu qi lee".split()


def test_bodies_are_in_american_spelling():
    assert [american(word) for word in "organisation defence labour centre programmes".split()] == (
        "organization defense labor center programs".split()
    )
    assert american("defense") == "defense"
    # Names are not respelled: a Mr. Honour is no Mr. Honor.
    assert american("honour") == "honour"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("andersen", "anderson", False), ("tokaev", "tokarev", False), ("gadafi", "gafurov", False),
        # Too short to tell by consonants.
        ("lee", "lie", False), ("reid", "rudi", False), ("", "", False),
    ],
)  # fmt: skip
def test_words_that_differ_as_romanizations_do(one, other, same):
    assert alike(one, other) is alike(other, one) is same


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("José Pérez", "jose perez"),
        ("Mr. Smith", "smith"),
        ("Dr. Ann Lee", "ann lee"),
        ("the Rev. Ann Lee", "ann lee"),
        ("President Vladimir Putin", "vladimir putin"),
        ("Prime Minister Boris Johnson", "boris johnson"),
        ("Secretary of State John Kerry", "john kerry"),
        ("Defense Minister Sergei Shoigu", "sergei shoigu"),
        ("Crown Prince Mohammed bin Salman", "mohammed bin salman"),
        ("Labour leader Ed Miliband", "ed miliband"),
        ("Datuk Seri Dr Mahathir Mohamad", "mahathir mohamad"),
        ("Queen Elizabeth II", "elizabeth ii"),
        ("Lee, Ann", "ann lee"),
        ("Doe, Jane A.", "jane a doe"),
        ("von der Leyen, Ursula", "ursula von der leyen"),
        ("Ann Lee, president", "ann lee"),
        # What stands after the comma is no first name.
        ("Robert Hale, Jr.", "robert hale jr"),
        ("Hale, Jr.", "hale jr"),
        ("Ann Lee,", "ann lee"),
        ("Ferdinand “Bongbong” Marcos", "ferdinand marcos"),
        ("William (Bill) Hale", "william hale"),
        ("Bashar al-Assad", "bashar assad"),
        ("Al Gore", "al gore"),
        # With the title gone there would be no name.
        ("Prince Harry", "prince harry"),
        ("President", "president"),
        ("", ""),
    ],
)
def test_the_words_of_a_persons_name_alone(name, words):
    assert bare_words(name) == words.split()


def test_a_persons_words_are_in_one_spelling():
    assert person_words("Toqaev, President Qasym-Zhomart") == ["kasim", "iomart", "tokaev"]
    assert person_words("Kassym-Jomart Tokayev") == ["kasim", "iomart", "tokaev"]
