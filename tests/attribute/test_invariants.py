"""What holds for the attributions of any text whatever."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.attribute import EXTRACTOR, attribute, read
from claims.clean import as_given
from claims.nlp import parse
from claims.spans import Spans

NEWS = (
    "Rates to Rise in March – Minister\n\n"
    "“The bank will act,” Finance Minister Ana Soto said on Monday. “Nobody should doubt it.”\n\n"
    "According to the union, prices have doubled; it accused the bank of 'neglect' and called on "
    "parliament to step in.\n\n“We are tired,” said Lena Berg, a nurse.\n\n“We want to live.\n\n"
    "“We want to work,” she added.\n\nRelated: Bank: Nothing Will Change\n\n"
    "The governor, viewed by many as weak, has described the strike as a threat, but workers say "
    "that it will go on: until May."
)
MARKS = ['"', "“", "”", "''", "‘", "’", "'", "«", "»", "„", ":", ",", ".", "–", "\n", "\n\n", ""]
NOISE = st.text(
    st.sampled_from("ab Z.,:;!?\"'“”‘’«»„–—()\n\t\u00a0\u200f\u2028שלוםمرحبا🗳️e\u0301 saidthat"),
    max_size=120,
)


def check(text: str) -> None:
    parsed = parse(as_given(text))
    found = attribute(parsed, read(parsed))
    paragraphs = parsed.article.paragraphs
    claimed: set[int] = set()
    for one in found:
        assert one.content
        assert 0 < one.confidence < 1
        assert one.confidence == round(one.confidence, 3)
        words: set[int] = set()
        for spans in (one.source, one.cue, one.content):
            check_spans(text, spans)
            for start, end in spans:
                assert any(p.start <= start and end <= p.end for p in paragraphs)
                assert words.isdisjoint(range(start, end))
            words.update(i for start, end in spans for i in range(start, end))
        content = {i for start, end in one.content for i in range(start, end)}
        assert claimed.isdisjoint(content)
        claimed |= content
    assert list(found) == sorted(found, key=lambda one: (one.content, one.cue))
    assert attribute(parsed, read(parsed)) == found


def check_spans(text: str, spans: Spans) -> None:
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(one.end <= other.start for one, other in pairwise(spans))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOISE | st.text(max_size=80))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, len(NEWS)), st.integers(0, 12), st.sampled_from(MARKS)),
        max_size=8,
    )
)
def test_news_with_marks_lost_and_strewn(edits: list[tuple[int, int, str]]) -> None:
    text = NEWS
    for place, lost, mark in edits:
        text = text[:place] + mark + text[place + lost :]
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "…?!”“",
        "a" * 200_000,
        "said " * 2_000,
        "'a " * 3_000,
        "\" “ '' " * 2_000,
        "“He said “that “he said " * 500,
        "🗳️ said: “🌉” 🌉 said.",
        "אמר השר: “הכול בסדר”, said the minister.",
        "She said that\u2028it rained.",
    ],
    ids=lambda text: text[:12] or "empty",
)
def test_odd_texts(text: str) -> None:
    check(text)


def test_the_extractor_has_a_name_and_a_version() -> None:
    name, version = EXTRACTOR.split()
    assert name == "attributor"
    assert version.count(".") == 2
