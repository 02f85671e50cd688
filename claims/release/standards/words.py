"""The words of `croissant.json`: what the data is, and what to mind in using it.

The responsible-AI fields are those of http://mlcommons.org/croissant/RAI/1.0. They say no more than
the card, the documentation and the manifest do.
"""

from __future__ import annotations

from typing import Any

from claims.release.manifest import Manifest
from claims.wording import counted

DESCRIPTION = (
    "Who said what, and in whose words: claims from news articles, each with its speaker, the "
    "words that attribute it, the frames it is put in, and the exact characters of the article it "
    "stands at. Offsets count Unicode code points and are half open. README.md is the card, "
    "release.json has the digest of every file."
)
KEYWORDS = ["news", "attribution", "quotation", "framing", "claims"]
LICENSE = {
    "@type": "CreativeWork",
    "name": "Texts of their publishers, annotations under Apache-2.0",
    "description": (
        "The articles' texts, and their words quoted in other columns, belong to their publishers; "
        "nothing here licenses them. What was added (offsets, ids, classes, labels, digests) is "
        "under Apache-2.0."
    ),
    "url": "https://spdx.org/licenses/Apache-2.0.html",
}
CITE_AS = (
    "@misc{{news_claims_{version}, title = {{News claims}}, version = {{{version}}}, "
    "note = {{Content SHA-256 {digest}. Made with {extractor}}}}}"
)


_TEXT = {
    "full": "articles.text its text after cleaning",
    "part": "articles.text its text after cleaning, null where the text is withheld",
    "none": "and articles.text_sha256 that of its text after cleaning, which is withheld",
}


def responsible(manifest: Manifest) -> dict[str, Any]:
    """The responsible-AI fields of a release."""
    made = manifest.provenance
    inputs = counted(manifest.inputs.count, "input")
    articles = counted(manifest.tables["articles"].count, "article")
    return {
        "rai:dataCollection": (
            "Whoever built this release chose the articles and gave them as files; the program "
            f"fetches nothing. It has {articles}, and with {manifest.rejects:,} that gave none "
            f"they were read from {inputs}. How the articles were sampled is not recorded: "
            "articles.outlet, source_uri and published tell where each is from, as far as it says."
        ),
        "rai:dataCollectionRawData": (
            "The inputs are not part of the release. articles.source_sha256 is the digest of the "
            f"bytes each article was read from, {_TEXT[made.options.text]}."
        ),
        "rai:dataCollectionMissingData": (
            "What an article does not say is null, never guessed or imputed: a speaker, a date, an "
            "outlet. rejects.jsonl names the inputs that gave no article, with the reasons."
        ),
        "rai:dataPreprocessingProtocol": [
            "Character encodings are detected, page navigation and layout are removed, white space "
            "is made uniform; paragraphs are separated by one blank line.",
            "Articles that nearly repeat another are kept and marked (articles.duplicate_of).",
            f"Splits (train/validation/test in percent: {made.options.splits}) are drawn by a "
            "digest of the group of near-duplicates, so copies of one story share a split.",
        ],
        "rai:dataAnnotationProtocol": [
            "A trained model marks who says what (source, cue, content); rules and smaller models "
            "resolve speakers, dates, kinds of speech and framings. Rows whose origin is human "
            "were made or confirmed by a person; all others nobody has read.",
            "Labels of framings come from one versioned vocabulary; a phrase that fits none is "
            "labelled other.",
        ],
        "rai:dataAnnotationAnalysis": [
            "confidence in claims and framings tells how sure the program was. How often it is "
            "right was measured on labelled news; the README of news-claims has the figures and "
            "the commands that make them.",
        ],
        "rai:annotationsPerItem": "One; no row holds several annotators' answers.",
        "rai:machineAnnotationTools": [
            made.extractor,
            made.spacy_model,
            f"vocabulary of frames {made.vocabulary}, sha256 {made.vocabulary_sha256}",
        ],
        "rai:dataUseCases": [
            "Studies of who is heard in the news, and of who calls the same events by which words.",
            "Training and testing models that find quotations, their speakers, and framings; rows "
            "that a program made are silver, not gold.",
            "Not for checking facts: that somebody claimed something does not make it true.",
            "Not for profiling people, nor for decisions about them.",
        ],
        "rai:dataBiases": [
            "The articles are those that the builder gave in. They stand for no population of "
            "news, outlets or speakers.",
            "The model learnt from US political news in English; other language, other genres and "
            "other ways of reporting are found less well.",
            "Whom the press quotes, and by name, is not everybody: speakers are the quoted ones.",
            "Who is named by a title, a pronoun or an unusual name is resolved less surely.",
        ],
        "rai:dataLimitations": [
            "Some rows are wrong: a speaker mistaken, a claim cut short, irony taken at its word. "
            "Before citing a row about a person, read the article's text at its spans.",
            "Speakers are told apart by their names, so two people of one name may share an id.",
            "Framings are the least sure part: check before counting.",
            "Articles in English only are read well.",
        ],
        "rai:dataSocialImpact": (
            "The data lets anybody compare what sources and outlets say of one event. To be quoted "
            "with words one never said does harm, so every row points at its place in the article."
        ),
        "rai:personalSensitiveInformation": [
            "Names, titles, roles and words of people in the news, their political opinions among "
            "them, as the articles print them; where a file of speakers was given, their Wikidata "
            "items.",
            *(
                ()
                if made.options.text == "none"
                else (
                    "The articles' texts may hold any other personal information. Nothing is "
                    "anonymized.",
                )
            ),
        ],
        "rai:dataReleaseMaintenancePlan": (
            "A release never changes. Corrections and new articles make a new version, which names "
            "the one before it; CHANGES.md says what differs and why."
        ),
    }
