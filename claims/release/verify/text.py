"""What a release says of the text it holds or withholds, against its tables."""

from __future__ import annotations

from collections.abc import Iterator

from claims.release.digest import content_digest
from claims.release.manifest import Manifest
from claims.release.problem import Problem, named, short
from claims.release.verify.rows import Rows
from claims.release.version import MANIFEST
from claims.withheld import TEXTS, WITHHELD
from claims.wording import counted


def check_text(manifest: Manifest, rows: Rows) -> Iterator[Problem]:
    """Whether as much text is there as the manifest says, and what it says of the rest agrees."""
    text, whole = manifest.provenance.options.text, manifest.with_text
    if text not in TEXTS:
        what = f"says text {named(text)}, which is none of {', '.join(TEXTS)}"
        yield Problem(MANIFEST, "text", what)
        return
    if (whole is None) != (text == "full"):
        what = f"says text {text}, and {'no' if whole is None else 'a'} digest with all text"
        yield Problem(MANIFEST, "text", what)
    if whole is not None:
        made = content_digest(whole.tables)
        if made != whole.content_sha256:
            what = f"gives with_text {short(whole.content_sha256)}, but its tables {short(made)}"
            yield Problem(MANIFEST, "text", what)
        for name, contents in manifest.tables.items():
            digest = whole.tables.get(name, "none")
            if name not in WITHHELD and digest != contents.sha256:
                what = f"gives another digest of {named(name)} with text, which withholds nothing"
                yield Problem(MANIFEST, "text", what)
    for table, columns in WITHHELD.items():
        if text == "part" or table not in rows.tables:
            continue
        for column in columns:
            nulls, count = rows.nulls[table][column], rows.counts[table]
            if text == "none" and nulls < count:
                what = (
                    f"holds words in {counted(count - nulls, 'row')}, though its text is withheld"
                )
                yield Problem(f"{table}.{column}", "text", what)
            elif text == "full" and table == "articles" and nulls:
                what = f"is null in {counted(nulls, 'row')}, though text is full"
                yield Problem(f"{table}.{column}", "text", what)


def text_notes(manifest: Manifest) -> Iterator[str]:
    """What cannot be checked without text."""
    if manifest.with_text is not None:
        how = "all" if manifest.provenance.options.text == "none" else "some"
        yield (
            f"the text of {how} articles is withheld, so spans, text digests and article ids are "
            "not checked against it: claims rehydrate puts it back"
        )
