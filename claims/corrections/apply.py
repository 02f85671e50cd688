"""Corrections applied to what the pipeline found in an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claims.corrections.anchor import Folded, located
from claims.corrections.record import PLACES, VALUES, Correction, Quote, spans_of
from claims.corrections.resolve import THERE, Contradiction, contradictions, words
from claims.corrections.rows import changed_claim, changed_framing, speaker_named
from claims.corrections.store import Corrections
from claims.framing.vocabulary import Vocabulary
from claims.records import Article, Claim, Extraction, Framing
from claims.spans import Spans
from claims.speakers.pins import Pins
from claims.wording import plain

ALIKE = 0.5
"""Intersection over union of two rows' characters from which on they are the same one."""

_SPANS = {"claims": "claim_spans", "framings": "phrase_spans"}
_IDS = {"claims": "claim_id", "framings": "framing_id"}


@dataclass(frozen=True, slots=True)
class Unanchored:
    """A correction that could not be applied, and why."""

    correction: Correction
    why: str

    def __str__(self) -> str:
        one = self.correction
        quotes = one.new if one.kind == "add" else one.was
        first = quotes.get(PLACES[one.table][0])
        said = " … ".join(quote.exact for quote in first) if isinstance(first, tuple) else ""
        return plain(f"{one.kind} {one.row or 'a row'} by {one.by} (“{said}”): {self.why}")


@dataclass(slots=True)
class Applier:
    """A build's corrections: applied article by article, and an account of them."""

    corrections: Corrections
    vocabulary: Vocabulary
    pins: Pins = field(default_factory=Pins)
    applied: int = 0
    """Records that were found their place, those outvoted included."""
    unanchored: list[Unanchored] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)

    def take(self, extraction: Extraction) -> tuple[Extraction, frozenset[str]]:
        """The article as people corrected it, and the ids of the claims that they made."""
        records = self.corrections.about(extraction.article)
        if not records:
            return extraction, frozenset()
        self._met.update(one.id for one in records)
        article = _Corrected(extraction, self.vocabulary, self.pins)
        groups: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        folded = Folded.of(extraction.article.text)
        for one in records:
            try:
                placed = _placed(one, extraction.article, folded)
                groups[one.table, article.key_of(one, placed)].append(placed)
            except _UnplacedError as error:
                self.unanchored.append(Unanchored(one, str(error)))
        for (table, key), group in sorted(groups.items()):
            try:
                article.correct(table, key, group)
                self.applied += len(group)
            except _UnplacedError as error:
                self.unanchored += [Unanchored(one, str(error)) for one in group]
        self.contradictions += contradictions(groups)
        return article.made()

    def finish(self) -> None:
        """Count as not applied what is about articles that were not met."""
        self.unanchored += [
            Unanchored(one, f"no input is its article, {one.source_uri}")
            for one in self.corrections.records
            if one.id not in self._met
        ]


class _UnplacedError(Exception):
    """Says why a correction cannot be applied."""


def _placed(one: Correction, article: Article, folded: Folded) -> Correction:
    """The correction with all its quotations as they stand in this text."""
    same = one.text_sha256 == article.text_sha256

    def moved(said: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in said.items():
            made[name] = value
            if isinstance(value, tuple):
                spans = located(article.text, folded, value, same=same)
                if spans is None:
                    raise _UnplacedError(
                        f"the {name} it quotes cannot be told in the article's text"
                    )
                made[name] = tuple(Quote.of(article.text, span) for span in spans)
        return made

    # A removal needs no more than the row; what else stood there need not be found.
    first = PLACES[one.table][0]
    was = {first: one.was[first]} if one.kind == "remove" else one.was
    return replace(one, was=moved(was), new=moved(one.new))


class _Corrected:
    """An article's rows on their way to being right."""

    def __init__(self, extraction: Extraction, vocabulary: Vocabulary, pins: Pins) -> None:
        self._extraction = extraction
        self._vocabulary = vocabulary
        self._pins = pins
        self._claims = {row.claim_id: row for row in extraction.claims}
        self._framings = {row.framing_id: row for row in extraction.framings}
        self._rows: dict[str, dict[str, Any]] = {"claims": self._claims, "framings": self._framings}
        self._became: dict[str, str | None] = {}
        """For claims that have another id now, that; None for those removed."""
        self._human: set[str] = set()
        self._speakers = list(extraction.speakers)

    def key_of(self, one: Correction, placed: Correction) -> str:
        """The id of the row that a correction is about; its words' places if there is none.

        The row of its id, or the one that overlaps what it quotes most, by half at least.
        """
        rows = self._rows[one.table]
        if one.row in rows:
            return one.row
        first = PLACES[one.table][0]
        quotes = placed.new if one.kind == "add" else placed.was
        spans = spans_of(quotes[first])
        near = [
            (_overlap(spans, getattr(row, _SPANS[one.table])), key) for key, row in rows.items()
        ]
        near = sorted((pair for pair in near if pair[0] >= ALIKE), reverse=True)
        if one.kind == "add":
            near = [pair for pair in near if pair[0] == 1.0]
        if len(near) > 1 and near[0][0] == near[1][0]:
            raise _UnplacedError("two rows overlap what it quotes by as much")
        return near[0][1] if near else ",".join(f"{start}-{end}" for start, end in spans)

    def correct(self, table: str, key: str, group: Sequence[Correction]) -> None:
        """Have the row be as people say, after the rule of `resolve`."""
        said = {column: several[0].value for column, several in words(group).items()}
        rows = self._rows[table]
        row = rows.get(key)
        if not said.pop(THERE):
            rows.pop(key, None)
            self._became[key] = None
            return
        base: dict[str, Any] = {}
        if row is None:  # the extractor no longer finds it: it is made of what was quoted
            for one in sorted(group, key=lambda one: (one.at, one.id)):
                base |= dict(one.was) | dict(one.new)
        said = base | said
        if table == "claims":
            made: Claim | Framing = self._claim(self._claims.get(key), said)
        else:
            made = self._framing(self._framings.get(key), said)
        new = getattr(made, _IDS[table])
        if new != key and new in rows:
            raise _UnplacedError(f"another row stands there already, {new}")
        if row is None or replace(row, confidence=made.confidence) != made:
            self._human.add(new)
        rows.pop(key, None)
        rows[new] = made
        if new != key:
            self._became[key] = new

    def _claim(self, row: Claim | None, said: dict[str, Any]) -> Claim:
        speaker = None
        if row is None or said.keys() & VALUES["claims"].keys():
            kind = said.get("speaker_type") or (row.speaker_type if row else "unknown")
            name = said.get("speaker", row.speaker if row else None)
            speaker = speaker_named(name, kind, self._speakers, self._pins)
            self._speakers.append(speaker)
        places = {name: spans_of(said[name]) for name in PLACES["claims"] if name in said}
        return changed_claim(self._extraction.article, row, speaker, places)

    def _framing(self, row: Framing | None, said: dict[str, Any]) -> Framing:
        label = said.get("label") or (row.label if row else "other")
        if label != "other" and label not in self._vocabulary.labels:
            raise _UnplacedError(f"the vocabulary has no label {label}")
        family = self._vocabulary.family(label)
        places = {name: spans_of(said[name]) for name in PLACES["framings"] if name in said}
        values = {n: said[n] for n in ("kind", "polarity") if said.get(n)}
        return changed_framing(
            self._extraction.article,
            row,
            places,
            values | {"label": label, "family": family},
            list(self._claims.values()),
        )

    def made(self) -> tuple[Extraction, frozenset[str]]:
        """The article's rows as they are now, in text order, and which claims people made."""
        framings = tuple(
            replace(one, claim_id=self._became.get(one.claim_id, one.claim_id))
            if one.claim_id is not None
            else one
            for one in self._framings.values()
        )
        labels: dict[str | None, set[str]] = defaultdict(set)
        for one in framings:
            labels[one.claim_id].add(one.label)
        found = tuple(
            replace(one, framings=tuple(sorted(labels.get(one.claim_id, ()))))
            for one in self._claims.values()
        )
        used = {one.speaker_id for one in found} | {one.framer_id for one in framings}
        known = {one.speaker_id: one for one in reversed(self._speakers)}
        extraction = replace(
            self._extraction,
            claims=tuple(sorted(found, key=lambda one: (one.claim_spans, one.claim_id))),
            framings=tuple(sorted(framings, key=lambda one: (one.phrase_spans, one.framing_id))),
            speakers=tuple(
                known[key] for key in sorted(used - {None}, key=str) if key in known
            ),
        )  # fmt: skip
        return extraction, frozenset(self._human & self._claims.keys())


def _overlap(one: Spans, other: Spans) -> float:
    """Intersection over union of the characters of two stretches."""
    first, second = ({i for span in spans for i in range(*span)} for spans in (one, other))
    both = first | second
    return len(first & second) / len(both) if both else 0.0
