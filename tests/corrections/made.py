"""An article as the pipeline could have found it, and corrections of its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claims import ids
from claims.corrections.apply import Applier
from claims.corrections.record import Correction, Quote
from claims.corrections.store import Corrections
from claims.framing import load_vocabulary
from claims.records import Article, Claim, Extraction, Framing, Speaker
from claims.spans import Spans, words_at
from tests.examples import article, at

TEXT = (
    "Mayor says bridge is a folly\n\n"
    "The new bridge is “a folly”, Mayor Zoë Ångström said on Monday. "
    "“We 🌉 will stop it,” she said. A clerk said the riot was an uprising. "
    "The riot began in May."
)
FIRST = article("bridge.txt", TEXT, "The Daily Example")
ZOE = Speaker(
    "Zoë Ångström", ids.speaker_id("person angstrom zoe"), "person", ("Mayor",), ("Ångström",)
)


def claim(
    one: Article, content: Spans, source: Spans = (), cue: Spans = (), who: Speaker = ZOE
) -> Claim:
    return Claim(
        claim_id=ids.claim_id(one.article_id, source, cue, content),
        article_id=one.article_id,
        section="body",
        voice="indirect",
        claim=words_at(one.text, content),
        claim_spans=content,
        speaker=who.name,
        speaker_id=who.speaker_id,
        speaker_type=who.type,
        speaker_mention=words_at(one.text, source) or None,
        speaker_spans=source,
        cue=words_at(one.text, cue) or None,
        cue_spans=cue,
        cue_lemma="say" if cue else None,
        cue_class="say" if cue else "none",
        said_on=None,
        framings=(),
        confidence=0.625,
        extractor="news-claims 1.0.0",
    )


def framing(
    one: Article, phrase: Spans, target: Spans, inside: Claim | None, label: str = "other"
) -> Framing:
    return Framing(
        framing_id=ids.framing_id(one.article_id, "predicative", target, phrase, "is"),
        article_id=one.article_id,
        claim_id=inside.claim_id if inside else None,
        framer=inside.speaker if inside else None,
        framer_id=inside.speaker_id if inside else None,
        target=words_at(one.text, target),
        target_spans=target,
        phrase=words_at(one.text, phrase),
        phrase_spans=phrase,
        label=label,
        family=load_vocabulary(None).family(label),
        nearest_label=None,
        nearest_similarity=None,
        kind="predicative",
        polarity="asserted",
        quoted=False,
        cue="is",
        confidence=0.5,
    )


def extraction(one: Article = FIRST, *, shift: bool = False) -> Extraction:
    """Two claims and a framing; `shift` has the second claim end earlier, as a new model may."""
    text = one.text
    said = claim(
        one,
        at(text, "The new bridge is “a folly”"),
        at(text, "Mayor Zoë Ångström"),
        at(text, "said"),
    )
    words = ("will stop it",) if shift else ("“We 🌉 will stop it,”",)
    second = claim(one, at(text, *words), at(text, "she"), ())
    framed = framing(
        one,
        at(text[30:], "a folly") and _after(text, "a folly", 30),
        _after(text, "The new bridge", 30),
        said,
    )
    said = replace(said, framings=(framed.label,))
    return Extraction(one, (said, second), (framed,), (ZOE,))


def _after(text: str, words: str, start: int) -> Spans:
    (place,) = at(text[start:], words)
    return (type(place)(place.start + start, place.end + start),)


def quotes(one: Article, spans: Spans) -> tuple[Quote, ...]:
    return tuple(Quote.of(one.text, span) for span in spans)


def correction(
    kind: Any,
    row: Claim | Framing | None,
    new: dict[str, Any] | None = None,
    *,
    by: str = "ann",
    at: str = "2026-01-01",
    on: Article = FIRST,
    table: Any = None,
) -> Correction:
    was: dict[str, Any] = {}
    if isinstance(row, Claim):
        was = {
            "claim": quotes(on, row.claim_spans),
            "speaker_mention": quotes(on, row.speaker_spans),
            "cue": quotes(on, row.cue_spans),
            "speaker": row.speaker,
            "speaker_type": row.speaker_type,
        }
    elif row is not None:
        was = {
            "phrase": quotes(on, row.phrase_spans), "target": quotes(on, row.target_spans),
            "label": row.label, "polarity": row.polarity, "kind": row.kind,
        }  # fmt: skip
    key = row.claim_id if isinstance(row, Claim) else row.framing_id if row else None
    table = table or ("framings" if isinstance(row, Framing) else "claims")
    new = was if kind == "confirm" else new or {}
    return Correction(
        kind, table, on.article_id, on.source_uri, on.text_sha256, key, was, new, by, at
    )  # fmt: skip


def applied(found: Extraction, *records: Correction) -> tuple[Extraction, frozenset[str], Applier]:
    applier = Applier(Corrections.of(records), load_vocabulary(None))
    made, human = applier.take(found)
    applier.finish()
    return made, human, applier
