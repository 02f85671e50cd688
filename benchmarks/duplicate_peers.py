"""The same copies with datasketch and rensa: MinHash of three-word shingles, bands, an estimate.

Both get the words as `claims.track` reads them. Articles that share a band are joined where their
estimated Jaccard similarity reaches the threshold; datasketch's ensemble, which is made for
containment, joins whatever it finds.
"""

from __future__ import annotations

import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from claims.records import Article
from claims.track.duplicates import joined

PERMUTATIONS = 128
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.7)
_WORD = re.compile(r"[^\W_]+")
Pairs = Iterable[tuple[int, int]]
Scored = Callable[[Sequence[object], Sequence[str]], tuple[float, float]]


def shingles(article: Article) -> list[str]:
    """The three-word shingles of the article's body."""
    body = (p for p in article.paragraphs if p.section == "body")
    found: set[str] = set()
    for paragraph in body:
        words = _WORD.findall(article.text[paragraph.start : paragraph.end].casefold())
        found.update(" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2)))
    return sorted(found)


def with_datasketch(texts: Sequence[list[str]], threshold: float) -> Iterator[tuple[int, int]]:
    """Pairs by MinHash and banding."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    made = []
    for number, text in enumerate(texts):
        one = MinHash(PERMUTATIONS)
        one.update_batch([shingle.encode() for shingle in text])
        for other in index.query(one):
            if one.jaccard(made[other]) >= threshold:
                yield other, number
        index.insert(number, one)
        made.append(one)


def with_ensemble(texts: Sequence[list[str]], threshold: float) -> Iterator[tuple[int, int]]:
    """Pairs by datasketch's LSH Ensemble, for containment."""
    from datasketch import MinHash, MinHashLSHEnsemble

    index = MinHashLSHEnsemble(threshold=threshold, num_perm=PERMUTATIONS, num_part=16)
    made = []
    for text in texts:
        one = MinHash(PERMUTATIONS)
        one.update_batch([shingle.encode() for shingle in text])
        made.append(one)
    index.index((n, one, len(texts[n])) for n, one in enumerate(made) if texts[n])
    for number, one in enumerate(made):
        if texts[number]:
            for other in index.query(one, len(texts[number])):
                yield other, number


def with_rensa(texts: Sequence[list[str]], threshold: float) -> Iterator[tuple[int, int]]:
    """Pairs by rensa's R-MinHash and banding."""
    from rensa import RMinHash, RMinHashLSH

    # Its own bands: as many as find a pair at the threshold nine times in ten.
    rows = next(r for r in (8, 4, 2, 1) if 1 - (1 - threshold**r) ** (PERMUTATIONS // r) > 0.9)
    index = RMinHashLSH(threshold, PERMUTATIONS, PERMUTATIONS // rows)
    made = []
    for number, text in enumerate(texts):
        one = RMinHash(PERMUTATIONS, 1)
        one.update(text)
        for other in index.query(one):
            if one.jaccard(made[other]) >= threshold:
                yield other, number
        index.insert(number, one)
        made.append(one)


def measured(articles: Sequence[Article], stories: Sequence[str], scored: Scored) -> None:
    """Print recall and precision of pairs at each threshold, seconds, and memory."""
    texts = [shingles(article) for article in articles]
    for name, find in (
        ("datasketch", with_datasketch),
        ("datasketch, ensemble", with_ensemble),
        ("rensa", with_rensa),
    ):
        for threshold in THRESHOLDS:
            before, begun = _memory(), time.process_time()
            pairs = np.array([*find(texts, threshold)], np.int64).reshape(-1, 2)
            groups = joined(len(texts), pairs).tolist()
            seconds = time.process_time() - begun
            recall, precision = scored(groups, stories)
            print(
                f"  {name} at {threshold}: pairs found {recall:.1f}, precision {precision:.1f}; "
                f"{seconds:.1f} s, {(_memory() - before) / len(texts) / 1e3:.1f} kB more an article"
            )


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
