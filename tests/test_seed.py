"""The article that the project began with comes out right, from its file to the loaded dataset."""

import json

import pytest

from claims.read import read
from tests.golden.update import GOLDEN, ROOT, TABLES, built

RAW = next(iter((ROOT / "articles").glob("*.txt"))).read_bytes().decode()


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return built(tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="module")
def golden():
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def confidences(rows):
    return [row["confidence"] for row in rows if "confidence" in row]


def without(rows):
    return [{column: row[column] for column in row if column != "confidence"} for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_as_reviewed(release, golden, table):
    assert without(release[table]) == without(golden[table])
    # Another kind of processor may round the model's arithmetic otherwise.
    assert confidences(release[table]) == pytest.approx(confidences(golden[table]), abs=0.03)


def test_the_content_digest_is_as_recorded(release, golden):
    if any(confidences(release[table]) != confidences(golden[table]) for table in TABLES):
        pytest.skip("this processor rounds the model's arithmetic otherwise")
    assert release["content_sha256"] == golden["content_sha256"]


def test_the_article_is_as_published():
    (document,) = read([ROOT / "articles"])
    assert document.source_uri == (
        "https://www.themoscowtimes.com/2022/01/11/"
        "russia-led-troops-to-begin-leaving-kazakhstan-in-2-days-president-a76007"
    )
    assert (document.byline, document.published.isoformat()) == ("AFP", "2022-01-11")


def one(release, **wanted):
    """The one claim whose columns have these values, or begin with them."""
    found = [
        row
        for row in release["claims"]
        if all(str(row[column]).startswith(value) for column, value in wanted.items())
    ]
    assert len(found) == 1, found
    return found[0]


PRESIDENT = "Kassym-Jomart Tokayev"


# What has to be found, whatever else is; the golden file holds the rest.
@pytest.mark.parametrize(
    ("wanted", "columns"),
    [
        (
            {"section": "headline"},
            {"claim": "Russia-Led Troops to Begin Leaving Kazakhstan in 2 Days", "cue": "—",
             "speaker": PRESIDENT, "speaker_mention": "President", "speaker_type": "person"},
        ),
        (
            {"claim": "that a contingent"},
            {"speaker": PRESIDENT, "cue": "said", "said_on": "2022-01-11", "voice": "indirect",
             "speaker_mention": "Kazakhstan's President Kassym-Jomart Tokayev"},
        ),
        (
            {"claim": '"The main mission'},
            {"claim": '"The main mission of the CSTO peacekeeping forces has been successfully completed,"',
             "voice": "direct", "speaker": PRESIDENT},
        ),
        (
            {"claim": '"In two days'},
            {"claim": '"In two days a phased withdrawal of the CSTO united peacekeeping contingent will begin. '
             'The withdrawal process of the contingent will take no more than 10 days,"',
             "voice": "direct", "speaker": PRESIDENT, "speaker_mention": "he"},
        ),
        (
            {"cue": "has framed"},
            {"claim": "last week's unrest that grew out of a peaceful protest against an energy price hike in the "
             "west of the country and left dozens dead as a coup attempt assisted by foreign terrorists",
             "speaker": "Kazakhstan", "speaker_type": "government", "cue_lemma": "frame",
             "cue_class": "characterize"},
        ),
        (
            {"cue": "claiming"},
            {"claim": "that the 81-year-old strongman was in the capital Nur-Sultan and in dialogue with Tokayev",
             "speaker": "Nursultan Nazarbayev's aide", "speaker_mention": "Nazarbayev's aide"},
        ),
        ({"speaker": "many"}, {"cue_lemma": "view", "speaker_type": "anonymous"}),
        (
            {"section": "related"},
            {"claim": "Russia-Led Military Bloc Will Not Allow 'Color Revolutions' in Post-Soviet Countries",
             "speaker": "Putin", "cue": "–"},
        ),
    ],
)  # fmt: skip
def test_what_the_article_reports(release, wanted, columns):
    row = one(release, **wanted)
    assert {column: row[column] for column in columns} == columns


def test_the_framing_that_the_project_is_about(release):
    (framing,) = [
        row
        for row in release["framings"]
        if row["framer"] == "Kazakhstan" and row["kind"] == "explicit"
    ]
    assert framing["target"].startswith("last week's unrest that grew out of a peaceful protest")
    assert framing["target"].endswith("left dozens dead")
    assert framing["phrase"] == "a coup attempt assisted by foreign terrorists"
    assert (framing["label"], framing["family"]) == ("coup_attempt", "power_seizure")
    assert framing["polarity"] == "asserted"


def test_the_agencys_own_assertions(release):
    narrated = [row for row in release["claims"] if row["voice"] == "narration"]
    assert {row["speaker"] for row in narrated} == {"AFP"}
    openings = (
        "The CSTO mission of more than 2,000 troops was despatched at the peak of the crisis last week, after",
        "Tokayev also appeared to have further bolstered his position",
        "the crisis has also laid bare",
        "Tokayev's mentor, founding president Nursultan Nazarbayev, has yet to appear publicly",
        "Former national security committee chief Karim Masimov",
    )
    for opening in openings:
        assert sum(row["claim"].startswith(opening) for row in narrated) == 1, opening


def test_nothing_comes_from_the_credit_the_address_or_the_markup(release):
    for row in [*release["claims"], *release["framings"]]:
        for column in ("claim", "phrase", "target", "speaker_mention", "cue"):
            for furniture in (
                "Russian Defense Ministry",
                "http",
                "**",
                "Original url",
                "Related article",
                "By AFP",
            ):
                assert furniture not in (row.get(column) or "")


def test_claims_can_be_shown_in_the_file_itself():
    from claims.clean import clean
    from claims.spans import Span

    (document,) = read([ROOT / "articles"])
    article = clean(document)
    start = article.text.index("The withdrawal process")
    place = article.source.to_source(Span(start, start + len("The withdrawal process")))
    assert RAW[place.start : place.end] == "The\n\nwithdrawal process"


def test_the_release_loads_by_its_relative_path(tmp_path, monkeypatch):
    import datasets

    monkeypatch.chdir(tmp_path)
    built(tmp_path / "releases")
    data = datasets.load_dataset("releases/1.0.0", "claims")["train"]
    voice = data.features["voice"]
    assert voice.int2str(data[0]["voice"]) == "indirect"
    assert data[0]["claim_spans"] == [{"start": 0, "end": 55}]
