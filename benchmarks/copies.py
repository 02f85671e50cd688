"""Edited copies of articles, and articles that share text but are no copies.

All are drawn from given stories and from the invented text in `standing/text.yaml`, with a
generator of random numbers that is given too: the same stories and seed give the same ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

STANDING = Path(__file__).with_name("standing") / "text.yaml"
Story = list[str]
"""The paragraphs of an article, its headline first."""
Edit = Callable[[Story, Sequence[Story], random.Random], Story]
"""Makes a copy of a story; the second argument is the stories that words are taken from."""

_WORD = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+(?:\.\d)?)-(\d+(?:\.\d)?)$")
_CHANGED = 0.1
_KEPT = (0.5, 0.9)
_INTRO = (15, 45)
"""Words of an intro."""


def words_of(story: Sequence[str]) -> int:
    """How many words the paragraphs have."""
    return sum(len(_WORD.findall(paragraph)) for paragraph in story)


# ------------------------------------------------------------------ copies


def headline(story: Story, others: Sequence[Story], draw: random.Random) -> Story:
    """Another headline: another story's."""
    return [draw.choice(others)[0], *story[1:]]


def cut(story: Story, others: Sequence[Story], draw: random.Random) -> Story:  # noqa: ARG001
    """Cut from the end, in the midst of a paragraph where need be; 50 to 90% of words stay."""
    left = round(words_of(story) * draw.uniform(*_KEPT))
    kept = []
    for paragraph in story:
        found = list(_WORD.finditer(paragraph))
        if len(found) >= left:
            return [*kept, f"{paragraph[: found[left - 1].end()]}."] if left else kept
        kept.append(paragraph)
        left -= len(found)
    return kept


def thinned(story: Story, others: Sequence[Story], draw: random.Random) -> Story:  # noqa: ARG001
    """Paragraphs and sentences anywhere left out while 50 to 90% of the words stay."""
    parts = [re.split(r"(?<=[.!?”\"]) (?=[A-Z“\"])", paragraph) for paragraph in story]
    places = [(p, s) for p, sentences in enumerate(parts) if p for s in range(len(sentences))]
    draw.shuffle(places)
    least = words_of(story) * draw.uniform(*_KEPT)
    left = words_of(story)
    for paragraph, sentence in places:
        left -= words_of([parts[paragraph][sentence]])
        if left < least:
            break
        parts[paragraph][sentence] = ""
    joined = (" ".join(filter(None, sentences)) for sentences in parts)
    return [paragraph for paragraph in joined if paragraph]


def swapped(story: Story, others: Sequence[Story], draw: random.Random) -> Story:  # noqa: ARG001
    """The paragraphs after the first in any order."""
    rest = story[2:]
    draw.shuffle(rest)
    return [*story[:2], *rest]


def changed(story: Story, others: Sequence[Story], draw: random.Random) -> Story:
    """One word in ten is another, is left out, or has another beside it."""
    total = words_of(story)
    chosen = set(draw.sample(range(total), round(total * _CHANGED)))
    number = iter(range(total))

    def other(match: re.Match[str]) -> str:
        if next(number) not in chosen:
            return match[0]
        word = draw.choice(_WORD.findall(draw.choice(draw.choice(others))) or ["so"])
        return draw.choices([word, "", f"{match[0]} {word}"], [8, 1, 1])[0]

    return [_WORD.sub(other, paragraph) for paragraph in story]


def intro(story: Story, others: Sequence[Story], draw: random.Random) -> Story:
    """A paragraph of other words before the story."""
    while True:
        found = draw.choice(draw.choice(others)[1:] or [""])
        if _INTRO[0] <= words_of([found]) <= _INTRO[1]:
            return [story[0], found, *story[1:]]


def merged(story: Story, others: Sequence[Story], draw: random.Random) -> Story:  # noqa: ARG001
    """Paragraphs run together, two or three to one, as other sites set them."""
    made, at = [story[0]], 1
    while at < len(story):
        step = draw.choice([1, 2, 3])
        made.append(" ".join(story[at : at + step]))
        at += step
    return made


def agency(story: Story, others: Sequence[Story], draw: random.Random) -> Story:  # noqa: ARG001
    """With an agency's dateline and standing paragraphs."""
    return dressed(story, draw.choice(standing()["agencies"]), draw)


KINDS: Mapping[str, tuple[Edit, ...]] = {
    "headline": (headline,),
    "cut": (cut,),
    "thinned": (thinned,),
    "swapped": (swapped,),
    "changed": (changed,),
    "intro": (intro,),
    "merged": (merged, agency),
    "cut, headline": (cut, headline),
    "cut, intro": (cut, headline, intro),
    "cut, changed": (cut, changed),
    "thinned, swapped, changed": (thinned, swapped, changed),
    "all edits": (cut, changed, swapped, headline, intro),
}
"""Kinds of copies, each with its edits in order."""


def copy(story: Story, kind: str, others: Sequence[Story], draw: random.Random) -> Story:
    """The story with the edits of that kind."""
    for edit in KINDS[kind]:
        story = edit(story, others, draw)
    return story


# ------------------------------------------------------------------ no copies


@cache
def standing() -> Mapping[str, Any]:
    """The invented text."""
    return yaml.safe_load(STANDING.read_text("utf-8"))


def filled(text: str, draw: random.Random) -> str:
    """The text with a value in each of its slots."""

    def value(slot: re.Match[str]) -> str:
        words = slot[1]
        if words.startswith("@"):
            return draw.choice(standing()[words[1:]])
        if words == "TOWN":
            return draw.choice(standing()["towns"]).upper()
        if limits := _RANGE.match(words):
            if "." in words:
                return f"{draw.uniform(float(limits[1]), float(limits[2])):.1f}"
            return str(draw.randint(int(limits[1]), int(limits[2])))
        return draw.choice(words.split("|"))

    return _SLOT.sub(value, text)


def dressed(story: Story, style: Mapping[str, Any], draw: random.Random) -> Story:
    """The story with the dateline and the standing paragraphs of an agency."""
    first = filled(style["dateline"], draw) + story[1] if len(story) > 1 else ""
    return [story[0], first, *story[2:], *(filled(part, draw) for part in style["tail"])]


def bulletins(stories: Sequence[Story], draw: random.Random) -> Iterator[Story]:
    """Short, different stories of agencies whose standing paragraphs are a third of each."""
    for story in stories:
        style = draw.choice(standing()["agencies"])
        wanted = 2 * words_of(style["tail"])
        short, at = story[:1], 1
        while words_of(short) < wanted and at < len(story):
            short.append(story[at])
            at += 1
        if words_of(short) >= wanted:
            yield dressed(short, style, draw)


def reports(count: int, draw: random.Random) -> Iterator[Story]:
    """So many reports of each series: the same sentences around other numbers and names."""
    for name, paragraphs in standing()["series"].items():
        for _ in range(count):
            title = filled(f"{{@towns}} {name}, {{@months}} {{1-28}}", draw)
            yield [title, *(filled(paragraph, draw) for paragraph in paragraphs)]


def blogs(stories: Sequence[Story], draw: random.Random) -> Iterator[Story]:
    """Days of live coverage: standing text, a quarter of the day before, new entries of stories."""
    before: Story = []
    entries = [part for story in stories for part in story[1:] if words_of([part]) >= 25]
    draw.shuffle(entries)
    text = standing()["blog"]
    for day in range(len(entries) // 8):
        new = [
            f"{draw.randint(1, 12)}:{draw.randint(10, 59)} p.m. {entry}"
            for entry in entries[8 * day : 8 * day + 8]
        ]
        yield [f"Live updates, day {day + 1}", *text["head"], *new, *before, *text["tail"]]
        before = new[:2]


def digests(stories: Sequence[Story], draw: random.Random) -> Iterator[Story]:
    """Pages that give the first paragraphs of five stories each."""
    order = list(stories)
    draw.shuffle(order)
    for at in range(0, len(order) - 4, 5):
        yield ["Five stories to read", *(part for one in order[at : at + 5] for part in one[1:3])]


def speeches(stories: Sequence[Story], draw: random.Random) -> Iterator[Story]:
    """Stories with a fifth to a third of another's paragraphs, as where both quote one speech."""
    order = list(stories)
    draw.shuffle(order)
    for quoted, story in pairwise(order):
        share = draw.uniform(0.2, 0.33) * words_of(quoted)
        parts = quoted[1:]
        draw.shuffle(parts)
        taken: Story = []
        while words_of(taken) + words_of(parts[:1]) <= share and parts:
            taken.append(parts.pop(0))
        if taken and words_of(story) >= 2 * words_of(taken):
            yield [story[0], *story[1:3], *taken, *story[3:]]
