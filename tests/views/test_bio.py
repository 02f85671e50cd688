from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.views.bio import CLAIM_LABELS, Tagged, decode, encode, tag_names

NAMES = tag_names(CLAIM_LABELS)
WORDS = "He said that she told them that it rained .".split()
STARTS = [sum(len(word) + 1 for word in WORDS[:n]) for n in range(len(WORDS))]
ENDS = [start + len(word) for start, word in zip(STARTS, WORDS, strict=True)]
TEXT = " ".join(WORDS)


def at(label: str, words: str) -> Tagged:
    start = TEXT.index(words)
    return Tagged(label, start, start + len(words))


def tags(*wanted: Tagged, rows: tuple[int, ...] = (0,)) -> str:
    """The tags of the sentence, O as a dot."""
    found = encode(STARTS, ENDS, rows, wanted, CLAIM_LABELS)
    return " ".join(
        NAMES[number].replace("O", ".") if not number else NAMES[number] for number in found
    )


def test_the_tags_in_their_order():
    assert NAMES == ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"]


def test_of_a_claim_within_a_claim_the_outer_one_is_tagged():
    outer = [
        at("SOURCE", "He"),
        at("CUE", "said"),
        at("CONTENT", "that she told them that it rained"),
    ]
    inner = [at("SOURCE", "she"), at("CUE", "told"), at("CONTENT", "that it rained")]
    expected = "B-SOURCE B-CUE B-CONTENT" + " I-CONTENT" * 6 + " ."
    assert tags(*outer, *inner) == tags(*inner, *outer) == expected


def test_of_two_as_long_the_first_is_tagged_then_the_first_label():
    assert tags(at("CUE", "said that"), at("SOURCE", "that she")) == ". B-CUE I-CUE" + " ." * 7
    assert tags(at("CUE", "She".lower()), at("SOURCE", "she")) == ". . . B-SOURCE" + " ." * 6
    assert tags(at("CONTENT", "told"), at("CUE", "told")) == ". . . . B-CUE" + " ." * 5


def test_a_source_of_two_claims_is_tagged_once():
    assert tags(at("SOURCE", "He"), at("SOURCE", "He")) == "B-SOURCE" + " ." * 9


def test_neighbours_stay_two():
    assert tags(at("CONTENT", "that she"), at("CONTENT", "told them")) == (
        ". . B-CONTENT I-CONTENT B-CONTENT I-CONTENT . . . ."
    )


def test_a_word_is_in_a_stretch_that_it_shares_a_character_with():
    start = TEXT.index("told")
    assert tags(Tagged("CONTENT", start + 1, start + 6)) == (". . . . B-CONTENT I-CONTENT . . . .")
    # between two words there is none
    assert tags(Tagged("CONTENT", start + 4, start + 5)) == " ".join("." * 10)


def test_a_stretch_begins_anew_in_another_row():
    assert tags(at("CONTENT", "she told them that"), rows=(0, 3, 5, 9)) == (
        ". . . B-CONTENT I-CONTENT B-CONTENT I-CONTENT . . ."
    )


def test_what_a_model_predicts_is_read_as_it_can_be():
    spans = [{"start": n, "end": n + 1} for n in range(7)]
    predicted = ["I-CUE", "I-CUE", "I-SOURCE", "O", "I-SOURCE", "B-SOURCE", "I-SOURCE"]
    assert decode(predicted, spans) == [
        Tagged("CUE", 0, 2), Tagged("SOURCE", 2, 3), Tagged("SOURCE", 4, 5), Tagged("SOURCE", 5, 7),
    ]  # fmt: skip
    assert decode([], []) == []


@st.composite
def stretches(draw: st.DrawFn) -> list[Tagged]:
    edges = st.integers(0, len(TEXT))
    some = draw(st.lists(st.tuples(edges, edges, st.sampled_from(CLAIM_LABELS)), max_size=6))
    return [Tagged(label, min(a, b), max(a, b)) for a, b, label in some if a != b]


@given(stretches(), st.sets(st.integers(1, len(WORDS) - 1)))
def test_the_tags_are_valid_whole_and_in_no_order(wanted, breaks):
    rows = sorted({0, *breaks})
    found = encode(STARTS, ENDS, rows, wanted, CLAIM_LABELS)
    assert found == encode(STARTS, ENDS, rows, wanted[::-1], CLAIM_LABELS)
    before = "O"
    for number, tag in enumerate(found):
        name = NAMES[tag]
        if name.startswith("I-"):
            assert before.endswith(name[2:])
            assert number not in rows
        before = name
    # Every run of tags is one of the stretches, whole but for the breaks.
    spans = [{"start": start, "end": end} for start, end in zip(STARTS, ENDS, strict=True)]
    seen = {
        (one.label, n)
        for one in decode([NAMES[tag] for tag in found], spans)
        for n in range(len(WORDS))
        if one.start <= STARTS[n] < one.end
    }
    runs = [
        {(one.label, n) for n in range(len(WORDS)) if ENDS[n] > one.start and STARTS[n] < one.end}
        for one in wanted
    ]
    covered = [run for run in runs if run and run <= seen]
    assert set().union(*covered) == seen
