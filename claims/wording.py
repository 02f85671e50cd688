"""Words of articles as one line of a terminal, a page or a picture."""

from __future__ import annotations


def plain(words: str) -> str:
    """The words on one line, without characters that a terminal or a picture would obey."""
    return "".join(c for c in " ".join(words.split()) if c.isprintable())


def shortened(words: str, most: int) -> str:
    """At most so many characters, cut between words; "…" stands for the rest."""
    if len(words) <= most:
        return words
    kept = words[:most]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept[: most - 1]}…"


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 framing", "2 framings"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
