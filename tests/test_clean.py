import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import ids
from claims.clean import MAX_CHARACTERS, as_given, clean
from claims.errors import InputError
from claims.mapped import Mapped
from claims.records import Document
from claims.spans import Span

STRIKE = (
    "Dockers in the northern port stopped work on Friday after talks with the owners had failed."
)


def document(body, title=None, **fields):
    return Document(
        source_uri="https://example.org/1", origin="a.txt", source_sha256="0" * 64,
        body=Mapped.identity(body), title=Mapped.identity(title) if title else None, **fields,
    )  # fmt: skip


def text_of(body, title=None):
    return clean(document(body, title)).text


def test_paragraphs_are_separated_by_one_blank_line_the_headline_first():
    article = clean(document(f"{STRIKE}\r\n\r\n\r\n  {STRIKE} ", "  Port\n Closed "))
    assert article.text == f"Port Closed\n\n{STRIKE}\n\n{STRIKE}"
    assert [p.section for p in article.paragraphs] == ["headline", "body", "body"]
    assert article.title == "Port Closed"


def test_a_headline_that_the_body_repeats_stands_once():
    assert text_of(f"PORT CLOSED\n\n{STRIKE}", "Port closed") == f"Port closed\n\n{STRIKE}"


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("the **port** closed", "the port closed"),
        ("the *port* and _quay_ closed", "the port and quay closed"),
        ("a [strike](https://example.org/x) began", "a strike began"),
        ("no-break\u00a0space and thin\u2009space", "no-break space and thin space"),
        ("zero\u200bwidth, soft\u00adhyphen", "zerowidth, softhyphen"),
        ("AT&amp;T &#8217;s", "AT&T ’s"),
        ("cafe\u0301", "café"),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
        ("mark \u202eright to left\u202c", "mark right to left"),
    ],
)
def test_one_canonical_form(raw, canonical):
    assert text_of(f"{STRIKE}\n\n{raw}.") == f"{STRIKE}\n\n{canonical}."


def test_quotation_marks_and_dashes_stay_as_published():
    words = "“Yes,” she said — \"no\" – 'maybe' ‘so’"
    assert text_of(f"{STRIKE}\n\n{words}.").endswith(words + ".")


def test_a_sentence_cut_by_a_page_break_is_whole():
    raw = f"{STRIKE}\n\n“It begins. The\n\nwithdrawal will take ten days,” he said."
    assert text_of(raw) == f"{STRIKE}\n\n“It begins. The withdrawal will take ten days,” he said."


def test_lines_wrapped_by_length_are_joined():
    wrapped = (
        "The owners of the port said on Monday that they\n"
        "would not talk to the union until the gates were\n"
        "open again, and asked the government for help in\n"
        "the dispute."
    )
    assert text_of(f"{wrapped}\n\n{STRIKE}") == wrapped.replace("\n", " ") + f"\n\n{STRIKE}"


def test_lines_that_end_sentences_are_paragraphs():
    assert text_of(f"{STRIKE}\nIt rained.\nThe gates stayed shut.").count("\n\n") == 2


def test_credits_bylines_and_addresses_are_gone_and_captions_are_not_body():
    article = clean(
        document(
            f"By Jane Doe\n\nDockers at the gate. **J. Doe / Reuters**\n\n{STRIKE}\n\nhttps://x.org/a"
        )
    )
    assert article.text == f"Dockers at the gate.\n\n{STRIKE}"
    assert [p.section for p in article.paragraphs] == ["caption", "body"]


def test_the_map_leads_back_to_the_source():
    raw = f"By X\n\n{STRIKE}\n\nThe\n\n**old** quay   is\u00a0shut."
    article = clean(document(raw))
    start = article.text.index("old quay is shut")
    place = article.source.to_source(Span(start, start + len("old quay is shut")))
    assert raw[place.start : place.end] == "old** quay   is\u00a0shut"


def test_ids_and_counts():
    article = clean(document(STRIKE, "Port Closed", published=dt.date(2024, 5, 3)))
    assert article.article_id == ids.article_id("https://example.org/1", article.text)
    assert article.text_sha256 == ids.text_sha256(article.text)
    assert article.word_count == 2 + len(STRIKE.split())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("By Jane Doe", "holds no article text"),
        ("  \n ", "holds no article text"),
        ("a " * (MAX_CHARACTERS // 2 + 1),
         "has 500,002 characters; an article may have up to 500,000: split it into its articles"),
        ("Die Hafenarbeiter im Norden haben am Freitag die Arbeit niedergelegt, nachdem die Gespräche "
         "mit den Eigentümern des Hafens ohne Ergebnis geblieben waren, teilte die Gewerkschaft mit.",
         "is in language 'de'; so far only English ('en') is read"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(body, reason):
    with pytest.raises(InputError) as caught:
        clean(document(body))
    assert str(caught.value) == reason


@given(st.text(alphabet=st.sampled_from("aB. ,\n\r\t*_[]()#>-\u00a0“”\"'é\u0301&;:"), max_size=200))
def test_any_body_gives_ordered_paragraphs_and_cleaning_is_stable(body):
    article = clean(document(f"{STRIKE}\n\n{body}"))
    for paragraph in article.paragraphs:
        words = article.text[paragraph.start : paragraph.end]
        assert words == words.strip() != ""
        assert "\n" not in words
    laid_out = "\n\n".join(article.text[p.start : p.end] for p in article.paragraphs)
    assert laid_out == article.text
    assert article.source is not None
    assert article.source.text == article.text


def test_a_bare_text_is_not_changed():
    text = f" Port Closed\n\n{STRIKE} **J. Doe / Reuters**\n"
    article = as_given(text)
    assert article.text == text
    assert [text[p.start : p.end] for p in article.paragraphs] == ["Port Closed", STRIKE]


def test_a_word_cut_at_a_lines_end_keeps_its_hyphen_and_gets_no_space():
    lines = (
        "On Monday evening the council put off its two-\n"
        "year plan for the old harbour, after a night\n"
        "of talks with the dockers and the owners."
    )
    assert "its two-year plan" in text_of(lines)


def test_tags_that_a_record_kept_are_no_words():
    text = text_of(
        "<p>The <b>mayor</b> left.</p><p>It rained.<br/>Ships &lt;i&gt;came&lt;/i&gt; as x<y.</p>"
    )
    assert text == "The mayor left.\n\nIt rained.\n\nShips came as x<y."


def test_a_bare_text_with_half_a_surrogate_pair_is_refused():
    with pytest.raises(InputError, match="half a surrogate pair at offset 3"):
        as_given("No \ud800 here.")
