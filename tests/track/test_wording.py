from hypothesis import given
from hypothesis import strategies as st

from claims.track.wording import stem, worded


def test_short_forms_are_written_out() -> None:
    assert worded("“We won’t pay, it's theirs”").words == (
        "we", "will", "not", "pay", "it", "theirs",
    )  # fmt: skip


def test_negation_reaches_the_words_after_it() -> None:
    wording = worded("that taxes will not be raised for families")
    assert wording.negated == {stem("raised"), stem("families")}
    assert wording.negations == 1
    assert worded("not only taxes but fees").negations == 0


def test_forms_of_a_word_have_one_stem() -> None:
    for forms in ("raise raises raised raising", "tax taxes taxed", "ban banned banning bans"):
        assert len({stem(word) for word in forms.split()}) == 1


def test_names_stand_in_capitals_where_no_sentence_begins() -> None:
    assert worded("He met Ruiz. Talks with Moscow's envoy ended").names == {"ruiz", "moscow"}


@given(st.text(max_size=80))
def test_any_text_has_a_wording(text: str) -> None:
    wording = worded(text)
    assert len(wording.stems) == len(wording.content) <= len(wording.words)
