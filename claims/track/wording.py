"""A claim by its words: all that two claims are compared by, from the claim alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from claims.track.quantities import NUMBERS, Quantity, quantities

_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:'[^\W\d_]+)*|[%$€£¥]")
_MARKS = str.maketrans("’‘ʼ", "'''")
_STATES = re.compile(r"\bU\.\s?S\.(?:A\.)?|\bUSA?\b")
_SHORT = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not"}
_ENDS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
_SENTENCE_END = re.compile(r"[.!?:…]\W*$")

NEGATORS = frozenset(
    "not no never nobody none nothing nowhere neither nor without hardly fail fails failed refuse "
    "refuses refused refusing".split()
)
MODES = {
    word: mode
    for mode, words in {
        "will": "will would shall going",
        "may": "may might could possible possibly perhaps maybe consider considers considering",
        "must": "must should ought need needs has-to",
        "if": "if unless",
    }.items()
    for word in words.split()
}
STOP = frozenset(
    """
    a about after again all also am an and any are as at be because been before being but by can
    could did do does doing during each for from further going had has have having he her here hers
    him his how i if in into is it its itself just like may me might more most much must my no nor
    not now of off on once one only or other our out over own said same say says shall she should so
    some such than that the their them then there these they thing this those through to too under
    until up us very was we well were what when where which while who whom whose why will with would
    you your s t mr mrs ms without per cent percent
    """.split()
)
_ENDINGS = (
    ("ies", 2), ("ied", 2), ("ing", 3), ("ed", 3), ("es", 4), ("s", 3), ("e", 4),
)  # fmt: skip
_EMPTY = {("only",), ("just",), ("but",), ("doubt",), ("matter",)}
_REACH = 3
"""Content words after a negation that it is taken to deny."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a claim."""

    words: tuple[str, ...]
    """All, in lower case, short forms written out."""
    content: tuple[str, ...]
    """Those that mean something by themselves, in their order."""
    stems: tuple[str, ...]
    """The same, each without its ending."""
    names: frozenset[str]
    """Words in capitals where no sentence begins, in lower case."""
    quantities: tuple[Quantity, ...]
    negated: frozenset[str]
    """Stems that a negation stands before."""
    negations: int
    modes: frozenset[str]
    """What is said to be going to be ("will"), possible ("may"), due ("must"), conditional."""
    quoted: bool


def worded(claim: str, published: dt.date | None = None) -> Wording:
    """What the words of a claim tell; `published` dates "tomorrow"."""
    text = _STATES.sub("United States", claim.translate(_MARKS))
    written: list[str] = []
    names: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0]
        if word[0].isupper() and not _begins(text, match.start()):
            names.add(_owner(word.lower()))
        written += _long(word)
    words = tuple(word.lower() for word in written)
    content = tuple(w for w in words if _tells(w))
    return Wording(
        words=words,
        content=content,
        stems=tuple(map(stem, content)),
        names=frozenset(names),
        quantities=quantities(written, published),
        negated=_negated(words),
        negations=len(_denials(words)),
        modes=frozenset(MODES[w.lower()] for w in written if w != "May" and w.lower() in MODES),
        quoted=any(mark in claim for mark in '"“”'),
    )


def _tells(word: str) -> bool:
    """Whether a word means something by itself; numbers are quantities."""
    return len(word) > 1 and word not in STOP and word not in NUMBERS and not word[0].isdecimal()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its ending: "raises", "raised" and "raising" are one."""
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            found = word[: -len(ending)]
            if ending in ("ies", "ied"):
                return found + "y"
            if ending in ("ing", "ed") and len(found) > 3 and found[-1] == found[-2] != "s":
                found = found[:-1]
            return found
    return word


def _begins(text: str, place: int) -> bool:
    """Whether a sentence, a quotation or the claim begins there: capitals tell nothing then."""
    before = text[:place][-6:].rstrip("\"“”'( ")
    return not before.strip() or bool(_SENTENCE_END.search(before)) or text[place - 1] in "\"“'"


def _owner(word: str) -> str:
    return word.removesuffix("'s")


def _long(word: str) -> list[str]:
    """The words that a short form stands for; "it's" and "the firm's" lose their end."""
    lowered = word.lower()
    if lowered in _SHORT:
        return _SHORT[lowered].split()
    if "'" not in word:
        return [word]
    for ending, meant in _ENDS.items():
        if lowered.endswith(ending):
            return [word[: -len(ending)], *meant.split()]
    return [part for part in _owner(word).split("'") if part]


def _negated(words: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for place in _denials(words):
        later = [w for w in words[place + 1 : place + 9] if _tells(w)]
        found.update(stem(w) for w in later[:_REACH])
    return frozenset(found)


def _denials(words: tuple[str, ...]) -> list[int]:
    """Where words deny: "not", but not that of "not only", which denies nothing."""
    return [
        place
        for place, word in enumerate(words)
        if word in NEGATORS and words[place + 1 : place + 2] not in _EMPTY
    ]
