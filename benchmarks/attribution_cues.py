"""Derive `claims/attribute/cues.py`, the table of cues, from the training split of PolNeAR.

    python benchmarks/attribution_cues.py [--corpus ../shared/polnear/train.jsonl] [--write]

Prints the table, or writes it with `--write`. Of each candidate that the rules propose, it asks
whether the corpus has an attribution with that cue whose content shares half of the words
(IoU >= 0.5); what it keeps is, for each rule and cue, how often. No text of the corpus is kept.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.attribute.candidates import Candidate
from claims.attribute.choose import LEAST, choose
from claims.attribute.find import candidates
from claims.attribute.weigh import BANDS, BY_HAND, band, expected, family
from claims.clean import as_given
from claims.nlp import parse
from claims.records import Parsed

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "polnear" / "train.jsonl"
TABLE = ROOT / "claims" / "attribute" / "cues.py"

STRENGTH = 5
"""Candidates that a cue's expected share counts for, against those seen."""
RIDGE = 0.75
LEAST_SEEN = 3
LEMMA_SEEN = 8
FOLDS = 5

HEADER = '''"""How often each cue attributes: derived, not written.

Made by `python benchmarks/attribution_cues.py --write` from the training split of PolNeAR (Newell,
Margolin and Ruths, LREC 2018), which states no licence for its data: only these shares are kept.
RULES: of a rule's candidates with rare cues, the share that are attributions. LEMMAS: what a cue's
first word adds to the log odds, in halves. CELLS: where that misleads, the tenths of a rule's
candidates with this cue that are attributions. PRECISION: of attributions chosen on folds held out
(by family of rules; weight at least {bands}), the share whose content is right (IoU >= 0.5).
"""
'''

Cell = tuple[str, str]
Counts = dict[Cell, list[int]]


@dataclass(frozen=True)
class Labelled:
    """An article's candidates, and the same of each of them."""

    candidates: list[Candidate]
    right: list[bool]
    """Whether the corpus has it: its cue, and half of its content."""
    overlaps: list[bool]
    """Whether the corpus has half of its content, under whatever cue."""
    counted: list[bool]
    """Whether its cue is an ordinary word: the parser takes some names for verbs, and the table
    must not know anybody."""


def labelled(row: Mapping[str, Any], parsed: Parsed | None = None) -> Labelled:
    """The candidates in an article of the corpus, and which of them are right."""
    parsed = parsed or parse(as_given(row["text"], row["title"]))
    gold = [
        (_tokens(parsed, one["cue"]), _tokens(parsed, one["content"]))
        for one in row["attributions"]
        if one["content"]
    ]
    by_token: dict[int, list[int]] = defaultdict(list)
    for place, (_, content) in enumerate(gold):
        for token in content:
            by_token[token].append(place)
    found = candidates(parsed)[0]
    right, overlaps = [], []
    for one in found:
        words = set(one.content)
        near = {place for token in words for place in by_token[token]}
        hits = [gold[n] for n in near if 2 * len(words & gold[n][1]) >= len(words | gold[n][1])]
        overlaps.append(bool(hits))
        right.append(any(not cue or cue.intersection(one.cue) for cue, _ in hits))
    counted = [
        not any(parsed.doc[p].is_title and not parsed.doc[p].is_sent_start for p in one.cue)
        for one in found
    ]
    return Labelled(found, right, overlaps, counted)


def _tokens(parsed: Parsed, spans: Iterable[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        span = parsed.doc.char_span(start, end, alignment_mode="expand")
        found.update(token.i for token in span or () if not token.is_space)
    return found


def count(articles: Iterable[Labelled]) -> Counts:
    """For each rule and cue, candidates seen and candidates right; those in quotations left out."""
    counts: Counts = defaultdict(lambda: [0, 0])
    for article in articles:
        spoken: set[int] = set()
        for one in article.candidates:
            if one.rule.startswith("speech"):
                spoken.update(one.content)
        columns = zip(article.candidates, article.right, article.counted, strict=True)
        for one, right, counted in columns:
            inside = bool(one.cue) and one.cue[0] in spoken and not one.rule.startswith("speech")
            if counted and not inside:
                counts[one.rule, one.key][0] += 1
                counts[one.rule, one.key][1] += right
    return counts


def rule_shares(counts: Counts) -> dict[str, float]:
    """Each rule's share of right candidates, no cue counting for more than five."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (rule, _), (seen, right) in counts.items():
        part = min(1.0, 5 / seen)
        sums[rule][0] += seen * part
        sums[rule][1] += right * part
    return {rule: round(right / seen, 3) for rule, (seen, right) in sorted(sums.items())}


def lemma_weights(counts: Counts, shares: Mapping[str, float]) -> dict[str, int]:
    """For each first word of a cue, what it adds to its rules' log odds, in halves."""
    cells: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    # What says "rather not" matters only where a rule alone would say "yes".
    doubtful = {rule for rule, share in shares.items() if share >= LEAST - 0.05}
    needed = {key.partition(" ")[0] for rule, key in counts if rule in doubtful}
    for (rule, key), (seen, right) in counts.items():
        cells[key.partition(" ")[0]].append((shares[rule], seen, right))
    found = {}
    for lemma, of_lemma in sorted(cells.items()):
        shift = 0.0
        for _ in range(20):
            slope, bend = -shift * RIDGE, RIDGE
            for share, seen, right in of_lemma:
                likely = expected(share, shift)
                slope += right - seen * likely
                bend += seen * likely * (1 - likely)
            shift = max(-4.0, min(4.0, shift + slope / bend))
        known = sum(seen for _, seen, _ in of_lemma) >= LEMMA_SEEN
        if known and (shift >= 1 or (shift <= -1 and lemma in needed)):
            found[lemma] = round(2 * shift)
    return found


def exceptions(
    counts: Counts, shares: Mapping[str, float], lemmas: Mapping[str, int]
) -> dict[Cell, int]:
    """The cells whose share, in tenths, rule and lemma together do not tell."""
    found = {}
    for (rule, key), (seen, right) in sorted(counts.items()):
        likely = expected(shares[rule], lemmas.get(key.partition(" ")[0], 0) / 2)
        share = (right + STRENGTH * likely) / (seen + STRENGTH)
        plain = share < 0.25 and likely < 0.25
        if seen >= LEAST_SEEN and not plain and abs(share - likely) >= 0.1:
            found[rule, key] = round(10 * share)
    return found


def weigher(
    shares: Mapping[str, float], lemmas: Mapping[str, int], cells: Mapping[Cell, int]
) -> Callable[[Candidate], float]:
    """The weight that such a table gives a candidate."""

    def weight(one: Candidate) -> float:
        if one.rule in BY_HAND:
            return BY_HAND[one.rule]
        if (one.rule, one.key) in cells:
            return cells[one.rule, one.key] / 10
        shift = lemmas.get(one.key.partition(" ")[0], 0) / 2
        return expected(shares.get(one.rule, 0.0), shift)

    return weight


def fitted(
    articles: list[Labelled],
) -> tuple[dict[str, float], dict[str, int], dict[Cell, int]]:
    """The three parts of the table."""
    counts = count(articles)
    shares = rule_shares(counts)
    lemmas = lemma_weights(counts, shares)
    return shares, lemmas, exceptions(counts, shares, lemmas)


def precisions(articles: list[Labelled]) -> dict[str, tuple[float, ...]]:
    """For each family of rules and band of weight, how many chosen on held-out folds are right."""
    chosen: Counter[tuple[str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    for fold in range(FOLDS):
        weight = weigher(*fitted([a for n, a in enumerate(articles) if n % FOLDS != fold]))
        for article in articles[fold::FOLDS]:
            good = {
                id(one)
                for one, overlaps in zip(article.candidates, article.overlaps, strict=True)
                if overlaps
            }
            for weighed, one in choose((weight(one), one) for one in article.candidates):
                chosen[family(one.rule), band(weighed)] += 1
                right[family(one.rule), band(weighed)] += id(one) in good
    whole: Counter[int] = Counter()
    whole_right: Counter[int] = Counter()
    for (_, place), number in chosen.items():
        whole[place] += number
    for (_, place), number in right.items():
        whole_right[place] += number
    found = {}
    for name in sorted({family(one.rule) for a in articles for one in a.candidates}):
        found[name] = tuple(
            # Ten of the band's average: a family with few in a band is not known better than that.
            round(
                (right[name, n] + 10 * whole_right[n] / max(1, whole[n])) / (chosen[name, n] + 10),
                3,
            )
            for n in range(len(BANDS))
        )
    return found


def table(articles: list[Labelled]) -> str:
    """The text of `cues.py`."""
    shares, lemmas, cells = fitted(articles)
    rules = {rule.replace(" ", "_"): share for rule, share in shares.items()}
    lines = [HEADER.format(bands=", ".join(f"{least:g}" for least in BANDS))]
    for name, words in (("RULES", rules), ("LEMMAS", lemmas)):
        lines += [f'{name} = """', *_wrapped(words), '"""', ""]
    lines.append('CELLS = """')
    for rule in shares:
        of_rule = {key.replace(" ", "_"): n for (name, key), n in cells.items() if name == rule}
        if of_rule:
            lines += _wrapped(of_rule, f"={rule.replace(' ', '_')} ")
    lines += ['"""', "", "PRECISION = {"]
    lines += [f'    "{name}": {values},' for name, values in precisions(articles).items()]
    return "\n".join([*lines, "}", ""])


def _wrapped(words: Mapping[str, float], heading: str = "") -> list[str]:
    entries = " ".join(f"{word}:{number:g}" for word, number in words.items() if word.isascii())
    return textwrap.wrap(heading + entries, 99, break_on_hyphens=False, break_long_words=False)


def main() -> None:
    """Print the table, or write it."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--write", action="store_true", help=f"write {TABLE.relative_to(ROOT)}")
    given = arguments.parse_args()
    if not given.corpus.exists():
        raise SystemExit(f"{given.corpus} is not there: give the corpus with --corpus")
    rows = [json.loads(line) for line in given.corpus.read_text("utf-8").split("\n") if line]
    text = table([labelled(row) for row in rows])
    if given.write:
        TABLE.write_text(text, "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
