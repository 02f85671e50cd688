"""Invented stories, and the edits that make copies of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np

from claims.clean import as_given
from claims.records import Signature
from claims.track.duplicates import firsts
from claims.track.signatures import Signatures, signature

Story = list[str]

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
NO_PAIRS = np.empty((0, 2), np.int64)


def story(seed: int, paragraphs: int = 9) -> Story:
    """A headline and so many paragraphs of three sentences, with names and numbers in them."""
    draw = random.Random(seed)  # noqa: S311

    def word() -> str:
        return "".join(draw.choices(_SYLLABLES, k=draw.choice([1, 2, 2, 3])))

    def sentence() -> str:
        words = [word() for _ in range(draw.randint(8, 18))]
        words[draw.randrange(1, 5)] = word().title()
        words[draw.randrange(5, 8)] = str(draw.randint(10, 9999))
        return f"{' '.join(words).capitalize()}, said {word().title()}."

    headline = " ".join(word().title() for _ in range(6))
    return [headline, *(" ".join(sentence() for _ in range(3)) for _ in range(paragraphs))]


def words_changed(text: Story, every: int = 10) -> Story:
    """Each so many-th word after the headline is another."""
    found, count = text[:1], 0
    for paragraph in text[1:]:
        words = paragraph.split(" ")
        for at, word in enumerate(words):
            count += 1
            if count % every == 0:
                words[at] = f"other{word[-1:] if word[-1:] in '.,' else ''}"
        found.append(" ".join(words))
    return found


COPIES = {
    "the same": lambda text: text,
    "another headline": lambda text: ["Nothing Of The Kind Was Said", *text[1:]],
    "half": lambda text: text[: len(text) // 2 + 1],
    "paragraphs in another order": lambda text: [text[0], *text[:0:-1]],
    "paragraphs run together": lambda text: [text[0], " ".join(text[1:5]), " ".join(text[5:])],
    "one word in ten changed": words_changed,
    "an intro": lambda text: [text[0], story(99, 1)[1], *text[1:]],
    "half, changed, another headline, an intro": lambda text: [
        "Nothing Of The Kind Was Said",
        story(99, 1)[1],
        *words_changed(text)[1 : len(text) // 2 + 2],
    ],
}


def signed(one: Story) -> Signature:
    """The signature of the story."""
    return signature(as_given("\n\n".join(one), one[0]))


def of(stories: Iterable[Story]) -> Signatures:
    """The signatures of the stories."""
    found = Signatures()
    for one in stories:
        found.add(signed(one))
    return found


def groups(stories: Sequence[Story]) -> list[int]:
    """For each story the number of the first that it repeats, in the order that they have here."""
    return firsts(of(stories), np.arange(len(stories)), NO_PAIRS).tolist()
