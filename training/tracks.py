"""Makes the trained files of `claims/track/`: how much words tell, and whether two claims are one.

    python -m training.tracks --corpus POLNEAR [--folds 5]

Two minutes. POLNEAR is the folder with train.jsonl; the dev split is not read. The decision learns
from the pairs of `benchmarks/tracks/` that are not held back, from more pairs of the train split
(`track_labels.jsonl`, offsets), from `track_families.txt`, which was written for it, and from
claims of the corpus that are changed on purpose: cut, quoted otherwise (the same claim), given
another number, a negation, another speaker or name (another claim).
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold
from tokenizers import Tokenizer

from benchmarks.labelled import rows_of
from benchmarks.track_pairs import Pair, Row, corpus, own, statement
from claims.attribute.model import FOLDER
from claims.spans import Span, words_at
from claims.track import decide, meaning
from claims.track.features import FALLING, NAMES, Statement, features
from claims.track.opposites import WORDS
from claims.track.wording import worded

FAMILIES = Path(__file__).with_name("track_families.txt")
LABELS = Path(__file__).with_name("track_labels.jsonl")
SAME = "pctu"
MADE_WEIGHT = 0.06
"""What a pair that a program made counts for, against one that was read."""
SEED = 7
BAGS = 5
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|has|have|should|must)\b(?! not)")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,])")
_WORDED = {"two": "five", "three": "seven", "four": "nine", "five": "two", "ten": "twenty"}


# ------------------------------------------------------------------ how much words tell


def weights(texts: Iterable[str]) -> np.ndarray:
    """For each word piece how much it tells, 0 to 255: how few sentences have it."""
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    held: Counter[int] = Counter()
    plain: Counter[str] = Counter()
    count = 0
    for text in texts:
        for sentence in re.split(r"\n+|(?<=[.!?]) ", text):
            count += 1
            held.update(set(tokenizer.encode(sentence, add_special_tokens=False).ids))
            plain.update(re.findall(r"\b[a-z]\w+", sentence))
    size = tokenizer.get_vocab_size()
    found = np.array([np.log(count / (1 + held[piece])) for piece in range(size)]) / np.log(count)
    for piece in range(size):
        word = tokenizer.id_to_token(piece)
        # A name that this corpus is full of is a rare word elsewhere.
        if held[piece] > 50 and word.isalpha() and plain[word] < 0.1 * held[piece]:
            found[piece] = max(found[piece], 0.6)
    return np.clip(np.round(found * 255), 0, 255).astype(np.uint8)


# ------------------------------------------------------------------ pairs


def families(path: Path = FAMILIES) -> Iterator[tuple[int, Pair]]:
    """The pairs that were written for training, with the number of their family."""
    number, speaker, claim = 0, "", ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            speaker, claim = line[2:].split(" :: ")
            number += 1
        elif line and not line.startswith("#"):
            code, text = line.split(" ", 1)
            named = re.match(r"\[(.+?)\] (.+)", text)
            who, words = (named[1], named[2]) if named else (speaker, text)
            yield (
                number,
                Pair(_said(claim, speaker), _said(words, who), code in SAME, False, code),
            )


def _said(claim: str, speaker: str | None, day: str = "2024-03-05", kind: str = "person") -> Row:
    return statement(claim, f"{speaker} {claim} {day}", day, speaker, speaker, kind, "say")


def made(articles: Iterable[Row], rng: random.Random) -> Iterator[Pair]:
    """Claims of the corpus against themselves, changed."""
    claims = [
        (words_at(row["text"], tuple(Span(*s) for s in one["content"])), row["published"])
        for row in articles
        for one in row["attributions"]
    ]
    claims = [(text, day) for text, day in claims if 7 <= len(text.split()) <= 45]
    claims = rng.sample(claims, 900)
    names = [n for text, _ in claims for n in re.findall(r"(?<=[a-z] )[A-Z][a-z]+\b", text)]
    people = ["Ann Lee", "Bo Dahl", "Cy Young", "Di Marsh"]
    for place, (text, day) in enumerate(claims):
        speaker = people[place % 4]
        one = _said(text, speaker, day)
        for changed, same, who in _changed(text, speaker, names, people, rng):
            if changed != text or who != speaker:
                yield Pair(one, _said(changed, who, day), same, False, "made")
        yield Pair(one, _said(f"{text} ", speaker, day), True, False, "made")
        other = claims[(place * 31 + 7) % len(claims)][0]
        yield Pair(one, _said(other, speaker, day), False, False, "made")


def _changed(
    text: str, speaker: str, names: list[str], people: list[str], rng: random.Random
) -> Iterator[tuple[str, bool, str | None]]:
    """Other claims, whether they are the same one, and who says them."""
    words = text.split()
    choice = rng.random()
    if choice < 0.35 and len(words) > 10:
        start = rng.randrange(0, len(words) // 3 + 1)
        size = rng.randrange(max(6, len(words) // 2), len(words) - start + 1)
        yield " ".join(words[start : start + size]), True, speaker
    elif choice < 0.5:
        bare = text.strip("“”\"'.,")
        shifted = bare.replace(" will ", " would ").replace(" can ", " could ")
        shifted = re.sub(r"\b(I|We)\b", "they", shifted).replace(" my ", " their ")
        yield f"that {shifted}", True, rng.choice([speaker, speaker, None])
    if number := _NUMBER.search(text):
        value = number[0].replace(",", "")
        other = str(float(value) + rng.choice([1, 2, 10])).removesuffix(".0")
        yield text[: number.start()] + other + text[number.end() :], False, speaker
    for word, other in _WORDED.items():
        if f" {word} " in text:
            yield text.replace(f" {word} ", f" {other} ", 1), False, speaker
            break
    if (place := _AUXILIARY.search(text)) and rng.random() < 0.5:
        yield f"{text[: place.end()]} not{text[place.end() :]}", False, speaker
    if " not " in text and rng.random() < 0.7:
        yield text.replace(" not ", " ", 1), False, speaker
    if " will " in text and rng.random() < 0.6:
        yield (
            text.replace(" will ", f" {rng.choice(['may', 'could', 'might'])} ", 1),
            False,
            speaker,
        )
    if rng.random() < 0.12:
        yield text, False, rng.choice([one for one in people if one != speaker])
    if (name := re.search(r"(?<=[a-z] )[A-Z][a-z]+\b", text)) and rng.random() < 0.5:
        yield text.replace(name[0], rng.choice(names)), False, speaker
    for one, other in WORDS:
        if re.search(rf"\b{one}\b", text) and rng.random() < 0.3:
            yield re.sub(rf"\b{one}\b", other, text), False, speaker
            break


# ------------------------------------------------------------------ the decision


Model = Sequence[HistGradientBoostingClassifier]


def trees(rows: np.ndarray, labels: np.ndarray, counted: np.ndarray) -> Model:
    """Several sets of trees, each from another part of the rows; what each row counts for."""
    direction = [-1 if name in FALLING else 0 for name in NAMES]
    rng = np.random.default_rng(SEED)
    models = []
    for _ in range(BAGS):
        some = rng.random(len(rows)) < 0.8
        model = HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.06, max_leaf_nodes=12, min_samples_leaf=8,
            l2_regularization=2.0, monotonic_cst=direction, early_stopping=False,
            random_state=SEED,
        )  # fmt: skip
        models.append(model.fit(rows[some], labels[some], sample_weight=counted[some]))
    return models


def raw(models: Model, rows: np.ndarray) -> np.ndarray:
    """The scores of all, their mean taken before it is made a probability."""
    mean = np.mean([model.decision_function(rows) for model in models], axis=0)
    return 1 / (1 + np.exp(-mean))


def exported(models: Model) -> dict[str, np.ndarray]:
    """The trees as arrays of one width, as `claims.track.decide` reads them."""
    # scikit-learn has no public way to its trees.
    every = [one[0].nodes for model in models for one in model._predictors]
    width = max(map(len, every))
    shape = (len(every), width)
    found = {
        "feature": np.full(shape, -1, np.int16),
        "threshold": np.zeros(shape),
        "left": np.zeros(shape, np.int16),
        "right": np.zeros(shape, np.int16),
        "value": np.zeros(shape),
    }
    for number, nodes in enumerate(every):
        some = slice(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        found["feature"][number, some] = np.where(leaf, -1, nodes["feature_idx"])
        found["threshold"][number, some] = np.where(leaf, 0, nodes["num_threshold"])
        found["left"][number, some] = nodes["left"]
        found["right"][number, some] = nodes["right"]
        found["value"][number, some] = nodes["value"] / len(models)
    starts = [float(np.ravel(model._baseline_prediction)[0]) for model in models]
    return found | {"start": np.array(np.mean(starts))}


def best_threshold(scores: np.ndarray, labels: np.ndarray, precision: float) -> float:
    """The threshold of the best F1 among those of that precision or more."""
    found = []
    for least in np.arange(0.2, 0.96, 0.01):
        given = scores >= least
        right = (given & labels).sum()
        exact, whole = right / max(given.sum(), 1), right / labels.sum()
        found.append((exact >= precision, 2 * exact * whole / max(exact + whole, 1e-9), least))
    return float(max(found)[2])


def told(name: str, scores: np.ndarray, labels: np.ndarray, least: float) -> None:
    """Print how well a threshold does."""
    given = scores >= least
    right = (given & labels).sum()
    exact, whole = right / max(given.sum(), 1), right / max(labels.sum(), 1)
    f1 = 2 * exact * whole / max(exact + whole, 1e-9)
    print(
        f"{name:20} P {100 * exact:5.1f}  R {100 * whole:5.1f}  F1 {100 * f1:5.1f}  n {len(labels)}"
    )


def main() -> None:
    """Make both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of train.jsonl")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--precision", type=float, default=0.9)
    given = parser.parse_args()
    articles = rows_of(given.corpus / "train.jsonl")
    told_by = weights(row["text"] for row in articles)
    np.savez_compressed(meaning.FILE, weights=told_by, centre=np.zeros(meaning.WIDTH, np.float16))
    meaning.forget()
    rng = random.Random(SEED)  # noqa: S311
    extra = list(made(articles, rng))
    some = [pair.one["claim"] for pair in extra]
    centre = np.mean([meaning.mean(worded(claim).content) for claim in dict.fromkeys(some)], axis=0)
    np.savez_compressed(meaning.FILE, weights=told_by, centre=centre.astype(np.float16))
    meaning.forget()

    read = [(_family(pair), pair) for pair in own() if not pair.held]
    read += [(_family(pair), pair) for pair in corpus(given.corpus) if not pair.held]
    read += [(_family(pair), pair) for pair in corpus(given.corpus, LABELS)]
    read += [(f"family {number}", pair) for number, pair in families()]
    rows, labels = _rows(pair for _, pair in read), np.array([pair.same for _, pair in read])
    groups = np.unique([group for group, _ in read], return_inverse=True)[1]
    more, more_labels = _rows(extra), np.array([pair.same for pair in extra])
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(given.folds).split(rows, labels, groups):
        model = trees(
            np.concatenate([rows[train], more]),
            np.concatenate([labels[train], more_labels]),
            np.concatenate([np.ones(len(train)), np.full(len(more), MADE_WEIGHT)]),
        )
        scores[test] = raw(model, rows[test])
    scores = np.where(decide.other(rows), 0, np.where(decide.alike(rows), 1, scores))
    sure = best_threshold(scores, labels, given.precision)
    print(f"threshold {sure:.2f}; on folds that were not trained on:")
    told("all", scores, labels, sure)
    kinds = np.array([pair.kind for _, pair in read])
    for kind in sorted(set(kinds)):
        some_of = kinds == kind
        wrong = ((scores >= sure) != labels)[some_of].sum()
        print(f"  {kind:20} {some_of.sum() - wrong} of {some_of.sum()} right")
    model = trees(
        np.concatenate([rows, more]),
        np.concatenate([labels, more_labels]),
        np.concatenate([np.ones(len(rows)), np.full(len(more), MADE_WEIGHT)]),
    )
    np.savez_compressed(decide.FILE, **exported(model), sure=np.array(sure))
    ours = decide.Decision().of(rows)
    free = ~decide.other(rows) & ~decide.alike(rows)
    assert np.abs(ours - raw(model, rows))[free].max() < 1e-3  # noqa: S101


def _family(pair: Pair) -> str:
    """Pairs with one claim in common are of one group, so that no fold is trained on its test."""
    return pair.one["claim_id"]


def _rows(pairs: Iterable[Pair]) -> np.ndarray:
    return np.array(
        [features(Statement.of(pair.one), Statement.of(pair.other)) for pair in pairs], np.float64
    )


if __name__ == "__main__":
    main()
