"""States, their capitals and governments: who speaks when "Moscow" says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from claims.speakers.names import key
from claims.speakers.words import GOVERNMENT_NAMES

TABLE = Path(__file__).with_name("gazetteer.yaml")


def is_government(name: str) -> bool:
    """Whether a folded name is that of a government or a part of one."""
    return name in _governments() or any(part in name for part in GOVERNMENT_NAMES)


def government_of(name: str) -> str | None:
    """The state that a folded name of a state or capital speaks for, by its common name."""
    return _states().get(name)


def known_name(name: str) -> str | None:
    """The common name of a state or organization that a folded name is in the gazetteer for."""
    return _states().get(name) or _organizations().get(name)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return found


@cache
def _states() -> dict[str, str]:
    """Folded names of states and capitals, with the state's common name."""
    from countryinfo import all_countries

    given = _folded(_table()["states"])
    found: dict[str, str] = {}
    for country in all_countries():
        name, capital = country.name(), country.capital()
        names = [name, *(other for other in country.alt_spellings() if len(other) > 3)]
        names += [capital] if isinstance(capital, str) else []
        common = given.get(key(name), name)
        for one in names:
            if key(one).isascii():
                found.setdefault(key(one), common)
    for name in ("", *_table()["not_states"]):
        found.pop(name, None)
    return found | given


@cache
def _organizations() -> dict[str, str]:
    return _folded(_table()["organizations"])


@cache
def _governments() -> frozenset[str]:
    return frozenset(_folded(_table()["governments"]))


def _folded(names: dict[str, list[str]]) -> dict[str, str]:
    return {key(one): name for name, others in names.items() for one in [name, *others]}
