import zlib
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.engine.kept.codec import DamagedError, decode, encode
from claims.mapped import Mapped
from claims.records import (
    Article,
    Claim,
    Extraction,
    Framing,
    Paragraph,
    Signature,
    Speaker,
)  # fmt: skip
from claims.spans import Span

SMALL = st.integers(0, 2**31 - 1)
SPANS = st.lists(st.builds(Span, SMALL, SMALL), max_size=3).map(tuple)
NAMES = st.lists(st.text(max_size=5), max_size=3).map(tuple)
FLOATS = st.floats(allow_nan=False)


@st.composite
def mapped(draw):
    text = draw(st.text(max_size=40))
    many = {"min_size": len(text), "max_size": len(text)}
    steps = draw(st.lists(st.sampled_from([1, 1, 1, 1, 2, 7, -3]), **many))
    offsets, at = array("i"), draw(st.integers(-1, 1000))
    for step in steps:
        offsets.append(max(at, -1))
        at += step
    return Mapped(text, offsets)


ARTICLES = st.builds(
    Article,
    word_count=SMALL,
    paragraphs=st.lists(st.builds(Paragraph, SMALL, SMALL), max_size=3).map(tuple),
    source=st.none() | mapped(),
)
CLAIMS = st.builds(
    Claim, claim_spans=SPANS, speaker_spans=SPANS, cue_spans=SPANS, confidence=FLOATS
)
FRAMINGS = st.builds(
    Framing,
    target_spans=SPANS,
    phrase_spans=SPANS,
    confidence=FLOATS,
    nearest_similarity=st.none() | FLOATS,
)
EXTRACTIONS = st.builds(
    Extraction,
    ARTICLES,
    st.lists(CLAIMS, max_size=3).map(tuple),
    st.lists(FRAMINGS, max_size=3).map(tuple),
    st.lists(st.builds(Speaker, roles=NAMES, aliases=NAMES), max_size=3).map(tuple),
    st.builds(Signature, st.binary(), st.binary(), st.binary()),
)


@given(EXTRACTIONS)
def test_what_is_written_is_read_as_it_was(extraction):
    assert decode(encode(extraction)) == extraction


@given(EXTRACTIONS, st.data())
def test_damaged_bytes_are_never_taken_for_an_extraction(extraction, data):
    whole = bytearray(encode(extraction))
    at = data.draw(st.integers(2, len(whole) - 1))  # the first two tell zlib's level
    whole[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedError):
        decode(bytes(whole))


@pytest.mark.parametrize(
    "data", [b"", b"\0", zlib.compress(b""), zlib.compress(b"\xc0"), zlib.compress(b"\x80")]
)
def test_other_bytes_are_no_extraction(data):
    with pytest.raises(DamagedError):
        decode(data)
