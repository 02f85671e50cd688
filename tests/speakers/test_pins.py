import hashlib
from dataclasses import replace

import pytest

from claims import ids
from claims.clean import as_given
from claims.errors import SpeakersError
from claims.records import Extraction, Framing, Speaker
from claims.schemas import validate
from claims.spans import Span
from claims.speakers.pins import Pin, Pins, load_pins
from claims.speakers.resolve import named
from claims.splits import Splits
from claims.tables import Gathering
from tests.framing.claimed import attributed, narrated

GOOD = """\
- name: Kassym-Jomart Tokayev
  wikidata: Q1144
  aliases: [Tokayev, Tokay]
- name: The Pentagon
  type: government
- name: Hillary Clinton's campaign
  type: organization
  aliases: [Hillary for America]
"""


@pytest.fixture
def load(tmp_path):
    def from_text(text: str) -> Pins:
        path = tmp_path / "speakers.yaml"
        path.write_text(text, encoding="utf-8")
        return load_pins(path)

    return from_text


# ------------------------------------------------------------------ whom the file has


@pytest.mark.parametrize(
    ("kind", "name", "pinned"),
    [
        ("person", "Kassym-Jomart Tokayev", "Kassym-Jomart Tokayev"),
        ("person", "President Qasym-Zhomart Toqaev", "Kassym-Jomart Tokayev"),
        ("person", "Tokaev", "Kassym-Jomart Tokayev"),
        ("person", "Mr. Tokayev", "Kassym-Jomart Tokayev"),
        ("person", "TOKAY", "Kassym-Jomart Tokayev"),
        ("person", "Timur Tokayev", None),
        # Nothing is guessed: short forms are the file's to give.
        ("person", "K. Tokayev", None),
        ("person", "Tokayev's aide", None),
        ("organization", "Tokayev", None),
        # Articles mix companies, agencies and governments up.
        ("organization", "Pentagon", "The Pentagon"),
        ("outlet", "the Pentagon", "The Pentagon"),
        ("person", "Pentagon", None),
        ("organization", "Hillary for America", "Hillary Clinton's campaign"),
        ("organization", "Hillary Clinton’s presidential campaign", "Hillary Clinton's campaign"),
        ("person", "Hillary Clinton", None),
        ("unknown", None, None),
    ],
)
def test_whom_the_file_has_under_a_name(load, kind, name, pinned):
    pin = load(GOOD).of(kind, name)
    assert (pin and pin.name) == pinned


def test_a_pin_with_an_item_keeps_its_id_when_its_name_is_corrected(load):
    pin = load("- {name: Kassym Tokayev, wikidata: Q1144}").of("person", "Kassym Tokayev")
    assert pin == Pin("Kassym Tokayev", "person", "Q1144", ids.speaker_id("wikidata Q1144"))
    corrected = load(GOOD).of("person", "Kassym-Jomart Tokayev")
    assert corrected.speaker_id == pin.speaker_id


def test_a_pin_without_an_item_has_the_id_that_its_name_gives_anyway(load):
    pin = load("- name: '  Ann Lee '").of("person", "Ann Lee")
    assert pin == Pin("Ann Lee", "person", None, named("Ann Lee", "person").speaker_id)


def test_the_digest_is_that_of_the_files_bytes(load):
    assert load(GOOD).digest == hashlib.sha256(GOOD.encode()).hexdigest()
    comment = "# Two of them\n" + GOOD
    assert load(comment).digest == hashlib.sha256(comment.encode()).hexdigest()
    assert load(comment).by_key == load(GOOD).by_key


def test_no_file_pins_nobody():
    assert load_pins(None) == Pins()
    assert (Pins().digest, Pins().of("person", "Ann Lee")) == (None, None)


def test_a_file_may_be_an_empty_list(load):
    assert load("[]").of("person", "Ann Lee") is None


@pytest.mark.parametrize(
    "text",
    [
        # One name of a person and of a government is two speakers.
        "- name: Washington\n- {name: Washington, type: government}",
        "- {name: Ann Lee, aliases: [Lee, Lee, ANN LEE, 'Lee, Ann']}",
        "- {name: Ann Lee, aliases: []}\n- {name: John Lee, aliases: [Lee]}",
        "- {name: John Smith}\n- {name: John Smith Jr.}",
    ],
)
def test_names_that_contradict_nothing(load, text):
    assert load(text).by_key


# ------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", " is no list: write each speaker as '- name: …'"),
        ("name: Ann Lee", " is no list: write each speaker as '- name: …'"),
        ("Ann Lee", " is no list: write each speaker as '- name: …'"),
        ("- Ann Lee", ", speaker 1 has no name: begin it with '- name: …'"),
        ("- name: Ann Lee\n- wikidata: Q1", ", speaker 2 has no name: begin it with '- name: …'"),
        ("- name:", ", speaker 1 has no name: begin it with '- name: …'"),
        ("- name: '  '", ", speaker 1 has no name: begin it with '- name: …'"),
        ("- name: 12", ", speaker 1 has no name: begin it with '- name: …'"),
        ("- name: [Ann Lee]", ", speaker 1 has no name: begin it with '- name: …'"),
        ("- {name: Ann Lee, alias: [Lee]}",
         ", speaker 1 has 'alias', which is none of aliases, name, type, wikidata"),
        ("- {name: Ann Lee, 1: Lee}",
         ", speaker 1 has '1', which is none of aliases, name, type, wikidata"),
        ("- {name: Ann Lee, type: human}",
         ", speaker 1: type 'human' is none of person, organization, government, group, document, "
         "anonymous, outlet, unknown"),
        ("- {name: Ann Lee, type: }",
         ", speaker 1: type None is none of person, organization, government, group, document, "
         "anonymous, outlet, unknown"),
        ("- {name: Ann Lee, type: [person]}",
         ", speaker 1: type ['person'] is none of person, organization, government, group, "
         "document, anonymous, outlet, unknown"),
        ("- {name: Ann Lee, wikidata: 1144}",
         ", speaker 1: wikidata 1144 is no item such as Q42"),
        ("- {name: Ann Lee, wikidata: q1144}",
         ", speaker 1: wikidata 'q1144' is no item such as Q42"),
        ("- {name: Ann Lee, wikidata: Q0}", ", speaker 1: wikidata 'Q0' is no item such as Q42"),
        ("- {name: Ann Lee, wikidata: https://www.wikidata.org/wiki/Q1144}",
         ", speaker 1: wikidata 'https://www.wikidata.org/wiki/Q1144' is no item such as Q42"),
        ("- {name: Ann Lee, aliases: Lee}",
         ", speaker 1: aliases must be a list of names, such as [Lee, A. Lee]"),
        ("- {name: Ann Lee, aliases: [Lee, 7]}",
         ", speaker 1: aliases must be a list of names, such as [Lee, A. Lee]"),
        ("- {name: Ann Lee, aliases: ['']}",
         ", speaker 1: aliases must be a list of names, such as [Lee, A. Lee]"),
        ("- {name: Ann Lee, aliases: }",
         ", speaker 1: aliases must be a list of names, such as [Lee, A. Lee]"),
        ("- name: Ann Lee\n- name: Lee Ann",
         ", speaker 2: 'Lee Ann' is 'Ann Lee' already; take it out of one of the two"),
        ("- {name: Ann Lee, aliases: [Lee]}\n- {name: John Lee, aliases: [J. Lee, Lee]}",
         ", speaker 2: 'Lee' is 'Ann Lee' already; take it out of one of the two"),
        ("- {name: Ann Lee, aliases: [Ann Kim]}\n- name: John Lee\n- name: Ann Kim",
         ", speaker 3: 'Ann Kim' is 'Ann Lee' already; take it out of one of the two"),
        (GOOD + "- {name: Timur Tokayev, aliases: [Toqaev]}",
         ", speaker 4: 'Toqaev' is 'Kassym-Jomart Tokayev' already; take it out of one of the two"),
        ("- {name: UN, type: organization}\n- {name: United Nations, type: government}",
         ", speaker 2: 'United Nations' is 'UN' already; take it out of one of the two"),
    ],
)  # fmt: skip
def test_faults_are_told_with_file_and_entry(load, tmp_path, text, message):
    with pytest.raises(SpeakersError) as caught:
        load(text)
    assert str(caught.value) == f"{tmp_path / 'speakers.yaml'}{message}"


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "none.yaml"
    with pytest.raises(SpeakersError) as caught:
        load_pins(path)
    assert str(caught.value) == (
        f"cannot read {path}: [Errno 2] No such file or directory: '{path}'; "
        "give a YAML list of speakers"
    )
    path.write_bytes(b"- name: \xff\n")
    with pytest.raises(SpeakersError) as caught:
        load_pins(path)
    assert str(caught.value) == (
        f"cannot read {path}: 'utf-8' codec can't decode byte 0xff in position 8: "
        "invalid start byte; give a YAML list of speakers"
    )


def test_a_file_that_is_not_yaml(load, tmp_path):
    with pytest.raises(SpeakersError) as caught:
        load("- name: [Ann")
    message = str(caught.value)
    assert message.startswith(f"cannot read {tmp_path / 'speakers.yaml'}: ")
    assert "line 1, column 13" in message
    assert message.endswith("; give a YAML list of speakers")
    # One line, whatever the parser says: it goes to a terminal with others.
    assert "\n" not in message


# ------------------------------------------------------------------ applied

ARTICLE = as_given("It rained.")
NOBODY = Speaker(name=None, speaker_id=None, type="unknown")


def extraction(*speakers):
    """An article in which each speaker makes a claim and frames it."""
    claims, framings = [], []
    for number, speaker in enumerate(speakers):
        mention = speaker.name or "Somebody"
        claim = replace(
            attributed(f"{mention} said it rained.", mention, "said", "it rained"),
            claim_id=f"claim {number}",
            speaker=speaker.name,
            speaker_id=speaker.speaker_id,
            speaker_type=speaker.type,
        )
        framing = Framing(
            framing_id=f"framing {number}", article_id="a", claim_id=claim.claim_id,
            framer=speaker.name, framer_id=speaker.speaker_id, target=None, target_spans=(),
            phrase="rained", phrase_spans=(Span(3, 9),), label="other", family="other",
            nearest_label=None, nearest_similarity=None, quoted=False,
            kind="lexical", polarity="asserted", cue=None, confidence=0.5,
        )  # fmt: skip
        claims.append(claim)
        framings.append(framing)
    known = tuple(speaker for speaker in speakers if speaker.speaker_id is not None)
    return Extraction(ARTICLE, tuple(claims), tuple(framings), known)


def test_claims_framings_and_speakers_get_the_files_name_and_id(load):
    tokaev = replace(
        named("Tokaev", "person"), aliases=("Kassym-Jomart Tokayev",), roles=("president",)
    )
    virtanen = named("Maria Virtanen", "person")
    before = extraction(tokaev, virtanen, NOBODY)
    after = load(GOOD).applied(before)

    name, speaker_id = "Kassym-Jomart Tokayev", ids.speaker_id("wikidata Q1144")
    first_claim, first_framing = before.claims[0], before.framings[0]
    assert after == Extraction(
        article=before.article,
        claims=(
            replace(first_claim, speaker=name, speaker_id=speaker_id),
            *before.claims[1:],
        ),
        framings=(
            replace(first_framing, framer=name, framer_id=speaker_id),
            *before.framings[1:],
        ),
        speakers=(
            Speaker(name, speaker_id, "person", roles=("president",), aliases=("Tokaev",)),
            virtanen,
        ),
    )
    # What the article says stays as it stands there.
    assert (after.claims[0].speaker_mention, after.claims[0].claim) == ("Tokaev", "it rained")


def test_the_files_type_holds(load):
    after = load(GOOD).applied(extraction(named("Pentagon", "organization")))
    assert after.speakers[0].type == after.claims[0].speaker_type == "government"
    assert (after.claims[0].speaker, after.framings[0].framer) == ("The Pentagon", "The Pentagon")


def test_a_pin_of_that_very_name_adds_no_alias(load):
    speaker = replace(named("Ann Lee", "person"), aliases=("Lee", "A. Lee"))
    before = extraction(speaker)
    assert load("- name: Ann Lee").applied(before) == before


def test_the_narrators_claims_are_its_own(load):
    outlet = named("Hillary for America", "outlet")
    claim = replace(
        narrated("It snowed.", "It snowed"),
        speaker=outlet.name, speaker_id=outlet.speaker_id, speaker_type="outlet",
    )  # fmt: skip
    before = Extraction(ARTICLE, (claim,), (), (outlet,))
    after = load(GOOD).applied(before)
    assert after.claims[0].speaker == after.speakers[0].name == "Hillary Clinton's campaign"
    assert after.claims[0].voice == "narration"


def test_what_the_file_does_not_have_is_left_as_it_is(load):
    before = extraction(named("Timur Tokayev", "person"), named("Tokayev", "organization"), NOBODY)
    assert load(GOOD).applied(before) == before
    assert Pins().applied(before) is before


def test_pins_applied_twice_are_applied_once(load):
    pins = load(GOOD)
    once = pins.applied(extraction(named("Tokaev", "person"), named("Pentagon", "government")))
    assert pins.applied(once) == once


# ------------------------------------------------------------------ the table of speakers


def gathered(pins, *names):
    gathering = Gathering(Splits(), pins)
    for number, name in enumerate(names):
        text, uri = f"{name} spoke.", f"article {number}"
        article_id = ids.article_id(uri, text)
        article = replace(as_given(text), source_uri=uri, article_id=article_id)
        gathering.add(Extraction(article, (), (), (named(name, "person"),)))
    tables = gathering.tables()
    validate(tables)
    return tables["speakers"].to_pylist()


def test_the_names_of_a_pin_are_one_row_with_its_item(load):
    (row,) = gathered(load(GOOD), "Tokay", "Kassym-Jomart Tokayev", "Toqaev")
    assert (row["name"], row["wikidata"]) == ("Kassym-Jomart Tokayev", "Q1144")
    assert row["aliases"] == ["Tokay", "Toqaev"]


def test_a_pinned_speaker_is_not_joined_to_another(load):
    pins = load("- {name: Tokayev, wikidata: Q7}")
    rows = gathered(pins, "Tokayev", "Kassym-Jomart Tokayev")
    assert [(row["name"], row["wikidata"]) for row in sorted(rows, key=lambda r: r["name"])] == [
        ("Kassym-Jomart Tokayev", None),
        ("Tokayev", "Q7"),
    ]
    (row,) = gathered(Pins(), "Tokayev", "Kassym-Jomart Tokayev")
    assert row["name"] == "Kassym-Jomart Tokayev"


@pytest.mark.parametrize(
    "text", ["- name: 2024-13-45", "- {name: Lee, aliases: ['...']}", '- name: "A\\0"', "[" * 3000]
)
def test_what_is_no_name_is_refused_in_words(tmp_path, text):
    path = tmp_path / "speakers.yaml"
    path.write_text(text)
    with pytest.raises(SpeakersError):
        load_pins(path)
