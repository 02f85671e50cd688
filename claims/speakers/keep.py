"""Names that had a speaker in the release before keep it, whatever names come with new articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping


def kept_joins(
    joins: Mapping[str, str], names: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, str]:
    """For each speaker who is another, that other's id, as `joined` gives it, but for those kept.

    `names` has the name of each id; `kept` for the ids that the release before knows the one that
    it has for them. These hold. A new name that is joined to some of them goes to the speaker of
    whom the fullest known form is among those, so that "Boris Volkov" does not become Anna Volkov
    where the release before took "Volkov" for her. If there is none, the new names are one speaker
    among themselves.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    fullest: dict[str, str] = {}
    for one in sorted(names, key=lambda one: (_fullness(names[one]), one)):
        groups[joins.get(one, one)].append(one)
        if one in kept:
            fullest[kept[one]] = one
    found = {one: kept[one] for one in names if kept.get(one, one) != one}
    for end, group in groups.items():
        new = [one for one in group if one not in kept]
        known = [one for one in group if one in kept and fullest[kept[one]] == one]
        if of := known or new:
            # They are in order of fullness; where the end of the joins is among them, it is theirs.
            home = end if end in of else of[-1]
            home = kept.get(home, home)
            found |= {one: home for one in new if one != home}
    return found


def _fullness(name: str) -> tuple[int, int]:
    """How much a name tells: its words, initials apart, then its letters."""
    return sum(len(word.strip(".")) > 1 for word in name.split()), len(name)
