"""Measures how often a speaker is who was meant: within articles and across them.

    python benchmarks/speaker_quality.py [--corpus PolNeAR/dev.jsonl] [--gum GUM.jsonl] [--check]

Within articles: `speakers/dev.jsonl` says, by reading, who 729 source mentions of PolNeAR's
development split stand for (offsets and names, no text); the baseline takes the person named
last. `speakers/second.jsonl` is an independent second pass over 57 of them. On GUM's news, whose
gold coreference was not trained on: pronouns and common nouns for people and organizations that
their article also names. Across articles: B³ (Bagga and Baldwin, 1998) of speaker ids on the
labelled mentions that have an identity, with the labels' names and with ours, and on
`speakers/name_variants.yaml`, how the press writes people's names, as well as on variants of the
same names that rules make. `--check` fails below the
floors in floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from nicknames import NickNamer

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import labelled
from claims import ids
from claims.attribute import attribute, read
from claims.clean import as_given
from claims.nlp import parse
from claims.records import Parsed, Speaker
from claims.spans import Span
from claims.speakers import Known, joined
from claims.speakers.entities import entities
from claims.speakers.identity import identity_key, is_identified
from claims.speakers.names import key
from claims.speakers.queries import source_head
from claims.speakers.resolve import Resolver
from claims.speakers.words import PRONOUNS, RELATIVE

SHARED = Path(__file__).parents[2] / "shared"
FOLDER = Path(__file__).with_name("speakers")
FLOORS = Path(__file__).with_name("floors.json")
SET = "speakers"
NOMINAL = ("role", "anonymous", "document")
"""Kinds of mention that are common nouns, or stand for nobody who is named."""
_SMALL = frozenset("the a an of s for and in to his her their its own".split())

Label = Mapping[str, Any]
Figures = dict[str, float]


# ------------------------------------------------------------------ what is right


def is_right(name: str | None, label: Label) -> bool:
    """Whether a speaker's name is one that a label accepts.

    Names must be equal but for case, accents and possessives. What is composed of a name and a
    noun ("Ann Lee's campaign") may have more or less of the name; what is unnamed ("senior
    officials") more or fewer words.
    """
    if not label["names"]:
        return name is None
    if name is None:
        return False
    mine = _words(name)
    for accepted in label["names"]:
        theirs = _words(accepted)
        if key(name) == key(accepted) or (mine and mine == theirs):
            return True
        composed = accepted.split()[-1].islower() and _last(name) == _last(accepted)
        if (composed or not label["named"]) and mine and (mine <= theirs or theirs <= mine):
            return True
    return False


def _words(name: str) -> frozenset[str]:
    return frozenset(_single(word) for word in key(name).split()) - _SMALL


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _last(name: str) -> str:
    return _single(key(name).split()[-1]) if key(name) else ""


def b_cubed(pairs: Sequence[tuple[str, str]]) -> float:
    """F1, in percent, of (true identity, given id) pairs."""
    true: dict[str, set[int]] = defaultdict(set)
    given: dict[str, set[int]] = defaultdict(set)
    for number, (identity, speaker) in enumerate(pairs):
        true[identity].add(number)
        given[speaker].add(number)
    precision = recall = 0.0
    for identity, speaker in pairs:
        common = len(true[identity] & given[speaker])
        precision += common / len(given[speaker])
        recall += common / len(true[identity])
    return 200 * precision * recall / (precision + recall) / max(len(pairs), 1)


# ------------------------------------------------------------------ within articles


def resolved(corpus: Path, labels: Sequence[Label]) -> Iterator[tuple[Label, Speaker, str | None]]:
    """Each label, who we say it is, and the baseline: the person named last."""
    articles = {one.name: one for one in labelled.corpus(corpus)}
    by_article: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label["article"]].append(label)
    for name, given in by_article.items():
        parsed = parse(as_given(articles[name].text))
        # The corpus' own attributions: what is measured is who its sources are.
        resolver = Resolver(parsed, articles[name].attributions)
        people = _people(parsed)
        for label in given:
            before = [person for place, person in people if place < label["end"]]
            speaker = resolver.speaker((Span(label["start"], label["end"]),))
            yield label, speaker, before[-1] if before else None


def _people(parsed: Parsed) -> list[tuple[int, str | None]]:
    """Where the article names people by which full name, in text order."""
    return sorted(
        (parsed.doc[mention.first].idx, entity.name or "")
        for entity in entities(parsed)
        if entity.type == "person"
        for mention in entity.mentions
    )


def within(corpus: Path, labels: Sequence[Label]) -> tuple[Figures, list[tuple[Label, Speaker]]]:
    """Accuracy by kind of mention; the mentions with who we say they are."""
    rows = list(resolved(corpus, labels))
    figures: Figures = {}
    print(f"{len(rows)} source mentions{'right':>20}{'baseline':>10}")
    kinds = sorted({label["kind"] for label, _, _ in rows})
    for name, of in [(kind, (kind,)) for kind in kinds] + [("nominal", NOMINAL), ("all", kinds)]:
        chosen = [row for row in rows if row[0]["kind"] in of]
        ours = _percent(is_right(speaker.name, label) for label, speaker, _ in chosen)
        last = _percent(is_right(person, label) for label, _, person in chosen)
        figures[f"mentions, {name}"] = ours
        print(f"  {name:14}{len(chosen):5}{ours:18.1f}{last:10.1f}")
    figures["speaker type"] = _percent(speaker.type == label["type"] for label, speaker, _ in rows)
    print(f"  speaker_type is as labelled: {figures['speaker type']:.1f}")
    return figures, [(label, speaker) for label, speaker, _ in rows]


def agreement(labels: Sequence[Label], second: Sequence[Label]) -> str:
    """A line: how often the second pass is right by the first."""
    first = {(label["article"], label["start"], label["end"]): label for label in labels}
    pairs = [(first[one["article"], one["start"], one["end"]], one) for one in second]
    same = _percent(is_right((b["names"] or [None])[0], a) for a, b in pairs)
    types = _percent(a["type"] == b["type"] for a, b in pairs)
    return f"a second pass over {len(pairs)}: {same:.1f}% the same name, {types:.1f}% the same type"


def _percent(right: Iterable[bool]) -> float:
    found = list(right)
    return 100 * sum(found) / max(len(found), 1)


# ------------------------------------------------------------------ GUM


def gum(path: Path) -> Figures:
    """Accuracy of the canonical name on news with gold coreference."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in labelled.rows_of(path):
        if row["genre"] != "news":
            continue
        parsed = parse(as_given(row["text"]))
        resolver = Resolver(parsed, attribute(parsed, read(parsed)))
        for mention, names in _named_elsewhere(parsed, row["mentions"]):
            name = resolver.speaker((Span(mention["start"], mention["end"]),)).name
            kind = f"{_kind(parsed, mention)} for {mention['type']}"
            for figure in (kind, "all"):
                seen[figure] += 1
                right[figure] += name is not None and _is_among(name, names, mention["type"])
    print(f"GUM news, {seen['all']} pronouns and nouns for who is named elsewhere")
    figures = {}
    for kind in sorted(seen):
        figures[f"GUM news, {kind}"] = 100 * right[kind] / seen[kind]
        print(f"  {kind:28}{seen[kind]:5}{figures[f'GUM news, {kind}']:8.1f}")
    return figures


def _named_elsewhere(
    parsed: Parsed, mentions: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    chains: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mention in mentions:
        chains[mention["entity"]].append(mention)
    for chain in chains.values():
        names = [
            parsed.text[one["start"] : one["end"]] for one in chain if _kind(parsed, one) == "name"
        ]
        for mention in chain:
            wanted = mention["type"] in ("person", "organization")
            if names and wanted and _kind(parsed, mention) in ("pronoun", "noun"):
                yield mention, names


def _kind(parsed: Parsed, mention: Mapping[str, Any]) -> str | None:
    span = parsed.doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
    if span is None or not len(span):
        return None
    head = source_head(parsed.doc, span.start, span.end)
    if len(span) == 1 and (head.lower_ in PRONOUNS or head.lower_ in RELATIVE):
        return "pronoun"
    return {"PROPN": "name", "NOUN": "noun"}.get(head.pos_)


def _is_among(name: str, names: Iterable[str], kind: str) -> bool:
    """Whether a name is one of these, or what is left of one without titles and the like.

    A person's may also be fuller: an article says "curator Ann Lee", then "Lee".
    """
    mine = set(key(name).split())
    proper = any(word[:1].isupper() for word in name.split())
    others = [set(key(one).split()) for one in names]
    fuller = kind == "person" and any(one and one <= mine for one in others)
    return proper and (fuller or any(mine <= one for one in others))


# ------------------------------------------------------------------ across articles


def across(found: Sequence[tuple[Label, Speaker]]) -> Figures:
    """B³ of the ids: with the names that the labels give, and with ours."""
    with_identity = [(label, speaker) for label, speaker in found if label["identity"]]
    given = [(label["article"], label["type"], label["names"][0], ()) for label, _ in with_identity]
    ours = [
        (label["article"], speaker.type, speaker.name or "", speaker.aliases)
        for label, speaker in with_identity
    ]
    identities = [label["identity"] for label, _ in with_identity]
    articles = len({label["article"] for label, _ in with_identity})
    figures = {
        "B3, labelled names": b_cubed(list(zip(identities, _ids(given), strict=True))),
        "B3, end to end": b_cubed(list(zip(identities, _ids(ours), strict=True))),
    }
    print(
        f"across {articles} articles, {len(given)} mentions of {len(set(identities))} speakers, B³:"
    )
    for figure, value in figures.items():
        print(f"  {figure.removeprefix('B3, '):28}{value:13.1f}")
    return figures


def variants(path: Path) -> Figures:
    """B³ of the ids of names that the press writes in several ways, each in an article."""
    people = yaml.safe_load(path.read_text("utf-8"))
    names = [one["person"] for one in people]
    written = [(one["person"], form) for one in people for form in one["variants"]]
    figures: Figures = {}
    for figure, found in (
        ("B3, name variants", written),
        ("B3, generated variants", [(name, form) for name in names for form in made(name, names)]),
    ):
        forms = [*dict.fromkeys([*zip(names, names, strict=True), *found])]
        given = _ids([(str(number), "person", form, ()) for number, (_, form) in enumerate(forms)])
        pairs = [(person, speaker) for (person, _), speaker in zip(forms, given, strict=True)]
        figures[figure] = b_cubed(pairs)
        print(f"{len(forms)} ways to write {len(names)} people ({figure}):{figures[figure]:6.1f}")
    return figures


def made(name: str, names: Sequence[str]) -> list[str]:
    """Ways to write a name that rules make: case, accents, titles, order, initials, nicknames."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    first, _, last = plain.partition(" ")
    found = [plain, name.upper(), plain.replace("-", " "), f"{last}, {first}"]
    found += [f"{title} {name}" for title in ("Mr.", "Dr.", "President", "Prime Minister")]
    initial = f"{first[0]}. {last}"
    rivals = [
        one for one in names if one[0] == name[0] and one.split()[-1] == name.rsplit(maxsplit=1)[-1]
    ]
    if len(rivals) == 1:
        found.append(initial)
    if len(plain.split()) == 2:
        found.append(f"{first} Q. {last}")
    short = sorted(NickNamer().nicknames_of(first.lower()))
    found += [f"{short[0].title()} {last}", f'{first} "{short[0].title()}" {last}'] if short else []
    return found


def _ids(mentions: Sequence[tuple[str, Any, str, tuple[str, ...]]]) -> list[str]:
    """The id of each (article, type, name, aliases), after those of one are joined."""
    made = [
        ids.speaker_id(identity_key(kind, name))
        if is_identified(kind, name)
        else f"nobody {number}"
        for number, (_, kind, name, _) in enumerate(mentions)
    ]
    articles: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    about: dict[str, tuple[Any, tuple[str, ...]]] = {}
    for speaker, (article, kind, name, aliases) in zip(made, mentions, strict=True):
        articles[speaker].add(article)
        names[speaker][name] += 1
        about.setdefault(speaker, (kind, aliases))
    same = joined(
        Known(
            speaker, kind, min(names[speaker], key=lambda n, s=speaker: (-names[s][n], n)),
            aliases, len(articles[speaker]),
        )
        for speaker, (kind, aliases) in about.items()
    )  # fmt: skip
    return [same.get(speaker, speaker) for speaker in made]


# ------------------------------------------------------------------ all of it


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with `--check`, 1 if one is below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=SHARED / "polnear" / "dev.jsonl")
    parser.add_argument("--labels", type=Path, default=FOLDER / "dev.jsonl")
    parser.add_argument("--gum", type=Path, default=SHARED / "gum" / "coreference.jsonl")
    parser.add_argument("--json", action="store_true", help="the figures as JSON, last")
    parser.add_argument("--check", action="store_true", help=f"against {FLOORS.name}")
    given = parser.parse_args(argv)
    held = json.loads(FLOORS.read_text("utf-8"))[SET]
    figures = variants(FOLDER / "name_variants.yaml")
    below = []
    for path, measure in ((given.corpus, partial(_labelled, given)), (given.gum, gum)):
        if not path.exists():
            print(f"{path} is not there: no figures on it", file=sys.stderr)
        elif given.check and labelled.digest(path) not in held["sha256"]:
            below.append(f"{path} is another file than the floors are for")
        else:
            figures |= measure(path)
    if given.json:
        print(json.dumps(figures))
    if given.check:
        below += [
            f"speakers, below its floor: {name}: {figures[name]:.2f}, floor {floor:g}"
            for name, floor in held["floors"].items()
            if name in figures and figures[name] < floor
        ]
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


def _labelled(given: argparse.Namespace, corpus: Path) -> Figures:
    labels = labelled.rows_of(given.labels)
    figures, found = within(corpus, labels)
    if given.labels == FOLDER / "dev.jsonl":
        print(f"  {agreement(labels, labelled.rows_of(FOLDER / 'second.jsonl'))}")
    return figures | across(found)


if __name__ == "__main__":
    raise SystemExit(main())
