"""Articles for benchmarks, as many as are asked for, from sentences of real ones."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_SENTENCE_END = re.compile(r"(?<=[.!?”\"]) +(?=[A-Z“\"])")
_OUTLETS = 40
_DAYS = 365


def stories(
    texts: Sequence[str], count: int, words: int | None = None, seed: int = 1
) -> Iterator[dict[str, Any]]:
    """So many articles, each of paragraphs whose sentences are drawn from all `texts`.

    They are as long as the real ones, or of about `words` words. What is said in one sentence has
    its speaker there; who is meant by "he" changes, and no article makes sense.
    """
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    paragraphs = [
        [sentence for sentence in _SENTENCE_END.split(paragraph) if sentence.strip()]
        for text in texts
        for paragraph in re.split(r"\n+", text)
        if paragraph.strip()
    ]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    shapes = [len(paragraph) for paragraph in paragraphs]
    lengths = [len(text.split()) for text in texts]
    for number in range(count):
        wanted = words or rng.choice(lengths)
        text: list[str] = []
        have = 0
        while have < wanted:
            paragraph = " ".join(rng.choices(sentences, k=rng.choice(shapes)))
            have += len(paragraph.split())
            text.append(paragraph)
        day = dt.date(2024, 1, 1) + dt.timedelta(rng.randrange(_DAYS))
        yield {
            "source_uri": f"https://outlet{rng.randrange(_OUTLETS)}.example/{number}",
            "title": " ".join(rng.choice(sentences).split()[:9]).rstrip(".,;:"),
            "published": day.isoformat(),
            "text": "\n\n".join(text),
        }


def write(
    path: Path, texts: Sequence[str], count: int, words: int | None = None, seed: int = 1
) -> int:
    """Write such articles as JSON Lines; how many words they have."""
    total = 0
    with path.open("w", encoding="utf-8") as file:
        for story in stories(texts, count, words, seed):
            total += len(story["text"].split())
            file.write(json.dumps(story, ensure_ascii=False) + "\n")
    return total
