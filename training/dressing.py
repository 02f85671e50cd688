"""The corpus' articles as other papers would print them: under headings, with other marks."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

ROLES = ("source", "cue", "content")
LABEL = "Related: "
Row = Mapping[str, Any]
Made = tuple[str | None, str]
"""A role, or none, and words that have it."""


def with_headings(rows: Sequence[Row], seed: int) -> list[Row]:
    """The articles; about half of those with a fit attribution under a heading made from it.

    News headlines put the speaker after a dash or before a colon; the corpus has next to none.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    return [(_headed(row, dice) or row) if dice.random() < 0.5 else row for row in rows]


def with_single_quotes(rows: Sequence[Row], seed: int) -> list[Row]:
    """The articles; about an eighth with single quotation marks for double, as British papers have.

    Marks are exchanged one for one, so that every offset stands.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    return [
        {**row, "text": row["text"].translate(_EXCHANGED)} if dice.random() < 0.125 else row
        for row in rows
    ]


_EXCHANGED = str.maketrans('“”"', "‘’'")


def with_links(rows: Sequence[Row], seed: int) -> list[Row]:
    """The articles; about a third of them with a link to another, as news sites set them."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    made = []
    for row in rows:
        heading = _heading(dice.choice(rows), dice) if dice.random() < 0.4 else None
        if heading is not None:
            words, spans = heading
            spans = {
                role: [[n + len(LABEL) for n in span] for span in role_spans]
                for role, role_spans in spans.items()
            }
            row = inserted(row, LABEL + words, spans, dice)  # noqa: PLW2901
        made.append(row)
    return made


def _headed(row: Row, dice: random.Random) -> Row | None:
    made = _heading(row, dice)
    if made is None:
        return None
    heading, spans = made
    shift = len(heading) + 2
    moved = [
        {role: [[s + shift, e + shift] for s, e in one[role]] for role in ROLES}
        for one in row["attributions"]
    ]
    return {
        **row,
        "headline": heading,
        "made": [[0, len(heading)]],
        "text": f"{heading}\n\n{row['text']}",
        "attributions": [spans, *moved],
    }


def _heading(row: Row, dice: random.Random) -> tuple[str, dict[str, list[list[int]]]] | None:
    """A heading that says what one of the article's attributions does, with its labels."""
    fit = [found for one in row["attributions"] if (found := _heading_words(row["text"], one))]
    if not fit:
        return None
    source, content = dice.choice(fit)
    if dice.random() < 0.5:
        source, content = _titled(source), _titled(content)
    says = dice.choice(["says", "say"] if source.endswith("s") else ["says"])
    if content[:1].islower():
        content = content[:1].upper() + content[1:]
    titled = content.istitle() or content.split()[-1][:1].isupper()
    says = says.title() if titled else says
    dash = dice.choice(["–", "—", "-", "–"])
    kind = dice.randrange(6)
    if kind < 3:
        parts = [("content", content), (None, " "), ("cue", dash), (None, " "), ("source", source)]
    elif kind == 3:
        parts = [("source", source), ("cue", ":"), (None, " "), ("content", content)]
    elif kind == 4:
        parts = [("content", content), (None, ", "), ("source", source), (None, " "), ("cue", says)]
    else:
        parts = [("source", source), (None, " "), ("cue", says), (None, " "), ("content", content)]
    return composed(parts)


def inserted(
    row: Row, sentence: str, attribution: Mapping[str, list[list[int]]], dice: random.Random
) -> Row:
    """The article with the sentence as a paragraph between two of its own."""
    text: str = row["text"]
    edges = [found.start() for found in re.finditer(r"\n\s*\n", text)]
    inside = [(min(s), max(e)) for s, e in map(_reach, row["attributions"]) if s]
    free = [edge for edge in edges if not any(a < edge < b for a, b in inside)]
    if not free:
        return row
    at = dice.choice(free)
    added = f"\n\n{sentence}"

    def moved(spans: Sequence[Sequence[int]]) -> list[list[int]]:
        return [[n + len(added) * (n > at) for n in span] for span in spans]

    own = {
        role: [[n + at + 2 for n in span] for span in spans] for role, spans in attribution.items()
    }
    old: list[dict[str, Any]] = [
        {role: moved(spans) for role, spans in one.items()} for one in row["attributions"]
    ]
    return {
        **row,
        "text": text[:at] + added + text[at:],
        "attributions": [own, *old],
        "made": [*moved(row.get("made", ())), [at + 2, at + len(added)]],
    }


def _reach(one: Mapping[str, Sequence[Sequence[int]]]) -> tuple[list[int], list[int]]:
    spans = [span for role in one.values() for span in role]
    return [start for start, _ in spans], [end for _, end in spans]


def composed(parts: Sequence[Made]) -> tuple[str, dict[str, list[list[int]]]]:
    """The words one after another, and where each role stands in them."""
    text = ""
    spans: dict[str, list[list[int]]] = {role: [] for role in ROLES}
    for role, words in parts:
        if role is not None:
            spans[role].append([len(text), len(text) + len(words)])
        text += words
    return text, spans


def _heading_words(text: str, one: Row) -> tuple[str, str] | None:
    """The source and content of an attribution that could stand in a heading."""
    if len(one["content"]) != 1 or len(one["source"]) != 1:
        return None
    source, content = (text[slice(*one[role][0])] for role in ("source", "content"))
    bare = source.removeprefix("the ").removeprefix("The ")
    source = bare[:1].upper() + bare[1:] if bare != source else source
    content = content.removeprefix("that ").rstrip(".,")
    long, short = len(content.split()), len(source.split())
    fit = 4 <= long <= 14 and short <= 4 and len(source) > 4 and not set('"“”\n') & set(content)
    return (source, content) if fit and source[0].isupper() and content[0].isalpha() else None


def _titled(words: str) -> str:
    small = {"a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "at", "by", "with"}
    return " ".join(
        word if word in small and place else word[:1].upper() + word[1:]
        for place, word in enumerate(words.split(" "))
    )
