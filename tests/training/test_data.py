"""The corpus as it is trained on."""

from __future__ import annotations

import numpy as np

from training.data import held_out, load_soft, save_soft
from training.dressing import with_headings, with_single_quotes

TEXT = "Prime Minister Ana Soto said that the central bank would raise rates.\n\nShe “knows” it."


def row(number: int) -> dict:
    return {
        "article": f"a{number}",
        "text": TEXT,
        "attributions": [{"source": [[0, 23]], "cue": [[24, 28]], "content": [[29, 68]]}],
    }


def words(made: dict) -> list[tuple[str, ...]]:
    return [
        tuple(" … ".join(made["text"][a:b] for a, b in one[role]) for role in ("source", "content"))
        for one in made["attributions"]
    ]


def test_headings_say_what_their_article_does_and_move_its_labels() -> None:
    made = with_headings([row(n) for n in range(200)], seed=1)
    headed = [one for one in made if "headline" in one]
    assert 60 < len(headed) < 140
    for one in headed:
        heading, body = words(one)
        assert body == ("Prime Minister Ana Soto", "that the central bank would raise rates")
        assert heading[0].lower() == "prime minister ana soto"
        assert heading[1].lower() == "the central bank would raise rates"
        assert one["text"].startswith(one["headline"] + "\n\nPrime Minister")
        (cue,) = one["attributions"][0]["cue"]
        assert one["text"][slice(*cue)] in {"–", "—", "-", ":", "says", "Says"}
    assert [one["text"] for one in made] == [
        one["text"] for one in with_headings([row(n) for n in range(200)], seed=1)
    ]


def test_single_quotes_move_nothing() -> None:
    made = with_single_quotes([row(n) for n in range(200)], seed=1)
    changed = [one for one in made if "‘knows’" in one["text"]]
    assert 10 < len(changed) < 45
    assert {len(one["text"]) for one in made} == {len(TEXT)}


def test_about_forty_articles_are_held_out() -> None:
    rows = [row(n) for n in range(840)]
    assert len(held_out(rows)) == 40
    assert held_out(rows) == held_out(list(rows))


def test_what_teachers_say_is_kept_by_article(tmp_path) -> None:
    said = [np.full((n, 7), n / 8) for n in (3, 1, 5)]
    save_soft(tmp_path / "soft.npz", said)
    found = load_soft(tmp_path / "soft.npz")
    assert [one.shape for one in found] == [(3, 7), (1, 7), (5, 7)]
    assert all((one == other).all() for one, other in zip(said, found, strict=True))
