from itertools import pairwise

import pytest

from claims.sections import classify, dateline, dateline_agency, paragraphs

BODY = "The minister resigned after a week of protests in the port."


def kinds(text, title=None):
    return [(p.section, text[p.start : p.end]) for p in paragraphs(text, title)]


@pytest.mark.parametrize(
    "label",
    ["Related article: ", "RELATED: ", "Read more: ", "Also read: ", "See also: ", "Related stories | ",
     "Editor’s picks: ", "More on this story: "],
)  # fmt: skip
def test_links_are_related_and_their_label_is_nobodys_words(label):
    assert kinds(f"{BODY}\n\n{label}Miners end strike – union") == [
        ("body", BODY),
        ("related", "Miners end strike – union"),
    ]


@pytest.mark.parametrize(
    "credit",
    ["**Jane Doe / Reuters**", "_Jane Doe_", "(AP Photo/Jane Doe)", "(Photo by Jane Doe)", "Photo: Jane Doe",
     "Credit: Jane Doe", "Jane Doe/Getty Images", "Jane Doe / AFP", "(Jane Doe/Reuters)"],
)  # fmt: skip
def test_a_credit_makes_a_caption_and_is_not_part_of_it(credit):
    caption = "Dockers at the gate on Friday."
    assert kinds(f"{caption} {credit}\n\n{BODY}") == [("caption", caption), ("body", BODY)]


@pytest.mark.parametrize(
    "block",
    ["By Jane Doe", "BY JANE DOE, AP", "January 11, 2022", "Tuesday, January 11, 2022", "11 January 2022",
     "Original url:", "https://example.org/a b", "Advertisement", "* * *", "---",
     "Source: https://example.org/x", "(Reporting by Jane Doe; Editing by John Roe)", "(AP Photo/Jane Doe)", "**Jane Doe / Reuters**"],
)  # fmt: skip
def test_furniture_is_no_paragraph(block):
    assert classify(block) is None


@pytest.mark.parametrize(
    "block",
    ["By Friday, the strike had spread to the airport.",
     "By all accounts the vote was fair.",
     "January was cold.",
     "Sources: three officials said the talks had failed.",
     "The minister said he read more: two hundred letters a day.",
     "“Watch out,” she said.",
     "He told the agency (Reuters reported it first).",
     "Share prices fell by a tenth on Monday."],
)  # fmt: skip
def test_sentences_that_look_like_furniture_are_body(block):
    assert kinds(f"{block}\n\n{BODY}")[0] == ("body", block)


def test_a_sentence_cut_by_a_page_break_is_one_paragraph():
    text = "“We will leave. The\n\nwithdrawal takes ten days,” he said.\n\nIt rained."
    assert [words for _, words in kinds(text)] == [
        "“We will leave. The\n\nwithdrawal takes ten days,” he said.",
        "It rained.",
    ]


def test_the_headline_is_the_named_title_else_a_short_first_block_without_a_stop():
    assert kinds(f"Minister Quits\n\n{BODY}")[0] == ("headline", "Minister Quits")
    assert kinds(f"Minister quits.\n\n{BODY}", title="Minister Quits")[0][0] == "headline"
    assert kinds(f"Minister Quits\n\n{BODY}", title="Another")[0][0] == "body"
    assert kinds("Minister Quits")[0][0] == "body"
    assert kinds(f"Minister Quits as Port Strike Spreads.\n\n{BODY}")[0][0] == "headline"
    assert kinds(f"The Minister of Finance quits.\n\n{BODY}")[0][0] == "body"


def test_paragraphs_are_in_order_and_apart():
    text = f"\n\nTitle\n\nBy X\n\n{BODY}\n \n{BODY}\r\n\r\n{BODY}"
    spans = [(p.start, p.end) for p in paragraphs(text)]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[s:e] == text[s:e].strip() for s, e in spans)


@pytest.mark.parametrize(
    ("paragraph", "words", "agency"),
    [
        ("NAIROBI (Reuters) - Dockers left.", "Dockers left.", "Reuters"),
        ("SAN JOSE, Calif. (AP) — Dockers left.", "Dockers left.", "AP"),
        ("Dockers left — they said.", "Dockers left — they said.", None),
        ("NATO said it left.", "NATO said it left.", None),
    ],
)
def test_datelines(paragraph, words, agency):
    assert paragraph[dateline(paragraph) :] == words
    assert dateline_agency(paragraph) == agency
