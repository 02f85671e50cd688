"""Corrections applied to an article: each kind, another model, another cleaning, differing people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.corrections.apply import Applier
from claims.corrections.store import Corrections
from claims.framing import load_vocabulary
from claims.records import Extraction
from claims.schemas import validate
from claims.spans import words_at
from claims.tables import Gathering, Splits
from tests.corrections.made import (
    FIRST,
    TEXT,
    ZOE,
    applied,
    claim,
    correction,
    extraction,
    framing,
    quotes,
)
from tests.examples import article, at

FOUND = extraction()
SAID, STOP = FOUND.claims
(FOLLY,) = FOUND.framings


def good(found: Extraction, *records) -> None:
    """The tables that hold the article pass the schema, its ids and spans among it."""
    gathering = Gathering(Splits(), None, Applier(Corrections.of(records), load_vocabulary(None)))
    gathering.add(found)
    validate(gathering.tables())


def test_a_confirmed_row_is_sure_and_still_the_models() -> None:
    one = correction("confirm", SAID)
    made, human, applier = applied(FOUND, one)
    assert made.claims == (replace(SAID, confidence=1.0), STOP)
    assert (human, applier.applied, applier.unanchored) == (frozenset(), 1, [])
    good(FOUND, one)


def test_a_changed_speaker_is_somebody_known_or_new() -> None:
    known = correction("change", STOP, {"speaker": "Ångström", "speaker_type": "person"})
    made, human, _ = applied(FOUND, known)
    assert (made.claims[1].speaker, made.claims[1].speaker_id) == (ZOE.name, ZOE.speaker_id)
    new = correction("change", SAID, {"speaker": "Ann Lee", "speaker_type": "person"})
    made, human, _ = applied(FOUND, new)
    assert made.claims[0].speaker == "Ann Lee"
    assert made.claims[0].speaker_id not in (None, ZOE.speaker_id)
    assert made.claims[0].claim_id == SAID.claim_id
    assert human == {SAID.claim_id}
    assert {one.name for one in made.speakers} == {"Zoë Ångström", "Ann Lee"}
    good(FOUND, new)


def test_a_removed_claim_goes_and_what_it_framed_stays() -> None:
    one = correction("remove", SAID)
    made, human, _ = applied(FOUND, one)
    assert made.claims == (STOP,)
    assert [(f.framing_id, f.claim_id) for f in made.framings] == [(FOLLY.framing_id, None)]
    assert human == frozenset()
    good(FOUND, one)


def test_a_changed_label_is_in_the_claim_too() -> None:
    one = correction("change", FOLLY, {"label": "unrest"})
    made, _, _ = applied(FOUND, one)
    assert made.framings[0].label == "unrest"
    assert made.framings[0].family == load_vocabulary(None).family("unrest")
    assert made.framings[0].confidence == 1.0
    assert made.claims[0].framings == ("unrest",)
    good(FOUND, one)


def test_a_label_that_the_vocabulary_lacks_is_told_and_the_row_stays() -> None:
    made, _, applier = applied(FOUND, correction("change", FOLLY, {"label": "no_such_label"}))
    assert made.framings == (FOLLY,)
    assert [one.why for one in applier.unanchored] == ["the vocabulary has no label no_such_label"]


def test_moved_boundaries_give_the_claim_another_id_and_its_framings_follow() -> None:
    content = at(TEXT, "The new bridge is “a folly”, Mayor")
    one = correction("change", SAID, {"claim": quotes(FIRST, content)})
    made, human, _ = applied(FOUND, one)
    moved = made.claims[0]
    assert moved.claim == words_at(TEXT, content)
    assert moved.claim_id != SAID.claim_id
    assert human == {moved.claim_id}
    assert made.framings[0].claim_id == moved.claim_id
    good(FOUND, one)


def test_an_added_claim_and_framing() -> None:
    content, source = at(TEXT, "the riot was an uprising"), at(TEXT, "A clerk")
    cue = at(TEXT, "A clerk", "said")[1:]
    new = {
        "claim": quotes(FIRST, content), "speaker_mention": quotes(FIRST, source),
        "cue": quotes(FIRST, cue), "speaker": "a clerk", "speaker_type": "anonymous",
    }  # fmt: skip
    phrase = {
        "phrase": quotes(FIRST, at(TEXT, "an uprising")), "target": quotes(FIRST, at(TEXT, "the riot")),
        "label": "uprising", "kind": "predicative",
    }  # fmt: skip
    records = [correction("add", None, new), correction("add", None, phrase, table="framings")]
    made, human, applier = applied(FOUND, *records)
    assert applier.unanchored == []
    added = made.claims[-1]
    assert (added.claim, added.speaker, added.cue_lemma, added.confidence) == (
        "the riot was an uprising", "a clerk", "say", 1.0,
    )  # fmt: skip
    assert human == {added.claim_id}
    (framed,) = [one for one in made.framings if one.label == "uprising"]
    assert (framed.claim_id, framed.framer) == (added.claim_id, "a clerk")
    assert added.framings == ("uprising",)
    good(FOUND, *records)


def test_a_new_extractor_that_moves_or_loses_the_row_does_not_undo_it() -> None:
    """It is known by its overlap; one that is not found at all is made of what was quoted."""
    one = correction("change", STOP, {"speaker": "Ann Lee", "speaker_type": "person"})
    moved = extraction(shift=True)
    made, human, _ = applied(moved, one)
    assert [c.speaker for c in made.claims] == [ZOE.name, "Ann Lee"]
    assert made.claims[1].claim == "will stop it"
    lost = replace(FOUND, claims=(SAID,))
    made, human, _ = applied(lost, one)
    assert made.claims[1].claim_id == STOP.claim_id
    assert (made.claims[1].speaker, human) == ("Ann Lee", {STOP.claim_id})
    good(lost, one)


def test_a_confirmed_row_that_a_new_extractor_finds_otherwise_comes_back() -> None:
    made, human, _ = applied(extraction(shift=True), correction("confirm", STOP))
    assert made.claims[1].claim == STOP.claim
    assert human == {STOP.claim_id}


def test_a_text_that_was_cleaned_anew() -> None:
    """Another opening, other quotation marks, a paragraph less: found by words and surroundings."""
    text = "By our reporter\n\n" + TEXT.replace("“", '"').replace("”", '"')
    again = article("bridge.txt", text, "The Daily Example")
    found = Extraction(
        again,
        (claim(again, at(text, 'The new bridge is "a folly"'), at(text, "Mayor Zoë Ångström")),),
        (), (ZOE,),
    )  # fmt: skip
    change = correction("change", SAID, {"speaker": "Ann Lee", "speaker_type": "person"})
    made, _, applier = applied(found, change, correction("confirm", STOP))
    assert applier.unanchored == []
    assert [(c.speaker, c.claim) for c in made.claims] == [
        ("Ann Lee", 'The new bridge is "a folly"'),
        (ZOE.name, '"We 🌉 will stop it,"'),
    ]


def test_what_cannot_be_anchored_is_told_and_changes_nothing() -> None:
    text = TEXT.replace("“We 🌉 will stop it,” she said. ", "")
    again = article("bridge.txt", text, "The Daily Example")
    found = Extraction(again, (), (), ())
    one = correction("change", STOP, {"speaker": "Ann Lee"})
    elsewhere = correction("remove", SAID, on=article("gone.txt", TEXT + " More.", None))
    made, _, applier = applied(found, one, elsewhere)
    assert made == found
    assert sorted(map(str, applier.unanchored)) == [
        f"change {STOP.claim_id} by ann (“{STOP.claim}”): the claim it quotes cannot be told in the article's text",
        f"remove {SAID.claim_id} by ann (“{SAID.claim}”): no input is its article, gone.txt",
    ]


def test_people_who_differ_are_told_of_and_most_hold() -> None:
    records = [
        correction("change", SAID, {"speaker": name, "speaker_type": "person"}, by=by)
        for name, by in (("Ann Lee", "ann"), ("Bo Berg", "bob"), ("Bo Berg", "cy"))
    ]
    made, _, applier = applied(FOUND, *records)
    assert made.claims[0].speaker == "Bo Berg"
    (told,) = applier.contradictions
    assert (told.row, told.column, told.words[0].value) == (SAID.claim_id, "speaker", "Bo Berg")


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [
        correction("change", SAID, {"speaker": "Ann Lee", "speaker_type": "person"}),
        correction("change", FOLLY, {"label": "unrest"}, by="bob"),
        correction("remove", STOP, by="cy"),
        correction("confirm", STOP, by="bob"),
    ]
    assert applied(FOUND, *records)[:2] == applied(FOUND, *records[::-1])[:2]
    assert Corrections.of(records).digest == Corrections.of(records[::-1] * 2).digest


@pytest.mark.parametrize("kind", ["confirm", "change", "remove"])
def test_a_copy_under_another_address_is_corrected_too(kind: str) -> None:
    copy = extraction(article("copy.txt", TEXT, None))
    made, _, applier = applied(copy, correction(kind, SAID, {"speaker": "Ann Lee"}))
    assert applier.applied == 1
    assert made.claims != copy.claims


def test_framings_are_the_examples() -> None:
    assert framing(FIRST, FOLLY.phrase_spans, FOLLY.target_spans, SAID) == FOLLY
