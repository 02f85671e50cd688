"""The scorer, on a text whose figures can be counted by hand."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from benchmarks.labelled import corpus
from benchmarks.scoring import Counts, Labelled, correct, score
from claims.records import Attribution
from tests.planted import find

TEXT = (
    "Ann Lee of Acme said, “It is done.” She thinks that it rained.\n"
    'Reportedly "all" left. X said y.'
)
SHARED = Path(__file__).parents[3] / "shared"


def one(source: str | None, cue: str, *content: str) -> Attribution:
    return Attribution(
        source=(find(TEXT, source),) if source else (),
        cue=(find(TEXT, cue),),
        content=tuple(find(TEXT, part) for part in content),
        confidence=1.0,
    )


SAID = one("Ann Lee of Acme", "said", "“It is done.”")
THINKS = one("She", "thinks", "that it rained")
REPORTED = one(None, "Reportedly", '"all" left')
ARTICLE = Labelled("a", TEXT, (SAID, THINKS, REPORTED))


def counts(*found: Attribution) -> dict[str, Counts]:
    return score([ARTICLE], {"a": found})


def test_the_gold_against_itself() -> None:
    found = counts(SAID, THINKS, REPORTED)
    assert {count.f1 for name, count in found.items() if "recall" not in name} == {100.0}
    assert found["token source"] == Counts(5, 5, 5)
    assert [found[f"recall {kind}"].recall for kind in ("direct", "mixed", "indirect")] == [
        100.0
    ] * 3


def test_nothing_found() -> None:
    assert {count.right for count in counts().values()} == {0}
    assert score([ARTICLE], {})["attribution"] == Counts(0, 0, 3)


def test_a_wrong_source_costs_the_triple_and_a_short_content_the_exact_span() -> None:
    wrong = Attribution(THINKS.source, SAID.cue, SAID.content, 1.0)
    short = one("She", "thinks", "that it")
    found = counts(wrong, short)
    assert found["attribution"] == Counts(2, 2, 3)
    assert found["triple"] == Counts(1, 2, 3)
    assert found["span exact content"] == Counts(1, 2, 3)
    assert found["token content"] == Counts(8, 8, 13)
    assert found["token source"] == Counts(1, 1, 5)


def test_a_source_where_the_gold_has_none_is_wrong() -> None:
    assert counts(one("She", "Reportedly", '"all" left'))["triple"].right == 0
    assert counts(REPORTED)["triple"].right == 1


def test_marks_at_the_ends_of_a_span_do_not_count() -> None:
    bare = one("Ann Lee of Acme", "said", "It is done")
    assert counts(bare)["span exact content"].right == 1
    assert counts(bare)["token content"].right == 3


def test_each_gold_attribution_is_matched_once() -> None:
    assert counts(THINKS, THINKS)["attribution"] == Counts(1, 2, 3)
    assert correct(ARTICLE, [SAID, one(None, "said", "y"), THINKS]) == [True, False, True]


@pytest.mark.skipif(not SHARED.exists(), reason="the corpus' own scorer is not here")
def test_figures_are_those_of_the_corpus_own_scorer() -> None:
    spec = importlib.util.spec_from_file_location("own", SHARED / "score_attributions.py")
    assert spec is not None
    assert spec.loader is not None
    own = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(own)
    articles = corpus(SHARED / "polnear" / "train.jsonl")[:40]
    # The attributions of the next article, put into this one's text, and half of its own.
    found = {
        article.name: [
            *article.attributions[::2],
            *(moved(one, len(article.text)) for one in other.attributions),
        ]
        for article, other in zip(articles, articles[1:] + articles[:1], strict=True)
    }
    ours = score(articles, found)
    theirs = own.score(
        [(a.name, a.text, [as_lists(one) for one in a.attributions]) for a in articles],
        {name: [as_lists(one) for one in made] for name, made in found.items()},
    )
    for role in ("source", "cue", "content"):
        assert ours[f"token {role}"].f1 == pytest.approx(theirs["token"][role]["f1"])
        assert ours[f"span exact {role}"].f1 == pytest.approx(theirs["span"][role]["f1"])
    assert ours["attribution"].f1 == pytest.approx(theirs["attribution"]["iou>=0.5"]["f1"])
    assert ours["triple"].f1 == pytest.approx(theirs["triple_micro"]["f1"])
    for kind in ("direct", "mixed", "indirect"):
        assert ours[f"recall {kind}"].recall == pytest.approx(
            theirs["recall_by_quote_type"][kind]["r"]
        )


def moved(attribution: Attribution, length: int) -> Attribution:
    def within(spans: tuple) -> tuple:
        return tuple(span for span in spans if span.end <= length)

    return Attribution(
        *map(within, (attribution.source, attribution.cue, attribution.content)), 1.0
    )


def as_lists(one: Attribution) -> dict[str, list[list[int]]]:
    return {role: [list(s) for s in getattr(one, role)] for role in ("source", "cue", "content")}
