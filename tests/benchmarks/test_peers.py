"""What other tools find, in our terms."""

from __future__ import annotations

import pytest

from benchmarks.scoring import Labelled
from claims.spans import words_at

pytest.importorskip("textacy")

from benchmarks.peers import textacy_quotations


def test_quotations_keep_their_places_and_an_odd_mark_costs_its_paragraph_only() -> None:
    text = 'A 6" pipe burst.\n\n"The talks have failed completely," said Ana Soto.'
    (found,) = textacy_quotations([Labelled("a", text, ())])["a"]
    assert words_at(text, found.content) == '"The talks have failed completely,"'
    assert words_at(text, found.cue) == "said"
    assert words_at(text, found.source) == "Ana Soto"
