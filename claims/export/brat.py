"""brat's standoff: a .txt and an .ann for each article, and the configuration to open them with.

Source: https://brat.nlplab.org/standoff.html. Offsets count characters (code points) of the .txt,
the end excluded; the parts of a split stretch are joined by ";". A line end would end the line of
an annotation, so a stretch that goes over one is split there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from claims.errors import ReleaseError
from claims.export.source import Bundle, Row
from claims.records import CueClass, FramingKind, Polarity, SectionName, Voice
from claims.release.manifest import Manifest
from claims.withheld import LACKING

CONFIGURATION = "annotation.conf"

_BREAK = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENTITIES = ("Source", "Cue", "Content", "Target", "Phrase")
_RELATIONS = {
    "Said_by": ("Content", "Source"),
    "Cued_by": ("Content", "Cue"),
    "Frames": ("Phrase", "Target"),
    "Within": ("Phrase", "Content"),
}
_CLASSES: Mapping[str, tuple[str, Any]] = {
    "Voice": ("Content", Voice),
    "Section": ("Content", SectionName),
    "Cue_class": ("Cue", CueClass),
    "Kind": ("Phrase", FramingKind),
    "Polarity": ("Phrase", Polarity),
}


def write(
    found: Iterator[Bundle], speakers: Mapping[str, Row], manifest: Manifest, folder: Path
) -> None:
    """Write the articles' files, named by their ids, and `annotation.conf`."""
    del manifest
    labels: set[str] = set()
    for bundle in found:
        article, text = bundle.article, bundle.article["text"]
        if text is None:
            raise ReleaseError(
                f"brat needs the text of article {article['article_id']}, and {LACKING}"
            )
        base = folder / article["article_id"]
        base.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
        lines = lines_of(bundle, speakers)
        ann = "".join(f"{line}\n" for line in lines)
        base.with_suffix(".ann").write_text(ann, encoding="utf-8", newline="\n")
        labels.update(framing["label"] for framing in bundle.framings)
    text = _configuration(sorted(labels))
    (folder / CONFIGURATION).write_text(text, encoding="utf-8", newline="\n")


def lines_of(bundle: Bundle, speakers: Mapping[str, Row]) -> list[str]:
    """The lines of an article's .ann."""
    made = _Lines(bundle.article["text"])
    contents: dict[str, str] = {}
    for claim in bundle.claims:
        content = made.stretch("Content", claim["claim_spans"])
        if content is None:
            continue
        contents[claim["claim_id"]] = content
        made.attribute("Voice", content, claim["voice"])
        made.attribute("Section", content, claim["section"])
        if source := made.stretch("Source", claim["speaker_spans"]):
            made.relation("Said_by", content, source)
            item = speakers.get(claim["speaker_id"] or "", {}).get("wikidata")
            if item:
                made.reference(source, f"Wikidata:{item}", claim["speaker"])
        if cue := made.stretch("Cue", claim["cue_spans"]):
            made.relation("Cued_by", content, cue)
            made.attribute("Cue_class", cue, claim["cue_class"])
        made.note(content, claim, ("claim_id", "speaker", "speaker_id", "speaker_type", "origin"))
    for framing in bundle.framings:
        phrase = made.stretch("Phrase", framing["phrase_spans"])
        if phrase is None:
            continue
        for name in ("label", "kind", "polarity"):
            made.attribute(name.capitalize(), phrase, framing[name])
        if target := made.stretch("Target", framing["target_spans"]):
            made.relation("Frames", phrase, target)
        if framing["claim_id"] in contents:
            made.relation("Within", phrase, contents[framing["claim_id"]])
        made.note(phrase, framing, ("framing_id", "framer", "framer_id", "family"))
    return made.lines


@dataclass(slots=True)
class _Lines:
    """Lines of an .ann as they are made, each of its own number among those of its kind."""

    text: str
    lines: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def stretch(self, kind: str, spans: list[dict[str, int]]) -> str | None:
        """A text-bound annotation; None where there are no places."""
        parts = [part for span in spans for part in self._parts(span["start"], span["end"])]
        if not parts:
            return None
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(self.text[start:end] for start, end in parts)
        return self._add("T", f"{kind} {places}\t{words}")

    def attribute(self, name: str, of: str, value: str) -> None:
        self._add("A", f"{name} {of} {value}")

    def relation(self, name: str, one: str, other: str) -> None:
        self._add("R", f"{name} Arg1:{one} Arg2:{other}")

    def reference(self, of: str, target: str, name: str) -> None:
        self._add("N", f"Reference {of} {target}\t{_BREAK.sub(' ', name)}")

    def note(self, of: str, row: Row, names: tuple[str, ...]) -> None:
        """What has no place of its own in the format, as JSON."""
        said = {name: row[name] for name in names} | {"confidence": round(row["confidence"], 3)}
        self._add("#", f"AnnotatorNotes {of}\t{json.dumps(said, ensure_ascii=True)}")

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for gap in _BREAK.finditer(self.text, start, end):
            if start < gap.start():
                yield start, gap.start()
            start = gap.end()
        if start < end:
            yield start, end

    def _add(self, kind: str, rest: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        name = f"{kind}{self._counts[kind]}"
        self.lines.append(f"{name}\t{rest}")
        return name


def _configuration(labels: list[str]) -> str:
    relations = [f"{name}\tArg1:{one}, Arg2:{two}" for name, (one, two) in _RELATIONS.items()]
    attributes = [
        f"{name}\tArg:{of}, Value:{'|'.join(get_args(names))}"
        for name, (of, names) in _CLASSES.items()
    ]
    if labels:
        attributes.append(f"Label\tArg:Phrase, Value:{'|'.join(labels)}")
    sections: tuple[tuple[str, list[str]], ...] = (
        ("entities", list(_ENTITIES)),
        ("relations", relations),
        ("events", []),
        ("attributes", attributes),
    )
    return "\n".join("\n".join([f"[{name}]", *lines, ""]) for name, lines in sections)
