from claims.attribute import read
from claims.framing import frame, load_vocabulary
from tests.framing.claimed import OUTLET, attributed, framings, narrated
from tests.planted import parsed


def framer_of(found, phrase):
    [framing] = [f for f in found if f.phrase == phrase]
    return framing.framer, framing.claim_id


def test_an_attribution_whose_cue_it_is_frames_and_its_reporter_words_the_target():
    text = "Norland has framed the unrest as a coup attempt assisted by foreign terrorists."
    claim = attributed(
        text, "Norland", "has framed",
        "the unrest as a coup attempt assisted by foreign terrorists",
    )  # fmt: skip
    other = "The town is calm."
    text = f"{text} {other}"
    narration = narrated(text, other)
    found = framings(text, claim, narration)
    assert framer_of(found, "a coup attempt assisted by foreign terrorists") == (
        "Norland", claim.claim_id,
    )  # fmt: skip
    assert framer_of(found, "foreign terrorists") == ("Norland", claim.claim_id)
    assert framer_of(found, "the unrest") == (OUTLET, None)


def test_words_in_quotation_marks_in_the_target_are_the_speakers():
    text = "Norland framed “the massacre in the north” as a coup."
    claim = attributed(text, "Norland", "framed", "“the massacre in the north” as a coup")
    assert framer_of(framings(text, claim), "the massacre") == (
        "Norland",
        claim.claim_id,
    )


def test_the_innermost_claim_frames():
    text = 'The envoy said the mayor had warned that "the coup will fail".'
    inner = attributed(text, "Mayor Berg", "had warned", 'that "the coup will fail"',
                       mention="the mayor")  # fmt: skip
    outer = attributed(
        text, "Envoy Lund", "said", 'the mayor had warned that "the coup will fail"',
        mention="The envoy",
    )  # fmt: skip
    found = framings(text, outer, inner)
    assert framer_of(found, "the coup") == ("Mayor Berg", inner.claim_id)


def test_narration_is_the_outlets():
    text = "The coup failed."
    claim = narrated(text, text.removesuffix("."))
    [found] = framings(text, claim)
    assert (found.framer, found.framer_id) == (OUTLET, claim.speaker_id)
    assert found.claim_id == claim.claim_id


def test_the_verbs_own_subject_frames_inside_anothers_claim():
    text = "The envoy said that Norland called it a coup."
    claim = attributed(text, "Envoy Lund", "said", "that Norland called it a coup",
                       mention="The envoy")  # fmt: skip
    [found] = framings(text, claim)
    assert (found.framer, found.framer_id, found.claim_id) == ("Norland", None, claim.claim_id)


def test_a_subject_that_speaks_elsewhere_is_that_speaker():
    text = "The mayor called it a coup. The mayor said it would fail."
    claim = attributed(text, "Ana Berg", "said", "it would fail", mention="The mayor")
    [found] = framings(text, claim)
    assert (found.framer, found.framer_id) == ("Ana Berg", claim.speaker_id)


def test_first_persons_are_the_speaker_and_other_pronouns_nobody_known():
    text = '"I call it a coup," Berg said. He called it a riot.'
    claim = attributed(text, "Berg", "said", "I call it a coup")
    found = framings(text, claim)
    assert framer_of(found, "a coup")[0] == "Berg"
    assert framer_of(found, "a riot") == (None, None)


def test_who_frames_in_the_passive():
    text = "The raid was hailed by the generals as a triumph. The vote was described as a sham."
    claim = narrated(text, "The raid was hailed by the generals as a triumph",
                     "The vote was described as a sham")  # fmt: skip
    found = framings(text, claim)
    assert framer_of(found, "a triumph") == ("the generals", claim.claim_id)
    assert framer_of(found, "a sham") == (None, claim.claim_id)


def test_the_order_of_the_claims_changes_nothing():
    text = 'The envoy said the mayor had warned that "the coup will fail".'
    claims = [
        attributed(text, "Envoy Lund", "said", "the mayor had warned", mention="The envoy"),
        narrated(text, text),
        narrated(text, "The envoy said"),
    ]
    article, vocabulary = parsed(text), load_vocabulary()
    reading = read(article)
    assert frame(article, reading, claims, vocabulary) == frame(
        article, reading, claims[::-1], vocabulary
    )
