import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.narration import _tops, narration
from claims.spans import words_at
from tests.planted import attribution, parsed


def narrated(text, *attributions, title=None):
    return [words_at(text, spans) for spans in narration(parsed(text, title), attributions)]


def test_each_sentence_with_a_finite_clause_is_an_assertion():
    text = "The port closed on Friday. No ships came. Ninety ships in all."
    assert narrated(text) == ["The port closed on Friday.", "No ships came."]


@pytest.mark.parametrize(
    ("text", "roles", "left"),
    [
        (
            "The mayor said Tuesday that it had rained.",
            ("The mayor", "said", "that it had rained"),
            [],
        ),
        (
            "“It is done,” the mayor said, walking to the quay.",
            ("the mayor", "said", "“It is done,”"),
            [],
        ),
        (
            "The mayor has called the strike theft, but the strike has also spread to the airport.",
            ("The mayor", "has called", "the strike theft"),
            ["the strike has also spread to the airport."],
        ),
        (
            "The founder has yet to appear in public, despite an aide claiming that he is well.",
            ("an aide", "claiming", "that he is well"),
            ["The founder has yet to appear in public"],
        ),
        (
            "The envoy — an ally viewed by many as a spy — was arrested on Saturday.",
            ("many", "viewed", "as a spy"),
            ["The envoy — an ally … was arrested on Saturday."],
        ),
        (
            "He left the hall and said that it had rained.",
            ("He", "said", "that it had rained"),
            ["He left the hall"],
        ),
    ],
)
def test_what_is_left_outside_attributions(text, roles, left):
    assert narrated(text, attribution(text, *roles)) == left


def test_a_relative_clause_without_its_noun_is_no_assertion():
    text = "The mayor praised Ann Lee, who has run the port since May, and left."
    assert narrated(text, attribution(text, "The mayor", "praised", "Ann Lee")) != [
        "who has run the port since May"
    ]
    text = "“No,” said Ann Lee, who has run the port since May."
    assert narrated(text, attribution(text, "Ann Lee", "said", "“No,”")) == [
        "Ann Lee … who has run the port since May"
    ]


def test_captions_and_links_assert_nothing():
    text = (
        "The port closes after a strike\n\nThe port closed on Friday.\n\nDockers stand at the gate. **J. Doe / AP**\n\n"
        "Related article: The strike has spread"
    )
    assert narrated(text) == ["The port closes after a strike", "The port closed on Friday."]


@given(st.text(alphabet='aT .,\n"“”—is was', max_size=120))
def test_spans_are_ordered_and_inside(text):
    for spans in narration(parsed(text), ()):
        flat = [edge for span in spans for edge in span]
        assert flat == sorted(flat)
        assert all(text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize(
    "opening",
    ["NAIROBI (Reuters) - ", "SANTIAGO, Chile (AP) — ", "WEST PALM BEACH, Fla. — ", "GENEVA, May 3 (AFP) – "],
)  # fmt: skip
def test_a_dateline_is_no_assertion(opening):
    assert narrated(f"{opening}Dockers left the port on Monday.") == [
        "Dockers left the port on Monday."
    ]


def test_the_top_of_each_token_of_an_endless_sentence():
    doc = parsed("it rained and " * 600).doc
    climbed = _tops(list(doc))
    for token in doc:
        top = token
        while top.head.i != top.i:
            top = top.head
        assert climbed[token.i] == top.i
