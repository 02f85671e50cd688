"""Sentences of framing that are made for training."""

from __future__ import annotations

from training.dressing import with_headings, with_links
from training.framings import with_framings

TEXT = (
    "Ana Soto described the old bridge as a trap. Bo Lund criticized the long strike of the "
    "dockers.\n\nThe harbour that was closed in May lay quiet and grey. It rained."
)


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(one), TEXT.index(one) + len(one)] for one in words]


ROW = {
    "text": TEXT,
    "attributions": [
        {"source": spans("Ana Soto"), "cue": spans("described"),
         "content": spans("the old bridge as a trap")},
        {"source": spans("Bo Lund"), "cue": spans("criticized"),
         "content": spans("the long strike of the dockers")},
    ],
}  # fmt: skip


def words(row: dict, one: dict) -> dict[str, str]:
    return {role: " … ".join(row["text"][a:b] for a, b in one[role]) for role in one}


def test_made_sentences_are_labelled_and_the_others_keep_their_labels() -> None:
    made = [row for row in with_framings([ROW] * 300, seed=1) if "made" in row]
    assert 100 < len(made) < 200
    for row in made:
        framing, *own = row["attributions"]
        assert [words(row, one) for one in own] == [words(ROW, one) for one in ROW["attributions"]]
        ((start, end),) = row["made"]
        sentence = row["text"][start:end]
        assert row["text"].replace(f"\n\n{sentence}", "") == TEXT
        told = words(row, framing)
        content = told["content"].replace(" … ", " ").lower()
        assert content.startswith("the long strike of the dockers")
        assert content.endswith(" as a trap")
        assert all(part in sentence for part in (told["source"], told["cue"]))


def test_what_was_made_before_moves_with_the_text() -> None:
    rows = with_framings(with_headings([ROW] * 300, seed=1), seed=2)
    both = [row for row in rows if len(row.get("made", ())) == 2]
    assert both
    for row in both:
        heading, sentence = (row["text"][a:b] for a, b in row["made"])
        assert heading == row["headline"]
        assert " as a trap" in sentence


def test_links_to_other_articles_are_labelled_past_their_label() -> None:
    made = [row for row in with_links([ROW] * 300, seed=1) if "made" in row]
    assert len(made) > 60
    for row in made:
        link, *own = row["attributions"]
        assert [words(row, one) for one in own] == [words(ROW, one) for one in ROW["attributions"]]
        ((start, end),) = row["made"]
        assert row["text"][start:end].startswith("Related: ")
        assert not any("Related" in part for part in words(row, link).values())
        assert words(row, link)["source"].lower() in ("ana soto", "bo lund")
