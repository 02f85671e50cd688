"""Times the steps that see all articles, and measures their memory, for many articles.

    python benchmarks/all_articles.py [--articles 5000 50000] [--from 60] [--corpus …]
                                      [--save docs/scale.json]

What `--from` real articles' worth of text gives (sentences of PolNeAR's training split, drawn anew)
is taken once; each article here has the spans, voices and labels of one of those, and other words:
every word of four letters or more and every digit is drawn anew, of the same length and as often as
the corpus has it, the same one for the same word of an article. So its claims and framings are as
many as in real articles, no model is asked, and hardly any two say the same. Names of speakers come
again, few of them often, and new ones as often as in the corpus (`Names`).

For each number of articles: the seconds of each step from rows to a verified release, and the
memory of that process at most (resident set). What models take comes on top: `build_speed.py`.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import figures, labelled, recombined
from benchmarks.build_speed import CORPUS
from claims import ids
from claims.clean import as_given
from claims.records import Article, Claim, Extraction, Framing, Speaker
from claims.spans import words_at

_WORD = re.compile(r"[^\W\d_]{4,}|\d")


class Words:
    """Draws words in place of others."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._of: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for text in texts:
            for word in re.findall(r"[^\W\d_]{4,}", text):
                self._of[len(word), word[0].isupper()].append(word)

    def other(self, text: str, drawn: dict[str, str], rng: random.Random) -> str:
        """The text with other words, those in `drawn` the same as before."""

        def draw(match: re.Match[str]) -> str:
            word = match[0]
            if word not in drawn:
                some = self._of.get((len(word), word[0].isupper()), [word])
                drawn[word] = rng.choice("123456789" if word.isdigit() else some)
            return drawn[word]

        return _WORD.sub(draw, text)


class Names:
    """Speakers, of whom the more have come before the fewer are new.

    A Pitman-Yor process (Pitman and Yor, 1997): of the names (two words in capitals) that the 840
    articles of PolNeAR's training split have 15,562 are different ones within their articles, 7,625
    in all, and with twice the articles 1.7 times as many.
    """

    DISCOUNT, STRENGTH = 0.75, 320.0

    def __init__(self) -> None:
        self._all: dict[str, list[Speaker]] = defaultdict(list)
        self._drawn: dict[str, list[int]] = defaultdict(list)
        self._often: dict[str, list[int]] = defaultdict(list)

    def drawn(self, kind: str, new: Callable[[], Speaker], rng: random.Random) -> Speaker:
        """A speaker of that type: one before, or `new`."""
        every, drawn, often = self._all[kind], self._drawn[kind], self._often[kind]
        fresh = self.STRENGTH + self.DISCOUNT * len(every)
        if rng.random() * (self.STRENGTH + len(drawn)) < fresh:
            number = len(every)
            every.append(new())
            often.append(0)
        else:
            number = rng.choice(drawn)
            while rng.random() * often[number] < self.DISCOUNT:
                number = rng.choice(drawn)
        drawn.append(number)
        often[number] += 1
        return every[number]


def invented(
    real: Sequence[Extraction], words: Words, count: int, seed: int = 1
) -> Iterator[Extraction]:
    """So many extractions, of the form of the real ones."""
    from claims.track.signatures import signature

    rng = random.Random(seed)  # noqa: S311 - not for secrets
    names = Names()
    for number in range(count):
        one = real[number % len(real)]
        drawn: dict[str, str] = {}

        text = words.other(one.article.text, drawn, rng)
        uri = f"https://outlet{number % 40}.example/{number}"
        article = replace(
            one.article, source_uri=uri, article_id=ids.article_id(uri, text), text=text,
            text_sha256=ids.text_sha256(text), source_sha256=ids.text_sha256(f"{uri} {text}"),
            title=words.other(one.article.title or "None", drawn, rng),
            outlet=f"outlet{number % 40}.example", source=None,
        )  # fmt: skip
        speakers = {
            speaker.speaker_id: names.drawn(
                speaker.type, partial(_speaker, speaker, words, drawn, rng), rng
            )
            for speaker in one.speakers
        }
        claims = {
            claim.claim_id: _claim(claim, article, speakers.get(claim.speaker_id))
            for claim in one.claims
        }
        framings = (
            _framing(framing, article, claims, speakers.get(framing.framer_id))
            for framing in one.framings
        )
        yield Extraction(
            article, tuple(claims.values()), tuple(framings),
            tuple({speaker.speaker_id: speaker for speaker in speakers.values()}.values()),
            signature(article),
        )  # fmt: skip


def _speaker(speaker: Speaker, words: Words, drawn: dict[str, str], rng: random.Random) -> Speaker:
    from claims.speakers.identity import identity_key

    name = words.other(speaker.name or "", drawn, rng)
    return replace(
        speaker,
        name=name,
        speaker_id=ids.speaker_id(identity_key(speaker.type, name)),
        aliases=tuple(words.other(alias, drawn, rng) for alias in speaker.aliases),
        roles=tuple(words.other(role, drawn, rng) for role in speaker.roles),
    )


def _claim(claim: Claim, article: Article, speaker: Speaker | None) -> Claim:
    spans = claim.speaker_spans, claim.cue_spans, claim.claim_spans
    mention, cue, said = (words_at(article.text, one) for one in spans)
    return replace(
        claim, claim_id=ids.claim_id(article.article_id, *spans), article_id=article.article_id,
        claim=said, speaker_mention=mention or None, cue=cue or None,
        speaker=speaker.name if speaker else claim.speaker,
        speaker_id=speaker.speaker_id if speaker else claim.speaker_id,
    )  # fmt: skip


def _framing(
    framing: Framing, article: Article, claims: dict[str, Claim], framer: Speaker | None
) -> Framing:
    target, phrase = (
        words_at(article.text, one) for one in (framing.target_spans, framing.phrase_spans)
    )
    claim = claims.get(framing.claim_id or "")
    return replace(
        framing,
        framing_id=ids.framing_id(
            article.article_id, framing.kind, framing.target_spans, framing.phrase_spans,
            framing.cue,
        ),
        article_id=article.article_id,
        claim_id=claim.claim_id if claim else None,
        framer=framer.name if framer else framing.framer,
        framer_id=framer.speaker_id if framer else framing.framer_id,
        target=target or None,
        phrase=phrase,
    )  # fmt: skip


def main() -> None:
    """Print seconds and memory for each number of articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, nargs="+", default=[5000, 50_000])
    parser.add_argument("--from", type=int, default=60, dest="real")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--save", type=Path, help="a JSON file for the figures")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one, given.articles[0], given.workers, given.save)
        return
    read = labelled.corpus(given.corpus) if given.corpus.exists() else labelled.own()
    texts = [one.text for one in read]
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "real.pickle"
        kept.write_bytes(pickle.dumps((_extracted(texts, given.real), texts)))
        saved = ["--save", str(given.save)] if given.save else []
        for count in given.articles:
            subprocess.run(
                [sys.executable, __file__, "--one", str(kept), "--articles", str(count),
                 "--workers", str(given.workers), *saved], check=True
            )  # fmt: skip


def _extracted(texts: Sequence[str], count: int) -> list[Extraction]:
    import datetime as dt

    from claims.framing import load_vocabulary
    from claims.pipeline import extract_article

    vocabulary = load_vocabulary(None)
    return [
        extract_article(
            as_given(row["text"], row["title"], dt.date.fromisoformat(row["published"])), vocabulary
        )
        for row in recombined.stories(texts, count)
    ]


def _one(kept: Path, count: int, workers: int, save: Path | None) -> None:
    from claims.release import Material, Options, Provenance, write_next
    from claims.release.verify import verify
    from claims.splits import Splits
    from claims.tables import Gathering

    real, texts = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this program
    words = Words(texts)
    laps: list[str] = []
    figured: dict[str, Any] = {"articles": count, "workers": workers}
    begun, worked = time.perf_counter(), figures.worked()

    def lap(step: str) -> None:
        nonlocal begun, worked
        seconds, cpu = time.perf_counter() - begun, figures.worked() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        laps.append(f"{step:8}{seconds:8,.0f} s{cpu:8,.0f} CPU s   at most {memory / 1e6:,.0f} MB")
        figured[step] = {"seconds": round(seconds), "worked": round(cpu), "memory": memory}
        begun, worked = time.perf_counter(), figures.worked()

    out = kept.parent / str(count)
    gathering = Gathering(Splits(80, 10, 10), room=out)
    for one in invented(real, words, count):
        gathering.add(one)
    lap("gather")
    made = gathering.gathered(workers=workers)
    lap("across")
    provenance = Provenance(
        extractor="benchmark", spacy_model="none", vocabulary="1", vocabulary_sha256="0" * 64,
        speakers_sha256=None, models_sha256=None, corrections_sha256=None,
        options=Options(splits="80/10/10"),
    )  # fmt: skip
    release = write_next(lambda _: Material(made.parts, provenance), out)
    lap("write")
    found = verify(release.path)
    lap("verify")
    size = sum(path.stat().st_size for path in release.path.rglob("*") if path.is_file())
    claims = release.counts["claims"]
    print(f"{count:,} articles, {json.dumps(release.counts)}, {size / claims:.0f} bytes a claim")
    print("\n".join(laps), flush=True)
    if not found.good:
        print(found)
    if save:
        figures.put(save, "across", figured | {"claims": claims, "bytes": size})


if __name__ == "__main__":
    main()
