from __future__ import annotations

import math

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from claims.errors import SchemaError
from claims.schemas import TABLES, Check, arrow_schema, validate
from claims.withheld import put_back, withhold
from tests.examples import FIRST, SECOND, example
from tests.strategies import tables

EXAMPLE = example()
QUOTED, TOLD, REPEATED = EXAMPLE["claims"]["claim_id"].to_pylist()
LEXICAL, PREDICATIVE = EXAMPLE["framings"]["framing_id"].to_pylist()
(MAYOR,) = EXAMPLE["speakers"]["speaker_id"].to_pylist()
A1, A2 = FIRST.article_id, SECOND.article_id
NO_ONE = "0" * 20


def faults(given_tables: dict[str, pa.Table | pl.DataFrame]) -> list[str]:
    try:
        validate(given_tables)
    except SchemaError as error:
        return [str(fault) for fault in error.faults]
    return []


def with_cells(table: str, row: int, **cells: object) -> dict[str, pa.Table]:
    rows = EXAMPLE[table].to_pylist()
    rows[row] |= cells
    return EXAMPLE | {table: pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[table]))}


def spans(*edges: tuple[int | None, int | None]) -> list[dict[str, int | None]]:
    return [{"start": start, "end": end} for start, end in edges]


def test_good_tables_pass_as_arrow_and_as_polars() -> None:
    validate(EXAMPLE)
    validate({name: pl.from_arrow(table) for name, table in EXAMPLE.items()})


def test_tables_without_rows_pass() -> None:
    validate({name: table.slice(0, 0) for name, table in EXAMPLE.items()})


def test_tables_without_text_pass() -> None:
    validate(withhold(as_frames(EXAMPLE)))


def test_words_of_an_article_whose_text_is_withheld_are_faults() -> None:
    bare = withhold(as_frames(EXAMPLE))["articles"]
    assert faults(EXAMPLE | {"articles": bare}) == [
        "claims.claim: words_at(claim_spans): 3 rows, e.g. "
        f"{QUOTED}: 'The new bridge is “a folly” … “and I 🌉…, {TOLD}: 'Work began in May.', "
        f"{REPEATED}: 'the new bridge is a folly'",
        "claims.speaker_mention: words_at(speaker_spans): 2 rows, e.g. "
        f"{QUOTED}: 'Mayor Zoë Ångström', {REPEATED}: 'Mayor Zoë Ångström'",
        f"claims.cue: words_at(cue_spans): 2 rows, e.g. {QUOTED}: 'said', {REPEATED}: 'said'",
        "framings.target: words_at(target_spans): 2 rows, e.g. "
        f"{LEXICAL}: 'The new bridge', {PREDICATIVE}: 'the new bridge'",
        "framings.phrase: words_at(phrase_spans): 2 rows, e.g. "
        f"{LEXICAL}: 'a folly', {PREDICATIVE}: 'a folly'",
    ]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=tables())
def test_words_withheld_and_put_back_are_the_same(drawn: dict[str, pa.Table]) -> None:
    full = as_frames(drawn)
    bare = withhold(full)
    validate(bare)
    texts = dict(full["articles"].select("article_id", "text").iter_rows())
    for name, frame in put_back(bare, texts).items():
        assert frame.equals(full[name], null_equal=True), name


PLANTED = {
    "unique": (
        lambda: EXAMPLE | {"speakers": pa.concat_tables([EXAMPLE["speakers"]] * 2)},
        [f"speakers.speaker_id: unique: 2 rows, e.g. {MAYOR}: '{MAYOR}', {MAYOR}: '{MAYOR}'"],
    ),
    "null": (
        lambda: with_cells("claims", 0, extractor=None),
        [f"claims.extractor: not_null: 1 row, e.g. {QUOTED}: null"],
    ),
    "null spans": (
        lambda: with_cells("framings", 0, target=None, target_spans=None),
        [
            f"framings.target_spans: not_null: 1 row, e.g. {LEXICAL}: null",
            f"framings.framing_id: recomputed: 1 row, e.g. {LEXICAL}: '{LEXICAL}'",
        ],
    ),
    "null key": (
        lambda: with_cells("framings", 0, framing_id=None),
        ["framings.framing_id: not_null: 1 row, e.g. #0: null"],
    ),
    "vocabulary": (
        lambda: with_cells("framings", 0, polarity="doubted"),
        [
            f"framings.polarity: isin(['asserted', 'denied']): 1 row, e.g. {LEXICAL}: 'doubted'",
        ],
    ),
    "form of an id": (
        lambda: with_cells("claims", 0, track_id="t1"),
        [
            f"claims.track_id: str_matches('^[0-9a-f]{{20}}$'): 1 row, e.g. {QUOTED}: 't1'",
            f"claims.track_id: key_of(tracks): 1 row, e.g. {QUOTED}: 't1'",
        ],
    ),
    "form of a digest": (
        lambda: with_cells("articles", 0, source_sha256="F" * 64),
        [
            "articles.source_sha256: str_matches('^[0-9a-f]{64}$'): 1 row, "
            f"e.g. {A1}: 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF…"
        ],
    ),
    "suggested label without similarity": (
        lambda: with_cells("framings", 0, label="other", nearest_label="coup"),
        [f"framings.nearest_label: with_its_similarity: 1 row, e.g. {LEXICAL}: 'coup'"],
    ),
    "similarity without a label": (
        lambda: with_cells("framings", 0, label="other", nearest_similarity=0.5),
        [f"framings.nearest_label: with_its_similarity: 1 row, e.g. {LEXICAL}: null"],
    ),
    "suggestion beside a label": (
        lambda: with_cells(
            "framings", 0, label="unrest", nearest_label="coup", nearest_similarity=0.5
        ),
        [
            f"framings.nearest_label: with_its_similarity: 1 row, e.g. {LEXICAL}: 'coup'",
        ],
    ),
    "form of a label": (
        lambda: with_cells("framings", 0, family="Power Seizure"),
        [
            "framings.family: str_matches('^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$'): 1 row, "
            f"e.g. {LEXICAL}: 'Power Seizure'"
        ],
    ),
    "language": (
        lambda: with_cells("articles", 0, language="eng"),
        [f"articles.language: str_matches('^[a-z]{{2}}$'): 1 row, e.g. {A1}: 'eng'"],
    ),
    "empty string": (
        lambda: with_cells("articles", 0, outlet=""),
        [f"articles.outlet: str_length(1, None): 1 row, e.g. {A1}: ''"],
    ),
    "negative count": (
        lambda: with_cells("articles", 0, word_count=-1),
        [f"articles.word_count: greater_than_or_equal_to(0): 1 row, e.g. {A1}: -1"],
    ),
    "confidence above 1": (
        lambda: with_cells("claims", 0, confidence=1.2),
        [f"claims.confidence: in_range(0, 1): 1 row, e.g. {QUOTED}: 1.2"],
    ),
    "confidence with a fourth decimal": (
        lambda: with_cells("framings", 1, confidence=0.1234),
        [f"framings.confidence: rounded_to_3_decimals: 1 row, e.g. {PREDICATIVE}: 0.1234"],
    ),
    "confidence that is no number": (
        lambda: with_cells("framings", 1, confidence=math.nan),
        [
            f"framings.confidence: not_null: 1 row, e.g. {PREDICATIVE}: NaN",
            f"framings.confidence: in_range(0, 1): 1 row, e.g. {PREDICATIVE}: NaN",
        ],
    ),
    "empty claim": (
        lambda: with_cells("claims", 0, claim="", claim_spans=[]),
        [
            f"claims.claim: str_length(1, None): 1 row, e.g. {QUOTED}: ''",
            f"claims.claim_spans: not_empty: 1 row, e.g. {QUOTED}: []",
            f"claims.claim_id: recomputed: 1 row, e.g. {QUOTED}: '{QUOTED}'",
        ],
    ),
    "spans out of order": (
        lambda: with_cells("claims", 0, claim_spans=spans((60, 70), (50, 55))),
        [
            f"claims.claim_spans: in_order: 1 row, e.g. {QUOTED}: [60:70, 50:55]",
            f"claims.claim_id: recomputed: 1 row, e.g. {QUOTED}: '{QUOTED}'",
            "claims.claim: words_at(claim_spans): 1 row, "
            f"e.g. {QUOTED}: 'The new bridge is “a folly” … “and I 🌉…",
        ],
    ),
    "missing offset": (
        lambda: with_cells("framings", 0, target_spans=spans((None, 5))),
        [
            f"framings.target_spans: in_order: 1 row, e.g. {LEXICAL}: [null:5]",
            f"framings.framing_id: recomputed: 1 row, e.g. {LEXICAL}: '{LEXICAL}'",
            f"framings.target: words_at(target_spans): 1 row, e.g. {LEXICAL}: 'The new bridge'",
        ],
    ),
    "mention without spans": (
        lambda: with_cells("claims", 1, speaker_mention="It"),
        [f"claims.speaker_mention: null_without_spans: 1 row, e.g. {TOLD}: 'It'"],
    ),
    "spans without cue": (
        lambda: with_cells("claims", 0, cue=None),
        [f"claims.cue: words_at(cue_spans): 1 row, e.g. {QUOTED}: null"],
    ),
    "target without spans": (
        lambda: with_cells("framings", 0, target=None),
        [f"framings.target: words_at(target_spans): 1 row, e.g. {LEXICAL}: null"],
    ),
    "narration that cites": (
        lambda: with_cells("claims", 2, voice="narration"),
        [
            f"claims.speaker_spans: empty_in_narration: 1 row, e.g. {REPEATED}: [0:18]",
            f"claims.cue_spans: empty_in_narration: 1 row, e.g. {REPEATED}: [19:23]",
        ],
    ),
    "empty alias": (
        lambda: with_cells("speakers", 0, aliases=["Zoë", ""], roles=[None]),
        [
            f"speakers.aliases: no_empty_items: 1 row, e.g. {MAYOR}: ['Zoë', '']",
            f"speakers.roles: roles_with_articles: 1 row, e.g. {MAYOR}: [null]",
        ],
    ),
    "other words than at the spans": (
        lambda: with_cells("claims", 2, claim="the new bridge is a triumph"),
        [
            "claims.claim: words_at(claim_spans): 1 row, "
            f"e.g. {REPEATED}: 'the new bridge is a triumph'"
        ],
    ),
    "other mention": (
        lambda: with_cells("claims", 2, speaker_mention="Mayor Ångström"),
        [
            "claims.speaker_mention: words_at(speaker_spans): 1 row, "
            f"e.g. {REPEATED}: 'Mayor Ångström'"
        ],
    ),
    "other cue": (
        lambda: with_cells("claims", 2, cue="shouted"),
        [f"claims.cue: words_at(cue_spans): 1 row, e.g. {REPEATED}: 'shouted'"],
    ),
    "other phrase": (
        lambda: with_cells("framings", 1, phrase="a Folly"),
        [f"framings.phrase: words_at(phrase_spans): 1 row, e.g. {PREDICATIVE}: 'a Folly'"],
    ),
    "span beyond the text": (
        # A slice that Python would cut short to the right words.
        lambda: with_cells("claims", 1, claim_spans=spans((110, 999))),
        [
            f"claims.claim_id: recomputed: 1 row, e.g. {TOLD}: '{TOLD}'",
            f"claims.claim: words_at(claim_spans): 1 row, e.g. {TOLD}: 'Work began in May.'",
        ],
    ),
    "other text": (
        lambda: with_cells("articles", 1, text=SECOND.text + " "),
        [
            f"articles.article_id: recomputed: 1 row, e.g. {A2}: '{A2}'",
            f"articles.text_sha256: recomputed: 1 row, e.g. {A2}: '{SECOND.text_sha256[:38]}…",
        ],
    ),
    "article of no table": (
        lambda: with_cells("claims", 1, article_id=NO_ONE),
        [
            f"claims.claim_id: recomputed: 1 row, e.g. {TOLD}: '{TOLD}'",
            f"claims.article_id: key_of(articles): 1 row, e.g. {TOLD}: '{NO_ONE}'",
        ],
    ),
    "speaker of no table": (
        lambda: with_cells("claims", 1, speaker_id=NO_ONE),
        [f"claims.speaker_id: key_of(speakers): 1 row, e.g. {TOLD}: '{NO_ONE}'"],
    ),
    "framer of no table": (
        lambda: with_cells("framings", 0, framer_id=NO_ONE),
        [f"framings.framer_id: key_of(speakers): 1 row, e.g. {LEXICAL}: '{NO_ONE}'"],
    ),
    "claim of no table": (
        lambda: with_cells("framings", 0, claim_id=NO_ONE),
        [f"framings.claim_id: key_of(claims): 1 row, e.g. {LEXICAL}: '{NO_ONE}'"],
    ),
    "claim of another article": (
        lambda: with_cells("framings", 0, claim_id=REPEATED),
        [f"framings.claim_id: of_same_article: 1 row, e.g. {LEXICAL}: '{REPEATED}'"],
    ),
    "duplicate of no table": (
        lambda: with_cells("articles", 1, duplicate_of=NO_ONE),
        [f"articles.duplicate_of: key_of(articles): 1 row, e.g. {A2}: '{NO_ONE}'"],
    ),
    "duplicate of itself": (
        lambda: with_cells("articles", 1, duplicate_of=A2),
        [f"articles.duplicate_of: names_an_original: 1 row, e.g. {A2}: '{A2}'"],
    ),
    "duplicate of a duplicate": (
        lambda: with_cells("articles", 0, duplicate_of=A2),
        [
            f"articles.duplicate_of: names_an_original: 2 rows, e.g. {A1}: '{A2}', {A2}: '{A1}'",
        ],
    ),
    "duplicate in another split": (
        lambda: with_cells("articles", 1, split="test"),
        [
            f"articles.split: split_of_original: 1 row, e.g. {A2}: 'test'",
            f"claims.split: split_of_article: 1 row, e.g. {REPEATED}: 'train'",
            f"framings.split: split_of_article: 1 row, e.g. {PREDICATIVE}: 'train'",
        ],
    ),
    "label of no framing": (
        lambda: with_cells("claims", 2, framings=["unrest", "waste"]),
        [f"claims.framings: labels_of_framings: 1 row, e.g. {REPEATED}: ['unrest', 'waste']"],
    ),
    "label left out": (
        lambda: with_cells("framings", 1, label="other"),
        [f"claims.framings: labels_of_framings: 1 row, e.g. {REPEATED}: ['waste']"],
    ),
    "null label": (
        lambda: with_cells("claims", 0, framings=[None]),
        [f"claims.framings: labels_of_framings: 1 row, e.g. {QUOTED}: [null]"],
    ),
    "counts": (
        lambda: with_cells("speakers", 0, claim_count=3, article_count=1),
        [
            f"speakers.claim_count: counted(claims): 1 row, e.g. {MAYOR}: 3",
            f"speakers.article_count: counted(claims): 1 row, e.g. {MAYOR}: 1",
        ],
    ),
    "table missing": (
        # The other tables' own checks still run, those that need articles do not.
        lambda: {
            name: table
            for name, table in with_cells("claims", 1, cue="said").items()
            if name != "articles"
        },
        [
            "articles: table_missing",
            f"claims.cue: null_without_spans: 1 row, e.g. {TOLD}: 'said'",
        ],
    ),
    "table unknown": (
        lambda: EXAMPLE | {"reviews": EXAMPLE["claims"]},
        ["reviews: table_unknown"],
    ),
    "column missing": (
        lambda: EXAMPLE | {"claims": EXAMPLE["claims"].drop_columns("claim_spans")},
        ["claims.claim_spans: column_missing"],
    ),
    "column unknown": (
        lambda: EXAMPLE | {"claims": EXAMPLE["claims"].append_column("mood", [["a", "b", "c"]])},
        ["claims.mood: column_unknown"],
    ),
    "columns in another order": (
        lambda: EXAMPLE | {"speakers": EXAMPLE["speakers"].select(range(7, -1, -1))},
        ["speakers.article_count: column_order"],
    ),
    "column twice": (
        lambda: (
            EXAMPLE
            | {"speakers": EXAMPLE["speakers"].append_column("name", EXAMPLE["speakers"]["name"])}
        ),
        ["speakers: column_names_unique"],
    ),
    "column of another type": (
        lambda: (
            EXAMPLE
            | {"claims": pl.DataFrame(pl.from_arrow(EXAMPLE["claims"])).with_columns(cue_spans=1)}
        ),
        ["claims.cue_spans: type(List(Struct({'start': Int32, 'end': Int32}))), found Int32"],
    ),
    "column of nulls without a type": (
        lambda: (
            EXAMPLE
            | {"claims": pl.DataFrame(pl.from_arrow(EXAMPLE["claims"])).with_columns(track_id=None)}
        ),
        ["claims.track_id: type(String), found Null"],
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_violation_gives_its_fault_and_no_other(planted: str) -> None:
    make, expected = PLANTED[planted]
    assert faults(make()) == expected


def test_every_row_is_counted_and_the_first_five_shown() -> None:
    claims = pl.DataFrame(pl.from_arrow(EXAMPLE["claims"]))
    many = pl.concat([claims] * 10).with_columns(voice=pl.lit("loud"))
    with pytest.raises(SchemaError) as raised:
        validate(EXAMPLE | {"claims": many})
    (fault,) = (fault for fault in raised.value.faults if fault.column == "voice")
    assert fault.count == 30
    assert fault.row_ids == (QUOTED, TOLD, REPEATED, QUOTED, TOLD)
    assert fault.values == ("'loud'",) * 5
    shown = ", ".join(f"{row}: 'loud'" for row in fault.row_ids)
    assert str(fault).endswith(f"30 rows, e.g. {shown}, …")


def test_the_error_lists_all_faults_one_a_line() -> None:
    with pytest.raises(SchemaError) as raised:
        validate(with_cells("claims", 0, origin="bot", confidence=1.2))
    assert str(raised.value) == (
        "2 faults in the tables:\n"
        f"  claims.confidence: in_range(0, 1): 1 row, e.g. {QUOTED}: 1.2\n"
        f"  claims.origin: isin(['model', 'human']): 1 row, e.g. {QUOTED}: 'bot'"
    )


def test_what_an_article_says_stays_on_its_line() -> None:
    (line,) = faults(with_cells("claims", 2, claim="x\n\x1b[2J\u202eevil"))
    assert line.endswith(r"'x\n\x1b[2J\u202eevil'")


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_drawn_tables_pass(drawn: dict[str, pa.Table]) -> None:
    validate(drawn)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), st.data())
def test_a_moved_span_is_found(drawn: dict[str, pa.Table], data: st.DataObject) -> None:
    """Whichever edge of whichever span of a claim moves, and wherever it moves to."""
    claims = drawn["claims"].to_pylist()
    assume(claims)
    row = data.draw(st.integers(0, len(claims) - 1))
    cells = claims[row]
    filled = [name for name in cells if name.endswith("_spans") and cells[name]]
    column = data.draw(st.sampled_from(filled))
    span = data.draw(st.integers(0, len(cells[column]) - 1))
    edge = data.draw(st.sampled_from(["start", "end"]))
    cells[column][span][edge] += data.draw(st.integers(-300, 300).filter(bool))
    schema = arrow_schema(TABLES["claims"])
    found = faults(drawn | {"claims": pa.Table.from_pylist(claims, schema=schema)})
    assert any(line.startswith("claims.claim_id: recomputed") for line in found)
    assert any(
        line.startswith(f"claims.{column}: in_order") or f"words_at({column})" in line
        for line in found
    )


def as_frames(tables):
    return {
        name: pl.DataFrame(pl.from_arrow(table)) if isinstance(table, pa.Table) else table
        for name, table in tables.items()
    }


def in_parts(tables):
    """The faults where each article comes by itself."""
    frames = as_frames(tables)
    check = Check({name: frames.pop(name) for name in ("speakers", "tracks")})
    for one in sorted(set(frames["articles"]["article_id"])):
        check.take({n: frame.filter(pl.col("article_id") == one) for n, frame in frames.items()})
    try:
        check.finish()
    except SchemaError as error:
        return {(one.table, one.column, one.check, one.count) for one in error.faults}
    return set()


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("claims", {}),
        ("claims", {"confidence": 1.2, "origin": "bot"}),
        ("claims", {"speaker_id": "0" * 20}),
        ("claims", {"track_id": "0" * 20}),
        ("articles", {"duplicate_of": "0" * 20}),
        ("speakers", {"claim_count": 99, "article_count": 99}),
    ],
)
def test_an_article_at_a_time_has_the_same_faults(table, cells):
    tables = with_cells(table, 0, **cells) if cells else EXAMPLE
    assert tables["articles"].num_rows > 1
    found = in_parts(tables)
    assert bool(found) == bool(cells)
    try:
        validate(tables)
    except SchemaError as error:
        assert found == {(one.table, one.column, one.check, one.count) for one in error.faults}
