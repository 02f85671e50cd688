"""The columns of all tables as Markdown: written to `docs/data.md` by `docs/generate.py`."""

from __future__ import annotations

from claims.schemas.columns import Table
from claims.schemas.derived import columns
from claims.schemas.validation import TABLES

_INTRODUCTION = """\
# The data

<!-- Made by `python docs/generate.py`; a test holds the two equal. -->

A release is a folder of five Parquet tables. `claims` is the one to begin with; its `article_id`,
`speaker_id` and `track_id` lead to the articles, the speakers and the tracks, which are claims that
several articles carry; `framings.claim_id` leads back to it.

Offsets count Unicode code points, as Python's string indices do; they are half open and point into
`articles.text`. Every span, sliced from that text, gives its string; the parts of a split string
are joined by " … ". A list of spans is in the text's order, empty where there is nothing to point
at, and never null.

A release built without text (`claims build --text none`) carries none of the articles' words: null
are `articles.text`, `claims.claim`, `claims.speaker_mention`, `claims.cue`, `framings.target` and
`framings.phrase`. All else is there: places, digests, dates, labels, the names, aliases and roles
of speakers, titles and bylines, a cue's lemma and a framing's cue, which is a word or two.
`claims rehydrate` puts the words back from your own copies of the articles.

In Parquet a class column is a plain string; `datasets` reads it as a `ClassLabel`, whose numbers
follow the order given here.
"""


def markdown() -> str:
    """The whole document."""
    sections = [f"## {name}\n\n{table(model)}" for name, model in TABLES.items()]
    return "\n".join([_INTRODUCTION, *sections])


def table(model: type[Table]) -> str:
    """One table's purpose and columns."""
    rows = "".join(
        f"| {column.name} | {column.type_name} | {column.description} |\n"
        for column in columns(model)
    )
    summary = (model.__doc__ or "").strip()
    return f"{summary}\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}"
