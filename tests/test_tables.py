import datetime as dt
from dataclasses import replace

import pytest

from claims.clean import as_given
from claims.errors import ClaimsError
from claims.ids import article_id
from claims.records import Extraction
from claims.schemas import TABLES, arrow_schema, validate
from claims.speakers import load_pins
from claims.speakers.resolve import named
from claims.splits import Splits
from claims.tables import Gathering
from claims.track.signatures import signature
from tests.track.stories import COPIES, story


def extraction(text: str, uri: str, published: dt.date | None = None) -> Extraction:
    article = replace(
        as_given(text), source_uri=uri, article_id=article_id(uri, text), published=published
    )
    return Extraction(article, claims=(), framings=(), speakers=(), signature=signature(article))


def rows(gathering: Gathering) -> dict[str, dict]:
    return {row["source_uri"]: row for row in gathering.tables()["articles"].to_pylist()}


def test_tables_have_the_contracts_columns_even_without_rows():
    tables = Gathering(Splits()).tables()
    for name, model in TABLES.items():
        assert tables[name].schema == arrow_schema(model)


def test_an_article_read_twice_is_in_once():
    gathering = Gathering(Splits())
    assert gathering.add(extraction("It rained.", "a"))
    assert not gathering.add(extraction("It rained.", "a"))
    assert len(gathering) == 1


def test_a_repeated_text_names_the_one_published_first_and_shares_its_split():
    gathering = Gathering(Splits(40, 30, 30))
    gathering.add(extraction("It rained.", "late", dt.date(2024, 5, 2)))
    gathering.add(extraction("It rained.", "early", dt.date(2024, 5, 1)))
    gathering.add(extraction("It rained.", "undated"))
    gathering.add(extraction("It snowed.", "other"))
    tables = gathering.tables()
    validate(tables)
    found = {row["source_uri"]: row for row in tables["articles"].to_pylist()}
    first = found["early"]
    assert first["duplicate_of"] is None is found["other"]["duplicate_of"]
    assert found["late"]["duplicate_of"] == found["undated"]["duplicate_of"] == first["article_id"]
    assert len({found[uri]["split"] for uri in ("late", "early", "undated")}) == 1


def test_edited_copies_name_the_first_and_no_group_is_parted():
    made = [
        extraction("\n\n".join(edit(story(seed))), f"{seed} {name}", dt.date(2024, 5, 1 + number))
        for seed in range(25)
        for number, (name, edit) in enumerate(COPIES.items())
    ]
    tables = []
    for order in (made, made[::-1]):
        gathering = Gathering(Splits(40, 30, 30))
        for one in order:
            gathering.add(one)
        tables.append(gathering.tables())
    validate(tables[0])
    found, again = (
        {row["source_uri"]: row for row in one["articles"].to_pylist()} for one in tables
    )
    assert found == again
    first = {seed: found[f"{seed} the same"] for seed in range(25)}
    for uri, row in found.items():
        original = first[int(uri.split()[0])]
        assert row["duplicate_of"] == (original["article_id"] if row is not original else None)
        assert row["split"] == original["split"]
    assert {row["split"] for row in first.values()} == {"train", "validation", "test"}


def test_splits_stay_when_articles_are_added_and_have_about_their_shares():
    texts = [f"It rained {n} days." for n in range(400)]
    small, large = Gathering(Splits(80, 10, 10)), Gathering(Splits(80, 10, 10))
    for number, text in enumerate(texts):
        large.add(extraction(text, str(number)))
        if number % 2:
            small.add(extraction(text, str(number)))
    before, after = rows(small), rows(large)
    assert all(after[uri]["split"] == row["split"] for uri, row in before.items())
    train = sum(row["split"] == "train" for row in after.values())
    assert 290 <= train <= 350


def test_a_speakers_names_are_one_row():
    gathering = Gathering(Splits())
    for uri, name, alias in (
        ("a", "José Pérez", "Pérez"),
        ("b", "Jose Perez", "Pepe"),
        ("c", "José Pérez", "Pérez"),
    ):
        gathering.add(
            replace(
                extraction(f"{name} {uri}.", uri),
                speakers=(replace(named(name, "person"), aliases=(alias,), roles=("mayor",)),),
            )
        )
    (row,) = gathering.tables()["speakers"].to_pylist()
    assert row["name"] == "José Pérez"
    assert row["aliases"] == ["Jose Perez", "Pepe", "Pérez"]
    assert row["roles"] == [{"role": "mayor", "article_id": row["roles"][0]["article_id"]}]


@pytest.mark.parametrize("given", ["80/10", "80/10/20", "a/b/c", "-10/60/50", ""])
def test_splits_that_make_no_sense_are_refused(given):
    with pytest.raises(ClaimsError, match=r"such as 80/10/10$"):
        Splits.parse(given)


def test_a_short_name_joins_the_fuller_one_of_the_release_in_any_order():
    made = [
        replace(
            extraction(f"{name} {uri}.", uri),
            speakers=(named(name, "person"),),
        )
        for uri, name in (("a", "K. Tokayev"), ("b", "Kassym-Jomart Tokaev"), ("c", "Ann Lee"))
    ]
    tables = []
    for order in (made, made[::-1]):
        gathering = Gathering(Splits())
        for one in order:
            gathering.add(one)
        tables.append(gathering.tables()["speakers"].to_pylist())
    assert tables[0] == tables[1]
    by_name = {row["name"]: row for row in tables[0]}
    assert set(by_name) == {"Kassym-Jomart Tokaev", "Ann Lee"}
    assert by_name["Kassym-Jomart Tokaev"]["aliases"] == ["K. Tokayev"]


def test_pins_name_speakers_and_give_their_items(tmp_path):
    path = tmp_path / "speakers.yaml"
    path.write_text("- {name: Ann B. Lee, wikidata: Q42, aliases: [Lee, Ann Lee]}\n")
    gathering = Gathering(Splits(), load_pins(path))
    gathering.add(replace(extraction("Lee spoke.", "a"), speakers=(named("Lee", "person"),)))
    (row,) = gathering.tables()["speakers"].to_pylist()
    assert (row["name"], row["wikidata"], row["aliases"]) == ("Ann B. Lee", "Q42", ["Lee"])


def test_joins_that_follow_one_another_end_in_one_speaker():
    names = {"a": "BBC", "b": "Bob Baker Clark's campaign", "c": "Robert Baker Clark's campaign",
             "d": "Bob Baker Clark", "e": "Robert Baker Clark", "f": "Robert Baker Clark"}  # fmt: skip
    gathering = Gathering(Splits())
    for uri, name in names.items():
        kind = "person" if name.endswith("Clark") else "organization"
        gathering.add(replace(extraction(f"{uri}.", uri), speakers=(named(name, kind),)))
    rows = gathering.tables()["speakers"].to_pylist()
    person = next(row["name"] for row in rows if row["type"] == "person")
    assert sorted(row["name"] for row in rows) == sorted(["BBC", person, f"{person}'s campaign"])
