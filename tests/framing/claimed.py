"""Claims made by hand, for tests of framings that stand in them."""

from __future__ import annotations

from claims import ids
from claims.attribute import read
from claims.framing import frame, load_vocabulary
from claims.records import Claim, Framing, Parsed
from claims.spans import Spans
from tests.planted import find, parsed

OUTLET = "The Daily Post"


def attributed(text: str, speaker: str, cue: str, *content: str, mention: str = "") -> Claim:
    """The claim of those words."""
    return _claim(
        text,
        speaker,
        (find(text, cue),),
        tuple(find(text, part) for part in content),
        mention or speaker,
    )


def narrated(text: str, *content: str) -> Claim:
    """The article's own claim of those words."""
    return _claim(text, OUTLET, (), tuple(find(text, part) for part in content), None)


def _claim(text: str, speaker: str, cue: Spans, content: Spans, mention: str | None) -> Claim:
    return Claim(
        claim_id=ids.claim_id("a", (), cue, content),
        article_id="a",
        section="body",
        voice="indirect" if cue else "narration",
        claim=" … ".join(text[start:end] for start, end in content),
        claim_spans=content,
        speaker=speaker,
        speaker_id=ids.speaker_id(f"person {speaker}"),
        speaker_type="person" if cue else "outlet",
        speaker_mention=mention,
        speaker_spans=(find(text, mention),) if mention else (),
        cue=text[cue[0].start : cue[0].end] if cue else None,
        cue_spans=cue,
        cue_lemma=None,
        cue_class="characterize" if cue else "none",
        said_on=None,
        framings=(),
        confidence=1.0,
        extractor="test",
    )


def framings(text: str, *claims: Claim) -> tuple[Framing, ...]:
    article = parsed(text)
    return frame(article, read(article), claims, load_vocabulary())


def check(article: Parsed, found: tuple[Framing, ...]) -> None:
    """What holds of all framings of any text."""
    text = article.text
    places = [framing.phrase_spans for framing in found]
    assert places == sorted(places)
    assert len({framing.framing_id for framing in found}) == len(found)
    vocabulary = load_vocabulary()
    for framing in found:
        for spans, words in (
            (framing.phrase_spans, framing.phrase),
            (framing.target_spans, framing.target),
        ):
            assert [s for s in spans if not 0 <= s.start < s.end <= len(text)] == []
            assert " … ".join(text[start:end] for start, end in spans) == (words or "")
        assert framing.phrase.strip()
        assert framing.family == vocabulary.family(framing.label)
        assert (framing.kind == "lexical") == (framing.cue is None)
        assert framing.kind != "lexical" or framing.label != "other"
