"""Lines on pages back into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from claims.mapped import Mapped


class Line(NamedTuple):
    """A line of a page: where it stands in the text (half open), and on the page."""

    start: int
    end: int
    x: float
    y: float


class Setting(NamedTuple):
    """How a file's text is set."""

    width: float
    """About how many characters a full line has."""
    step: float
    """The distance between the lines of a paragraph."""
    margin: float
    """Where most lines begin."""


# how much wider than between lines the gap between paragraphs is, at the least
_PARAGRAPH_GAP = 1.3
_INDENT = 5.0
_SAME_LINE = 3.0
_SHORT = 0.8
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"(?<=\w)[-‐\xad]$")
_AT_EDGE = 2


def paragraphs(text: str, pages: list[list[Line]]) -> Mapped:
    """The paragraphs of `text`, parted by blank lines, without what repeats on every page."""
    source = Mapped.identity(text)
    lines = [
        (number, line, source.slice(line.start, line.end).strip())
        for number, page in enumerate(_without_running_heads(text, pages))
        for line in page
    ]
    filled = [(number, line, words) for number, line, words in lines if words.text]
    setting = Setting(
        width=_full_width([len(words) for _, _, words in filled]),
        step=_line_step([(number, line) for number, line, _ in filled]),
        margin=_margin([line.x for _, line, _ in filled]),
    )
    parts: list[Mapped] = []
    previous: tuple[int, Line, Mapped] | None = None
    for current in filled:
        if previous is not None:
            _join(parts, previous, current, setting)
        parts.append(current[2])
        previous = current
    return Mapped.join(parts)


def _join(
    parts: list[Mapped],
    previous: tuple[int, Line, Mapped],
    current: tuple[int, Line, Mapped],
    setting: Setting,
) -> None:
    """Put between two lines what belongs there."""
    before, after = previous[2].text, current[2].text
    if _new_paragraph(previous, current, setting):
        parts.append(Mapped.inserted("\n\n"))
    elif _HYPHEN.search(before) and after[:1].islower():
        parts[-1] = parts[-1].slice(0, len(parts[-1]) - 1)
    else:
        parts.append(Mapped.inserted(" "))


def _new_paragraph(
    previous: tuple[int, Line, Mapped],
    current: tuple[int, Line, Mapped],
    setting: Setting,
) -> bool:
    before, after = previous[2].text, current[2].text
    ended = _ENDED.search(before) is not None
    if previous[0] != current[0]:
        return ended and (
            len(before) < _SHORT * setting.width or current[1].x > setting.margin + _INDENT
        )
    fall = previous[1].y - current[1].y
    if setting.step and abs(fall) > _PARAGRAPH_GAP * setting.step:
        return True
    if (
        ended
        and current[1].x > setting.margin + _INDENT
        and previous[1].x <= setting.margin + _INDENT
    ):
        return True
    return ended and len(before) < _SHORT * setting.width and not after[:1].islower()


def _without_running_heads(text: str, pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and heads: what stands at the edge of most of them alike."""
    if len(pages) < 2:
        return pages
    filled = [[line for line in page if text[line.start : line.end].strip()] for page in pages]
    seen: Counter[str] = Counter()
    for page in filled:
        seen.update({_likeness(text, line) for line in (*page[:_AT_EDGE], *page[-_AT_EDGE:])})
    repeated = {words for words, count in seen.items() if count > 1 and count > len(pages) / 2}
    kept: list[list[Line]] = []
    for page in filled:
        first, last = 0, len(page)
        while first < min(_AT_EDGE, last) and _likeness(text, page[first]) in repeated:
            first += 1
        while (
            last > max(first, len(page) - _AT_EDGE) and _likeness(text, page[last - 1]) in repeated
        ):
            last -= 1
        kept.append(page[first:last])
    return kept


def _likeness(text: str, line: Line) -> str:
    """A line's words, with numbers that count on from page to page all alike."""
    return re.sub(r"\d+", "0", " ".join(text[line.start : line.end].split()))


def _full_width(lengths: list[int]) -> float:
    """About how many characters a full line has."""
    ordered = sorted(lengths)
    return float(ordered[int(len(ordered) * 0.9)]) if ordered else 0.0


def _line_step(lines: list[tuple[int, Line]]) -> float:
    """The distance between lines of a paragraph."""
    falls = [
        round(first.y - second.y, 1)
        for (page, first), (other, second) in pairwise(lines)
        if page == other and first.y - second.y > _SAME_LINE
    ]
    # in a short article the gaps between paragraphs may outnumber the lines inside them
    return sorted(falls)[len(falls) // 4] if falls else 0.0


def _margin(positions: list[float]) -> float:
    """Where most lines begin."""
    counts = Counter(round(position) for position in positions)
    return float(min(counts, key=lambda x: (-counts[x], x))) if counts else 0.0
