"""Reads labelled articles: this project's own, and PolNeAR's.

The own ones (`evaluation/*.txt`) were written and labelled for this project, by PolNeAR's
guidelines. A label stands around its words, `{s1:The minister} {c1:said} {t1:it would rain}`: s for
source, c for cue, t for content (the text of it); the number says which attribution it is of, and
`{s1,2:…}` is the source of two.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.scoring import Labelled
from claims.records import Attribution
from claims.spans import Span

EVALUATION = Path(__file__).with_name("evaluation")
SECOND = EVALUATION / "second"
"""The same articles, labelled by another annotator who had not seen those labels."""
_LABEL = re.compile(r"\{([sct])([\d,]+):([^{}]*)\}")


def own(folder: Path = EVALUATION) -> list[Labelled]:
    """The project's own articles, in the order of their names."""
    return [_marked(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def corpus(path: Path) -> list[Labelled]:
    """The articles of a JSON Lines file such as PolNeAR's, or of a folder of marked ones."""
    if path.is_dir():
        return own(path)
    return [from_row(row) for row in rows_of(path)]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    # Not splitlines(): the texts hold line separators that JSON leaves as they are.
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def from_row(row: Mapping[str, Any]) -> Labelled:
    """An article as such a file has it."""
    return Labelled(row["article"], row["text"], tuple(map(_given, row["attributions"])))


def digest(*paths: Path) -> str:
    """SHA-256 of the file; of several, of their names and digests, in the order of their names.

    A folder stands for its marked articles.
    """
    if len(paths) == 1 and paths[0].is_dir():
        return digest(*paths[0].glob("*.txt"))
    if len(paths) == 1:
        return hashlib.sha256(paths[0].read_bytes()).hexdigest()
    lines = [f"{path.name} {digest(path)}\n" for path in sorted(paths)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _given(one: Mapping[str, Any]) -> Attribution:
    source, cue, content = (
        tuple(Span(*span) for span in one[role]) for role in ("source", "cue", "content")
    )
    return Attribution(source, cue, content, confidence=1.0)


def _marked(name: str, marked: str) -> Labelled:
    text, at = "", 0
    places: dict[int, dict[str, list[Span]]] = {}
    for label in _LABEL.finditer(marked):
        text += marked[at : label.start()]
        span = Span(len(text), len(text) + len(label[3]))
        text, at = text + label[3], label.end()
        for number in map(int, label[2].split(",")):
            places.setdefault(number, {"s": [], "c": [], "t": []})[label[1]].append(span)
    text += marked[at:].rstrip()
    if "{" in text or "}" in text:
        raise ValueError(f"{name}: a label is not closed, or stands inside another")
    attributions = []
    for number, roles in sorted(places.items()):
        if not roles["t"]:
            raise ValueError(f"{name}: attribution {number} has no content")
        attributions.append(Attribution(*(tuple(roles[role]) for role in "sct"), confidence=1.0))
    return Labelled(name, text, tuple(attributions))
