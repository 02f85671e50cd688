"""The copies that the benchmark makes are what they are said to be, and it counts pairs by hand."""

import random
from collections import Counter

import pytest

from benchmarks import copies, duplicate_peers, duplicate_scale, duplicates
from tests.track.stories import story

OTHERS = [story(seed) for seed in range(20, 30)]


@pytest.fixture
def draw():
    return random.Random(1)  # noqa: S311


@pytest.mark.parametrize("edit", [copies.cut, copies.thinned])
def test_a_cut_keeps_half_to_nine_tenths_of_the_words(edit, draw):
    whole = copies.words_of(story(1))
    kept = [copies.words_of(edit(story(1), OTHERS, draw)) / whole for _ in range(40)]
    assert min(kept) >= 0.49
    assert max(kept) <= 0.95
    assert max(kept) - min(kept) > 0.25


def test_a_cut_begins_like_the_story(draw):
    text = copies.cut(story(1), OTHERS, draw)
    assert "\n".join(story(1)).startswith("\n".join(text)[:-1])


def test_one_word_in_ten_is_changed(draw):
    before = Counter(copies._WORD.findall(" ".join(story(1))))
    after = Counter(copies._WORD.findall(" ".join(copies.changed(story(1), OTHERS, draw))))
    assert (before - after).total() == pytest.approx(0.09 * before.total(), rel=0.15)


def test_other_edits_do_what_they_say(draw):
    text = story(1)
    assert copies.swapped(text, OTHERS, draw) != text
    assert sorted(copies.swapped(text, OTHERS, draw)) == sorted(text)
    assert copies.headline(text, OTHERS, draw)[1:] == text[1:]
    assert copies.headline(text, OTHERS, draw)[0] != text[0]
    merged = copies.merged(text, OTHERS, draw)
    assert " ".join(merged) == " ".join(text)
    assert len(merged) < len(text)
    [head, intro, *rest] = copies.intro(text, [[*one, "word " * 20] for one in OTHERS], draw)
    assert [head, *rest] == text
    assert 15 <= copies.words_of([intro]) <= 45


def test_the_same_seed_gives_the_same_articles():
    made = [duplicates.generated({"one": story(1)}, OTHERS) for _ in range(2)]
    assert [one.article for one in made[0]] == [one.article for one in made[1]]
    assert len({one.article.article_id for one in made[0]}) == len(made[0])


def test_every_slot_of_the_standing_text_is_filled(draw):
    made = [
        *copies.reports(3, draw), *copies.blogs(OTHERS, draw), *copies.bulletins(OTHERS, draw),
    ]  # fmt: skip
    assert len(made) > 20
    assert not any("{" in part or "}" in part for one in made for part in one)


def test_bulletins_digests_and_speeches_share_at_most_a_third(draw):
    for one in copies.bulletins(OTHERS, draw):
        standing = [part for part in one if not any(part in other for other in OTHERS)]
        assert 0 < copies.words_of(standing[1:]) < 0.5 * copies.words_of(one)
    digests = list(copies.digests(OTHERS, draw))
    assert [len(one) for one in digests] == [11, 11]
    for one in copies.speeches(OTHERS, draw):
        assert len(one) > len(story(1))


def test_pairs_by_hand():
    # Of a, a, b two are joined rightly and one wrongly; c and c are not joined.
    assert duplicates.scored([1, 1, 1, 2, 3], ["a", "a", "b", "c", "c"]) == (50, 100 / 3)
    assert duplicates.scored([1, 2], ["a", "b"]) == (0, 0)


def test_synthetic_copies_are_known():
    made, of = duplicate_scale.signatures(3000)
    assert len(made) == 3000
    assert 500 < (of != range(3000)).sum() < 700
    assert (of[of] == of).all()


def test_shingles_for_the_peers_are_of_three_words():
    article = duplicates.item(["A headline", "One two, three four."], "x", random.Random(1)).article  # noqa: S311
    assert duplicate_peers.shingles(article) == ["one two three", "two three four"]
