"""Every kind of change, planted, and what holds of any two releases."""

from __future__ import annotations

import hashlib
from copy import deepcopy

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import ReleaseError
from claims.release import Provenance, write
from claims.release.diff import Side, compare
from claims.release.diff.plan import PLANS
from claims.release.diff.told import merges_note
from claims.schemas import TABLES, key_of
from claims.spans import Span
from tests.examples import FIRST, article, at, example
from tests.sides import Rows, cells, counts, of_frames, rows_of, side
from tests.strategies import article_row, claim_row, framing_row, speaker_row, tables

TEXT = FIRST.text


@pytest.fixture
def rows() -> Rows:
    return rows_of(example())


def compared(before: Rows, after: Rows):
    return compare(side(before), side(after, "1.0.1"))


def test_every_table_can_be_compared():
    assert PLANS.keys() == TABLES.keys()


# ------------------------------------------------------------------ a column changed


@pytest.mark.parametrize(
    ("table", "column", "value", "before", "after"),
    [
        ("claims", "speaker", "Anna Lind", "Zoë Ångström", "Anna Lind"),
        ("claims", "speaker", None, "Zoë Ångström", None),
        ("claims", "framings", ["coup", "say \"ü\""], "[]", '["coup","say \\"ü\\""]'),
        ("claims", "cue_lemma", "tell", "say", "tell"),
        ("claims", "voice", "direct", "mixed", "direct"),
        ("claims", "said_on", None, "2024-05-06", None),
        ("claims", "confidence", 0.123, "0.875", "0.123"),
        ("claims", "claim_spans", [{"start": 29, "end": 50}], "30-57,84-106", "29-50"),
        ("claims", "speaker_spans", [], "59-77", ""),
        ("framings", "label", "folly", "waste", "folly"),
        ("framings", "polarity", "denied", "asserted", "denied"),
        ("speakers", "claim_count", 3, "2", "3"),
        ("speakers", "roles", [], f'[{{"role":"Mayor","article_id":"{FIRST.article_id}"}}]', "[]"),
        ("articles", "title", None, "Bridge “a folly”, mayor says", None),
        ("articles", "split", "test", "train", "test"),
    ],
)  # fmt: skip
def test_a_cell_that_changed(rows, table, column, value, before, after):
    changed = deepcopy(rows)
    (row,) = [row for row in changed[table] if row in rows[table][:1]]
    row[column] = value
    found = compared(rows, changed)
    key = row[key_of(TABLES[table])]
    assert cells(found, ("table", "key_before", "key_after", "change", "column", "before", "after")) == [
        (table, key, key, "changed", column, before, after)
    ]  # fmt: skip
    assert counts(found) == {table: (0, 0, 1, len(rows[table]) - 1)}
    assert next(one for one in found.tables if one.name == table).columns == {column: 1}
    assert not found.same


def test_rows_that_came_and_went(rows):
    fewer = deepcopy(rows)
    del fewer["claims"][0], fewer["speakers"][0]
    key = rows["claims"][0]["claim_id"]
    words = "The new bridge is “a folly” … “and I 🌉 will stop it”"
    wanted = (
        "table",
        "key_before",
        "key_after",
        "article_id",
        "change",
        "column",
        "before",
        "after",
    )
    assert cells(compared(rows, fewer), wanted) == [
        ("claims", key, None, FIRST.article_id, "removed", None, words, None),
        ("speakers", rows["speakers"][0]["speaker_id"], None, None, "removed", None, "Zoë Ångström", None),
    ]  # fmt: skip
    assert cells(compared(fewer, rows), wanted) == [
        ("claims", None, key, FIRST.article_id, "added", None, None, words),
        ("speakers", None, rows["speakers"][0]["speaker_id"], None, "added", None, None, "Zoë Ångström"),
    ]  # fmt: skip


# ------------------------------------------------------------------ rows whose id changed


def claim_at(*words: str, text: str = TEXT, where=FIRST, **columns):
    return claim_row(where, at(text, *words), **columns)


def framing_at(phrase: str, kind="lexical", target: str | None = None, **columns):
    return framing_row(FIRST, at(TEXT, phrase), at(TEXT, target) if target else (), kind, **columns)


def only(claims=(), framings=(), speakers=(), articles=(FIRST,)) -> Rows:
    counts = {"claim_count": 1, "article_count": 1}
    return {
        "claims": list(claims),
        "articles": [article_row(one) for one in articles],
        "framings": list(framings),
        "speakers": [one | counts for one in speakers],
    }


def pairs(before: Rows, after: Rows, column: str = "claim") -> list[tuple]:
    """The words of rows before and after: of those that changed, came and went."""
    found = compared(before, after)
    told = found.changes.filter(pl.col("column").is_null() | (pl.col("column") == column))
    return sorted(told.select("before", "after").rows(), key=str)


def test_other_boundaries_are_the_same_claim():
    before = claim_at("The new bridge is “a folly”", "“and I 🌉 will stop it”")
    after = claim_at("new bridge is “a folly”", "“and I 🌉 will stop it”")
    found = compared(only([before]), only([after]))
    assert counts(found) == {"claims": (0, 0, 1, 0)}
    assert cells(found) == [
        ("claim", "The new bridge is “a folly” … “and I 🌉 will stop it”", "new bridge is “a folly” … “and I 🌉 will stop it”"),
        ("claim_id", before["claim_id"], after["claim_id"]),
        ("claim_spans", "30-57,84-106", "34-57,84-106"),
    ]  # fmt: skip


def test_less_than_half_in_common_is_another_claim():
    assert pairs(only([claim_at("Work")]), only([claim_at("Work began")])) == [
        ("Work", None), (None, "Work began"),
    ]  # fmt: skip
    assert pairs(only([claim_at("Work be")]), only([claim_at("Work began in M")])) == [
        ("Work be", None), (None, "Work began in M"),
    ]  # fmt: skip
    assert pairs(only([claim_at("Work began")]), only([claim_at("Work began in")])) == [
        ("Work began", "Work began in")
    ]


def test_each_claim_is_paired_once_with_what_overlaps_it_most():
    long, longer, longest = (claim_at(f"Work began{more}") for more in ("", " in", " in May"))
    assert pairs(only([long, longer]), only([longest])) == [
        ("Work began in", "Work began in May"), ("Work began", None),
    ]  # fmt: skip
    assert pairs(only([longest]), only([long, longer])) == [
        ("Work began in May", "Work began in"), (None, "Work began"),
    ]  # fmt: skip


def test_of_equal_overlaps_the_cue_decides():
    began, may, work = at(TEXT, "began"), at(TEXT, "May"), at(TEXT, "Work began in May.")
    before = [claim_row(FIRST, work, (), began), claim_row(FIRST, work, (), may)]
    after = [claim_row(FIRST, work, may, may), claim_row(FIRST, work, may, began)]
    found = compared(only(before), only(after))
    assert counts(found) == {"claims": (0, 0, 2, 0)}
    assert "cue" not in found.tables[0].columns


def test_claims_of_other_articles_are_other_claims():
    other = article("other.txt", TEXT + " Really.", None)
    before = only([claim_at("Work began in May.")], articles=[FIRST, other])
    after = only([claim_at("Work began in May.", where=other)], articles=[FIRST, other])
    assert counts(compared(before, after)) == {"claims": (1, 1, 0, 0)}


def test_a_framing_keeps_its_kind_rather_than_its_boundaries():
    kinds = ("predicative", "lexical")
    before = [framing_at(*one, "The new") for one in zip(("a folly", "folly"), kinds, strict=True)]
    after = [framing_at(*one, "The new") for one in zip(("folly", "a folly"), kinds, strict=True)]
    found = compared(only(framings=before), only(framings=after))
    assert counts(found) == {"framings": (0, 0, 2, 0)}
    assert list(found.tables[2].columns) == ["phrase", "framing_id", "phrase_spans"]


def test_a_framing_of_another_kind_and_target_is_the_same_by_its_phrase():
    before = framing_at("a folly", "lexical")
    after = framing_at("a folly", "predicative", "The new bridge")
    found = compared(only(framings=[before]), only(framings=[after]))
    assert cells(found)[:2] == [
        ("target", None, "The new bridge"), ("kind", "lexical", "predicative"),
    ]  # fmt: skip


def test_a_speaker_with_another_id_is_known_by_name_and_type():
    before, after = speaker_row("Anna Lind"), speaker_row("Anna Lind", speaker_id="ab" * 10)
    found = compared(only(speakers=[before]), only(speakers=[after]))
    assert cells(found) == [("speaker_id", before["speaker_id"], "ab" * 10)]
    agency = speaker_row("Anna Lind", "organization")
    assert counts(compared(only(speakers=[before]), only(speakers=[agency]))) == {
        "speakers": (1, 1, 0, 0)
    }


# ------------------------------------------------------------------ articles cleaned anew, or moved


def test_claims_of_an_article_cleaned_anew_are_known_by_their_words():
    texts = (
        "Yes. No. Yes. The old bridge, he said, will be closed in May. It rained. It is a folly.",
        "Updated: Yes. Yes. No. The old bridge, he said, will be closed. The sun shone. A real folly!",
    )
    told = (
        [[(0, 4)], [(5, 8)], [(9, 13)], [(14, 28), (39, 61)], [(62, 72)]],
        [[(9, 13)], [(14, 18)], [(19, 22)], [(23, 37), (48, 63)], [(64, 78)]],
    )
    releases = []
    for text, several in zip(texts, told, strict=True):
        where = article("a.txt", text, None)
        made = [claim_row(where, tuple(Span(*edges) for edges in one)) for one in several]
        framing = framing_row(where, at(text, "folly"), label="waste")
        releases.append(only(made, [framing], articles=[where]))
    found = compared(*releases)
    assert counts(found) == {
        "claims": (1, 1, 4, 0), "articles": (0, 0, 1, 0), "framings": (0, 0, 1, 0),
    }  # fmt: skip
    placed = found.changes.filter(pl.col("column").is_in(["claim_spans", "phrase_spans"]))
    assert sorted(placed.select("column", "before", "after").rows()) == [
        ("claim_spans", "0-4", "9-13"),  # the first "Yes."
        ("claim_spans", "14-28,39-61", "23-37,48-63"),  # 7 of 9 words are the same
        ("claim_spans", "5-8", "19-22"),
        ("claim_spans", "9-13", "14-18"),  # the second "Yes."
        ("phrase_spans", "81-86", "86-91"),
    ]


def test_an_article_that_moved_keeps_its_claims():
    moved = article("https://example.org/new", TEXT, "The Daily Example")
    found = compared(
        only([claim_at("Work began in May.")]),
        only([claim_at("Work began in", where=moved)], articles=[moved]),
    )
    assert counts(found) == {"claims": (0, 0, 1, 0), "articles": (0, 0, 1, 0)}


def test_articles_of_one_name_are_not_mixed_up():
    before = [article("index.html", text, None) for text in ("One.", "Two.")]
    after = [article("index.html", text, None) for text in ("Three.", "Four.")]
    found = compared(only(articles=before), only(articles=after))
    assert counts(found) == {"articles": (2, 2, 0, 0)}


# ------------------------------------------------------------------ what is told first


def test_the_most_telling_changes_come_first(rows):
    changed = deepcopy(rows)
    changed["claims"][0] |= {"confidence": 0.5, "cue": "told", "speaker": "Anna Lind"}
    changed["claims"][1] |= {"confidence": 0.5}
    changed["framings"][0]["label"] = "folly"
    changed["claims"].append(claim_at("Work began"))
    new = article("new.txt", "It rained.", None)
    changed["articles"].append(article_row(new))
    changed["claims"].append(claim_row(new, at(new.text, "It rained.")))
    changed["speakers"][0]["claim_count"] = 5
    found = compared(rows, changed)
    assert cells(found, ("number", "table", "change", "column")) == [
        (0, "claims", "changed", "speaker"),
        (0, "claims", "changed", "cue"),
        (0, "claims", "changed", "confidence"),
        (1, "framings", "changed", "label"),
        (2, "claims", "added", None),
        (3, "articles", "added", None),
        (4, "claims", "added", None),
        (5, "speakers", "changed", "claim_count"),
        (6, "claims", "changed", "confidence"),
    ]
    assert found.count == 7


# ------------------------------------------------------------------ other columns, other tables


def test_releases_with_other_columns_are_compared_on_those_they_share(rows):
    old = side(rows, types={"claims.voice": "class: direct, indirect"})
    frames = {name: old.read(name, list(old.columns(name))) for name in rows}
    claims = (
        frames["claims"]
        .drop("track_id")
        .with_columns(tone=pl.lit("grave"), said_on=pl.lit("Monday"), speaker=pl.lit("Anna Lind"))
    )
    found = compare(old, of_frames(frames | {"claims": claims}, types={"claims.said_on": "string"}))
    (table, *_) = found.tables
    assert (table.new_columns, table.gone_columns) == (("tone",), ("track_id",))
    assert table.retyped_columns == ("voice", "said_on")
    assert "said_on" not in table.columns
    assert table.columns == {"speaker": 3}
    assert not found.same_columns


def test_a_table_of_one_release_only(rows):
    without = {name: several for name, several in rows.items() if name != "framings"}
    found = compared(rows, without)
    assert counts(found) == {"framings": (0, 2, 0, 0)}
    assert counts(compared(without, rows)) == {"framings": (2, 0, 0, 0)}


def test_a_table_that_cannot_be_compared_is_named(rows):
    one, other = side(rows), side(rows)
    more = Side(
        other.version, {**other.tables, "quotes": other.tables["claims"]}, 0, None, other.read
    )
    assert compare(one, more).unknown == ("quotes",)
    assert compare(more, more).unknown == ()


def test_tracks_that_became_one_are_listed_and_correct_nothing(rows):
    kept, gone = "aa" * 10, "bb" * 10
    before, after = deepcopy(rows), deepcopy(rows)
    track = {
        "claim_id": rows["claims"][0]["claim_id"], "claim": rows["claims"][0]["claim"],
        "claim_count": 2, "article_count": 2, "outlet_count": 0, "outlets": [],
        "first_seen": None, "last_seen": None, "speakers": [], "framings": [],
    }  # fmt: skip
    before["tracks"] = [track | {"track_id": one} for one in (kept, gone)]
    after["tracks"] = [track | {"track_id": kept, "claim_count": 3}]
    for place, (old, new) in enumerate(((kept, kept), (gone, kept), (None, kept))):
        before["claims"][place]["track_id"], after["claims"][place]["track_id"] = old, new
    found = compared(before, after)
    assert found.merges == ((gone, kept),)
    assert merges_note(found) == f"Tracks merged: {gone} into {kept}."
    (claims,) = (table for table in found.tables if table.name == "claims")
    assert (claims.changed, claims.corrected) == (2, 0)
    assert compared(after, before).merges == ()


def test_other_rejects_alone_are_a_difference(rows):
    found = compare(side(rows), side(rows, rejects=2))
    assert (found.same, found.same_content, found.same_rejects) == (False, True, False)


# ------------------------------------------------------------------ from folders


def test_releases_of_the_same_digests_are_not_read(rows):
    def unread(*_):
        raise AssertionError

    tables = side(rows).tables
    one, other = (Side(version, tables, 0, None, unread) for version in ("1.0.0", "1.0.1"))
    assert compare(one, other).same


@pytest.fixture
def folder(tmp_path):
    made_by = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)
    return write(example(), tmp_path / "run=3", provenance=made_by).path


def test_releases_in_folders_and_those_not_written_are_compared_alike(rows, folder):
    changed = deepcopy(rows)
    changed["claims"][0]["speaker"] = "Anna Lind"
    found = compare(Side.of(folder), side(changed))
    assert cells(found) == [("speaker", "Zoë Ångström", "Anna Lind")]


def test_a_file_that_is_damaged_gone_or_not_the_manifests(rows, folder):
    file = folder / "data/claims/train-00000-of-00001.parquet"
    whole = file.read_bytes()
    claims = pl.read_parquet(file)

    def said() -> str:
        with pytest.raises(ReleaseError) as raised:
            compare(Side.of(folder), side(rows | {"claims": []}))
        message = str(raised.value)
        assert message.endswith("restore the release from a copy or build it anew")
        assert "\n" not in message
        return message

    claims[1:].write_parquet(file)
    against = "against what its release.json says; restore the release from a copy or build it anew"
    assert said() == f"claims in {folder} has 2 rows, {against}"
    claims.drop("claim_id").write_parquet(file)
    assert said().startswith(
        f"cannot read claims in {folder}: No match for FieldRef.Name(claim_id)"
    )
    file.write_bytes(whole[:200] + bytes([whole[200] ^ 255]) + whole[201:])
    assert said().startswith(f"cannot read claims in {folder}: ")
    file.unlink()
    assert said().startswith(f"cannot read claims in {folder}: ")


# ------------------------------------------------------------------ what always holds

several = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def _other_id(row: dict, key: str) -> str:
    return hashlib.sha256(row[key].encode()).hexdigest()[:20]


@st.composite
def two(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """The rows of two releases, most of which are in both, some altered on the way."""
    rows, others = rows_of(draw(tables())), rows_of(draw(tables()))
    before: Rows = {}
    after: Rows = {}
    for name in rows:
        key = key_of(TABLES[name])
        keys = {row[key] for row in rows[name]}
        extra = [row for row in others[name] if row[key] not in keys]
        before[name] = [row for row in rows[name] if draw(st.integers(0, 4))]
        after[name] = [_altered(draw, name, row) for row in rows[name] if draw(st.integers(0, 4))]
        (before if draw(st.booleans()) else after)[name].extend(extra)
    for row in after["articles"]:
        if not draw(st.integers(0, 3)):
            _clean_anew(row, after)
    return before, after


def _clean_anew(row: dict, rows: Rows) -> None:
    """Give an article another text, and so other ids to all that is in it."""
    old, row["article_id"] = row["article_id"], _other_id(row, "article_id")
    row["text_sha256"] = "0" * 64
    for table in ("claims", "framings"):
        for one in rows[table]:
            if one["article_id"] == old:
                key = key_of(TABLES[table])
                one |= {"article_id": row["article_id"], key: _other_id(one, key)}


def _altered(draw: st.DrawFn, table: str, row: dict) -> dict:
    row = deepcopy(row)
    kind = draw(st.integers(0, 5))
    if kind == 0 and "confidence" in row:
        row["confidence"] = draw(st.sampled_from([0.0, 1.0]))
    if kind == 1:
        name = {
            "claims": "speaker",
            "framings": "framer",
            "articles": "outlet",
            "speakers": "name",
        }[table]
        row[name] = draw(st.sampled_from(["Anna Lind", "Łukasz"]))
    if kind == 2:  # another id, at the same place
        row[key_of(TABLES[table])] = _other_id(row, key_of(TABLES[table]))
    if kind == 3 and table == "claims":
        row["claim_spans"] = [{**span, "end": span["end"] + 1} for span in row["claim_spans"]]
        row["claim_id"] = _other_id(row, "claim_id")
    return row


@several
@given(tables())
def test_a_release_is_the_same_as_itself(drawn):
    one, other = side(rows_of(drawn)), side(rows_of(drawn))
    found = compare(one, other)
    assert found.same
    assert not found.changes.height
    assert counts(found) == {}


@pytest.mark.slow
@several
@given(two())
def test_read_backwards_it_says_the_opposite(both):
    one, other = compared(*both), compared(*reversed(both))
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    wanted = ("table", "key_before", "key_after", "change", "column", "before", "after")
    turned = [
        (table, after, before, opposite[change], column, new, old)
        for table, before, after, change, column, old, new in cells(other, wanted)
    ]
    assert sorted(cells(one, wanted), key=str) == sorted(turned, key=str)


@pytest.mark.slow
@several
@given(two())
def test_the_changes_lead_from_one_release_to_the_other(both):
    before, after = both
    found = compared(before, after)
    for table in found.tables:
        key = key_of(TABLES[table.name])
        assert len(before[table.name]) == table.removed + table.changed + table.same
        assert len(after[table.name]) == table.added + table.changed + table.same
        own = found.changes.filter(pl.col("table") == table.name)
        rows = own.select("key_before", "key_after", "change").unique()
        gone, new = (
            {one for one in rows[name] if one is not None} for name in ("key_before", "key_after")
        )
        old_keys, new_keys = ({row[key] for row in side_[table.name]} for side_ in both)
        assert (old_keys - gone) | new == new_keys
        # What is not told of is the same.
        untold = [row for row in before[table.name] if row[key] not in gone]
        kept = {row[key]: row for row in after[table.name]}
        assert all(kept[row[key]] == row for row in untold)
        assert len(untold) == table.same


@pytest.mark.slow
@several
@given(two(), st.randoms())
def test_the_order_of_the_rows_does_not_matter(both, random):
    shuffled = deepcopy(both)
    for rows in shuffled:
        for several_rows in rows.values():
            random.shuffle(several_rows)
    assert compared(*both).changes.equals(compared(*shuffled).changes)
