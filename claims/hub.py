"""Releases on the Hugging Face Hub: the only part of loading that fetches anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import ReleaseError

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_NO_ROWS = "corresponds to no data"


def is_name(text: str) -> bool:
    """Whether this is written as a dataset's name on the Hub is: "owner/name"."""
    return _REPOSITORY.fullmatch(text) is not None


def is_repository(path: str | Path) -> bool:
    """Whether this names a dataset on the Hub: "owner/name", and no file or folder is called so.

    "releases/1.2.0" beside a folder `releases` is a release that is not there.
    """
    if not isinstance(path, str) or not is_name(path) or Path(path).exists():
        return False
    return not (_VERSION.fullmatch(Path(path).name) and Path(path).parent.is_dir())


def load(
    repository: str, table: str, version: str | None, split: str | None
) -> Dataset | DatasetDict:
    """A table of a release on the Hub; `version` is a tag, branch or commit there.

    Raises ReleaseError where it cannot be reached, is not there, or is another version's.
    """
    import datasets

    name = f"{repository}{f' at {version}' if version else ''}"
    try:
        found = datasets.load_dataset(repository, table, revision=version, split=split)
    except ConnectionError as error:
        raise ReleaseError(
            f"there is no folder {repository}, and the Hugging Face Hub cannot be reached for "
            f"{name}: give the folder of a release, or go online (and unset HF_HUB_OFFLINE)"
        ) from error
    except FileNotFoundError as error:
        raise ReleaseError(
            f"there is no folder {repository}, and on the Hugging Face Hub no dataset {name} that "
            "you may read: check the name and the version, or log in with `hf auth login`"
        ) from error
    except OSError as error:
        raise ReleaseError(f"the Hugging Face Hub did not give {name}: {error}") from error
    except ValueError as error:
        if _NO_ROWS not in str(error):
            raise ReleaseError(f"cannot load {table} of {name} from the Hub: {error}") from error
        found = _without_rows(repository, table, version, split)
    for part in found.values() if isinstance(found, dict) else (found,):
        _check(part, repository, version)
    return found


def _check(dataset: Dataset, repository: str, version: str | None) -> None:
    """Raise where the rows are not of the version: offline, `datasets` gives any that it has."""
    made = str(dataset.info.version)
    if version and _VERSION.fullmatch(version) and made != version:
        raise ReleaseError(
            f"{repository} at {version} gave release {made}: go online, for the cache of datasets "
            "holds no other; or mend the tag"
        )


def _without_rows(
    repository: str, table: str, version: str | None, split: str | None
) -> Dataset | DatasetDict:
    """The table's types without rows; `datasets` refuses to load such a one."""
    from datasets import Dataset, DatasetDict, load_dataset_builder

    info = load_dataset_builder(repository, table, revision=version).info
    empty = Dataset.from_dict({column: [] for column in info.features}, info=info)
    return empty if split else DatasetDict(dict.fromkeys(info.splits or ("train",), empty))
