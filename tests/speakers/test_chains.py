import pytest

from claims.speakers.chains import Chains, chosen
from tests.planted import attribution, find, parsed


def meant(text, word, nth=0, *planted):
    """Whom a word stands for, by the shipped ranker; `planted` are (source, content)."""
    read = parsed(text)
    found = [attribution(text, source, None, content) for source, content in planted]
    chains = Chains(read, found, chosen)
    place = find(text, word, nth).start
    head = next(token.i for token in read.doc if token.idx == place)
    entity = chains.at.get(head)
    return entity and entity.name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Ann Lee met John Smith on Monday. She was pleased.", "She", "Ann Lee"),
        ("Ann Lee met John Smith on Monday. He was pleased.", "He", "John Smith"),
        ("Ann Lee is a lawyer in Turku.", "lawyer", "Ann Lee"),
        ("Ann Lee, an engineer from Turku, left.", "engineer", "Ann Lee"),
        ("Ann Lee hurt herself.", "herself", "Ann Lee"),
        ("Ann Lee and John Smith wrote a letter. They want talks.", "They",
         "Ann Lee and John Smith"),
    ],
)  # fmt: skip
def test_pronouns_and_nouns_stand_for_the_named(text, word, name):
    assert meant(text, word) == name


def test_who_is_quoted_is_i_and_not_he():
    text = "John Smith met Paul Brown. “I like that he came,” Smith said."
    said = ("Smith", "“I like that he came,”")
    read = parsed(text)
    found = [attribution(text, "Smith", None, said[1], nth=1)]
    chains = Chains(read, found, chosen)
    at = {token.text: chains.at.get(token.i) for token in read.doc if token.text in ("I", "he")}
    assert at["I"].name == "John Smith"
    assert at["he"].name == "Paul Brown"


def test_we_is_the_body_that_the_quoted_ones_role_names():
    text = "Acme Corp. spokeswoman Ann Lee left. “We regret it,” Lee said."
    read = parsed(text)
    chains = Chains(read, [attribution(text, "Lee", None, "“We regret it,”", nth=1)], chosen)
    we = next(token.i for token in read.doc if token.text == "We")
    assert chains.at[we].name.startswith("Acme")


def test_an_empty_it_stands_for_nothing():
    assert meant("Acme Corp. fell. It is clear that pay fell.", "It") is None


def test_what_only_a_link_names_is_not_spoken_of_in_the_text():
    text = (
        "On Monday John Smith spoke in Turku.\n\nRelated article: Peace is near – Paul Brown\n\n"
        "He left on Tuesday."
    )
    assert meant(text, "He") == "John Smith"


def test_somebodys_campaign_is_one_body_however_it_is_named():
    text = "The Smith campaign spoke. John Smith left. His campaign was glad."
    read = parsed(text)
    chains = Chains(read, [], chosen)
    heads = [token.i for token in read.doc if token.text == "campaign"]
    assert len({id(chains.at[head]) for head in heads}) == 1


def test_the_chooser_decides_and_sees_its_candidates():
    seen = []

    def nobody(query, alone, candidates, pairs):
        seen.append((query.form, [one.name for one in candidates], len(pairs)))

    chains = Chains(parsed("Ann Lee spoke. She left."), [], nobody)
    assert seen == [("she", ["Ann Lee"], 1)]
    assert [entity.name for entity in chains.entities] == ["Ann Lee"]
