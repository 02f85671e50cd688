"""Pairs that are one claim into tracks, and tracks into their ids.

A claim joins a track for what it shares with the track's first claim, never for what it shares
with another member: so nothing chains from one claim over a second to a third that is unlike the
first. Claims come in the order of their saying, so later ones change nothing about earlier ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from claims import ids

COMPARED = 50
"""Members of a track that must not clash with one that joins it: the first ones."""


def assigned(
    count: int,
    same: Mapping[tuple[int, int], float],
    clash: Callable[[int, int], bool] = lambda one, other: False,  # noqa: ARG005
) -> list[list[int]]:
    """Groups of claims, each led by its first; `same` says how sure (earlier, later) are one claim.

    A claim goes to the leader that it is most surely the same as, of equal ones the first, unless
    it would `clash` with another member there. What leads nobody is alone in its group.
    """
    before: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (earlier, later), sure in same.items():
        before[later].append((-sure, earlier))
    groups: dict[int, list[int]] = {}
    for claim in range(count):
        for _, leader in sorted(before.get(claim, ())):
            members = groups.get(leader)
            if members and not any(clash(one, claim) for one in members[:COMPARED]):
                members.append(claim)
                break
        else:
            groups[claim] = [claim]
    return list(groups.values())


def named(tracks: Sequence[Sequence[str]], known: Mapping[str, str]) -> dict[str, str]:
    """For each claim_id its track's id; `tracks` are claim_ids in the order of their saying.

    `known` are the tracks of an earlier release. A track keeps the id of the first of its claims
    that had one; where that would give two tracks one id, as when a track came apart, the one whose
    claim was said first has it. A track of new claims has a digest of the first one's id.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    nameless: list[Sequence[str]] = []
    for members in tracks:
        old = dict.fromkeys(known[one] for one in members if one in known)
        inherited = next((one for one in old if one not in taken), None)
        if inherited is None:
            nameless.append(members)
            continue
        taken.add(inherited)
        found.update(dict.fromkeys(members, inherited))
    taken.update(known.values())
    for members in nameless:
        made = ids.track_id(members[0])
        while made in taken:  # a track that was led by this claim once, and has come apart
            made = ids.track_id(made)
        taken.add(made)
        found.update(dict.fromkeys(members, made))
    return found
