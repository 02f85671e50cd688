import pytest

from claims.speakers.resolve import Resolver
from tests.planted import attribution, parsed


def speakers(text, *roles):
    """Each role is (source words, content words) or (source words, content words, nth source)."""
    found = [
        attribution(text, source, None, content, nth=nth[0] if nth else 0)
        for source, content, *nth in roles
    ]
    return of_each(text, found)


def of_each(text, attributions):
    """The speaker of each attribution, in the same order."""
    resolver = Resolver(parsed(text), attributions)
    return tuple(resolver.speaker_of(one) for one in attributions)


PORT = (
    "Finland's President Maria Virtanen said Monday that the port would open. "
    "“We will talk,” Virtanen said. She said the owners agreed. "
    "The president said it would take a week."
)


@pytest.mark.parametrize(
    ("source", "content", "nth"),
    [
        ("Finland's President Maria Virtanen", "that the port would open", 0),
        ("Virtanen", "“We will talk,”", 1),
        ("She", "the owners agreed", 0),
        ("The president", "it would take a week", 0),
    ],
)
def test_name_surname_pronoun_and_role_are_one_speaker(source, content, nth):
    (speaker,) = speakers(PORT, (source, content, nth))
    assert (speaker.name, speaker.type) == ("Maria Virtanen", "person")
    assert speaker.roles == ("Finland's President",)
    assert speaker.aliases == ("Virtanen",)


def test_a_headline_is_resolved_from_the_body():
    text = f"Port to Open in a Week — President\n\n{PORT}"
    (speaker,) = speakers(text, ("President", "Port to Open in a Week"))
    assert speaker.name == "Maria Virtanen"


def test_somebodys_aide_is_a_speaker_of_their_own():
    (speaker,) = speakers(
        PORT + " Virtanen's aide claimed that she was ill.",
        ("Virtanen's aide", "that she was ill"),
    )
    assert (speaker.name, speaker.type) == ("Maria Virtanen's aide", "person")


def test_a_role_after_the_name():
    text = "John Smith, the acting prime minister, spoke. It rained, the minister said."
    (speaker,) = speakers(text, ("the minister", "It rained"))
    assert (speaker.name, speaker.roles) == ("John Smith", ("acting prime minister",))


@pytest.mark.parametrize(
    ("source", "name", "kind", "identified"),
    [
        ("Germany", "Germany", "government", True),
        ("the Finance Ministry", "Finance Ministry", "government", True),
        ("many", "many", "anonymous", False),
        ("officials", "officials", "anonymous", False),
        ("sources familiar with the talks", "sources familiar with the talks", "anonymous", False),
        ("lawmakers", "lawmakers", "group", False),
        ("the report", "report", "document", False),
        ("the statistics service", "statistics service", "organization", False),
        ("a union leader", "union leader", "anonymous", False),
    ],
)
def test_kinds_of_unnamed_and_collective_speakers(source, name, kind, identified):
    text = f"On Monday {source} said that the port would open."
    (speaker,) = speakers(text, (source, "that the port would open"))
    assert (speaker.name, speaker.type) == (name, kind)
    assert (speaker.speaker_id is not None) == identified


def test_an_acronym_is_the_body_whose_initials_it_is():
    text = (
        "The International Labour Organization met on Monday in Geneva. "
        "The ILO said that pay had fallen."
    )
    (speaker,) = speakers(text, ("The ILO", "that pay had fallen"))
    assert speaker.name == "International Labour Organization"


def test_two_speakers_named_together():
    text = "Maria Virtanen and John Smith said that the port would open."
    (speaker,) = speakers(text, ("Maria Virtanen and John Smith", "that the port would open"))
    assert (speaker.name, speaker.type) == ("Maria Virtanen and John Smith", "group")


def test_who_is_the_noun_before_it():
    text = "Maria Virtanen, who said that the port would open, left."
    (speaker,) = speakers(text, ("who", "that the port would open"))
    assert speaker.name == "Maria Virtanen"


def test_a_title_tells_he_from_she():
    text = "Mrs. Ann Lee met Mr. John Smith on Monday. It went well, she said. Not so, he said."
    she, he = speakers(text, ("she", "It went well"), ("he", "Not so"))
    assert (she.name, he.name) == ("Ann Lee", "John Smith")


def test_no_source_is_nobody():
    text = "The port was expected to open."
    (speaker,) = speakers(text, (None, "to open"))
    assert (speaker.name, speaker.speaker_id, speaker.type) == (None, None, "unknown")


def test_ids_are_the_same_across_articles_accents_and_case():
    one = speakers("José Pérez said it rained.", ("José Pérez", "it rained"))[0]
    other = speakers("In Lima, Jose Perez said no.", ("Jose Perez", "no"))[0]
    assert one.speaker_id == other.speaker_id is not None


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("The junior oil minister, Timipre Sylva,", "Timipre Sylva", "person"),
        ("A village teacher, Maria Virtanen,", "Maria Virtanen", "person"),
    ],
)
def test_a_name_in_apposition_is_the_speakers(source, name, kind):
    text = f"{source} said that the port would open."
    (speaker,) = speakers(text, (source.rstrip(","), "that the port would open"))
    assert (speaker.name, speaker.type) == (name, kind)


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("two engineers, Ann Lee and John Smith,", "Ann Lee and John Smith", "group"),
        ("Ann Lee and John Smith, two engineers,", "Ann Lee and John Smith", "group"),
        ("a spokesman for Ann Lee", "Ann Lee's spokesman", "person"),
        ("Ann Lee's campaign", "Ann Lee's campaign", "organization"),
        ("Moscow", "Russia", "government"),
        ("NATO", "North Atlantic Treaty Organization", "organization"),
    ],
)
def test_whom_a_source_is_about(source, name, kind):
    text = f"On Monday {source} said that the port would open."
    (speaker,) = speakers(text, (source.rstrip(","), "that the port would open"))
    assert (speaker.name, speaker.type) == (name, kind)


def test_i_outside_quotations_is_the_author():
    text = "Ann Lee spoke on Monday. I think that the port will open."
    (speaker,) = speakers(text, ("I", "that the port will open"))
    assert (speaker.name, speaker.type) == (None, "outlet")


def test_long_articles_take_time_in_proportion():
    import time

    # 60 people, each in a paragraph of their own: what grows with the square would show.
    names = [f"{a} {b}" for a in ("Ann", "John", "Maria") for b in
             ("Lee", "Smith", "Brown", "Hale", "Park", "Stone", "Field", "Moore", "West", "Young")]  # fmt: skip

    def seconds(times):
        text = "\n\n".join(
            f"{name} said that it rained. The mayor agreed, and the company left."
            for name in names * times
        )
        read = parsed(text)
        begun = time.process_time()
        Resolver(read, [])
        return time.process_time() - begun

    seconds(1)
    assert seconds(8) < 8 * 3 * max(seconds(1), 0.02)


@pytest.mark.parametrize("source", ["He and others", "Officials and Ann Lee"])
def test_a_group_with_somebody_unknown_has_no_id(source):
    text = f"{source} said that it rained."
    (speaker,) = speakers(text, (source, "that it rained"))
    assert (speaker.type, speaker.speaker_id) == ("group", None)


def test_a_long_run_of_nouns_takes_no_time():
    import time

    read = parsed("steel company market price growth report " * 200 + "Ann Lee said it.")
    begun = time.process_time()
    Resolver(read, [])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "source", "content", "name"),
    [
        (
            "Ann Lee and John Smith met. Both candidates agreed that it was late.",
            "Both candidates", "that it was late", "Ann Lee and John Smith",
        ),
        (
            "Ann Lee spoke. John Smith listened. Neither candidate said that it was late.",
            "Neither candidate", "that it was late", "Ann Lee and John Smith",
        ),
        (
            "Ann Lee is a pilot. “It was late,” said the 46-year-old.",
            "the 46-year-old", "“It was late,”", "Ann Lee",
        ),
        (
            "Maria Virtanen asked about the port on Monday.\n\nVIRTANEN: It is late.",
            "VIRTANEN", "It is late", "Maria Virtanen",
        ),
        (
            "Human Rights Watch, a group that counts ships, said it was late.",
            "a group", "it was late", "Human Rights Watch",
        ),
        (
            "The Guardian reported it. The Guardian newspaper said it was late.",
            "The Guardian newspaper", "it was late", "Guardian",
        ),
        (
            "It was up to Ann Lee and John Smith, who say that it was late.",
            "who", "that it was late", "Ann Lee and John Smith",
        ),
        (
            "Ann Lee, president of a bank, along with John Smith, said it was late.",
            "Ann Lee, president of a bank, along with John Smith,", "it was late",
            "Ann Lee and John Smith",
        ),
        (
            "I think that it is late.\n\nThe port should close.\n\nAnn Lee is a writer in Oslo.",
            "I", "that it is late", "Ann Lee",
        ),
    ],
)  # fmt: skip
def test_who_is_meant_without_being_named(text, source, content, name):
    (speaker,) = speakers(text, (source, content))
    assert speaker.name == name


def test_the_question_of_an_interview_is_the_outlets_and_the_answer_its_guests():
    text = "Ann Lee flies planes. Lee was born in Oslo.\n\nQ: Is it late?\n\nA: It is late."
    asks, answers = speakers(text, ("Q", "Is it late?"), ("A", "It is late."))
    assert (asks.name, asks.type, answers.name) == (None, "outlet", "Ann Lee")


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("“We tried,” said Ann Lee.", "Ann Lee"),
        ("Ann Lee looked at the river.", "Ann Lee"),
        ("It rained.\n\nIt rained.\n\nIt rained.", None),
    ],
)
def test_a_quotation_without_a_source_is_of_who_spoke_or_acted_last(before, name):
    text = f"{before}\n\n“It took us ten years of work.”"
    quoted = attribution(text, None, None, "“It took us ten years of work.”")
    others = [attribution(text, "Ann Lee", "said", "“We tried,”")] if "said" in before else []
    assert of_each(text, [*others, quoted])[-1].name == name
