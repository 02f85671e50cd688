"""The dataset card: `README.md`, which people read and `datasets` loads the tables by.

Of what comes from an article's page only the outlets' names are in it, escaped: nothing else that
a page says can act there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from claims.release.card_text import BODY, DATASETS_NEEDS_ROWS, WITHHELD
from claims.release.manifest import Manifest
from claims.release.parquet import File
from claims.schemas import TABLES, card_features
from claims.schemas.document import table as columns_table
from claims.stats import Stats
from claims.stats.layout import markdown

NAME = "README.md"
DEFAULT_TABLE = next(iter(TABLES))

_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)


def text(
    manifest: Manifest,
    files: Mapping[str, Sequence[File]],
    languages: Sequence[str],
    stats: Stats,
) -> str:
    """The card of a release with these files and counts."""
    front = yaml.safe_dump(
        front_matter(manifest, files, languages), sort_keys=False, allow_unicode=True
    )
    return f"---\n{front}---\n\n{_body(manifest, stats)}"


def front_matter(
    manifest: Manifest, files: Mapping[str, Sequence[File]], languages: Sequence[str]
) -> dict[str, Any]:
    """What the card says to `datasets` and to the hub, of a release with these files."""
    rows = manifest.tables[DEFAULT_TABLE].count
    return {
        "pretty_name": "News claims",
        "language": list(languages),
        "license": "other",
        "license_name": "texts-of-their-publishers-annotations-apache-2.0",
        "task_categories": ["token-classification", "text-classification"],
        "tags": ["news", "attribution", "quotation", "framing", "claims"],
        "size_categories": [next((name for size, name in _SIZES if rows < size), "n>10M")],
        "configs": [_config(manifest, name, files[name]) for name in TABLES],
        "dataset_info": [_info(manifest, name, files[name]) for name in TABLES],
    }


def _config(manifest: Manifest, name: str, files: Sequence[File]) -> dict[str, Any]:
    paths = [{"split": file.split, "path": f"data/{name}/{file.path.name}"} for file in files]
    default = {"default": True} if name == DEFAULT_TABLE else {}
    return {"config_name": name, **default, "version": manifest.version, "data_files": paths}


def _info(manifest: Manifest, name: str, files: Sequence[File]) -> dict[str, Any]:
    return {
        "config_name": name,
        # The digest is there for the cache of `datasets`. It tells one local dataset from another
        # by the folder's last name and this front matter alone, so two folders named 1.0.0 whose
        # matter agreed would give one another's rows.
        "description": f"News claims {manifest.version}, content sha256 {manifest.content_sha256}",
        "version": manifest.version,
        "features": card_features(TABLES[name]),
        "splits": [
            {"name": file.split, "num_bytes": file.unpacked, "num_examples": file.rows}
            for file in files
        ],
        "download_size": sum(file.size for file in files),
        "dataset_size": sum(file.unpacked for file in files),
    }


def _body(manifest: Manifest, stats: Stats) -> str:
    splits = list(dict.fromkeys(s for table in manifest.tables.values() for s in table.rows))
    counts = "\n".join(
        f"| {name} | {' | '.join(f'{table.rows.get(split, 0):,}' for split in splits)} |"
        for name, table in manifest.tables.items()
    )
    empty = [name for name, table in manifest.tables.items() if not table.count]
    made = manifest.provenance
    return BODY.format(
        version=manifest.version,
        digest=manifest.content_sha256,
        splits=" | ".join(splits),
        rules=" | ".join("---:" for _ in splits),
        counts=counts,
        stats=markdown(stats),
        empty=DATASETS_NEEDS_ROWS.format(tables=", ".join(empty)) if empty else "",
        withheld=_withheld(manifest),
        columns="\n".join(f"### {name}\n\n{columns_table(TABLES[name])}" for name in TABLES),
        rejects=f"{manifest.rejects:,}",
        extractor=made.extractor,
        spacy_model=made.spacy_model,
        vocabulary=made.vocabulary,
        vocabulary_sha256=made.vocabulary_sha256,
        libraries=", ".join(f"{name} {version}" for name, version in manifest.libraries.items()),
    )


def _withheld(manifest: Manifest) -> str:
    """What the card says of text that is withheld; nothing where none is."""
    if manifest.with_text is None:
        return ""
    none = manifest.provenance.options.text == "none"
    return WITHHELD.format(
        which="Every article" if none else "Some article",
        version=manifest.version,
        digest=manifest.with_text.content_sha256,
    )
