import json

import pytest

from benchmarks import speaker_quality as benchmark


@pytest.mark.parametrize(
    ("name", "names", "named", "right"),
    [
        ("José Pérez", ["Jose Perez"], True, True),
        ("Pérez", ["José Pérez"], True, False),
        ("Ann Lee's campaign", ["Lee campaign"], True, True),
        ("Ann Lee's aide", ["Lee campaign"], True, False),
        ("senior officials", ["officials"], False, True),
        ("Ann Lee", ["officials"], False, False),
        (None, [], False, True),
        (None, ["Ann Lee"], True, False),
        ("Ann Lee", [], False, False),
    ],
)
def test_what_counts_as_right(name, names, named, right):
    assert benchmark.is_right(name, {"names": names, "named": named}) == right


@pytest.mark.parametrize(
    ("pairs", "figure"),
    [
        ([("a", "1"), ("a", "1"), ("b", "2")], 100.0),
        ([("a", "1"), ("a", "2")], 200 / 3),
        ([("a", "1"), ("b", "1")], 200 / 3),
    ],
)
def test_b_cubed_by_hand(pairs, figure):
    assert benchmark.b_cubed(pairs) == pytest.approx(figure)


def test_the_labels_are_offsets_and_names_of_several_kinds():
    labels = benchmark.labelled.rows_of(benchmark.FOLDER / "dev.jsonl")
    assert len(labels) >= 400
    assert all(set(label) == {"article", "start", "end", "names", "named", "type", "kind", "identity"}
               for label in labels)  # fmt: skip
    second = benchmark.labelled.rows_of(benchmark.FOLDER / "second.jsonl")
    places = {(one["article"], one["start"], one["end"]) for one in labels}
    assert all((one["article"], one["start"], one["end"]) in places for one in second)


def test_every_floor_of_the_name_variants_holds(capsys):
    figures = benchmark.variants(benchmark.FOLDER / "name_variants.yaml")
    floors = json.loads(benchmark.FLOORS.read_text("utf-8"))[benchmark.SET]["floors"]
    assert figures["B3, name variants"] >= floors["B3, name variants"]
    assert "ways to write" in capsys.readouterr().out


def test_gum_is_measured_on_who_is_named_elsewhere(tmp_path, capsys):
    text = "Ann Lee spoke on Monday. She said that it rained. The lawyer left."
    mentions = [
        {"start": 0, "end": 7, "entity": "1", "type": "person"},
        {"start": 25, "end": 28, "entity": "1", "type": "person"},
        {"start": 50, "end": 60, "entity": "2", "type": "person"},
    ]
    path = tmp_path / "gum.jsonl"
    path.write_text(json.dumps({"genre": "news", "text": text, "mentions": mentions}))
    assert benchmark.gum(path) == {"GUM news, all": 100.0, "GUM news, pronoun for person": 100.0}
    assert "1 pronouns" in capsys.readouterr().out
