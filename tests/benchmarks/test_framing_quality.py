from pathlib import Path

from benchmarks import framing_quality as quality
from benchmarks import labelled
from claims.clean import as_given
from claims.framing import load_vocabulary
from claims.pipeline import extract_article

TEXT = "Norland called the march a riot, and the strike was a disgrace."


def sentence(**change):
    found = extract_article(as_given(TEXT), load_vocabulary()).framings
    label = {
        "framer": "Norland", "target": [15, 24], "phrase": [25, 31], "kind": "explicit",
        "polarity": "asserted", "label": "riot",
    } | change  # fmt: skip
    return quality.Sentence(TEXT, [label], found, "own")


def triple(one):
    return [fully for label, _, fully in quality.pairs(one) if label is not None]


def test_a_triple_is_right_if_framer_target_and_phrase_are():
    assert triple(sentence()) == [True]
    assert triple(sentence(framer="Oslo")) == [False]
    assert triple(sentence(target=[0, 7])) == [False]
    assert triple(sentence(phrase=[53, 62])) == [False]
    assert triple(sentence(kind="predicative")) == [False]


def test_half_of_the_words_are_enough():
    assert quality.iou((0, 10), (0, 5)) == 0.5
    assert quality.iou((0, 10), (10, 20)) == 0
    assert (quality.iou(None, None), quality.iou(None, (0, 1))) == (1, 0)


def test_her_lawyer_is_anns_lawyer_and_the_narrator_nobody():
    assert quality.is_framer("Ann Lee's lawyer", "her lawyer")
    assert quality.is_framer(None, "unknown")
    assert not quality.is_framer("Ann Lee", None)
    assert not quality.is_framer("Ann Lee", "John Smith")


def test_the_labels_stand_inside_their_sentences():
    rows = labelled.rows_of(quality.FOLDER / "own.jsonl")
    rows += [
        row | {"text": "x" * row["end"]}
        for row in labelled.rows_of(Path(quality.FOLDER) / "sentences.jsonl")
    ]
    assert len(rows) > 800
    for row in rows:
        for one in row["framings"]:
            assert one["kind"] in quality.KINDS
            for part in (one["target"], one["phrase"]):
                assert part is None or 0 <= part[0] < part[1] <= len(row["text"]) + 2
