from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.attribute import read
from claims.framing import frame, load_vocabulary
from tests.framing.claimed import check
from tests.planted import parsed

WORDS = """
    the a coup attempt attempted protest rioters unrest called call described accused of as was is
    not "a “ ” ' - — ( ) , . ; : he who which what by Oslo and but to be refused war-torn é 🗳️ ''
"""
SENTENCES = st.lists(st.sampled_from(sorted(set(WORDS.split()))), max_size=30).map(" ".join)


@settings(deadline=None, max_examples=120)
@example("— call —")
@given(st.one_of(SENTENCES, st.text(max_size=80)))
def test_any_text(text):
    article = parsed(text)
    seen = read(article)
    found = frame(article, seen, (), load_vocabulary())
    check(article, found)
    assert found == frame(replace(article), seen, (), load_vocabulary())
