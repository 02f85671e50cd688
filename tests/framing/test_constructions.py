"""Who is not asked here: what is framed as what, in which words."""

import pytest

from tests.framing.claimed import check, framings
from tests.planted import find, parsed

EXPLICIT = [
    # X as Y
    (
        "The premier framed the march that began in the harbour and left ten people hurt as an "
        "attempted coup backed by foreign agents, but the unions disagreed.",
        "framed",
        "the march that began in the harbour and left ten people hurt",
        "an attempted coup backed by foreign agents",
        "coup_attempt",
    ),
    (
        "The club's owner dismissed the reports of doping as fake news.",
        "dismissed", "the reports of doping", "fake news", "fake_news",
    ),
    (
        "The union denounced the budget, which cuts pensions, as austerity.",
        "denounced", "the budget, which cuts pensions", "austerity", "austerity",
    ),
    (
        "He described the man, who had served as mayor, as a traitor.",
        "described", "the man, who had served as mayor", "a traitor", "treason",
    ),
    ("Observers described the vote as rigged.", "described", "the vote", "rigged",
     "electoral_fraud"),
    (
        "The governor referred to the protesters as terrorists.",
        "referred", "the protesters", "terrorists", "terrorist",
    ),
    (
        "The bishop denounced as a sham the vote that kept him out.",
        "denounced", "the vote that kept him out", "a sham", "sham",
    ),
    (
        "The coach described the defeat as “a disgrace” for the club.",
        "described", "the defeat", "“a disgrace” for the club", "disgrace",
    ),
    # passive and reduced
    (
        "The move was widely seen as an attempt by the army to keep power.",
        "was widely seen", "The move", "an attempt by the army to keep power", "other",
    ),
    (
        "Hailed by the press as a triumph, the operation ended Friday.",
        "Hailed", "the operation", "a triumph", "success",
    ),
    (
        "The banker — a close friend viewed by many as protecting the old duke's hold over the "
        "port — was arrested.",
        "viewed", "a close friend", "protecting the old duke's hold over the port", "other",
    ),
    (
        "A plan described by doctors as dangerous was dropped.",
        "described", "A plan", "dangerous", "other",
    ),
    # X Y
    ("The senator called the vote a sham.", "called", "the vote", "a sham", "sham"),
    (
        'Editors have dubbed the law "a license to lie".',
        "have dubbed", "the law", "a license to lie", "other",
    ),
    (
        "The striker called the referee's decision a disgrace, and the coach agreed.",
        "called", "the referee's decision", "a disgrace", "disgrace",
    ),
    (
        "The health agency declared the outbreak a public health emergency on Friday.",
        "declared", "the outbreak", "a public health emergency", "health_emergency",
    ),
    ("They declared the election invalid.", "declared", "the election", "invalid", "illegitimacy"),
    ("Critics considered it to be a coup.", "considered", "it", "a coup", "coup"),
    (
        "The group was labelled a terrorist organization by the court.",
        "was labelled", "The group", "a terrorist organization", "terrorist",
    ),
    (
        "The raid, which Oslo called an act of terror, went on.",
        "called", "The raid", "an act of terror", "terrorism",
    ),
    ("It was what the mayor called a riot.", "called", None, "a riot", "riot"),
    # X of Y
    (
        "The ministry accused the neighbouring state of waging a proxy war.",
        "accused", "the neighbouring state", "waging a proxy war", "proxy_war",
    ),
    (
        "The keeper, accused of match-fixing, left the club.",
        "accused", "The keeper", "match-fixing", "cheating",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "target", "phrase", "label"), EXPLICIT)
def test_explicit(text, cue, target, phrase, label):
    [found] = [framing for framing in framings(text) if framing.kind == "explicit"]
    assert (found.cue, found.target, found.phrase) == (cue, target, phrase)
    assert (found.label, found.polarity) == (label, "asserted")
    assert found.phrase_spans == (find(text, phrase),)
    assert found.target_spans == (() if target is None else (find(text, target),))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Oslo refused to call it a coup.", "denied"),
        ("Oslo never called it a coup, but Riga did.", "denied"),
        ("Oslo did not describe the raid as a coup.", "denied"),
        ("Nobody called it a coup.", "denied"),
        ("The envoy stopped short of calling the raid a coup.", "denied"),
        ("Without calling it a coup, the bank cut its ties.", "denied"),
        ("Oslo did not refuse to call it a coup.", "asserted"),
        ("The minister denied it was a coup.", "denied"),
        ("The raid was not a coup.", "denied"),
        ("The raid was no coup.", "denied"),
        ("The raid was not just a coup.", "asserted"),
        ("The raid was a coup.", "asserted"),
        ("You do not visit what is called a coup.", "asserted"),
    ],
)
def test_polarity(text, polarity):
    [found] = framings(text)
    assert (found.label, found.polarity) == ("coup", polarity)


@pytest.mark.parametrize(
    ("text", "cue", "target", "phrase", "label"),
    [
        ("The marchers were rioters, the mayor said.", "were", "The marchers", "rioters", "riot"),
        ("The vote was a sham.", "was", "The vote", "a sham", "sham"),
        (
            "The general said the raid was an act of self-defence.",
            "was", "the raid", "an act of self-defence", "self_defense",
        ),
    ],
)  # fmt: skip
def test_predicative(text, cue, target, phrase, label):
    [found] = [framing for framing in framings(text) if framing.kind == "predicative"]
    assert (found.cue, found.target, found.phrase) == (cue, target, phrase)
    assert (found.label, found.polarity) == (label, "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "They saw him as they left, as did many others.",
        "He praised her work as governor.",
        "The board considered the offer on Monday and called a meeting.",
        "They called him on Tuesday.",
        "She works as a nurse.",
        "A man called John Smith came.",
        "The panel declared her the winner.",
        "She asked whether the vote was a sham.",
        "The party described its aims as part of a report.",
        "The problem is a failure.",
        "She is as tall as he is.",
    ],
)
def test_no_construction(text):
    assert framings(text) == ()


@pytest.mark.parametrize(
    ("text", "framings_of"),
    [
        ("It was not a riot but a massacre.", [("a riot", "denied"), ("a massacre", "asserted")]),
        (
            "The raid was an act of self-defence, not an invasion.",
            [("an act of self-defence", "asserted"), ("an invasion", "denied")],
        ),
        (
            "The incursion was described by Oslo as a rescue mission and by Riga as a land grab.",
            [("a rescue mission", "asserted"), ("a land grab", "asserted")],
        ),
        (
            "The minister's description of the vote as a sham drew laughter.",
            [("a sham", "asserted")],
        ),
        ("The killings did not amount to genocide.", [("genocide", "denied")]),
        ("The tribunal cleared him of fraud.", [("fraud", "denied")]),
        ("The press pilloried the heir as a parasite.", [("a parasite", "asserted")]),
    ],
)
def test_what_is_set_against_what_and_verbs_outside_the_lists(text, framings_of):
    found = [f for f in framings(text) if f.kind != "lexical"]
    assert [(f.phrase, f.polarity) for f in found] == framings_of


def test_an_explicit_framing_is_not_repeated_as_predicative_or_lexical():
    text = "Critics considered the march to be a coup attempt, and the unrest grew."
    found = framings(text)
    assert [(f.kind, f.phrase) for f in found] == [
        ("explicit", "a coup attempt"),
        ("lexical", "the unrest"),
    ]
    check(parsed(text), found)
