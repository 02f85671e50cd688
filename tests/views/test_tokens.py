"""The view of tokens: every token is its string, the tags lead back to the claims, nothing is stale."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import datasets
import pyarrow as pa
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.errors import ReleaseError
from claims.records import Split
from claims.release import write
from claims.schemas import TABLES
from claims.schemas import features as features_of
from claims.spans import Span
from claims.views import Tagged, decode, source, tokens
from claims.views.bio import CLAIM_LABELS, tag_names
from claims.views.rows import COLUMNS, paragraph_rows, paragraphs
from claims.views.source import Annotated
from tests.examples import COPY, FIRST, LATER, SECOND, in_splits
from tests.release.made import MADE_BY
from tests.strategies import spans, texts

ROOT = Path(__file__).resolve().parents[2]
TOKENIZER = spacy.blank("en").tokenizer


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(in_splits(), tmp_path_factory.mktemp("releases"), provenance=MADE_BY).path


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return claims.build([ROOT / "articles"], out=tmp_path_factory.mktemp("seed")).path


def names(found: datasets.Dataset, row: dict[str, Any], column: str) -> list[str]:
    return found.features[column].feature.int2str(row[column])


def stretches(found: datasets.Dataset, column: str = "tags") -> Iterator[tuple[str, Tagged]]:
    """Each article's stretches, as the tags have them."""
    for row in found:
        for one in decode(names(found, row, column), row["token_spans"]):
            yield row["article_id"], one


def test_the_columns(release: Path) -> None:
    found = tokens(release)
    assert {split: len(part) for split, part in found.items()} == {
        "train": 3, "validation": 1, "test": 1,
    }  # fmt: skip
    train = found["train"]
    assert list(train.features) == list(COLUMNS)
    assert train.features["tags"].feature.names == tag_names(CLAIM_LABELS)
    assert train.features["frame_tags"].feature.names == ["O", "B-FRAME", "I-FRAME"]
    assert train.features["split"] == features_of(TABLES["articles"])["split"]
    assert str(train.split) == "train"
    assert (train.info.config_name, str(train.info.version)) == ("tokens", "1.0.0")
    assert list(tokens(release.parent, version="1.0.0", split="test")) == list(found["test"])
    for split, part in found.items():
        assert {part.features["split"].int2str(row["split"]) for row in part} == {split}


def test_what_is_tagged(release: Path) -> None:
    found = tokens(release, split="train")
    text = {FIRST.article_id: FIRST.text, SECOND.article_id: COPY}
    tagged = {(text[key][one.start : one.end], one.label) for key, one in stretches(found)}
    assert tagged == {
        ("The new bridge is “a folly”", "CONTENT"),
        ("“and I 🌉 will stop it”", "CONTENT"),
        ("the new bridge is a folly", "CONTENT"),
        ("Mayor Zoë Ångström", "SOURCE"),
        ("said", "CUE"),
    }  # and not the narration, "Work began in May."
    framed = [text[key][one.start : one.end] for key, one in stretches(found, "frame_tags")]
    assert framed == ["a folly", "a folly"]
    (later,) = tokens(release, split="test")
    assert later["tokens"] == "It was “ too late ” , a clerk added .".split()
    assert later["tags"] == [5, 6, 6, 6, 6, 6, 0, 1, 2, 3, 0]
    assert later["token_spans"][8] == {"start": 21, "end": 26}
    assert (later["article_id"], later["start"], later["end"]) == (LATER.article_id, 0, 33)


def test_the_seed_article_comes_back(seed: Path) -> None:
    """No two of its attributions overlap, so that all are there; of its framings, the longest."""
    found = tokens(seed, split="train")
    rows = claims.load(seed, "claims", split="train", format="arrow").to_pylist()
    wanted = {
        (row["article_id"], Tagged(label, span["start"], span["end"]))
        for row in rows
        if row["voice"] != "narration"
        for label, column in zip(
            CLAIM_LABELS, ("speaker_spans", "cue_spans", "claim_spans"), strict=True
        )
        for span in row[column]
    }
    assert len(wanted) > 25
    assert set(stretches(found)) == wanted
    phrases = {
        (row["article_id"], Tagged("FRAME", span["start"], span["end"]))
        for row in claims.load(seed, "framings", split="train", format="arrow").to_pylist()
        for span in row["phrase_spans"]
    }
    tagged = set(stretches(found, "frame_tags"))
    assert tagged <= phrases
    for key, left_out in phrases - tagged:
        assert any(
            key == other and one.start <= left_out.start and left_out.end <= one.end
            for other, one in tagged
        )
    text = claims.load(seed, "articles", split="train")[0]["text"]
    assert "".join("".join(row["tokens"]) for row in found) == "".join(text.split())


@st.composite
def annotated(draw: st.DrawFn) -> Annotated:
    text = draw(texts(max_size=80))
    labelled = st.tuples(st.sampled_from(CLAIM_LABELS), spans(text, min_size=0))
    return Annotated(
        article_id="0" * 20,
        text=text,
        attributions=tuple(
            Tagged(label, *span)
            for label, places in draw(st.lists(labelled, max_size=4))
            for span in places
        ),
        frames=tuple(Tagged("FRAME", *span) for span in draw(spans(text, min_size=0))),
    )


@given(annotated())
def test_every_token_is_its_string(article: Annotated) -> None:
    end = 0
    for row in paragraph_rows(article, TOKENIZER):
        assert end <= row.start < row.end
        assert row.tokens
        assert len(row.tokens) == len(row.tags) == len(row.frame_tags) == len(row.token_ends)
        assert row.tags[0] % 2 == 1 or not row.tags[0]
        end = row.start
        for word, start, stop in zip(row.tokens, row.token_starts, row.token_ends, strict=True):
            assert article.text[start:stop] == word
            assert word.strip()
            assert end <= start < stop <= row.end
            end = stop
        end = row.end
    said = "".join(word for row in paragraph_rows(article, TOKENIZER) for word in row.tokens)
    assert said == "".join(article.text.split())


@given(st.data(), texts(min_size=2, max_size=80))
def test_stretches_that_share_no_token_come_back(data: st.DataObject, text: str) -> None:
    """But for the white space at their edges, and cut where paragraphs end."""
    article = Annotated("0" * 20, text, (), ())
    words = [
        Span(*place)
        for row in paragraph_rows(article, TOKENIZER)
        for place in zip(row.token_starts, row.token_ends, strict=True)
    ]
    cuts = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=6)))
    runs = [words[first:end] for first, end in zip(cuts[::2], cuts[1::2], strict=False)]
    wanted = tuple(
        Tagged(data.draw(st.sampled_from(CLAIM_LABELS)), run[0].start, run[-1].end) for run in runs
    )
    labels = tag_names(CLAIM_LABELS)
    back = [
        one
        for row in paragraph_rows(Annotated("0" * 20, text, wanted, ()), TOKENIZER)
        for one in decode(
            [labels[tag] for tag in row.tags],
            [
                {"start": start, "end": end}
                for start, end in zip(row.token_starts, row.token_ends, strict=True)
            ],
        )
    ]
    expected = [
        Tagged(one.label, max(one.start, place.start), min(one.end, place.end))
        for one in wanted
        for place in paragraphs(text)
        if one.start < place.end and place.start < one.end
    ]
    assert back == expected


def test_paragraphs() -> None:
    text = " \n\nOne\nline.\n \t\n\n\n Two. \u2028\n\nx\n"
    found = [text[start:end] for start, end in paragraphs(text)]
    assert found == ["One\nline.", "Two.", "x"]
    assert list(paragraphs(" \n\n ")) == []
    (row,) = paragraph_rows(Annotated("0" * 20, "x", (), ()), TOKENIZER)
    assert (row.tokens, row.token_starts, row.token_ends) == (["x"], [0], [1])


def test_a_text_of_white_space_takes_no_time() -> None:
    began = time.process_time()
    for hostile in (" " * 300_000, " \n" * 150_000, "\n" + " " * 300_000 + "x"):
        list(paragraphs(hostile))
    assert time.process_time() - began < 2


def changed(column: str, value: str) -> dict[str, pa.Table]:
    tables = in_splits()
    rows = tables["claims"].to_pylist()
    rows[0][column] = value
    return tables | {"claims": pa.Table.from_pylist(rows, schema=tables["claims"].schema)}


def test_rows_are_made_once_and_never_stale(
    tmp_path: Path, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Releases of one name, and one made anew in the same folder, have each their own tags."""
    made: list[Path] = []

    def counting(folder: Path, split: str) -> Iterator[Annotated]:
        made.append(folder)
        return source.annotated(folder, split)

    monkeypatch.setattr("claims.views.dataset.annotated", counting)
    assert list(tokens(release)["test"]) == list(tokens(release, split="test"))
    for word, tags in {"added": [0, 1, 2, 3], "clerk": [0, 1, 2, 0], "too": [0, 1, 2, 0]}.items():
        for place in ("a", "b"):
            folder = write(in_splits(word), tmp_path / place, provenance=MADE_BY).path
            found = tokens(folder, split="test")
            assert found[0]["tags"][-5:-1] == tags, word
            assert found.cache_files == tokens(folder, split="test").cache_files
            shutil.rmtree(folder)
    assert made.count(tmp_path / "b" / "1.0.0") == 0  # the same content as in `a`
    assert made.count(tmp_path / "a" / "1.0.0") <= 3
    mapped = tokens(release, split="train").map(lambda row: {"size": len(row["tokens"])})
    assert mapped["size"] == [len(row) for row in tokens(release, split="train")["tokens"]]


def test_what_was_cut_short_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    folder = write(in_splits(), tmp_path / "releases", provenance=MADE_BY).path

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("claims.views.dataset.record_batch", full)
        with pytest.raises(
            ReleaseError, match=r"^cannot write .*train\.arrow: No space left on device"
        ):
            tokens(folder)
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
    assert len(tokens(folder)["train"]) == 3


def test_splits_are_the_articles(release: Path) -> None:
    articles = (
        claims.load(release, "articles", format="polars").select("article_id", "split").collect()
    )
    where = dict(articles.iter_rows())
    assert {key for part in tokens(release).values() for key in part["article_id"]} == set(where)
    for split, part in tokens(release).items():
        assert {where[key] for key in part["article_id"]} == {split}
    assert set(tokens(release)) <= set(get_args(Split))


def test_few_articles_are_held_at_once(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(source.annotated(release, "train"))
    monkeypatch.setattr(source, "AT_ONCE", 1)
    assert list(source.annotated(release, "train")) == expected


def test_a_release_without_articles(tmp_path: Path) -> None:
    empty = {name: table.slice(0, 0) for name, table in in_splits().items()}
    found = tokens(write(empty, tmp_path, provenance=MADE_BY).path)
    assert {split: len(part) for split, part in found.items()} == {"train": 0}
    assert list(found["train"].features) == list(COLUMNS)


def without_text(folder: Path) -> None:
    """Take the text out of a release's training articles, as a release without text has it."""
    import pyarrow.parquet as pq

    (path,) = (folder / "data" / "articles").glob("train-*")
    table = pq.read_table(path, partitioning=None)
    nulls = pa.nulls(table.num_rows, pa.string())
    pq.write_table(table.set_column(table.column_names.index("text"), "text", nulls), path)


def test_a_release_without_text(tmp_path: Path) -> None:
    folder = write(in_splits("late"), tmp_path, provenance=MADE_BY).path
    without_text(folder)
    first = min(FIRST.article_id, SECOND.article_id)
    for split in ("train", None):
        with pytest.raises(ReleaseError) as raised:
            tokens(folder, split=split)  # type: ignore[call-overload]
        assert str(raised.value) == (
            f"{folder} has no text for article {first}, so there are no tokens: its articles' text is "
            "withheld; `claims rehydrate` puts it back from your copies"
        )
    assert len(tokens(folder, split="test")) == 1


def test_tables_out_of_order_are_an_error(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    folder = write(in_splits("was"), tmp_path, provenance=MADE_BY).path
    (path,) = (folder / "data" / "claims").glob("train-*")
    table = pq.read_table(path, partitioning=None)
    pq.write_table(table.take(list(range(table.num_rows))[::-1]), path)
    with pytest.raises(ReleaseError, match=r"are not in the order of their articles: restore"):
        tokens(folder, split="train")


def test_what_is_not_there(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReleaseError) as raised:
        tokens(release, split="dev")
    assert str(raised.value) == (
        f"{release} has no split 'dev' of tokens: it has train, validation, test"
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReleaseError) as raised:
        tokens("somebody/news")
    assert str(raised.value) == (
        "there is no folder somebody/news, and tokens are made of a release's files: fetch them with "
        "`hf download somebody/news --repo-type dataset --local-dir 1.0.0`, and give that folder"
    )
