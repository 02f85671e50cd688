"""Scores of attributions against gold, with PolNeAR's conventions.

Everything is counted in tokens: matches of `\\w+|[^\\w\\s]`; a span covers a token if they share a
character. Attributions are matched one to one, greedily, by the overlap of their contents (ties: of
their sources, then cues). Those without content count among tokens only.

- token: the tokens of a role, of all attributions together
- span exact: contiguous runs of a role's tokens, marks at their ends left out, as sequence
  labelling counts them (CofeNet, COLING 2022)
- attribution: contents overlap (intersection over union) by at least half
- triple: so do the sources besides, or both name none
- direct, mixed, indirect: by the share of the gold content that stands in double quotation marks
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.records import Attribution
from claims.spans import Spans

ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
FIGURES = (
    *(f"{kind} {role}" for kind in ("token", "span exact") for role in ROLES),
    *("attribution", "triple"),
    *(f"recall {kind}" for kind in KINDS),
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIRECT = 0.8
"""The share of a content in quotation marks from which it is a direct quotation."""
_HALF = 0.5
_RANKED = ("content", "source", "cue")

Covered = frozenset[int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's text and its gold attributions."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found and is right, what was found, and what there is to find."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """In percent; 0 where nothing was found."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """In percent; 0 where there is nothing to find."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """In percent."""
        both = self.found + self.gold
        return 200 * self.right / both if both else 0.0


def score(
    articles: Iterable[Labelled], found: Mapping[str, Sequence[Attribution]]
) -> dict[str, Counts]:
    """Counts by figure; `found` has each article's attributions by its name."""
    right, given, gold = Counter[str](), Counter[str](), Counter[str]()
    for article in articles:
        tokens = Tokens(article.text)
        sides = [
            [tokens.roles(one) for one in side]
            for side in (article.attributions, found.get(article.name, ()))
        ]
        for role in ROLES:
            for figure, units in ((f"token {role}", _union), (f"span exact {role}", tokens.runs)):
                wanted, made = ({u for one in side for u in units(one[role])} for side in sides)
                right[figure] += len(wanted & made)
                given[figure] += len(made)
                gold[figure] += len(wanted)
        wanted_ones, made_ones = ([one for one in side if one["content"]] for side in sides)
        hits = dict(matched(wanted_ones, made_ones))
        for place, one in enumerate(wanted_ones):
            kind = f"recall {tokens.kind(one['content'])}"
            gold[kind] += 1
            if place in hits:
                right[kind] += 1
                source, other = one["source"], made_ones[hits[place]]["source"]
                right["triple"] += overlap(source, other) >= _HALF if source else not other
        right["attribution"] += len(hits)
        for figure in ("attribution", "triple"):
            given[figure] += len(made_ones)
            gold[figure] += len(wanted_ones)
    return {name: Counts(right[name], given[name], gold[name]) for name in FIGURES}


def correct(article: Labelled, found: Sequence[Attribution]) -> list[bool]:
    """For each attribution found, whether its content is one of the gold's."""
    tokens = Tokens(article.text)
    gold, made = ([tokens.roles(one) for one in side] for side in (article.attributions, found))
    hit = {place for _, place in matched(gold, made)}
    return [place in hit for place in range(len(made))]


def matched(
    gold: Sequence[Mapping[str, Covered]], found: Sequence[Mapping[str, Covered]]
) -> Iterator[tuple[int, int]]:
    """The pairs whose contents overlap by at least half, as positions."""
    holders: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        for token in one["content"]:
            holders.setdefault(token, []).append(number)
    pairs = sorted(
        (*(-overlap(one[role], found[number][role]) for role in _RANKED), place, number)
        for place, one in enumerate(gold)
        for number in {n for token in one["content"] for n in holders.get(token, ())}
    )
    used: set[tuple[str, int]] = set()
    for negative, _, _, place, number in pairs:
        if used.isdisjoint({("gold", place), ("found", number)}):
            used |= {("gold", place), ("found", number)}
            if -negative >= _HALF:
                yield place, number


def overlap(one: Covered, other: Covered) -> float:
    """Intersection over union; 1 for two empty sets."""
    return len(one & other) / len(one | other) if one or other else 1.0


def _union(tokens: Covered) -> Covered:
    return tokens


class Tokens:
    """A text's tokens, and which of them stand in double quotation marks."""

    def __init__(self, text: str) -> None:
        self._text = text
        places = [match.span() for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def roles(self, one: Attribution) -> dict[str, Covered]:
        """The tokens of each role."""
        return {role: self.cover(getattr(one, role)) for role in ROLES}

    def cover(self, spans: Spans) -> Covered:
        """The tokens that share a character with one of the spans."""
        return frozenset(
            token
            for start, end in spans
            for token in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def runs(self, tokens: Collection[int]) -> set[tuple[int, int]]:
        """First and last token of each contiguous run, marks at its ends left out."""
        found = set()
        listed = sorted(tokens)
        begins = [
            place for place, t in enumerate(listed) if not place or listed[place - 1] != t - 1
        ]
        for first, end in zip(begins, [*begins[1:], len(listed)], strict=False):
            words = [token for token in listed[first:end] if self._is_word(token)]
            if words:
                found.add((words[0], words[-1]))
        return found

    def kind(self, content: Covered) -> str:
        """direct, mixed or indirect."""
        share = len(content & self._quoted) / len(content)
        return "direct" if share >= _DIRECT else "mixed" if share else "indirect"

    def _is_word(self, token: int) -> bool:
        return self._text[self._starts[token]].isalnum()

    @cached_property
    def _quoted(self) -> Covered:
        """The tokens in double quotation marks, the marks too; one left open ends with its line."""
        inside, found, before = False, set(), 0
        for token, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
            inside = inside and "\n" not in self._text[before:start]
            before, word = end, self._text[start:end]
            if word in '"“„”':
                found.add(token)
                inside = not inside if word == '"' else word != "”"
            elif inside:
                found.add(token)
        return frozenset(found)
