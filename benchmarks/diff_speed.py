"""Times `claims diff` on two large releases and takes its peak memory.

    python benchmarks/diff_speed.py [--claims 1000000] [--all] [--folder FOLDER] [--check]

Two synthetic releases of so many claims, 20 an article, are written straight to Parquet, with
manifests, and compared in a process of its own with `--parquet`, so that all changes are written
too. Of the articles 1 in 50 is in the first release only, 1 in 50 in the second only, and 1 in 50
was cleaned anew, so that all its ids and places are others. Of the other articles' claims 1 in 50
is in the first release only, 1 in 50 in the second only, 1 in 25 has another speaker, 1 in 25 other
boundaries (and so another id), 1 in 25 another confidence. With `--all` every claim has another
extractor besides. Prints seconds, peak memory and counts; exits 1 where the counts are not those
planted, and with `--check` above 60 seconds or 4 GB too. `--folder` keeps the releases there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.ids import file_sha256
from claims.release import Manifest, Provenance, write
from claims.release.digest import content_digest, table_digest
from claims.release.manifest import Contents
from claims.release.parquet import by_split, canonical, write_splits
from claims.release.version import MANIFEST
from claims.schemas import TABLES, arrow_schema, columns, key_of
from tests.examples import example

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS, MOST_BYTES = 60, 4_000_000_000
BEFORE, AFTER = "1.0.0", "1.0.1"

IN_ARTICLE, WORDS, SPEAKERS = 20, 25, 5_000
LABELS = ("coup_attempt", "crisis", "peaceful_protest", "unrest")
# All words, and all names, are of one length, so that every place is a product.
WORD, NAME, SAID = 7, 14, " said "
CLAIM = WORDS * WORD - 1
SENTENCE = NAME + len(SAID) + CLAIM + 2
SPANS = pl.List(pl.Struct({"start": pl.Int32, "end": pl.Int32}))


# Of articles (their number modulo 50) and of claims (a number drawn below 50).
GONE, NEW, CLEANED = 0, 1, 2
OTHER_SPEAKER, OTHER_BOUNDARIES, OTHER_CONFIDENCE = (2, 3), (4, 5), (6, 7)
PREFIX = "Updated. "


def sentences(count: int) -> pl.DataFrame:
    """All sentences of both releases, each with a claim."""
    drawn = np.random.default_rng(7)
    letters = drawn.integers(97, 123, (5_000, WORD - 1), dtype=np.uint8)
    words = pl.Series([bytes(row).decode() for row in letters])
    picked = [words[drawn.integers(0, len(words), count)].alias(str(n)) for n in range(WORDS)]
    number = pl.int_range(count, eager=True)
    return pl.DataFrame(
        {
            "number": number,
            "article": number // IN_ARTICLE,
            "start": number % IN_ARTICLE * SENTENCE,
            "words": pl.DataFrame(picked).select(pl.concat_str("*", separator=" ")).to_series(),
            "who": drawn.integers(0, SPEAKERS, count),
            "fate": drawn.integers(0, 50, count),
        }
    ).with_columns(kind=pl.col("article") % 50)


def of_claims(fates: tuple[int, ...]) -> pl.Expr:
    """Whether this happens to the claim."""
    return (pl.col("kind") > CLEANED) & pl.col("fate").is_in(fates)


def tables(said: pl.DataFrame, *, after: bool, extractor: str) -> dict[str, pl.DataFrame]:
    """The tables of the first or the second release."""
    absent = GONE if after else NEW
    said = said.filter(pl.col("kind") != absent)
    cleaned = pl.lit(after) & (pl.col("kind") == CLEANED)
    said = said.with_columns(
        name=named(pl.col("who")),
        article_id=hexed(pl.lit("article"), "article", cleaned),
        start=pl.col("start") + pl.when(cleaned).then(len(PREFIX)).otherwise(0),
    )
    claims = claims_of(said.filter(~of_claims((absent,))), after=after, extractor=extractor)
    return {
        "articles": articles_of(said, cleaned),
        "claims": claims,
        "framings": framings_of(claims),
        "speakers": speakers_of(claims),
    }


def articles_of(said: pl.DataFrame, cleaned: pl.Expr) -> pl.DataFrame:
    """An article for each 20 sentences."""
    sentence = pl.format("{}" + SAID + "{}.", "name", "words")
    joined = pl.when(cleaned.first()).then(pl.lit(PREFIX)).otherwise(pl.lit(""))
    return (
        said.group_by("article", "article_id", maintain_order=True)
        .agg(text=joined + sentence.str.join(" "))
        .with_columns(
            source_uri=pl.format("https://example.org/{}", "article"),
            text_sha256=hexed(pl.lit("text"), "text") + "0" * 44,
            source_sha256=hexed(pl.lit("source"), "text") + "0" * 44,
            language=pl.lit("en"),
            word_count=IN_ARTICLE * (WORDS + 3),
            split=pl.lit("train"),
        )
    )


def claims_of(said: pl.DataFrame, *, after: bool, extractor: str) -> pl.DataFrame:
    """A claim for each sentence."""
    changed = [
        pl.lit(after) & of_claims(fates)
        for fates in (OTHER_SPEAKER, OTHER_BOUNDARIES, OTHER_CONFIDENCE)
    ]
    cut = pl.when(changed[1]).then(WORD).otherwise(0)
    begin, cue = pl.col("start") + NAME + len(SAID) + cut, pl.col("start") + NAME + 1
    who = pl.when(changed[0]).then((pl.col("who") + 1) % SPEAKERS).otherwise("who")
    label = pl.lit(pl.Series(LABELS)).gather(pl.col("number") // 4 % len(LABELS))
    return said.with_columns(
        claim_id=hexed(pl.lit("claim"), "article_id", begin),
        claim=pl.col("words").str.slice(cut),
        claim_spans=spans(begin, CLAIM - cut),
        speaker=named(who),
        speaker_id=hexed(pl.lit("speaker"), who),
        speaker_type=pl.lit("person"),
        speaker_mention=pl.col("name"),
        speaker_spans=spans(pl.col("start"), pl.lit(NAME)),
        section=pl.lit("body"),
        voice=pl.lit("indirect"),
        cue=pl.lit(SAID.strip()),
        cue_spans=spans(cue, pl.lit(len(SAID.strip()))),
        cue_lemma=pl.lit("say"),
        cue_class=pl.lit("say"),
        label=label,
        framings=pl.when(pl.col("number") % 4 == 0)
        .then(pl.concat_list(label))
        .otherwise(pl.lit([], dtype=pl.List(pl.String))),
        confidence=pl.when(changed[2]).then(0.75).otherwise(0.5),
        origin=pl.lit("model"),
        extractor=pl.lit(extractor),
        split=pl.lit("train"),
    )


def framings_of(claims: pl.DataFrame) -> pl.DataFrame:
    """One for every fourth claim: two words in the midst of it."""
    length = 2 * WORD - 1
    place = pl.col("start") + NAME + len(SAID) + 10 * WORD
    return claims.filter(pl.col("number") % 4 == 0).with_columns(
        framing_id=hexed(pl.lit("framing"), "article_id", place),
        framer=pl.col("speaker"),
        framer_id=pl.col("speaker_id"),
        phrase=pl.col("words").str.slice(10 * WORD, length),
        phrase_spans=spans(place, pl.lit(length)),
        target_spans=pl.lit([], dtype=SPANS),
        family=pl.lit("other"),
        kind=pl.lit("lexical"),
        polarity=pl.lit("asserted"),
        cue=pl.lit(None, dtype=pl.String),
    )


def speakers_of(claims: pl.DataFrame) -> pl.DataFrame:
    """Who speaks in these claims."""
    return claims.group_by("speaker_id").agg(
        name=pl.col("speaker").first(),
        type=pl.lit("person"),
        aliases=pl.lit([], dtype=pl.List(pl.String)),
        roles=pl.lit([], dtype=pl.List(pl.Struct({"role": pl.String, "article_id": pl.String}))),
        claim_count=pl.len(),
        article_count=pl.col("article_id").n_unique(),
    )


def named(number: pl.Expr) -> pl.Expr:
    """A name of 14 letters."""
    return "Person " + number.cast(pl.String).str.zfill(NAME - len("Person "))


def hexed(*parts: pl.Expr | str) -> pl.Expr:
    """An id of 20 hexadecimal digits for these values."""
    hashed = pl.struct(**{str(n): part for n, part in enumerate(parts)}).hash(seed=1)
    return hashed.map_elements(lambda value: f"{value:020x}", return_dtype=pl.String)


def spans(start: pl.Expr, length: pl.Expr) -> pl.Expr:
    """A list of one span."""
    edges = {"start": start, "end": start + length}
    return pl.concat_list(pl.struct(**{key: edge.cast(pl.Int32) for key, edge in edges.items()}))


def make(folder: Path, count: int, extractors: tuple[str, str]) -> None:
    """Write the two releases."""
    said = sentences(count)
    with tempfile.TemporaryDirectory() as scratch:
        made_by = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)
        model = write(example(), Path(scratch), provenance=made_by).path
        for version, extractor in zip((BEFORE, AFTER), extractors, strict=True):
            shutil.copytree(model, folder / version)
            shutil.rmtree(folder / version / "data")
            fill(folder / version, tables(said, after=version == AFTER, extractor=extractor))


def fill(folder: Path, made: dict[str, pl.DataFrame]) -> None:
    """Put the tables in the place of an example's, and say so in its manifest."""
    contents = {}
    for name, model in TABLES.items():
        schema = arrow_schema(model)
        given = made.get(name, pl.DataFrame(schema.empty_table()))  # it makes no tracks
        missing = [pl.lit(None).alias(one) for one in schema.names if one not in given.columns]
        frame = given.with_columns(missing).select(schema.names)
        frame = canonical(name, frame.to_arrow().cast(schema))
        write_splits(name, frame, folder / "data")
        contents[name] = Contents(
            rows={split: part.height for split, part in by_split(frame).items()},
            columns={column.name: column.type_name for column in columns(model)},
            sha256=table_digest(frame, key_of(model)),
        )
    manifest = replace(
        Manifest.of(folder),
        version=folder.name,
        tables=contents,
        content_sha256=content_digest({name: one.sha256 for name, one in contents.items()}),
    )
    (folder / MANIFEST).unlink()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {path.relative_to(folder).as_posix(): file_sha256(path) for path in paths}
    (folder / MANIFEST).write_text(replace(manifest, files=digests).to_json(), encoding="utf-8")


def planted(count: int, *, everything: bool) -> dict[str, int]:
    """How many claims are added, removed and changed."""
    said = sentences(count)
    counts = {
        "added": (pl.col("kind") == NEW) | of_claims((NEW,)),
        "removed": (pl.col("kind") == GONE) | of_claims((GONE,)),
    }
    both = ~counts["added"] & ~counts["removed"]
    fates = (*OTHER_SPEAKER, *OTHER_BOUNDARIES, *OTHER_CONFIDENCE)
    counts["changed"] = both & ((pl.col("kind") == CLEANED) | of_claims(fates) | pl.lit(everything))
    return {name: said.filter(chosen).height for name, chosen in counts.items()}


def main() -> int:
    """Make the releases, compare them, print; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000, help="in both releases together")
    parser.add_argument("--all", action="store_true", help="every claim changes")
    parser.add_argument("--folder", type=Path, help="where the releases stay")
    parser.add_argument("--check", action="store_true", help="1 if it is too slow or too large")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch) / "releases"
        if not folder.exists():
            extractors = ("news-claims 1.0.0", f"news-claims 1.0.{int(given.all)}")
            # In a process of its own: what it needs is not counted.
            process = multiprocessing.get_context("spawn").Process(
                target=make, args=(folder, given.claims, extractors)
            )
            process.start()
            process.join()
        written = Path(scratch) / "changes.parquet"
        code = "from claims.cli import main; main()"
        releases = [str(folder / version) for version in (BEFORE, AFTER)]
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", code, "diff", *releases, "--parquet", str(written)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        if os.waitstatus_to_exitcode(status) != 1:
            return 1
        changes = pl.read_parquet(written).filter(pl.col("table") == "claims")
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    found = {
        change: changes.filter(pl.col("change") == change)
        .select("key_before", "key_after")
        .n_unique()
        for change in ("added", "removed", "changed")
    }
    print(
        f"{given.claims:,} claims: {seconds:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} s of "
        f"processor), {peak / 1e9:.2f} GB at most"
    )
    print(f"claims {found}, planted {planted(given.claims, everything=given.all)}")
    if found != planted(given.claims, everything=given.all):
        return 1
    return int(given.check and (seconds > MOST_SECONDS or peak > MOST_BYTES))


if __name__ == "__main__":
    raise SystemExit(main())
