"""The steps together, on one article."""

from benchmarks import labelled
from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.pipeline import extract_article


def test_who_only_frames_is_a_speaker_too():
    [text] = [one.text for one in labelled.own() if one.name == "four-ceasefires"]
    found = extract_article(as_given(text), load_vocabulary())
    claiming = {claim.speaker_id for claim in found.claims}
    framing = {one.framer_id for one in found.framings} - {None}
    assert framing - claiming  # else this text proves nothing: take another
    assert framing <= {speaker.speaker_id for speaker in found.speakers}
