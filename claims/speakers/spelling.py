"""One spelling for names that are written in several: transliterations, British and American."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.speakers.names import SUFFIXES, is_honorific, key
from claims.speakers.words import PEOPLE, TITLES

# In order; each works on what the ones before left. They follow how Russian, Ukrainian, Kazakh,
# Arabic and Turkic names are romanized in English, French and German (BGN/PCGN, ISO 9, ALA-LC and
# the press's habits), and are meant to bring together, not to be right in any one of them.
_STEPS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tsch", "č"),
        (r"shch|sch|sh", "š"),
        (r"tch|ch|(?<=vi)c$", "č"),
        (r"dzh|dj|zh", "j"),
        (r"(?<=\w)j(?=[aou])|^j(?=[aou]\w{3})", "y"),  # Jaroslav, Yaroslav
        (r"dh", "d"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"q|ck", "k"),
        (r"c(?=[aourlkt]|$)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ff$", "v"),
        (r"(?<=[aeiou])[yj](?=e)|(?<=a)i(?=ev)", ""),  # Tokayev, Tokajew: Tokaev
        (r"^y(?=e)", ""),  # Yevgeny: Evgeny
        (r"iy$|ii$|yy$|yi$|ij$|yj$|ei$|ey$|ej$|ie$|y$|j$", "i"),
        (r"y|(?<=[aeiou])j", "i"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"(?<=nd)er$", "r"),  # Alexander, Aleksandr
        (r"(.)\1", r"\1"),
    )
)
_SAME = {
    one: names.split()[0]
    for names in (
        "muhamad mohamed mohammed mohamad mohammad muhammad muhammed muhamed mohamud",
        "husein husain hossein hussein hussain hosein husayn",
        "ahmed ahmad ahmet",
        "yusuf yousef youssef yusef yusif",
        "mahmud mahmoud mehmood mahmood",
        "abdul abdel abdal abdol",
        "abdula abdullah abdallah abdulla",
    )
    for one in names.split()
}
"""Names whose romanizations no rule brings together, by the one that stands for them."""
_BRITISH = {
    "organisation": "organization", "defence": "defense", "labour": "labor", "centre": "center",
    "programme": "program", "programmes": "programs", "theatre": "theater",
}  # fmt: skip


SHORTEST = 5
"""Letters below which two words with the same consonants are too many names."""
_VOWELS = re.compile(r"(?<=.)[aeiouy]")
_DOUBLE = re.compile(r"(.)\1")
_CLOSE = {"g": "k", "z": "s"}
"""Consonants that are written for one another: Gaddafi, Qaddafi."""
_QUOTED = re.compile(r"[\"“”]([^\"“”]*)[\"“”]|\([^()]*\)")
"""A nickname in a name: Ferdinand "Bongbong" Marcos."""
_ARTICLE_OF = re.compile(r"\b([AE]l)(?=[A-Z])|\b(?<=[Aa]bd) ?[- ]?[ae]l\b")
"""An article written as one with its noun ("ElBaradei"), or of "Abd al-Fattah"."""
_WITH_TITLES = frozenset(
    "prime foreign state of the crown supreme brig marshal pm elect defense defence interior"
    " finance home treasury rt shri smt daw u mian syed counsellor grand first national security"
    " army police party congress senior dear leader comandante general labour house".split()
)
"""Words that stand in titles before a name: "Secretary of State"."""
_ROYAL = frozenset(
    "king queen prince princess pope sheikh emir sultan emperor count earl baron duke sir dame lord"
    " lady father bishop archbishop cardinal imam rabbi ayatollah".split()
)


@lru_cache(maxsize=65_536)
def spelled(word: str) -> str:
    """A folded word of a person's name in the spelling by which it is compared."""
    word = _SAME.get(word, word)
    if len(word) < 4:
        return word
    for pattern, to in _STEPS:
        word = pattern.sub(to, word)
    return word


def spelled_initial(letter: str) -> str:
    """An initial as the words that it may stand for are spelled."""
    return {"w": "v", "q": "k"}.get(letter, letter)


def american(word: str) -> str:
    """A folded word of a body's name in American spelling."""
    return _BRITISH.get(word, word)


def _after_role(words: list[str]) -> list[str]:
    """What follows a role or form of address: "Labour leader Ed Miliband", "Datuk Seri Dr X"."""
    for i in range(len(words) - 2, 0, -1):
        word = words[i - 1]
        role = word.islower() and key(word) in PEOPLE | TITLES
        if len(words) - i > 1 and (role or is_honorific(word)):
            return words[i:]
    return words


@lru_cache(maxsize=65_536)
def consonants(word: str) -> str:
    """A word of a name without its vowels, of which romanizations differ most."""
    kept = _VOWELS.sub("", word) or word[:1]
    return _DOUBLE.sub(r"\1", "".join(_CLOSE.get(letter, letter) for letter in kept))


def alike(one: str, other: str, *, shortest: int = SHORTEST) -> bool:
    """Whether two words may be romanizations of one: the same consonants, and not short.

    "Andersen" and "Anderson" are names of their own.
    """
    if min(len(one), len(other)) < shortest or {one[-3:], other[-3:]} == {"sen", "son"}:
        return False
    return consonants(one) == consonants(other)


def nickname(name: str) -> str:
    """What a name has in quotation marks, folded: Ferdinand "Bongbong" Marcos; "" for nothing."""
    found = _QUOTED.search(name)
    return key(found[1] or "") if found else ""


def person_words(name: str) -> list[str]:
    """The words of a person's name as `bare_words` has them, in one spelling."""
    return [spelled(word) for word in bare_words(name)]


def bare_words(name: str) -> list[str]:
    """The folded words of a person's name in the usual order, without titles and nicknames."""
    name = _ARTICLE_OF.sub(lambda match: f"{match[1]} " if match[1] else "ul ", name)
    last, comma, first = name.partition(",")
    if comma and first.strip() and key(first) not in SUFFIXES:
        name = f"{first} {last}"
    words = key(" ".join(_after_role(_QUOTED.sub(" ", name).split()))).split()
    # A title alone before one name is no part of it either, but "Prince Harry" is a name.
    while len(words) > 2 and words[0] in TITLES | _WITH_TITLES:
        words = words[1:]
    if len(words) == 2 and words[0] in TITLES - _ROYAL:
        words = words[1:]
    return [word for i, word in enumerate(words) if not i or word not in ("al", "el")]
