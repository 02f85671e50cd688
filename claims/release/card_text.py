"""The words of the dataset card."""

DATASETS_NEEDS_ROWS = """
Without rows in this release: {tables}. `datasets.load_dataset` refuses such a table ("corresponds
to no data") unless it streams; `claims.load` gives it, empty and typed.
"""

WITHHELD = """
## Without text

{which} carries none of its words here: `articles.text`, `claims.claim`, `claims.speaker_mention`,
`claims.cue`, `framings.target` and `framings.phrase` are null. Who has the articles puts the words
back, `claims rehydrate path/to/{version} ARTICLES... --out full`, and proves by digest that they
are the same: with all text the content's sha256 is `{digest}`.
"""

BODY = """\
# News claims {version}

Who said what, and in whose words: claims from news articles, each with its speaker, the words that
attribute it, the frames it is put in, and the exact characters of the article it stands at.

| table | {splits} |
| --- | {rules} |
{counts}

`claims` is the default table. `speakers` and `tracks` are not split: their
rows are all in `train`. Where a table
has no rows in a split, `datasets.load_dataset` does not know that split of it; `claims.load` gives
it, empty. `CHANGES.md` says what differs from the release before.
{empty}{withheld}
## What is in it

{stats}
![Claims by length](stats/lengths.svg)
![Claims by confidence](stats/confidences.svg)

## Loading

From the folder that holds this file:

```python
from datasets import load_dataset

claims = load_dataset("path/to/{version}", "claims", split="train")
voice = claims.features["voice"]  # a ClassLabel
voice.int2str(claims[0]["voice"])  # "direct"
claims[0]["claim_spans"]  # [{{"start": 17, "end": 52}}]
```

```python
import claims, duckdb, pandas, polars

claims.load("path/to", "claims", version="{version}")  # also format="polars" and others
polars.read_parquet("path/to/{version}/data/claims/*.parquet")
pandas.read_parquet("path/to/{version}/data/claims")
duckdb.sql("SELECT speaker, claim FROM 'path/to/{version}/data/claims/*.parquet'")
```

Class columns are plain strings in Parquet, so pandas, polars and DuckDB show "direct"; `datasets`
shows its number in `features["voice"]`.

Offsets count Unicode code points and are half open: `text[start:end]` in Python. A claim in
several parts is their words joined by " … ".

To read it, `claims explore path/to/{version}` opens `explorer/index.html` in a browser. The page
works wherever this folder is served as static files.

## Columns

{columns}
## Splits

All rows are in `train` unless the build was asked for splits. Then a digest of each group of
near-duplicate articles decides, so copies of one story never stand on both sides. Claims and
framings are in their article's split.

What the release before decided on stays: the split of an article, which of several copies is the
first, whose a speaker's name is. So adding articles changes no row of the others and moves none,
except where near duplicates that were two groups become one: they go where the first of them is.
What is therefore otherwise than in a release of the same inputs that follows none is in
`inherited.jsonl`, which is there if anything is.

## How it was made

- Extractor: {extractor}
- spaCy model: {spacy_model}
- Vocabulary of frames: {vocabulary}, sha256 `{vocabulary_sha256}`
- Libraries: {libraries}
- Content, whatever its encoding: sha256 `{digest}`
- Inputs that gave no article: {rejects}; `rejects.jsonl` has them with the reasons

The same inputs and versions give the same bytes. `release.json` has the digest of every file, of
the inputs and of the release before this one. `claims verify path/to/{version}` checks them all;
`claims rebuild path/to/{version} INPUT...` makes the release anew from its inputs and compares.

## Limits, and care

Rows with `origin` "model" were extracted by a program, and some are wrong: a speaker mistaken, a
claim cut short, irony taken at its word. `confidence` tells how sure the program was. To be quoted
with words one never said does harm: before you cite a row about a person, read the article's text
at its spans. Speakers are told apart by their names, so two people of one name may share an id.
That somebody claimed something does not make it true, and the articles are whatever the builder of
this release gave in: they stand for no population. Do not use the rows to profile people.

## Whose it is

The articles' texts, and their words quoted in other columns, belong to their publishers; nothing
here licenses them. What was added (offsets, ids, classes, labels, digests) is under Apache-2.0.

## Citation

```bibtex
@misc{{news_claims_{version},
  title   = {{News claims}},
  version = {{{version}}},
  note    = {{Content SHA-256 {digest}. Made with {extractor}}}
}}
```
"""
