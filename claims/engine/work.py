"""The work on one article after the other, as every engine does it: a pure function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import InputError
from claims.read.unparsed import Item, Unparsed
from claims.records import Document, Extraction, Rejection

if TYPE_CHECKING:
    from claims.framing.vocabulary import Vocabulary

Found = Extraction | Rejection
Work = Callable[[Sequence[Item]], list[Found]]

DIED = (
    "the process that worked on it died, also where it was the only article: for lack of memory, "
    "or by a fault in a library; please report this"
)


def work_with(frames: bytes | None = None) -> Work:
    """The work with the vocabulary in these bytes, the built-in one where there are none."""
    return partial(process, frames=frames)


def process(items: Sequence[Item], frames: bytes | None = None) -> list[Found]:
    """What the pipeline finds in each item, in their order; it never raises."""
    return [_found(item, frames) for item in items]


def rejected(item: Unparsed | Document, reason: str) -> Rejection:
    """The item as one that gives no article."""
    if isinstance(item, Unparsed):
        return Rejection(item.source.origin, reason, item.source.sha256)
    return Rejection(item.origin, reason, item.source_sha256)


def died(item: Item) -> Found:
    """What is said of an item whose process died; a rejection stays what it was."""
    return item if isinstance(item, Rejection) else rejected(item, DIED)


def _found(item: Item, frames: bytes | None) -> Found:
    if isinstance(item, Rejection):
        return item
    try:
        document = item.parse() if isinstance(item, Unparsed) else item
        return document if isinstance(document, Rejection) else _extract(document, frames)
    except InputError as error:
        return rejected(item, str(error))
    except Exception as error:  # noqa: BLE001 - one article that trips a bug must not stop a build
        reason = f"could not be processed ({type(error).__name__}: {error}); please report this"
        return rejected(item, " ".join(reason.split())[:500])


def _extract(document: Document, frames: bytes | None) -> Extraction:
    # Imported here: a worker needs spaCy, the process that hands out work does not.
    from claims.clean import clean
    from claims.pipeline import extract_article

    return extract_article(clean(document), _vocabulary(frames))


@lru_cache(maxsize=2)
def _vocabulary(frames: bytes | None) -> Vocabulary:
    from claims.framing.vocabulary import load_vocabulary, parse_vocabulary

    return load_vocabulary() if frames is None else parse_vocabulary(frames, Path("--frames"))
