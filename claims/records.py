"""The records that flow between the steps, in the order in which the steps make them.

Every offset is a Python string index (Unicode code points), half open, into the article's text.
A field that bears a column's name means what the column means; `docs/data.md` has them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from claims.mapped import Mapped
from claims.spans import Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

SectionName = Literal["headline", "body", "caption", "related"]
Voice = Literal["direct", "indirect", "mixed", "narration"]
SpeakerType = Literal[
    "person", "organization", "government", "group", "document", "anonymous", "outlet", "unknown"
]
CueClass = Literal[
    "say", "assert", "deny", "question", "believe", "want", "characterize", "report", "none"
]
FramingKind = Literal["explicit", "predicative", "lexical"]
Polarity = Literal["asserted", "denied"]
Origin = Literal["model", "human"]
Split = Literal["train", "validation", "test"]

# ------------------------------------------------------------------ read


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a reader found it, before any cleaning."""

    source_uri: str
    """The article's URL if known, else the file's name (`name:7` for the 7th record of a file)."""
    origin: str
    """Where it was read from, for messages: a path, and a line or row where it is one of many."""
    source_sha256: str
    """Hex digest of the bytes that it was read from."""
    body: Mapped
    title: Mapped | None = None
    byline: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    language: str | None = None
    """ISO 639-1, as the source declares it; None where it does not."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that gave no article, and why; a line of `rejects.jsonl`."""

    source: str
    reason: str
    source_sha256: str | None = None
    """Hex digest of the bytes that `source` names; None where it has none that could be read."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a file holds beside its articles and is none of: counted, not rejected."""

    source: str
    """The file."""
    counts: Mapping[str, int]
    """Records of each kind ("request", "not HTML")."""

    def __str__(self) -> str:
        """The kinds, as people read them."""
        return ", ".join(f"{count:,} {kind}" for kind, count in self.counts.items())


# ------------------------------------------------------------------ clean


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of an article's text that somebody wrote as one, and the section it is of.

    Text outside all paragraphs (white space, labels such as "Related article:") is nobody's claim.
    """

    start: int
    end: int
    section: SectionName


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its one canonical text."""

    article_id: str
    source_uri: str
    outlet: str | None
    title: str | None
    byline: str | None
    published: dt.date | None
    language: str
    text: str
    text_sha256: str
    source_sha256: str
    word_count: int
    paragraphs: tuple[Paragraph, ...]
    source: Mapped | None = None
    """The text with each character's offset in the original file; None for a bare text."""


@dataclass(frozen=True)
class Parsed:
    """An article and spaCy's parse of its text.

    `doc.text == article.text`, so `token.idx` is an offset into the article; no sentence of `doc`
    crosses from one paragraph into another.
    """

    article: Article
    doc: Doc

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """For each paragraph its first token, and the one after its last."""
        found, position = [], 0
        for paragraph in self.article.paragraphs:
            while self._before(position, paragraph.start):
                position += 1
            first = position
            while position < len(self.doc) and self.doc[position].idx < paragraph.end:
                position += 1
            found.append((first, position))
        return tuple(found)

    def _before(self, position: int, start: int) -> bool:
        if position == len(self.doc):
            return False
        token = self.doc[position]
        return bool(token.idx + len(token) <= start)

    @cached_property
    def sections(self) -> tuple[SectionName | None, ...]:
        """For each token of `doc`, the section of the paragraph that it stands in."""
        found: list[SectionName | None] = [None] * len(self.doc)
        for (first, end), paragraph in zip(self.edges, self.article.paragraphs, strict=True):
            found[first:end] = [paragraph.section] * (end - first)
        return tuple(found)


# ------------------------------------------------------------------ attribute


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) says, thinks, or wants (cue) what (content), as spans in text order.

    Source and cue may be empty; content never is. The terms and conventions are PolNeAR's
    (Newell, Margolin and Ruths, LREC 2018).
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float


# ------------------------------------------------------------------ resolve speakers


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source mention stands for."""

    name: str | None
    """Canonical name; None where the article names none."""
    speaker_id: str | None
    """None for speakers that cannot be told apart across articles ("many", "officials")."""
    type: SpeakerType
    roles: tuple[str, ...] = ()
    """Titles and roles that the article gives ("Finland's President")."""
    aliases: tuple[str, ...] = ()
    """Other names that the article uses for the same speaker ("Clinton")."""


# ------------------------------------------------------------------ track


@dataclass(frozen=True, slots=True)
class Signature:
    """Samples of what an article's body holds, to find its near duplicates (`claims.track`).

    Each is hashes, ascending, as little-endian uint32; 1,088 bytes in all at most. An empty
    signature is like no other.
    """

    shingles: bytes = b""
    """Of runs of three words; the last bit is 1 where one of them is a name or has a digit."""
    phrases: bytes = b""
    """Of runs of six words."""
    numbers: bytes = b""
    """Of the words that have a digit."""


# ------------------------------------------------------------------ claims and framings


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: the columns of the `claims` table that one article determines."""

    claim_id: str
    article_id: str
    section: SectionName
    voice: Voice
    claim: str
    claim_spans: Spans
    speaker: str | None
    speaker_id: str | None
    speaker_type: SpeakerType
    speaker_mention: str | None
    speaker_spans: Spans
    cue: str | None
    cue_spans: Spans
    cue_lemma: str | None
    cue_class: CueClass
    said_on: dt.date | None
    framings: tuple[str, ...]
    """Labels of the framings that stand inside the claim or make it, sorted, each once."""
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Framing:
    """Somebody characterizes something: the columns of `framings` that one article determines."""

    framing_id: str
    article_id: str
    claim_id: str | None
    framer: str | None
    framer_id: str | None
    target: str | None
    target_spans: Spans
    phrase: str
    phrase_spans: Spans
    label: str
    family: str
    nearest_label: str | None
    nearest_similarity: float | None
    kind: FramingKind
    polarity: Polarity
    quoted: bool
    cue: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the steps up to framing find in one article."""

    article: Article
    claims: tuple[Claim, ...]
    framings: tuple[Framing, ...]
    speakers: tuple[Speaker, ...]
    """Those who claim or frame, one entry for each."""
    signature: Signature = Signature()
