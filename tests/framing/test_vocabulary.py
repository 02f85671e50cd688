import hashlib

import pytest

from claims.errors import VocabularyError
from claims.framing import load_vocabulary
from claims.framing.vocabulary import BUILT_IN, OTHER
from tests.planted import parsed

GOOD = """\
version: 1.0.0
not_after: [anti]
families:
  unrest:
    definition: Order breaks down.
    labels:
      riot:
        definition: A crowd commits violence.
        example: They were rioters.
        rivals: [march]
        not_before: [police]
        terms: [riot, rioter]
      march:
        definition: People walk.
        example: A march began.
        terms: [march, sit-in]
"""


@pytest.fixture
def load(tmp_path):
    def from_text(text: str):
        path = tmp_path / "frames.yaml"
        path.write_text(text, encoding="utf-8")
        return load_vocabulary(path)

    return from_text


def test_a_file_of_ones_own(load):
    vocabulary = load(GOOD)
    assert vocabulary.version == "1.0.0"
    assert vocabulary.digest == hashlib.sha256(GOOD.encode()).hexdigest()
    assert list(vocabulary.labels) == ["riot", "march"]
    assert vocabulary.labels["riot"].rivals == ("march",)
    assert (vocabulary.family("march"), vocabulary.family(OTHER)) == ("unrest", "other")
    doc = parsed("Rioters met anti-riot police; two sit-ins, a sit in and riot police.").doc
    found = [(doc[m.start : m.end].text, m.label) for m in vocabulary.matcher.matches(doc)]
    assert found == [("Rioters", "riot"), ("sit-ins", "march"), ("sit in", "march")]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("terms: [riot, rioter]", "terms: [riot, rioter", 13,
         "not valid YAML (expected ',' or ']', but got ':'); mend the line's syntax"),
        ("rivals: [march]", "rival: [march]", 10,
         "label 'riot' has an unknown key 'rival'; use one of definition, example, terms, rivals, "
         "not_after, not_before, applied_only"),
        ("      march:", "      riot:", 13,
         "label 'riot' stands already at line 7; merge the two or rename one"),
        ("      march:", "      Long March:", 13,
         "label 'Long March' is not a snake case name; use lower case words joined by "
         "underscores, other than 'other'"),
        ("      march:", "      other:", 13,
         "label 'other' is taken by framings that fit no label; use lower case words joined by "
         "underscores, other than 'other'"),
        ("rivals: [march]", "rivals: [parade]", 10,
         "rival 'parade' is not a label; name a label of this file"),
        ("[march, sit-in]", "[march, rioter]", 16,
         "term 'rioter' of 'march' is found already by 'rioter' of 'riot' at line 12; "
         "keep one of them"),
        ("[march, sit-in]", "[march, ri-ot]", 16,
         "term 'ri-ot' of 'march' is found already by 'riot' of 'riot' at line 12; "
         "keep one of them"),
        ("        definition: People walk.\n", "", 14,
         "label 'march' has no definition; add it"),
        ("definition: People walk.", "definition: ''", 14,
         "the definition of 'march' is empty; write it"),
        ("[march, sit-in]", "[march, true]", 16,
         "an entry in the terms of 'march' is not text; write words, in quotation marks if need "
         "be"),
        ("[march, sit-in]", "march", 16,
         "the terms of 'march' are not a list; write them as [one, two]"),
        ("[march, sit-in]", "[]", 16, "label 'march' has no terms; list at least one"),
        ("[march, sit-in]", "['!']", 16, "term '!' of 'march' has no word; write it out"),
        ("1.0.0", "one", 1, "version 'one' is not of the form 1.2.3; write three numbers"),
        ("        not_before: [police]", "        applied_only: perhaps", 11,
         "'applied_only' of 'riot' is neither true nor false; write one of them"),
        (GOOD, "", 1, "the file is empty; give version and families"),
        (GOOD, "- a", 1, "the vocabulary is not a mapping; write names with their values"),
        ("version: 1.0.0\n", "version: 1.0.0\nversion: 1.0.0\n", 2,
         "the vocabulary has 'version' twice; keep one of them"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(load, tmp_path, old, new, line, message):
    with pytest.raises(VocabularyError) as caught:
        load(GOOD.replace(old, new))
    assert str(caught.value) == f"{tmp_path / 'frames.yaml'}:{line}: {message}"


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "none.yaml"
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert str(caught.value) == (
        f"{path} cannot be read (No such file or directory); name an existing vocabulary file"
    )
    path.write_bytes(b"version: 1.0.0\nfamilies: \xff\n")
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert str(caught.value) == f"{path}:2: not UTF-8; save it as UTF-8"


def test_each_built_in_label_has_an_example_that_holds_one_of_its_terms():
    vocabulary = load_vocabulary()
    without = [
        label.name
        for label in vocabulary.labels.values()
        if label.name
        not in {match.label for match in vocabulary.matcher.matches(parsed(label.example).doc)}
    ]
    assert without == []


def test_the_built_in_vocabulary_is_loaded_once():
    assert load_vocabulary() is load_vocabulary()
    assert load_vocabulary().digest == hashlib.sha256(BUILT_IN.read_bytes()).hexdigest()
