"""Addresses of files that lie elsewhere, by fsspec: `s3://`, `gs://`, `hf://`, `memory://`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claims.errors import ClaimsError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_PACKAGES = {
    "s3": "'news-claims[s3]'", "s3a": "'news-claims[s3]'", "gs": "gcsfs", "gcs": "gcsfs",
    "az": "adlfs", "abfs": "adlfs", "http": "aiohttp", "https": "aiohttp",
}  # fmt: skip
_LOGIN = {
    "s3": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use `aws configure`",
    "gs": "log in with `gcloud auth application-default login`",
    "hf": "set HF_TOKEN, or log in with `hf auth login`",
}
_NO_LOGIN = re.compile("credential|token|unauthorized|invalidaccesskey|signature", re.IGNORECASE)


def is_url(name: str | Path) -> bool:
    """Whether this is an address such as "s3://bucket/news"; a path never is."""
    return isinstance(name, str) and _URL.match(name) is not None


def scheme_of(url: str) -> str:
    """What stands before "://"."""
    match = _URL.match(url)
    return match[1].lower() if match else ""


@dataclass(frozen=True, slots=True)
class Store:
    """Where an address leads; what goes wrong there is `error`, a sentence or two."""

    url: str
    """As it was given, without a slash at its end."""
    root: str
    """The same, as the file system calls it."""
    files: AbstractFileSystem
    error: type[ClaimsError]

    @classmethod
    def of(cls, url: str, error: type[ClaimsError]) -> Self:
        """The store; raises `error` where there is no such kind, or its library is missing."""
        import fsspec.core

        with told(url, error):
            files, root = fsspec.core.url_to_fs(url)
            files.invalidate_cache()  # another program may have changed what lies there
        bare = url.rstrip("/") if not url.endswith("://") else url
        return cls(bare, root.rstrip("/"), files, error)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the file system raises, as `error`."""
        with told(self.url, self.error):
            yield


@contextmanager
def told(url: str, error: type[ClaimsError]) -> Iterator[None]:
    """What goes wrong with an address, as `error`: each file system has exceptions of its own."""
    try:
        yield
    except ClaimsError:
        raise
    except Exception as fault:
        raise error(f"{url} {_why(fault, scheme_of(url))}") from fault


def _why(fault: Exception, scheme: str) -> str:
    if isinstance(fault, ImportError):
        package = _PACKAGES.get(scheme)
        how = f"pip install {package}" if package else _line(fault)
        return f"cannot be reached without another package: {how}"
    if isinstance(fault, ValueError) and "Protocol not known" in str(fault):
        return "is an address of no known kind; known are s3://, gs://, hf:// and others of fsspec"
    if isinstance(fault, FileNotFoundError):
        return "does not exist"
    login = _LOGIN.get({"s3a": "s3", "gcs": "gs"}.get(scheme, scheme))
    hint = f": {login}" if login else ""
    if isinstance(fault, PermissionError):
        return f"may not be reached by you ({_line(fault)}){hint}"
    if _NO_LOGIN.search(f"{type(fault).__name__} {fault}"):
        return f"cannot be reached without credentials that are known there ({_line(fault)}){hint}"
    return f"cannot be reached ({_line(fault)}); see that you are online and the address is right"


def _line(fault: Exception) -> str:
    said = str(fault).strip().partition("\n")[0].rstrip(".")[:200]
    return said or type(fault).__name__
