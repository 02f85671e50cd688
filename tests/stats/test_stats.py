import json
from xml.etree import ElementTree

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claims.cli import app
from claims.release import write
from claims.stats import Bin, counts, of_release
from claims.stats.layout import markdown
from claims.stats.picture import bars
from tests.examples import example
from tests.release.made import MADE_BY

SPANS = pl.List(pl.Struct({"start": pl.Int32, "end": pl.Int32}))


def claims_of(lengths, confidences):
    spans = [
        [{"start": 5, "end": 5 + n // 2}, {"start": 900, "end": 900 + n - n // 2}] for n in lengths
    ]
    size = len(lengths)
    return pl.LazyFrame(
        {
            "article_id": pl.Series(["a"] * size, dtype=pl.String), "voice": ["direct"] * size, "speaker_type": [None] * size,
            "section": ["body"] * size, "split": ["train"] * size, "claim_spans": pl.Series(spans, dtype=SPANS),
            "confidence": pl.Series(confidences, dtype=pl.Float32),
        }
    )  # fmt: skip


def tables_of(lengths, confidences, outlet="The | *Daily* <b>"):
    return {
        "claims": claims_of(lengths, confidences),
        "articles": pl.LazyFrame({"article_id": ["a"], "outlet": [outlet]}),
        "framings": pl.LazyFrame({"family": ["war", "war", "protest"]}),
    }


def drawn(picture):
    return ElementTree.fromstring(picture)  # noqa: S314 (our own)


def test_claims_are_counted_by_what_they_are():
    made = counts(tables_of([10, 60, 60], [0.3, 0.9, 1.0]))
    assert made.rows == {"claims": 3, "articles": 1, "framings": 3}
    assert made.by["voice"] == (("direct", 3),)
    assert made.by["speaker_type"] == (("", 3),)
    assert made.by["family"] == (("war", 2), ("protest", 1))
    assert made.by["outlet"] == (("The | *Daily* <b>", 3),)
    assert [one for one in made.lengths if one.count] == [Bin(0, 1), Bin(50, 2)]
    assert [one for one in made.confidences if one.count] == [Bin(0.3, 1), Bin(0.9, 2)]


@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 1000)), min_size=1, max_size=30))
def test_each_claim_is_in_the_bin_it_belongs_to(rows):
    lengths, thousandths = zip(*rows, strict=True)
    made = counts(tables_of(lengths, [n / 1000 for n in thousandths]))
    starts = [one.start for one in made.lengths]
    for n, one in enumerate(made.lengths):
        end = starts[n + 1] if n + 1 < len(starts) else float("inf")
        assert one.count == sum(one.start <= length < end for length in lengths)
    for n, one in enumerate(made.confidences):
        assert one.count == sum(min(9, value // 100) == n for value in thousandths)


def test_a_name_from_a_page_cannot_act_in_the_card():
    text = markdown(counts(tables_of([10], [0.5], outlet="a | b](javascript:x) `c` <script>")))
    assert "<script" not in text
    [line] = [line for line in text.splitlines() if line.startswith("| a ")]
    assert line.count("|") == 4
    assert "](" not in line
    assert "`" not in line


def test_a_picture_has_a_bar_for_each_bin():
    root = drawn(bars("Claims & <more>", "from", [Bin(0, 5), Bin(0.5, 20_500)]))
    tall = [int(one.get("height")) for one in root.iter() if one.tag.endswith("rect")]
    assert tall == [0, 120]
    words = [one.text for one in root.iter() if one.tag.endswith("text")]
    assert words == ["Claims & <more>", "5", "0", "20k", "0.5", "from"]
    assert len(drawn(bars("none", "from", []))) > 0


def test_the_command_and_the_card_say_what_the_release_holds(tmp_path):
    release = write(example(), tmp_path, provenance=MADE_BY).path
    made = of_release(release)
    assert made.rows == {"claims": 3, "articles": 2, "framings": 2, "speakers": 1, "tracks": 0}
    said = CliRunner().invoke(app, ["stats", str(tmp_path), "--json"])
    assert json.loads(said.stdout)["rows"] == made.rows
    shown = CliRunner().invoke(app, ["stats", str(release)]).stdout
    assert "Release 1.0.0: 3 claims, 2 articles, 2 framings, 1 speakers, 0 tracks." in shown
    card = (release / "README.md").read_text(encoding="utf-8")
    assert markdown(made) in card
    for name in ("lengths", "confidences"):
        assert f"(stats/{name}.svg)" in card
        assert len(drawn((release / "stats" / f"{name}.svg").read_text("utf-8"))) > 10


def test_no_release_is_told(tmp_path):
    said = CliRunner().invoke(app, ["stats", str(tmp_path)])
    assert said.exit_code == 2
    assert "no release" in said.output


@pytest.mark.parametrize("rows", [[], [7]])
def test_releases_with_few_rows(rows):
    made = counts(tables_of(rows, [0.5] * len(rows)))
    assert sum(one.count for one in made.lengths) == len(rows)
