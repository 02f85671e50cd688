"""Label Studio: a task for each article, its claims and framings as predictions, and the labels.

Sources: https://labelstud.io/guide/predictions and https://labelstud.io/tags. Offsets count code
points, as Label Studio does now (old versions counted UTF-16 units:
https://github.com/HumanSignal/label-studio/pull/1559).

A claim is one Content region for each of its parts, with relations: `part` to its further parts,
`source` and `cue` to those regions. A framing is Phrase regions, with relations `part`, `target`,
and `within` to its claim. The id of a region tells its row: `claims import` reads them back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from claims.errors import ReleaseError
from claims.export.source import Bundle, Row
from claims.release.manifest import Manifest
from claims.withheld import LACKING

TASKS, LABELS = "tasks.json", "labels.xml"

ROLES = {
    "Content": ("claim_id", "claim_spans"),
    "Source": ("claim_id", "speaker_spans"),
    "Cue": ("claim_id", "cue_spans"),
    "Phrase": ("framing_id", "phrase_spans"),
    "Target": ("framing_id", "target_spans"),
}
"""For each label of a region, the key of the row that it is of, and the column with its places."""

_COLOURS = {
    "Content": "#3b6fb6", "Source": "#b5523b", "Cue": "#3b8f5a", "Phrase": "#8a4fb0",
    "Target": "#b08a2e",
}  # fmt: skip

_RELATIONS = ("part", "source", "cue", "target", "within")

_CONFIG = """\
<View>
  <Header value="$title"/>
  <Labels name="role" toName="text">
{labels}
  </Labels>
  <Relations>
{relations}
  </Relations>
  <Text name="text" value="$text" granularity="symbol"/>
  <Choices name="verdict" toName="text" perRegion="true" whenLabelValue="Content,Phrase">
    <Choice value="right"/>
  </Choices>
  <TextArea name="speaker" toName="text" perRegion="true" whenLabelValue="Content"
            maxSubmissions="1" editable="true" placeholder="who says it, by full name"/>
  <Choices name="frame" toName="text" perRegion="true" whenLabelValue="Phrase" layout="select">
{frames}
  </Choices>
  <Choices name="polarity" toName="text" perRegion="true" whenLabelValue="Phrase">
    <Choice value="asserted"/>
    <Choice value="denied"/>
  </Choices>
  <TextArea name="why" toName="text" perRegion="true" maxSubmissions="1" editable="true"
            placeholder="why you changed it"/>
</View>
"""


def write(
    found: Iterator[Bundle], speakers: Mapping[str, Row], manifest: Manifest, folder: Path
) -> None:
    """Write `tasks.json`, to import, and `labels.xml`, the project's labelling interface."""
    from claims.framing import load_vocabulary

    del speakers
    labels = set(load_vocabulary(None).labels) | {"other"}
    with (folder / TASKS).open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, bundle in enumerate(found):
            labels.update(framing["label"] for framing in bundle.framings)
            file.write(",\n" if number else "\n")
            file.write(json.dumps(task(bundle, manifest), ensure_ascii=False))
        file.write("\n]\n")
    (folder / LABELS).write_text(_interface(sorted(labels)), encoding="utf-8", newline="\n")


def task(bundle: Bundle, manifest: Manifest) -> Row:
    """An article as a task with one prediction."""
    article = bundle.article
    if article["text"] is None:
        raise ReleaseError(
            f"Label Studio needs the text of article {article['article_id']}, and {LACKING}"
        )
    scores = [row["confidence"] for row in (*bundle.claims, *bundle.framings)]
    return {
        "data": {
            "text": article["text"],
            "title": article["title"] or article["source_uri"],
            "article_id": article["article_id"],
            "source_uri": article["source_uri"],
            "text_sha256": article["text_sha256"],
            "release": manifest.version,
            "content_sha256": manifest.content_sha256,
        },
        "predictions": [
            {
                "model_version": f"{manifest.provenance.extractor}, release {manifest.version}",
                "score": round(sum(scores) / len(scores), 3) if scores else 0.0,
                "result": list(_results(bundle)),
            }
        ],
    }


def region_id(key: str, label: str, part: int) -> str:
    """The id of a region: its row's, its label and its part's number."""
    return f"{key}-{label.lower()}-{part}"


def _results(bundle: Bundle) -> Iterator[Row]:
    text = bundle.article["text"]
    for claim in bundle.claims:
        key = claim["claim_id"]
        yield from _regions(text, claim, ("Content", "Source", "Cue"))
        if claim["speaker"] is not None:
            yield _said(claim, "Content", "speaker", "textarea", {"text": [claim["speaker"]]})
        for label, relation in (("Source", "source"), ("Cue", "cue")):
            if claim[ROLES[label][1]]:
                yield _relation(region_id(key, "Content", 0), region_id(key, label, 0), relation)
    known = {claim["claim_id"] for claim in bundle.claims}
    for framing in bundle.framings:
        key = framing["framing_id"]
        first = region_id(key, "Phrase", 0)
        yield from _regions(text, framing, ("Phrase", "Target"))
        yield _said(framing, "Phrase", "frame", "choices", {"choices": [framing["label"]]})
        yield _said(framing, "Phrase", "polarity", "choices", {"choices": [framing["polarity"]]})
        if framing["target_spans"]:
            yield _relation(first, region_id(key, "Target", 0), "target")
        if framing["claim_id"] in known:
            yield _relation(first, region_id(framing["claim_id"], "Content", 0), "within")


def _regions(text: str, row: Row, labels: tuple[str, ...]) -> Iterator[Row]:
    for label in labels:
        key, spans = ROLES[label]
        for part, span in enumerate(row[spans]):
            start, end = span["start"], span["end"]
            yield {
                "id": region_id(row[key], label, part),
                "from_name": "role",
                "to_name": "text",
                "type": "labels",
                "score": round(row["confidence"], 3),
                "value": {
                    "start": start, "end": end, "text": text[start:end], "labels": [label],
                },
            }  # fmt: skip
            if part:
                first = region_id(row[key], label, 0)
                yield _relation(first, region_id(row[key], label, part), "part")


def _said(row: Row, label: str, name: str, kind: str, value: Mapping[str, Any]) -> Row:
    """What is said of a region's row; it stands at the first part."""
    key, spans = ROLES[label]
    return {
        "id": region_id(row[key], label, 0),
        "from_name": name,
        "to_name": "text",
        "type": kind,
        "value": {**row[spans][0], **value},
    }


def _relation(one: str, other: str, label: str) -> Row:
    return {
        "type": "relation",
        "from_id": one,
        "to_id": other,
        "direction": "right",
        "labels": [label],
    }


def _interface(frames: list[str]) -> str:
    def listed(tag: str, values: Iterator[str]) -> str:
        return "\n".join(f"    <{tag} value={value}/>" for value in values)

    labels = "\n".join(
        f"    <Label value={quoteattr(name)} background={quoteattr(colour)}/>"
        for name, colour in _COLOURS.items()
    )
    return _CONFIG.format(
        labels=labels,
        relations=listed("Relation", map(quoteattr, _RELATIONS)),
        frames=listed("Choice", map(quoteattr, frames)),
    )
