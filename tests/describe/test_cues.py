import pytest

from claims.describe.cues import describe_cue
from tests.planted import find, parsed


@pytest.mark.parametrize(
    ("text", "cue", "lemma", "cue_class"),
    [
        ("The mayor has framed the strike as theft.", "has framed", "frame", "characterize"),
        ("The mayor is calling for calm.", "is calling for", "call", "want"),
        ("The mayor called the strike theft.", "called", "call", "characterize"),
        ("It rained, according to the mayor.", "according to", "according to", "report"),
        ("The mayor did not deny the theft.", "did not deny", "deny", "deny"),
        ("She also thinks that it rained.", "also thinks", "think", "believe"),
        ("The mayor asked whether it rained.", "asked", "ask", "question"),
        ("The poll showed that he led.", "showed", "show", "report"),
        ("Rain to Stop — Mayor", "—", "—", "none"),
        ("The mayor insisted that it rained.", "insisted", "insist", "assert"),
    ],
)
def test_lemma_and_class(text, cue, lemma, cue_class):
    assert describe_cue(parsed(text).doc, (find(text, cue),)) == (lemma, cue_class)


def test_no_cue():
    assert describe_cue(parsed("It rained.").doc, ()) == (None, "none")
