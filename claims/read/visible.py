"""The text that a page shows, with each character's offset in the HTML, and words found in it."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import lru_cache

from claims.mapped import NOWHERE, Mapped
from claims.read.markup import LINE, PARAGRAPH, Markup

# how much of a page may separate two parts of what the extractor took for one paragraph
_WINDOW = 4000
_PIECE = 24
# what stands nowhere costs a search through the whole page; a page full of that is hostile
_MAX_MISSES = 50


@lru_cache(maxsize=4096)
def _is_key(character: str) -> bool:
    """Whether a character counts when texts are compared: no white space, nothing invisible."""
    return not character.isspace() and not unicodedata.category(character).startswith("C")


class Visible:
    """The visible text of a page, in which words that were extracted from it can be found again."""

    def __init__(self, source: str) -> None:
        page = Markup(source)
        self.markup = page
        self._text = Mapped("".join(page.characters), page.offsets)
        self._keys = array("i", (i for i, c in enumerate(self._text.text) if _is_key(c)))
        self._key_text = "".join(self._text.text[i] for i in self._keys)
        # the words of the head (the page's title) come last
        self._body_from = self._cursor = bisect_left(self._keys, page.body_from)
        self._misses = 0

    def find(self, words: str, *, anew: bool = False) -> Mapped:
        """`words` as they stand in the page, after those found last, with the page's white space.

        Paragraphs of the page are parted by a blank line, its line breaks are line ends. Words
        that stand nowhere in it come back as they are, without offsets. `anew` searches the whole
        page and leaves the place of the search where it is.
        """
        key = "".join(character for character in words if _is_key(character))
        if not key:
            return Mapped.inserted("")
        places = self._places(key, self._body_from if anew else self._cursor)
        if places is None:
            return Mapped.inserted(re.sub(r"\s+", " ", words).strip())
        if not anew:
            self._cursor = places[-1] + 1
        return self._spaced(places)

    def _places(self, key: str, start: int) -> list[int] | None:
        """For each character of `key`, its index among the page's keys."""
        if self._misses >= _MAX_MISSES:
            return None
        for since in (start, self._body_from, 0):
            at = self._key_text.find(key, since)
            if at >= 0:
                return list(range(at, at + len(key)))
        places = self._pieces(key, start)
        if places is None:
            self._misses += 1
        return places

    def _pieces(self, key: str, start: int) -> list[int] | None:
        """As `_places`, where the page has something amid the words that the extractor left out."""
        places: list[int] = []
        at = self._key_text.find(key[:_PIECE], start)
        while at >= 0:
            taken = 0
            while (
                len(places) < len(key)
                and at + taken < len(self._key_text)
                and self._key_text[at + taken] == key[len(places)]
            ):
                places.append(at + taken)
                taken += 1
            rest = key[len(places) :]
            if not rest:
                return places
            since = places[-1] + 1
            at = self._key_text.find(rest[:_PIECE], since, since + _WINDOW)
        return None

    def _spaced(self, places: list[int]) -> Mapped:
        """The page's characters at `places` with what white space parts them there."""
        text, offsets = self._text.text, self._text.offsets
        characters: list[str] = []
        kept = array("i")
        previous: int | None = None
        for place in places:
            index = self._keys[place]
            if previous is not None and index > previous + 1:
                gap = range(previous + 1, index)
                space, at = _space(text[gap.start : gap.stop])
                characters.extend(space)
                known = offsets[gap.start + at] if at >= 0 else NOWHERE
                kept.extend([known] * len(space))
            characters.append(text[index])
            kept.append(offsets[index])
            previous = index
        return Mapped("".join(characters), kept)


def _space(gap: str) -> tuple[str, int]:
    """What parts two characters that have `gap` between them, and where in the gap it stands."""
    if PARAGRAPH in gap or gap.count(LINE) > 1:
        return "\n\n", -1
    if LINE in gap:
        return "\n", -1
    for at, character in enumerate(gap):
        if character.isspace():
            return " ", at
    return "", -1
