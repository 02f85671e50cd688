import pytest

from claims.attribute import read
from claims.clean import as_given
from claims.framing import frame, load_vocabulary
from claims.framing.lexical import lexical_phrases
from claims.nlp import parse
from tests.framing.claimed import framings
from tests.planted import find, parsed


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "Last week's unrest grew out of a peaceful protest.",
            [("unrest", "unrest"), ("a peaceful protest", "peaceful_protest")],
        ),
        (
            "Armed clashes and a looting spree followed the crisis.",
            [("Armed clashes", "clashes"), ("a looting spree", "looting"), ("the crisis", "crisis")],
        ),
        ("The peacekeeping forces left.", [("The peacekeeping forces", "peacekeeping")]),
        ("Two peace-keepers left.", [("Two peace-keepers", "peacekeeping")]),
        ("Witnesses spoke of two coups d'état.", [("two coups d'état", "coup")]),
        ("The bloc will not allow 'Color Revolutions' here.",
         [("Color Revolutions", "color_revolution")]),
        ("A brutal military crackdown began.", [("A brutal military crackdown", "crackdown")]),
        ("The bank feared a deep recession and a trade war.",
         [("a deep recession", "recession"), ("a trade war", "trade_war")]),
        ("Thousands of refugees fled the civil war.",
         [("refugees", "refugee"), ("the civil war", "civil_war")]),
        ("The pandemic closed the stadium.", [("The pandemic", "pandemic")]),
        ("Leaders met the dictator Ion Popa.", [("the dictator", "dictatorship")]),
        ("A Soviet-dominated regime fell.", [("A Soviet-dominated regime", "regime")]),
    ],
)  # fmt: skip
def test_the_noun_phrase_of_a_term(text, phrases):
    doc = parsed(text).doc
    found = lexical_phrases(doc, load_vocabulary().matcher.matches(doc))
    assert [(doc[w.start : w.stop].text, match.label) for match, _, w in found] == phrases


def test_lexical():
    text = "Last week's unrest grew out of a peaceful protest."
    found = framings(text)
    phrases = [("unrest", "unrest"), ("a peaceful protest", "peaceful_protest")]
    assert [(f.phrase, f.label) for f in found] == phrases
    assert [f.phrase_spans for f in found] == [(find(text, phrase),) for phrase, _ in phrases]
    assert {(f.kind, f.target, f.cue, f.polarity) for f in found} == {
        ("lexical", None, None, "asserted")
    }


def test_a_phrase_that_takes_no_side_is_none():
    text = "The murder rate fell. The regime in Damascus shelled the town."
    found = framings(text)
    assert [f.phrase for f in found] == ["The regime"]
    assert 0.5 <= found[0].confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "A counter-terrorist unit trained with anti-terrorist police.",
        "The second goal was the coup de grâce.",
        "They visited the National War Museum.",
        "The ministry of war stands by the river.",
        "The supermarkets fought a price war.",
        "The workers protest every day.",
        "He faces a criminal charge.",
        "The joke made her smile.",
        "Riot police stood by.",
    ],
)
def test_no_framing(text):
    assert framings(text) == ()


@pytest.mark.parametrize(
    "text",
    ["The endorsement was a coup for the senator's campaign.", "The post-war years were calm."],
)
def test_a_word_in_another_sense_has_no_label(text):
    assert {framing.label for framing in framings(text)} <= {"other"}


def test_words_outside_paragraphs_and_of_all_sections():
    text = "The coup failed\n\nThe strike went on.\n\nRelated article: The regime in the north"
    one = parse(as_given(text, title="The coup failed"))
    found = [(f.phrase, f.label) for f in frame(one, read(one), (), load_vocabulary())]
    assert found == [("The coup", "coup"), ("The regime", "regime")]
