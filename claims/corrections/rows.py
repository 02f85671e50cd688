"""Rows as a person says they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from claims import ids
from claims.records import Article, Attribution, Claim, Framing, Speaker, SpeakerType
from claims.spans import Spans, words_at
from claims.speakers.identity import identity_key, is_identified
from claims.speakers.names import key
from claims.speakers.pins import Pins

SURE = 1.0
"""The confidence of a row that a person confirmed or made."""

EXTRACTOR = "corrections"
"""What the column `extractor` says of a claim that only people found."""


def speaker_named(
    name: str | None, kind: SpeakerType, known: Sequence[Speaker], pins: Pins
) -> Speaker:
    """Who is meant by a name: somebody of the article or of the user's file, else somebody new."""
    if name is None:
        return Speaker(None, None, kind)
    wanted = key(name)
    for speaker in known:
        if speaker.name and wanted in {key(other) for other in (speaker.name, *speaker.aliases)}:
            return speaker
    pin = pins.of(kind, name)
    if pin is not None:
        return Speaker(pin.name, pin.speaker_id, pin.type)
    identified = is_identified(kind, name)
    speaker_id = ids.speaker_id(identity_key(kind, name)) if identified else None
    return Speaker(name, speaker_id, kind)


def changed_claim(
    article: Article, row: Claim | None, speaker: Speaker | None, places: Mapping[str, Spans]
) -> Claim:
    """The claim with another speaker, or other words; `row` is None for a new one.

    What the words determine (voice, section, the cue's lemma and class, the date) is read anew
    where they change, from a parse of the article.
    """
    content = places.get("claim", row.claim_spans if row else ())
    source = places.get("speaker_mention", row.speaker_spans if row else ())
    cue = places.get("cue", row.cue_spans if row else ())
    if row is not None:
        changed = replace(row, confidence=SURE)
        if speaker is not None:
            changed = replace(
                changed,
                speaker=speaker.name,
                speaker_id=speaker.speaker_id,
                speaker_type=speaker.type,
            )
        if (content, source, cue) == (row.claim_spans, row.speaker_spans, row.cue_spans):
            return changed
        speaker = Speaker(changed.speaker, changed.speaker_id, changed.speaker_type)
    # Needs spaCy, which only boundaries that people moved call for.
    from claims.nlp import parse
    from claims.pipeline import attributed

    speaker = speaker or Speaker(None, None, "unknown")
    made = attributed(parse(article), Attribution(source, cue, content, SURE), speaker)
    own = not source and not cue and (row is None or row.voice == "narration")
    if own and (row is not None or speaker.type in ("outlet", "organization")):
        made = replace(made, voice="narration")
    return replace(made, extractor=row.extractor if row else EXTRACTOR)


def changed_framing(
    article: Article,
    row: Framing | None,
    places: Mapping[str, Spans],
    values: Mapping[str, Any],
    claims: Sequence[Claim],
) -> Framing:
    """The framing with another label, or other words; `row` is None for a new one.

    A new one is made in the smallest of the claims that holds its phrase, by the claim's speaker.
    """
    phrase = places.get("phrase", row.phrase_spans if row else ())
    target = places.get("target", row.target_spans if row else ())
    if row is None:
        holder = min(
            (claim for claim in claims if _holds(claim.claim_spans, phrase)),
            key=lambda claim: (
                sum(end - start for start, end in claim.claim_spans),
                claim.claim_id,
            ),
            default=None,
        )
        row = Framing(
            framing_id="", article_id=article.article_id,
            claim_id=holder.claim_id if holder else None,
            framer=holder.speaker if holder else None,
            framer_id=holder.speaker_id if holder else None,
            target=None, target_spans=(), phrase="", phrase_spans=(), label="other",
            family="other", nearest_label=None, nearest_similarity=None, kind="lexical",
            polarity="asserted", quoted=False, cue=None, confidence=SURE,
        )  # fmt: skip
    made = replace(row, **values, confidence=SURE, phrase_spans=phrase, target_spans=target)
    if made.label != "other" or made.phrase_spans != row.phrase_spans:
        made = replace(made, nearest_label=None, nearest_similarity=None)
    return replace(
        made,
        phrase=words_at(article.text, phrase),
        target=words_at(article.text, target) or None,
        framing_id=ids.framing_id(article.article_id, made.kind, target, phrase, made.cue),
    )


def _holds(outer: Spans, inner: Spans) -> bool:
    return all(any(s <= start and end <= e for s, e in outer) for start, end in inner)
