"""The project's own labelled articles, and how labels are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.labelled import SECOND, own
from benchmarks.scoring import Tokens
from claims.spans import words_at


def labelled(folder: Path, marked: str):
    (folder / "one.txt").write_text(marked, "utf-8")
    (article,) = own(folder)
    found = [
        tuple(words_at(article.text, part) for part in (one.source, one.cue, one.content))
        for one in article.attributions
    ]
    return article.text, found


def test_labels_become_spans(tmp_path: Path) -> None:
    text, found = labelled(
        tmp_path,
        "{t1:It rains,} {s1,2:she} {c1:said}{t1:, a lot}. And {c2:hopes} {t2:to stay}.\n",
    )
    assert text == "It rains, she said, a lot. And hopes to stay."
    assert found == [("she", "said", "It rains, … , a lot"), ("she", "hopes", "to stay")]


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("{t1:It {c1:rains}}", "a label is not closed, or stands inside another"),
        ("{t1:It rains", "a label is not closed, or stands inside another"),
        ("{s1:She} {c1:spoke}", "attribution 1 has no content"),
    ],
)
def test_a_faulty_label_is_refused(tmp_path: Path, marked: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"one: {fault}"):
        labelled(tmp_path, marked)


def test_the_articles_hold_every_kind() -> None:
    articles = own()
    every = [(Tokens(article.text), one) for article in articles for one in article.attributions]
    assert len(every) >= 150
    kinds = [tokens.kind(tokens.cover(one.content)) for tokens, one in every]
    assert min(kinds.count(kind) for kind in ("direct", "mixed", "indirect")) >= 15
    assert sum(not one.source for _, one in every) >= 10
    assert sum(len(one.content) > 1 for _, one in every) >= 15
    # No content is part of two attributions; the corpus knows no nesting.
    for article in articles:
        places = [n for one in article.attributions for a, b in one.content for n in range(a, b)]
        assert len(places) == len(set(places)), article.name


def test_both_annotators_labelled_the_same_texts() -> None:
    assert [(one.name, one.text) for one in own()] == [(one.name, one.text) for one in own(SECOND)]
