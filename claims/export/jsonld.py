"""JSON-LD: schema.org's Claim, and the W3C's Web Annotations for where it stands.

Sources: https://schema.org/Claim and https://www.w3.org/TR/annotation-model/. Positions of a
TextPositionSelector count Unicode code points of the text without markup ("in terms of unicode code
points, not in terms of code units"), from 0, the end excluded: so they are the release's offsets.
They are into the canonical text, not the page at the article's URL; the quotation with what stands
before and after it (TextQuoteSelector) finds the place there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claims.export.source import Bundle, Row
from claims.release.manifest import Manifest

NAME = "claims.jsonld"

AROUND = 32
"""Characters before and after a quotation."""

CONTEXT: dict[str, Any] = {
    # Spelled out, so that nothing has to be fetched to read the file. The terms of annotations are
    # those of http://www.w3.org/ns/anno.jsonld; a plain word is schema.org's.
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "classifying": "oa:classifying",
    "identifying": "oa:identifying",
    "linking": "oa:linking",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "value": "rdf:value",
    "sameAs": {"@id": "https://schema.org/sameAs", "@type": "@id"},
    "appearance": {"@id": "https://schema.org/appearance", "@type": "@id"},
    "author": {"@id": "https://schema.org/author", "@type": "@id"},
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "xsd:date"},
    "dateCreated": {"@id": "https://schema.org/dateCreated", "@type": "xsd:date"},
    "conformsTo": {"@id": "dcterms:conformsTo", "@type": "@id"},
}

_PEOPLE = {"person": "Person", "anonymous": "Person", "group": "Organization"}
"""Types of speakers in schema.org's words; all others are organizations."""


def write(
    found: Iterator[Bundle], speakers: Mapping[str, Row], manifest: Manifest, folder: Path
) -> None:
    """Write `claims.jsonld`: one document, a node a line."""
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n')
        file.write(_text(_dataset(manifest)))
        for row in speakers.values():
            file.write(",\n" + _text(_speaker(row)))
        for bundle in found:
            for node in _nodes(bundle):
                file.write(",\n" + _text(node))
        file.write("\n]}\n")


def _text(node: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in node.items() if value not in (None, [], "")}
    return json.dumps(kept, ensure_ascii=False, default=str)


def _dataset(manifest: Manifest) -> Row:
    return {
        "id": f"urn:news-claims:release:{manifest.content_sha256}",
        "type": "Dataset",
        "name": "News claims",
        "version": manifest.version,
        "identifier": f"sha256:{manifest.content_sha256}",
    }


def _speaker(row: Row) -> Row:
    item = row["wikidata"]
    return {
        "id": _urn("speaker", row["speaker_id"]),
        "type": _PEOPLE.get(row["type"], "Organization"),
        "name": row["name"],
        "alternateName": row["aliases"],
        "sameAs": item and f"http://www.wikidata.org/entity/{item}",
    }


def _nodes(bundle: Bundle) -> Iterator[Row]:
    article, text = bundle.article, bundle.article["text"]
    uri = article["source_uri"]
    yield {
        "id": _urn("article", article["article_id"]),
        "type": "NewsArticle",
        "headline": article["title"],
        "url": uri if uri.startswith(("http://", "https://")) else None,
        "identifier": [uri, f"sha256:{article['text_sha256']}"],
        "publisher": article["outlet"] and {"type": "Organization", "name": article["outlet"]},
        "datePublished": article["published"],
        "inLanguage": article["language"],
        "wordCount": article["word_count"],
    }
    for claim in bundle.claims:
        yield _claim(claim)
        for role, spans, purpose in (
            ("claim", claim["claim_spans"], "identifying"),
            ("speaker", claim["speaker_spans"], "linking"),
            ("cue", claim["cue_spans"], "linking"),
        ):
            if spans:
                yield {
                    "id": f"{_urn('claim', claim['claim_id'])}#{role}",
                    "type": "Annotation",
                    "motivation": purpose,
                    "body": _urn("claim", claim["claim_id"]),
                    "name": role,
                    "target": _targets(article["article_id"], text, spans),
                }
    for framing in bundle.framings:
        yield {
            "id": _urn("framing", framing["framing_id"]),
            "type": "Annotation",
            "motivation": "classifying",
            "name": f"{framing['kind']}, {framing['polarity']}",
            "author": _who(framing["framer_id"], framing["framer"], "unknown"),
            "body": [
                {"type": "TextualBody", "value": framing["label"], "purpose": "classifying"},
                *([_urn("claim", framing["claim_id"])] if framing["claim_id"] else []),
            ],
            "target": _targets(article["article_id"], text, framing["phrase_spans"]),
            "about": _targets(article["article_id"], text, framing["target_spans"]),
        }


def _claim(claim: Row) -> Row:
    return {
        "id": _urn("claim", claim["claim_id"]),
        "type": "Claim",
        "identifier": claim["claim_id"],
        "text": claim["claim"],
        "author": _who(claim["speaker_id"], claim["speaker"], claim["speaker_type"]),
        "appearance": _urn("article", claim["article_id"]),
        "dateCreated": claim["said_on"],
        "keywords": claim["framings"],
        "additionalType": f"urn:news-claims:voice:{claim['voice']}",
    }


def _who(speaker_id: str | None, name: str | None, kind: str) -> Any:
    if speaker_id is not None:
        return _urn("speaker", speaker_id)
    return name and {"type": _PEOPLE.get(kind, "Organization"), "name": name}


def _targets(article: str, text: str | None, spans: list[dict[str, int]]) -> list[Row]:
    """A target for each part, in the order of the text."""
    return [
        {
            "type": "SpecificResource",
            "source": _urn("article", article),
            "selector": [
                {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]},
                *([] if text is None else [_quote(text, span["start"], span["end"])]),
            ],
        }
        for span in spans
    ]


def _quote(text: str, start: int, end: int) -> Row:
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def _urn(what: str, key: str) -> str:
    return f"urn:news-claims:{what}:{key}"
