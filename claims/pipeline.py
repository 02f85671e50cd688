"""The steps that see one article, in order: attribute, resolve speakers, frame.

This is the one place that composes them. Each step is a pure function, so the rows of an article
depend on nothing but the article, the code, its models and the vocabulary.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claims import ids
from claims.attribute import EXTRACTOR, attribute, read
from claims.describe.cues import describe_cue
from claims.describe.dates import said_on
from claims.describe.voice import voice_of
from claims.framing import Vocabulary, frame
from claims.narration import CONFIDENCE as NARRATION_CONFIDENCE
from claims.narration import narration
from claims.nlp import parse
from claims.records import (
    Article,
    Attribution,
    Claim,
    CueClass,
    Extraction,
    Framing,
    Parsed,
    SectionName,
    Speaker,
    Voice,
)
from claims.spans import Spans, words_at
from claims.speakers.narrator import narrator_of
from claims.speakers.resolve import Resolver
from claims.track.signatures import signature


def extract_article(article: Article, vocabulary: Vocabulary) -> Extraction:
    """The claims and framings of one article, in text order, and its speakers."""
    parsed = parse(article)
    reading = read(parsed)
    attributions = attribute(parsed, reading)
    resolver = Resolver(parsed, attributions)
    speakers = [resolver.speaker_of(one) for one in attributions]
    narrator = narrator_of(article)
    found = [
        attributed(parsed, attribution, speaker)
        for attribution, speaker in zip(attributions, speakers, strict=True)
    ]
    narrated = [_narrated(parsed, spans, narrator) for spans in narration(parsed, attributions)]
    ordered = sorted([*found, *narrated], key=lambda claim: (claim.claim_spans, claim.claim_id))
    claims = tuple({claim.claim_id: claim for claim in ordered}.values())
    asked: dict[str | None, Speaker] = {}

    def who(spans: Spans) -> Speaker:
        speaker = resolver.speaker(spans)
        return asked.setdefault(speaker.speaker_id, speaker)

    framings = frame(parsed, reading, claims, vocabulary, who)
    framers = [asked[one.framer_id] for one in framings if one.framer_id in asked]
    return Extraction(
        article=article,
        claims=tuple(_labelled(claims, framings)),
        framings=framings,
        speakers=tuple(_distinct([*speakers, *([narrator] if narrated else []), *framers])),
        signature=signature(article),
    )


def attributed(parsed: Parsed, attribution: Attribution, speaker: Speaker) -> Claim:
    """The claim that an attribution makes, its framings apart."""
    lemma, cue_class = describe_cue(parsed.doc, attribution.cue)
    return _claim(
        parsed.article,
        speaker,
        attribution,
        voice=voice_of(parsed.text, attribution.content),
        cue_lemma=lemma,
        cue_class=cue_class,
        date=said_on(parsed.doc, attribution, parsed.article.published),
    )


def _narrated(parsed: Parsed, spans: Spans, narrator: Speaker) -> Claim:
    own = Attribution(source=(), cue=(), content=spans, confidence=NARRATION_CONFIDENCE)
    return _claim(parsed.article, narrator, own, voice="narration")


def _claim(
    article: Article,
    speaker: Speaker,
    words: Attribution,
    *,
    voice: Voice,
    cue_lemma: str | None = None,
    cue_class: CueClass = "none",
    date: dt.date | None = None,
) -> Claim:
    text = article.text
    return Claim(
        claim_id=ids.claim_id(article.article_id, words.source, words.cue, words.content),
        article_id=article.article_id,
        section=_section(article, words.content),
        voice=voice,
        claim=words_at(text, words.content),
        claim_spans=words.content,
        speaker=speaker.name,
        speaker_id=speaker.speaker_id,
        speaker_type=speaker.type,
        speaker_mention=words_at(text, words.source) or None,
        speaker_spans=words.source,
        cue=words_at(text, words.cue) or None,
        cue_spans=words.cue,
        cue_lemma=cue_lemma,
        cue_class=cue_class,
        said_on=date,
        framings=(),
        confidence=round(words.confidence, 3),
        extractor=EXTRACTOR,
    )


def _section(article: Article, content: Spans) -> SectionName:
    """The section of the paragraph in which the content starts; each step leaves it in one."""
    start = content[0].start
    for paragraph in article.paragraphs:
        if paragraph.start <= start < paragraph.end:
            return paragraph.section
    raise ValueError(f"the claim at {content} stands in no paragraph")


def _labelled(claims: Sequence[Claim], framings: Sequence[Framing]) -> Iterator[Claim]:
    labels: dict[str | None, set[str]] = {}
    for framing in framings:
        labels.setdefault(framing.claim_id, set()).add(framing.label)
    for claim in claims:
        yield replace(claim, framings=tuple(sorted(labels.get(claim.claim_id, ()))))


def _distinct(speakers: Iterable[Speaker]) -> Iterator[Speaker]:
    """The speakers that have an id, each once."""
    return iter({s.speaker_id: s for s in speakers if s.speaker_id is not None}.values())
