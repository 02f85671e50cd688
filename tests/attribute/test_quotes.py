import pytest

from claims.attribute.quotes import FREE_STANDING, free_standing
from tests.planted import attribution, parsed

QUOTED = "“It took us ten years of work.”"


@pytest.mark.parametrize(
    "text", [f"She looked up.\n\n{QUOTED}\n\nIt rained.", f"She said nothing else: {QUOTED}"]
)
def test_a_quotation_that_nobody_is_said_to_say_is_a_claim(text):
    (found,) = free_standing(parsed(text), [])
    (span,) = found.content
    assert text[span.start : span.end] == QUOTED
    assert (found.source, found.cue, found.confidence) == ((), (), FREE_STANDING)


@pytest.mark.parametrize(
    "text",
    [
        "They sang “We shall overcome them some day” as they left.",
        "“Never again.” It rained.",
        "“Ten years of hard work.”",
    ],
)
def test_a_title_a_slogan_and_words_without_a_verb_are_none(text):
    assert free_standing(parsed(text), []) == []


def test_what_is_attributed_is_not_taken_twice():
    text = f"{QUOTED} Ann Lee said."
    assert free_standing(parsed(text), [attribution(text, "Ann Lee", "said", QUOTED)]) == []
