"""Who framed what how, in a release of three planted articles."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.font_manager  # noqa: F401 (on its first import it may say that it looks for fonts)
import polars as pl
import pytest
from typer.testing import CliRunner

from claims.cli import app
from claims.errors import ClaimsError
from claims.frames import Wanted, report
from claims.frames.contested import WITHHELD
from claims.frames.plot import draw
from claims.frames.quote import quoted
from claims.frames.timeline import Cell, timeline
from claims.framing import load_vocabulary
from claims.records import Article
from claims.release import Options, Provenance, write
from tests.examples import article, at
from tests.strategies import article_row, framing_row, speaker_row, to_tables

MARCH = (
    "Thousands march on the palace\n\n"
    "President Omar Diaz called the march a coup attempt. Gov. Ana Lee said the march was no coup "
    "attempt but a [bold]peaceful protest[/bold]. The unrest spread."
)
VOTE = "The palace says the march was a coup attempt. Ana Lee saw peaceful protests and unrest."
NOTE = "Many call the price of $5 or $6 a crisis. The crisis goes on."

DIAZ = speaker_row("Omar Diaz")
LEE = speaker_row("Ana Lee")
HERALD = speaker_row("The $x^2$ <Herald>", "outlet")
PALACE = speaker_row("Palace", "organization")


def dated(uri: str, text: str, outlet: str | None, published: dt.date | None) -> Article:
    return replace(article(uri, text, outlet), published=published)


def planted(undated: dt.date | None = None):
    first = dated("https://example.org/march", MARCH, "The $x^2$ <Herald>", dt.date(2024, 5, 6))
    second = dated("https://example.org/vote", VOTE, "_Wire", dt.date(2024, 5, 8))
    third = dated("note.txt", NOTE, None, undated)

    def framed(where, who, label, family, phrase, target=(), kind="lexical", polarity="asserted"):
        named = {"framer": who["name"], "framer_id": who["speaker_id"]} if "name" in who else who
        return framing_row(
            where, at(where.text, *phrase), at(where.text, *target), kind, None,
            label=label, family=family, polarity=polarity, confidence=0.75, **named,
        )  # fmt: skip

    march = "the march"
    framings = [
        framed(first, DIAZ, "coup_attempt", "power_seizure", ["a coup attempt"], [march], "explicit"),
        framed(first, LEE, "coup_attempt", "power_seizure", ["no coup attempt"], ["march was"], "predicative", "denied"),
        framed(first, LEE, "peaceful_protest", "protest", ["a [bold]peaceful protest[/bold]"]),
        framed(first, HERALD, "unrest", "unrest", ["The unrest"]),
        framed(second, PALACE, "coup_attempt", "power_seizure", ["a coup attempt"], [march], "predicative"),
        framed(second, LEE, "peaceful_protest", "protest", ["peaceful protests"]),
        framed(second, LEE, "unrest", "unrest", ["unrest"]),
        framed(third, {"framer": "many"}, "crisis", "crisis", ["a crisis"], ["the price of $5 or $6"], "explicit"),
        framed(third, {}, "crisis", "crisis", ["The crisis"]),
    ]  # fmt: skip
    rows = [article_row(one) for one in (first, second, third)]
    speakers = {one["speaker_id"]: dict(one) for one in (DIAZ, LEE, HERALD, PALACE)}
    return to_tables(rows, [], framings, speakers)


def made_by(digest: str | None = None, version: str = "1.0.0") -> Provenance:
    digest = digest or load_vocabulary().digest
    return Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", version, digest)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("releases")
    write(planted(), out, provenance=made_by())
    return out


def frames(*arguments, width=100):
    return CliRunner(env={"COLUMNS": str(width)}).invoke(app, ["frames", *map(str, arguments)])


def printed(*arguments, width=100) -> str:
    ran = frames(*arguments, width=width)
    assert (ran.exit_code, ran.stderr) == (0, "")
    return "\n".join(line.rstrip() for line in ran.stdout.splitlines())


ALL = """\
Release 1.0.0: 9 framings, by 6 framers, in 3 articles.
┏━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━┳━━━━━━━━━━━┳━━━━━━━━┓
┃                    ┃              ┃    coup_ ┃        ┃ peaceful_ ┃        ┃
┃ framer             ┃          all ┃  attempt ┃ crisis ┃   protest ┃ unrest ┃
┡━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━╇━━━━━━━━┩
│ Ana Lee            │ 4 (1 denied) │ 1 denied │        │         2 │      1 │
│ Omar Diaz          │            1 │        1 │        │           │        │
│ Palace             │            1 │        1 │        │           │        │
│ The $x^2$ <Herald> │            1 │          │        │           │      1 │
│ many               │            1 │          │      1 │           │        │
│ (not named)        │            1 │          │      1 │           │        │
└────────────────────┴──────────────┴──────────┴────────┴───────────┴────────┘

Contested:
┏━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ label                 ┃ all ┃ who                      ┃ for example                             ┃
┡━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ coup_attempt          │   2 │ Omar Diaz 1, Palace 1    │ President Omar Diaz called the march a  │
│                       │     │                          │ coup attempt. 1a23fefb:68               │
│ peaceful_protest      │   2 │ Ana Lee                  │ Gov. Ana Lee said the march was no coup │
│                       │     │                          │ attempt but a [bold]peaceful            │
│                       │     │                          │ protest[/bold]. 1a23fefb:136            │
├───────────────────────┼─────┼──────────────────────────┼─────────────────────────────────────────┤
│ coup_attempt          │   2 │ Omar Diaz 1, Palace 1    │ President Omar Diaz called the march a  │
│                       │     │                          │ coup attempt. 1a23fefb:68               │
│ unrest                │   2 │ Ana Lee 1, The $x^2$     │ Ana Lee saw peaceful protests and       │
│                       │     │ <Herald> 1               │ unrest. 92b62be6:80                     │
├───────────────────────┼─────┼──────────────────────────┼─────────────────────────────────────────┤
│ coup_attempt          │   2 │ Omar Diaz 1, Palace 1    │ President Omar Diaz called the march a  │
│                       │     │                          │ coup attempt. 1a23fefb:68               │
│ coup_attempt (denied) │   1 │ Ana Lee                  │ Gov. Ana Lee said the march was no coup │
│                       │     │                          │ attempt but a [bold]peaceful            │
│                       │     │                          │ protest[/bold]. 1a23fefb:116            │
├───────────────────────┼─────┼──────────────────────────┼─────────────────────────────────────────┤
│ peaceful_protest      │   2 │ Ana Lee                  │ Gov. Ana Lee said the march was no coup │
│                       │     │                          │ attempt but a [bold]peaceful            │
│                       │     │                          │ protest[/bold]. 1a23fefb:136            │
│ unrest                │   2 │ Ana Lee 1, The $x^2$     │ Ana Lee saw peaceful protests and       │
│                       │     │ <Herald> 1               │ unrest. 92b62be6:80                     │
└───────────────────────┴─────┴──────────────────────────┴─────────────────────────────────────────┘"""


def test_framers_against_labels_and_who_contests_what(releases):
    assert printed(releases) == ALL


LIMITED = """\
Release 1.0.0: 9 framings, by 6 framers, in 3
articles.
┏━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━┓
┃           ┃              ┃    coup_ ┃        ┃
┃ framer    ┃          all ┃  attempt ┃ 3 more ┃
┡━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━┩
│ Ana Lee   │ 4 (1 denied) │ 1 denied │      3 │
│ Omar Diaz │            1 │        1 │        │
└───────────┴──────────────┴──────────┴────────┘
4 more framers with 4 framings; --limit 0 shows all
3 more labels in the last column; a wider terminal or
--json shows them

Contested:
┏━━━━━━━━━━━━━━━━━━┳━━━━━┳━━━━━━━━━━━━━┳━━━━━━━━━━━━━┓
┃ label            ┃ all ┃ who         ┃ for example ┃
┡━━━━━━━━━━━━━━━━━━╇━━━━━╇━━━━━━━━━━━━━╇━━━━━━━━━━━━━┩
"""


def test_a_narrow_terminal_and_a_limit_say_what_they_leave_out(releases):
    shown = printed(releases, "--limit", 2, width=54)
    assert shown[: len(LIMITED)] == LIMITED
    assert shown.endswith("\n2 more contested pairs; --limit 0 shows all")
    assert printed(releases, "--limit", 0) == ALL


ONE_THING = """\
Release 1.0.0: 3 framings of “Márch”, by 3 framers, in 2 articles.
┏━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━┓
┃           ┃          ┃    coup_ ┃
┃ framer    ┃      all ┃  attempt ┃
┡━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━┩
│ Ana Lee   │ 1 denied │ 1 denied │
│ Omar Diaz │        1 │        1 │
│ Palace    │        1 │        1 │
└───────────┴──────────┴──────────┘

Contested:
┏━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ label                 ┃ all ┃ who                   ┃ for example                                ┃
┡━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ coup_attempt          │   2 │ Omar Diaz 1, Palace 1 │ President Omar Diaz called the march a     │
│                       │     │                       │ coup attempt. 1a23fefb:68                  │
│ coup_attempt (denied) │   1 │ Ana Lee               │ Gov. Ana Lee said the march was no coup    │
│                       │     │                       │ attempt but a [bold]peaceful               │
│                       │     │                       │ protest[/bold]. 1a23fefb:116               │
└───────────────────────┴─────┴───────────────────────┴────────────────────────────────────────────┘"""


def test_target_words_are_found_whole_whatever_their_case_and_accents(releases):
    assert printed(releases, "--target", "Márch") == ONE_THING
    assert printed(releases, "--target", "arch") == "Release 1.0.0 has no framings of “arch”."


@pytest.mark.parametrize(
    ("wanted", "phrases"),
    [
        (Wanted(target="UNREST"), ["The unrest", "unrest"]),  # a lexical framing's own phrase
        (Wanted(target="crisis"), ["The crisis"]),  # but no other kind's: that is no target
        (Wanted(target="price of $5"), ["a crisis"]),
        (Wanted(kind="predicative"), ["no coup attempt", "a coup attempt"]),
        (Wanted(family="protest"), ["a [bold]peaceful protest[/bold]", "peaceful protests"]),
        (Wanted(label="crisis", kind="explicit"), ["a crisis"]),
        (Wanted(label="crisis", family="protest"), []),
    ],
)
def test_what_is_asked_for(releases, wanted, phrases):
    assert report(releases, wanted=wanted).found["phrase"].to_list() == phrases


def quotation(words, phrase, article_id, start):
    return {"words": words, "phrase": phrase, "article_id": article_id, "start": start}


def test_json_says_the_same_and_a_label_keeps_its_rivals(releases):
    first, second = "1a23fefb8ae0738f3434", "92b62be67072554ee719"

    def named(who, kind):
        return {"framer": who["name"], "framer_id": who["speaker_id"], "framer_type": kind}

    unrest = {
        "label": "unrest",
        "polarity": "asserted",
        "count": 2,
        "framers": [
            named(LEE, "person")
            | {"count": 1, "quotation": quotation("Ana Lee saw peaceful protests and unrest.", "unrest", second, 80)},
            named(HERALD, "outlet")
            | {"count": 1, "quotation": quotation("The unrest spread.", "The unrest", first, 169)},
        ],
    }  # fmt: skip
    coup = {
        "label": "coup_attempt",
        "polarity": "asserted",
        "count": 2,
        "framers": [
            named(DIAZ, "person")
            | {"count": 1, "quotation": quotation("President Omar Diaz called the march a coup attempt.", "a coup attempt", first, 68)},
            named(PALACE, "organization")
            | {"count": 1, "quotation": quotation("The palace says the march was a coup attempt.", "a coup attempt", second, 30)},
        ],
    }  # fmt: skip
    ran = frames(releases, "--label", "unrest", "--limit", 1, "--json")
    assert json.loads(ran.stdout) == {
        "version": "1.0.0", "framings": 2, "articles": 2, "in_copies": 0,
        "vocabulary": "1.0.0", "made_with": "1.0.0",
        "labels": [{"label": "unrest", "family": "unrest", "asserted": 2, "denied": 0}],
        "framers": [
            named(LEE, "person")
            | {"asserted": 1, "denied": 0, "labels": {"unrest": {"asserted": 1, "denied": 0}}}
        ],
        "more_framers": {"framers": 1, "framings": 1},
        "contested": [[coup, unrest]], "more_contested": 1,
        "plot": None,
    }  # fmt: skip


def test_without_text_no_words_are_shown_and_none_are_looked_for(tmp_path):
    withheld = replace(made_by(), options=Options(text="none"))
    write(planted(), tmp_path, provenance=withheld)
    sides = report(tmp_path).contested[0].sides
    assert {saying.quotation.words for side in sides for saying in side.sayings} == {WITHHELD}
    with pytest.raises(ClaimsError, match="--target looks for words, and its articles' text is"):
        report(tmp_path, wanted=Wanted(target="march"))


def test_rivals_of_another_vocabulary(releases, tmp_path):
    label = "{definition: It., example: It is., terms: [%s], rivals: [%s]}"
    own = tmp_path / "own.yaml"
    own.write_text(
        "version: 2.0.0\nfamilies:\n  news:\n    definition: All.\n    labels:\n"
        f"      crisis: {label % ('crisis', 'unrest')}\n"
        f"      unrest: {label % ('unrest', '')}\n"
    )
    shown = printed(releases, "--frames", own, "--label", "crisis")
    assert "│ crisis │   2 │ many 1, (not named) 1    │ Many call the price of $5 or $6" in shown
    assert shown.endswith(
        "\nRivals are those of vocabulary 2.0.0; the release was made with another (1.0.0): give that with\n--frames"
    )


def test_framings_in_copies_are_counted_and_said(tmp_path):
    tables = planted()
    tables["articles"] = tables["articles"].set_column(
        tables["articles"].schema.get_field_index("duplicate_of"),
        tables["articles"].schema.field("duplicate_of"),
        [[None, "1a23fefb8ae0738f3434", None]],
    )
    write(tables, tmp_path, provenance=made_by())
    assert "3 framings in articles that repeat another one's text\n" in printed(tmp_path)


FAMILIES = (
    "conspiracy, crime, crisis, deception, discrimination, economy, election_legitimacy, "
    "foreign_interference, genocide, health_emergency, insurgency, intervention, invasion, "
    "liberation, massacre, migration, occupation, other, peacekeeping, power_seizure, protest, "
    "regime, repression, revolution, terrorism, unrest, verdict, war"
)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--label", "Coup atempt"], "no label is named 'Coup atempt' (did you mean coup_attempt?); the release has coup_attempt, crisis, peaceful_protest, unrest"),
        (["--label", "power_seizure"], "no label is named 'power_seizure' (it is a family: use --family); the release has coup_attempt, crisis, peaceful_protest, unrest"),
        (["--label", "zzz"], "no label is named 'zzz'; the release has coup_attempt, crisis, peaceful_protest, unrest"),
        (["--family", "protests"], f"no family is named 'protests' (did you mean protest?); there are {FAMILIES}"),
        (["--family", "riot"], f"no family is named 'riot' (it is a label: use --label); there are {FAMILIES}"),
        (["--target", "?!"], "--target '?!' holds no word: write those to look for"),
        (["--plot", "picture.pdf"], "cannot draw picture.pdf: its name has to end in .png or .svg"),
        (["--plot", "nowhere/at/all.svg"], "cannot write nowhere/at/all.svg: No such file or directory; name a file in a folder that can be written"),
        (["--plot", "a.svg", "--label", "crisis"], "cannot draw a.svg: none of these framings is in an article with a plausible date"),
        (["--frames", "none.yaml"], "none.yaml cannot be read (No such file or directory); name an existing vocabulary file"),
    ],
)  # fmt: skip
def test_errors_are_a_sentence_that_names_what_there_is(
    releases, tmp_path, monkeypatch, options, message
):
    monkeypatch.chdir(tmp_path)
    ran = frames(releases, *options)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (2, "", f"claims: {message}\n")
    assert json.loads(frames(releases, *options, "--json").stdout) == {"error": message}
    assert not list(tmp_path.iterdir())


def test_kinds_are_named():
    ran = frames("releases", "--kind", "loud")
    assert ran.exit_code == 2
    assert "'explicit', 'predicative', 'lexical'" in ran.stderr


def test_nothing_found_is_said_and_nothing_drawn(releases, tmp_path):
    picture = tmp_path / "picture.png"
    asked = ["--target", "weather", "--label", "coup", "--kind", "lexical", "--plot", picture]
    said = "Release 1.0.0 has no framings of “weather”, with the label coup, of the kind lexical."
    assert printed(releases, *asked) == said
    assert not picture.exists()


# ------------------------------------------------------------------ the picture


def test_the_picture_has_title_axes_and_outlets_as_text_and_always_the_same_bytes(
    releases, tmp_path
):
    pictures = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for picture in pictures:
        said = printed(releases, "--plot", picture, width=200).splitlines()[-2:]
        assert said == [
            "",
            f"Drew {picture}, but for 2 framings in 1 article without a plausible date.",
        ]
    one, two = (picture.read_bytes() for picture in pictures)
    assert one == two
    texts = [
        "".join(element.itertext()).strip()
        for element in ElementTree.fromstring(one).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 (ours)
    ]
    assert [text for text in texts if not text.isdecimal()] == [
        "coup_attempt", "peaceful_protest", "04 May", "05 May", "06 May", "07 May", "08 May",
        "09 May", "10 May", "11 May", "published, by day", "(each row to its own scale; below the line: denied)",
        "unrest", "Framings (release 1.0.0)", "framings", "outlet", "The $x^2$ <Herald>", "_Wire",
    ]  # fmt: skip
    assert b"<dc:date>" not in one


def test_a_png(releases, tmp_path):
    picture = tmp_path / "picture.PNG"
    drawn = json.loads(frames(releases, "--plot", picture, "--json").stdout)["plot"]
    assert drawn == {"path": str(picture), "undated_articles": 1, "undated_framings": 2}
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("placeholder", [dt.date.min, dt.date.max])
def test_a_placeholder_is_no_date(tmp_path, placeholder):
    write(planted(undated=placeholder), tmp_path, provenance=made_by())
    drawn = draw(report(tmp_path), tmp_path / "picture.svg")
    assert (drawn.undated_articles, drawn.undated_framings) == (1, 2)


def test_without_matplotlib_it_is_said_how_to_install_it(releases, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = frames(releases, "--plot", tmp_path / "picture.svg")
    assert ran.exit_code == 2
    assert ran.stderr == (
        "claims: drawing needs matplotlib: install it with pip install 'news-claims[plot]'\n"
    )


def test_many_labels_and_outlets_share_a_row_and_a_colour():
    rows = [
        (f"label_{number:02}", f"Outlet {number}" * 9 if number else None, dt.date(2024, 1, 1), "asserted")
        for number in range(15)
        for _ in range(15 - number)
    ]  # fmt: skip
    columns = ["label", "outlet", "published", "polarity"]
    lines = timeline(pl.DataFrame(rows, schema=columns, orient="row"))
    assert lines.labels == (*(f"label_{number:02}" for number in range(10)), "5 more labels")
    assert lines.outlets[0] == "(not named)"
    assert lines.outlets[1] == "Outlet 1Outlet 1Outlet 1Outlet…"
    assert lines.outlets[7:] == ("8 more outlets",)
    assert sum(cell.asserted for cell in lines.cells) == len(rows)


@pytest.mark.parametrize(
    ("last", "step", "start"),
    [
        (dt.date(2024, 2, 29), "day", dt.date(2024, 2, 29)),
        (dt.date(2024, 3, 1), "week", dt.date(2024, 2, 26)),
        (dt.date(2025, 3, 15), "month", dt.date(2025, 3, 1)),
        (dt.date(2034, 3, 15), "year", dt.date(2034, 1, 1)),
    ],
)
def test_bars_stand_for_longer_stretches_the_longer_the_time(last, step, start):
    rows = [("crisis", "Herald", day, "denied") for day in (dt.date(2024, 1, 1), last)]
    columns = ["label", "outlet", "published", "polarity"]
    lines = timeline(pl.DataFrame(rows, schema=columns, orient="row"))
    assert lines.step == step
    assert lines.cells[-1] == Cell("crisis", "Herald", start, asserted=0, denied=1)


# ------------------------------------------------------------------ quotations


@pytest.mark.parametrize(
    ("text", "target", "phrase", "words"),
    [
        ("It rained. Mr. Lee called it a sham! He left.", "it", "a sham", "Mr. Lee called it a sham!"),
        ("“It is a sham.” He left.", "It", "a sham", "“It is a sham.”"),
        ("A headline\n\nIt is a sham", "It", "a sham", "It is a sham"),
        ("one " * 40 + "it was a sham" + " two" * 40, "it", "a sham", f"… {'one ' * 13}it was a sham{' two' * 13} …"),
        ("It was a sham" + " two" * 40, "It", "a sham", f"It was a sham{' two' * 26} …"),
        ("one " * 40 + "it was a sham", "it", "a sham", f"… {'one ' * 26}it was a sham"),
        ("It, " + "so " * 60 + "was a sham.", "It", "a sham", "It … a sham"),
        ("It, " + "so " * 60 + "was a sham.", "It, " + "so " * 59 + "so", "a sham", f"It, {'so ' * 17}so … a sham"),
        ("tick \x1b[31mred\x1b[0m a sham.", "red", "a sham", "tick [31mred[0m a sham."),
    ],
)  # fmt: skip
def test_a_sentence_is_quoted_or_what_has_room_of_it(text, target, phrase, words):
    (one,), (other,) = at(text, target), at(text, phrase)
    assert quoted(text, (one,), (other,)) == words
