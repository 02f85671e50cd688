"""Words of which one says the contrary of the other."""

from __future__ import annotations

_PAIRS = """
    rise fall; rise drop; increase decrease; increase cut; raise cut; raise lower; grow shrink;
    grew shrank; growth decline; up down; gain lose; gained lost; win lose; won lost; victory
    defeat; support oppose; backs opposes; accept reject; approve reject; approve block; agree
    refuse; agree disagree; allow ban; allow forbid; permit ban; legal illegal; lawful unlawful;
    open close; opened closed; reopen close; start end; begin end; began ended; launch halt; stay
    leave; remain leave; join leave; join quit; enter withdraw; deploy withdraw; send withdraw;
    arrive depart; return flee; true false; truth lie; right wrong; correct wrong; guilty
    innocent; safe unsafe; safe dangerous; stable unstable; strong weak; stronger weaker; better
    worse; best worst; good bad; more less; more fewer; most least; higher lower; above below;
    over under; before after; first last; early late; always never; possible impossible; likely
    unlikely; able unable; confirm deny; admit deny; praise condemn; praise criticize; criticise
    praise; attack defend; attack protect; peace war; ally enemy; friend enemy; free jail; release
    arrest; released detained; hire fire; appoint dismiss; buy sell; import export; rich poor;
    success failure; succeed fail; alive dead; survive die; qualified unqualified; fit unfit; fair
    unfair; fair rigged; fair stolen; honest dishonest; admissible inadmissible; peaceful violent;
    accident deliberate; accident arson; alone network; enough shortage; ready unready; north
    south; east west; northern southern; eastern western; left right; men women; man woman; boys
    girls; day night; democrats republicans; urban rural; public private; voluntary mandatory;
    temporary permanent; known unknown; expected unexpected; profit loss; surplus deficit; boom
    recession; keep scrap; keep abolish; repeal protect; repeal defend; expand repeal; lift
    impose; tighten loosen; hawkish dovish; majority minority; pro anti
"""
WORDS = tuple((one, other) for one, other in (pair.split() for pair in _PAIRS.split(";")))
OPPOSITES: dict[str, frozenset[str]] = {
    word: frozenset(y if x == word else x for x, y in WORDS if word in (x, y))
    for pair in WORDS
    for word in pair
}
"""The contraries of each."""
