"""Names of datasets on the Hugging Face Hub; nothing is fetched, `datasets` is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import datasets
import polars as pl
import pyarrow as pa
import pytest
from datasets.exceptions import DatasetNotFoundError

from claims.errors import ReleaseError
from claims.hub import is_repository
from claims.load import load
from claims.release import Provenance, write
from claims.schemas import TABLES, arrow_schema, features
from tests.examples import example, in_splits

MADE_BY = Provenance("news-claims 1.0.0", "en_core_web_sm 3.8.0", "1.0.0", "ab" * 32)
REPOSITORY = "somebody/news-claims"


@pytest.fixture
def asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """What `datasets` is asked for; it answers with the rows of a release, as the Hub would."""
    tables = in_splits()
    rows = [row | {"framings": []} for row in tables["claims"].to_pylist()]
    bare = {
        "claims": pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["claims"])),
        "framings": tables["framings"].slice(0, 0),
    }
    folder = write(tables | bare, tmp_path / "far", provenance=MADE_BY, version="1.2.0").path
    calls = []

    def answering(kind: str) -> Any:
        real = getattr(datasets, kind)

        def answer(*given: Any, **options: Any) -> Any:
            calls.append((given, dict(options)))
            options.pop("revision", None)
            return real(str(folder), *given[1:], **options)

        return answer

    for kind in ("load_dataset", "load_dataset_builder"):
        monkeypatch.setattr(datasets, kind, answering(kind))
    monkeypatch.chdir(tmp_path)
    return calls


def test_a_repository_is_asked_for_its_table_and_version(asked: list[Any]) -> None:
    claims = load(REPOSITORY, "claims", version="1.2.0", split="train")
    assert asked == [((REPOSITORY, "claims"), {"revision": "1.2.0", "split": "train"})]
    assert claims.features == features(TABLES["claims"])
    assert len(claims) == 3
    assert {name: len(part) for name, part in load(REPOSITORY).items()} == {"train": 3, "test": 1}
    assert asked[1] == ((REPOSITORY, "claims"), {"revision": None, "split": None})


def test_every_format(asked: list[Any]) -> None:
    arrow = load(REPOSITORY, format="arrow")
    assert arrow.schema == arrow_schema(TABLES["claims"])
    assert sorted(arrow["voice"].to_pylist()) == ["indirect", "mixed", "mixed", "narration"]
    expected = arrow.to_pylist()
    frame = load(REPOSITORY, format="polars")
    assert isinstance(frame, pl.LazyFrame)
    assert frame.collect().to_arrow().to_pylist() == expected
    relation = load(REPOSITORY, format="duckdb")
    assert relation.to_arrow_table().to_pylist() == expected
    pandas = load(REPOSITORY, format="pandas")
    assert pa.Table.from_pandas(pandas, preserve_index=False).to_pylist() == expected
    assert load(REPOSITORY, split="train[:1]", format="arrow").num_rows == 1


def test_a_table_without_rows_is_typed(asked: list[Any]) -> None:
    framings = load(REPOSITORY, "framings")
    assert {name: len(part) for name, part in framings.items()} == {"train": 0}
    assert framings["train"].features == features(TABLES["framings"])
    arrow = load(REPOSITORY, "framings", split="train", format="arrow")
    assert (arrow.num_rows, arrow.schema) == (0, arrow_schema(TABLES["framings"]))


def test_another_versions_rows_are_never_given(asked: list[Any]) -> None:
    """Offline, `datasets` gives whatever its cache holds of a repository, asked or not."""
    with pytest.raises(ReleaseError) as raised:
        load(REPOSITORY, version="1.3.0", split="train")
    assert str(raised.value) == (
        f"{REPOSITORY} at 1.3.0 gave release 1.2.0: go online, for the cache of datasets holds no "
        "other; or mend the tag"
    )
    assert len(load(REPOSITORY, version="main", split="train")) == 3


def test_what_is_here_comes_first(asked: list[Any], tmp_path: Path) -> None:
    write(example(), tmp_path / "somebody" / "news-claims", provenance=MADE_BY)
    assert len(load(REPOSITORY, split="train")) == 3
    ((where, *_), _) = asked[0]
    assert where == str(tmp_path / "somebody" / "news-claims" / "1.0.0")


def test_what_is_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "releases").mkdir()
    for name in ("releases/1.0.0", "releases", "./a/b", "/a/b", "a/b/c", "../b", "~/b", "a\\b", ""):
        assert not is_repository(name), name
    assert not is_repository(Path("somebody/news"))
    assert is_repository("somebody/news.claims-2")
    assert is_repository("releases/news")


def test_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # and tests/conftest.py has HF_HUB_OFFLINE set
    with pytest.raises(ReleaseError) as raised:
        load(REPOSITORY, version="1.0.0")
    assert str(raised.value) == (
        f"there is no folder {REPOSITORY}, and the Hugging Face Hub cannot be reached for "
        f"{REPOSITORY} at 1.0.0: give the folder of a release, or go online (and unset "
        "HF_HUB_OFFLINE)"
    )


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            DatasetNotFoundError("Revision '1.0.0' doesn't exist"),
            f"there is no folder {REPOSITORY}, and on the Hugging Face Hub no dataset {REPOSITORY} "
            "at 1.0.0 that you may read: check the name and the version, or log in with "
            "`hf auth login`",
        ),
        (
            PermissionError("you may not write the cache"),
            f"the Hugging Face Hub did not give {REPOSITORY} at 1.0.0: you may not write the cache",
        ),
        (
            ValueError("BuilderConfig 'claims' not found. Available: ['default']"),
            f"cannot load claims of {REPOSITORY} at 1.0.0 from the Hub: BuilderConfig 'claims' not "
            "found. Available: ['default']",
        ),
    ],
)
def test_what_the_hub_does_not_have(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(datasets, "load_dataset", refuse)
    with pytest.raises(ReleaseError) as raised:
        load(REPOSITORY, version="1.0.0")
    assert str(raised.value) == message
