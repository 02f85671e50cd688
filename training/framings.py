"""Sentences in which somebody frames something as something, made of the corpus' own phrases.

The corpus has some hundred, most of them "described": too few to learn that any verb can stand
there, and how far the words go that it frames.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.dressing import Made, Row, composed, inserted

VERBS = (
    "frame framed|portray portrayed|describe described|depict depicted|characterize characterized|"
    "cast cast|paint painted|brand branded|present presented|denounce denounced|dismiss dismissed|"
    "condemn condemned|hail hailed|regard regarded|view viewed|see seen|treat treated|"
    "deride derided|define defined|label labelled|decry decried|interpret interpreted|"
    "recast recast|style styled|tout touted|welcome welcomed|reject rejected|mock mocked"
).split("|")
PAST = {"see": "saw"}
GROUPS = ("many", "some", "critics", "observers", "most analysts", "residents", "supporters")
_JUDGED = re.compile(
    r"critici[sz]|condemn|defend|oppos|support|prais|blast|attack|slam|reject|mock"
)
_FRAMED = re.compile(
    r"describ|portray|character|fram|cast|paint|depict|brand|label|dismiss|view|seen"
)
_PHRASE = re.compile(r'(?:the|a|an|his|her|their|its|this|last|[A-Z])[^"“”\n]*')
_AS = re.compile(r"\bas (.+)$", re.DOTALL)
_PLAIN = re.compile(r"(?<=\n)The [^\"“”\n.]{30,140}\.(?= )")
_CLAUSE = re.compile(
    r" that (?:has|had|was|were|would|began|left|led|made|took|came|grew|helped|killed|drew|won) "
    r"[^,.;:\"“”\n]{10,90}(?=[,.] )"
)
_STOP = re.compile(r"[.,;]+(?=[\"”’']*$)")


class Phrases:
    """What the corpus has: sources, what they judge, as what they frame it, clauses, asides."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.sources: list[str] = []
        self.targets: list[str] = []
        self.frames: list[str] = []
        self.clauses: list[str] = []
        self.asides: list[str] = []
        for row in rows:
            self._take(row)

    def _take(self, row: Row) -> None:
        text = row["text"]
        inside: set[int] = set()
        for one in row["attributions"]:
            source, cue, content = (
                " ".join(text[a:b] for a, b in one[role]) for role in ("source", "cue", "content")
            )
            inside.update(n for role in one.values() for a, b in role for n in range(a, b))
            if len(one["source"]) == 1 and 1 < len(source.split()) <= 6 and source.istitle():
                self.sources.append(source)
            if len(one["content"]) != 1 or "\n" in content:
                continue
            if _FRAMED.search(cue) and (found := _AS.search(content)):
                frame = _STOP.sub("", found[1])
                if frame.count('"') % 2 == 0 and 1 < len(frame.split()) <= 16:
                    self.frames.append(frame)
            elif _JUDGED.search(cue) and _PHRASE.fullmatch(content):
                words = content.split()
                if 1 < len(words) <= 24 and {"as", "for"}.isdisjoint(words):
                    self.targets.append(_STOP.sub("", content))
        self.clauses += [found[0] for found in _CLAUSE.finditer(text)]
        for found in _PLAIN.finditer(text):
            if inside.isdisjoint(range(*found.span())):
                self.asides.append(found[0][0].lower() + found[0][1:-1])


def with_framings(rows: Sequence[Row], seed: int) -> list[Row]:
    """The articles; about half of them with a made sentence as a paragraph."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    phrases = Phrases(rows)
    return [_framed(row, phrases, dice) if dice.random() < 0.5 else row for row in rows]


def _framed(row: Row, phrases: Phrases, dice: random.Random) -> Row:
    target, frame = dice.choice(phrases.targets), dice.choice(phrases.frames)
    if dice.random() < 0.4:
        target += dice.choice(phrases.clauses)
    base, participle = dice.choice(VERBS).split()
    aside = f", but {dice.choice(phrases.asides)}." if dice.random() < 0.4 else "."
    kind = dice.randrange(10)
    if kind < 7:
        source = dice.choice(phrases.sources)
        past, perfect = PAST.get(base, participle), f"has {participle}"
        cue = dice.choice((past, past, perfect, perfect, f"had {participle}"))
        made: Sequence[Made] = (
            ("source", source), (None, " "), ("cue", cue), (None, " "),
            ("content", f"{target} as {frame}"), (None, aside),
        )  # fmt: skip
    else:
        source = dice.choice((*GROUPS, dice.choice(phrases.sources)))
        be = dice.choice(("was ", "is ", "has been ", ""))
        # Without a finite verb of its own, the passive hangs on the noun before it.
        rest = "" if be else f" {dice.choice(('drew criticism', 'was at stake', 'came up again'))}"
        made = (
            ("content", target[0].upper() + target[1:] if be else target), (None, " "),
            ("cue", be + participle), (None, " by "), ("source", source), (None, " "),
            ("content", f"as {frame}"), (None, rest + aside),
        )  # fmt: skip
    return inserted(row, *composed(made), dice)
