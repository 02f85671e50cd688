"""Names as strings: folding, the parts of a person's name, and which name is short for which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claims.speakers.words import HONORIFICS

if TYPE_CHECKING:
    from nicknames import NickNamer

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "dj", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s(?!\w)|(?<=s)['’](?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʻʼ‘`](?=\w)")
_ABBREVIATED = re.compile(r"\.\w\.$|^(?:[JS]r|Inc|Corp|Co|Ltd)\.$")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
PARTICLES = frozenset(
    "al bin ibn ben da das de del della den der di do dos du el la le mac san st ten ter van von"
    " zu y abu".split()
)
"""Words that open a surname."""


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """The form in which names are compared: no case, accents, punctuation."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    joined = _APOSTROPHE.sub("", _POSSESSIVE.sub(" ", letters.translate(_LETTERS)))
    return " ".join(_WORD.findall(joined))


def parts(name: str) -> list[str]:
    """The words of a name as compared; initials and suffixes are words of their own."""
    return key(name).split()


def is_honorific(word: str) -> bool:
    """Whether a word is a form of address, which tells of no role."""
    return word.lower().rstrip(".") in HONORIFICS


def bare(name: str) -> str:
    """A name without article, possessive ending and stray marks at its edges."""
    words = name.strip(" \n\t\"“”‘’'`,;:()[]*-–—").split()
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if words:
        words[-1] = _POSSESSIVE.sub("", words[-1])
        if not _ABBREVIATED.search(words[-1]):
            words[-1] = words[-1].rstrip(".")
    return " ".join(words).strip(" ,;:'’")


def unsuffixed(words: Sequence[str]) -> list[str]:
    """A person's name without "Jr." and the like."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in SUFFIXES:
        kept = kept[:-1]
    return kept


def surname(words: Sequence[str]) -> tuple[str, ...]:
    """The last name with the particles that open it: ("van", "dyk")."""
    plain = unsuffixed(words)
    start = len(plain) - 1
    while start > 1 and plain[start - 1] in PARTICLES:
        start -= 1
    return tuple(plain[start:])


def same_given(one: str, other: str) -> bool:
    """Whether two first names may be one person's: equal, an initial, a nickname."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return other in _nicknames(one) or one in _nicknames(other)


@cache
def is_english(name: str) -> bool:
    """Whether a folded first name is common in English: many people bear it."""
    names = _nicknamer()
    return bool(names.nicknames_of(name) or names.canonicals_of(name))


@cache
def _nicknames(name: str) -> frozenset[str]:
    return frozenset(_nicknamer().nicknames_of(name))


@cache
def _nicknamer() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


def may_be_one_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether both names, as `parts`, can be one person's; `short` has no more words.

    A surname, a first name, a first and last name of a longer one, the end of one ("Peña Nieto").
    """
    suffix = {*short[1:]} & SUFFIXES, {*full[1:]} & SUFFIXES
    if suffix[0] and suffix[0] != suffix[1]:
        return False
    one, other = unsuffixed(short), unsuffixed(full)
    if not one or not other:
        return False
    if one == other:
        return suffix[0] == suffix[1] or not suffix[0]
    if len(one) == 1:
        return one[0] in other and one[0] not in PARTICLES
    if len(one) < len(other) and one == other[-len(one) :]:
        return True
    if one[-1] != other[-1] or not same_given(one[0], other[0]):
        return False
    middle, theirs = one[1:-1], other[1:-1]
    return (
        not middle
        or not theirs
        or all(a == b or a[0] == b[0] for a, b in zip(middle, theirs, strict=False))
    )


def initials(name: str) -> str:
    """The first letters of a body's name, small words left out: "ilo"."""
    return "".join(word[0] for word in name.split() if word[:1].isupper()).casefold()


def is_acronym(name: str) -> bool:
    """Whether a name is written as initials: "CSTO", "U.N."."""
    letters = name.replace(".", "")
    return 1 < len(letters) < 8 and letters.isupper() and letters.isalpha()
