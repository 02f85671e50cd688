"""`croissant.json`: the release for dataset search and for loaders, as Croissant 1.1.

The JSON-LD is a schema.org `Dataset` with Croissant's files and record sets, its responsible-AI
fields, and PROV-O's terms for how the release came to be. Columns, types, classes, keys and
references come from the schemas; of what articles say only their language is in it.

Specifications: http://mlcommons.org/croissant/1.1, http://mlcommons.org/croissant/RAI/1.0,
https://www.w3.org/TR/prov-o/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from claims.release.manifest import Manifest
from claims.release.parquet import File
from claims.release.standards.context import CONTEXT
from claims.release.standards.prov import came_to_be
from claims.release.standards.records import path_of, record_sets
from claims.release.standards.words import CITE_AS, DESCRIPTION, KEYWORDS, LICENSE, responsible
from claims.schemas import TABLES

NAME = "croissant.json"
VERSIONS = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]


def text(manifest: Manifest, files: Mapping[str, Sequence[File]], languages: Sequence[str]) -> str:
    """The text of the file, for a release of these files, whose digests the manifest has."""
    made = manifest.provenance
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSIONS,
        "name": "News claims",
        "description": DESCRIPTION,
        "version": manifest.version,
        "identifier": f"sha256:{manifest.content_sha256}",
        "license": LICENSE,
        "inLanguage": list(languages),
        "keywords": KEYWORDS,
        "isLiveDataset": False,
        "citeAs": CITE_AS.format(
            version=manifest.version, digest=manifest.content_sha256, extractor=made.extractor
        ),
        **responsible(manifest),
        **came_to_be(manifest),
        "distribution": distribution(manifest, files),
        "recordSet": record_sets(files),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def distribution(manifest: Manifest, files: Mapping[str, Sequence[File]]) -> list[dict[str, Any]]:
    """The tables' files, each with its size and digest."""
    return [
        {
            "@type": "cr:FileObject",
            "@id": path_of(name, file),
            "name": path_of(name, file),
            "description": f"The rows of {name} that are in {file.split}.",
            "contentUrl": path_of(name, file),
            "contentSize": f"{file.size} B",
            "encodingFormat": "application/x-parquet",
            "sha256": manifest.files[path_of(name, file)],
        }
        for name in TABLES
        for file in files[name]
    ]
