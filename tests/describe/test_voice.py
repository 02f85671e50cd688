import pytest

from claims.describe.voice import voice_of
from claims.spans import Span


@pytest.mark.parametrize(
    ("content", "voice"),
    [
        ("“It is done,”", "direct"),
        ('"It is done,"', "direct"),
        ("‘It’s done,’", "direct"),
        ("'It's done and the men's work too'", "direct"),
        ("that it was done", "indirect"),
        ("that it was “a done deal” for the men", "mixed"),
        ("the minister's men's work", "indirect"),
        ("“It is done, and nobody", "direct"),
        ("«C’est fait»", "direct"),
        ("…", "indirect"),
    ],
)
def test_voice_by_the_share_of_quoted_words(content, voice):
    text = f"He said {content} there."
    assert voice_of(text, (Span(8, 8 + len(content)),)) == voice


def test_a_split_quotation_is_direct():
    text = "“It is done,” she said, “for good.”"
    assert voice_of(text, (Span(0, 13), Span(24, 35))) == "direct"
