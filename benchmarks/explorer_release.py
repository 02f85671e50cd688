"""Synthetic releases for the explorer's benchmark: many claims, and articles of any length.

They are written straight to Parquet, with the page of this checkout beside them. What a build would
check, and the digests of lengthened articles, are left out: no browser looks at them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import diff_speed
from claims.framing import load_vocabulary
from claims.release import Provenance, write
from claims.release.parquet import write_splits
from tests.examples import example

VERSION = "1.0.0"
LABELS = ("coup_attempt", "crisis", "peaceful_protest", "unrest", "reform", "terrorist")
OUTLETS, DAYS, FIRST_DAY = 40, 1_095, 19_000
IN_LONG_ARTICLE = 5
"""Claims, where a size is asked for: more articles, each nearer to the length of real ones."""
ON_TRACK = 10
"""One claim in so many is on a track, with as many others."""
SYLLABLES, LONGEST_WORD, WORDS, POOL = 400, 4, 20_000, 50_000


def make(folder: Path, count: int, megabytes: int | None = None) -> Path:
    """Write the release `folder/1.0.0`; of that size, if one is given, by longer articles."""
    tables = drawn_tables(count, None if megabytes is None else IN_LONG_ARTICLE)
    with tempfile.TemporaryDirectory() as scratch:
        made_by = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)
        model = write(example(), Path(scratch), provenance=made_by).path
        shutil.copytree(model, folder / VERSION)
        shutil.rmtree(folder / VERSION / "data")
        diff_speed.fill(folder / VERSION, tables)
    if megabytes is not None:
        lengthen(folder / VERSION, megabytes * 1_000_000 - size(folder / VERSION))
    return folder / VERSION


def size(release: Path) -> int:
    """Bytes of its tables."""
    return sum(path.stat().st_size for path in release.rglob("*.parquet"))


def drawn_tables(count: int, each: int | None) -> dict[str, pl.DataFrame]:
    """The tables, of `each` claims an article."""
    drawn = np.random.default_rng(11)
    said = diff_speed.sentences(count).with_columns(fate=pl.lit(49), kind=pl.lit(49))
    if each is not None:
        said = said.with_columns(
            article=pl.col("number") // each,
            start=pl.col("number") % each * diff_speed.SENTENCE,
            who=pl.Series(drawn.zipf(1.3, count) % (count // 20)),
        )
    tables = diff_speed.tables(said, after=False, extractor="news-claims 1.0.0")
    articles = tables["articles"].height
    tables["articles"] = tables["articles"].with_columns(
        outlet=pl.Series([f"Outlet {n:02}" for n in drawn.integers(0, OUTLETS, articles)]),
        published=pl.Series(FIRST_DAY + drawn.integers(0, DAYS, articles))
        .cast(pl.Int32)
        .cast(pl.Date),
        title=pl.col("text").str.slice(0, 60),
    )
    families = {name: one.family for name, one in load_vocabulary().labels.items()}
    labels = pl.Series([name for name in LABELS if name in families])
    label = labels[drawn.integers(0, len(labels), count)]
    framed = pl.col("number") % 4 == 0
    voices = pl.Series(["direct", "indirect", "mixed"])
    claims = tables["claims"].with_columns(
        voice=voices[drawn.integers(0, 3, count)],
        confidence=pl.Series(drawn.integers(300, 1000, count) / 1000),
        label=label,
        framings=pl.when(framed)
        .then(pl.concat_list(label))
        .otherwise(pl.lit([], dtype=pl.List(pl.String))),
    )
    if each is not None:
        track = pl.Series(drawn.integers(0, max(1, count // ON_TRACK**2), count))
        on = pl.col("number") % ON_TRACK == 0
        claims = claims.with_columns(
            track_id=pl.when(on).then(diff_speed.hexed(pl.lit("track"), track))
        )
        tables["tracks"] = tracks_of(claims, tables["articles"])
    tables["claims"] = claims
    framings = diff_speed.framings_of(claims)
    tables["framings"] = framings.with_columns(family=pl.col("label").replace_strict(families))
    return tables


def tracks_of(claims: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The tracks that the claims are on."""
    about = articles.select("article_id", "outlet", "published")
    first = pl.col("claim_id", "claim").sort_by("published").first()
    return (
        claims.filter(pl.col("track_id").is_not_null())
        .join(about, on="article_id")
        .sort("published", "claim_id")
        .group_by("track_id", maintain_order=True)
        .agg(
            first,
            claim_count=pl.len(),
            article_count=pl.col("article_id").n_unique(),
            outlet_count=pl.col("outlet").n_unique(),
            outlets=pl.col("outlet").unique(maintain_order=True),
            first_seen=pl.col("published").min(),
            last_seen=pl.col("published").max(),
            speakers=pl.col("speaker").unique(maintain_order=True),
            framings=pl.col("framings")
            .list.explode(keep_nulls=False, empty_as_null=False)
            .unique()
            .sort(),
        )
        .filter(pl.col("article_count") > 1)
    )


def lengthen(release: Path, room: int) -> None:
    """Add paragraphs to the articles until their file is larger by so many bytes."""
    drawn = np.random.default_rng(13)
    pool = sentences(drawn)
    sample = "".join(pool[:2_000]).encode()
    packed = len(pa.Codec("zstd").compress(sample)) / 2_000
    path = release / "data" / "articles"
    articles = pl.read_parquet(path)
    mean = room / packed / articles.height
    counts = np.maximum(1, drawn.gamma(4, mean / 4, articles.height)).astype(int)
    parts = []
    for start in range(0, articles.height, 10_000):
        some = articles.slice(start, 10_000)
        own = counts[start : start + some.height]
        row = np.repeat(np.arange(some.height), own)
        # A paragraph has some four sentences.
        gap = pl.Series(np.where(drawn.integers(0, 4, len(row)) == 0, "\n\n", " "))
        more = (
            pl.DataFrame({"row": row, "said": gap + pool[drawn.integers(0, POOL, len(row))]})
            .group_by("row", maintain_order=True)
            .agg(pl.col("said").str.join())
        )
        parts.append(
            some.with_columns(
                text=pl.col("text") + more["said"],
                word_count=(pl.col("word_count") + pl.Series(own) * 20).cast(pl.Int32),
            )
        )
    shutil.rmtree(path)
    write_splits("articles", pl.concat(parts), path.parent)


def sentences(drawn: np.random.Generator) -> pl.Series:
    """Sentences of made-up words, as often each as in a language, to pack as news does."""
    consonants, vowels = list("bcdfghklmnprstvw"), list("aeiou")
    parts = [a + b + c for a in consonants for b in vowels for c in ("", "n", "r", "s", "t")]
    parts = [parts[n] for n in drawn.permutation(len(parts))[:SYLLABLES]]
    lengths = drawn.integers(1, LONGEST_WORD, WORDS)
    words = pl.Series(["".join(drawn.choice(parts, n)) for n in lengths])
    often = 1 / (np.arange(WORDS) + 2.7)
    each = 20
    picked = drawn.choice(WORDS, POOL * each, p=often / often.sum())
    row = np.repeat(np.arange(POOL), each)
    joined = (
        pl.DataFrame({"row": row, "word": words[picked]})
        .group_by("row", maintain_order=True)
        .agg(pl.col("word").str.join(" "))
    )
    return joined["word"].str.to_titlecase().str.slice(0, 1) + joined["word"].str.slice(1) + "."
