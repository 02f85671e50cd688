"""Inputs at addresses: found as files and folders are, fetched one at a time."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from claims.errors import InputError
from claims.read.source import printable
from claims.read.unparsed import Item, Unparsed
from claims.records import Rejection, Skipped
from claims.remote import Store, scheme_of

Skip = Callable[[Skipped], None]
Read = Callable[[Path, Skip | None], Iterator[Item]]

_WEB = {"http", "https"}
_DATA = {".jsonl", ".ndjson", ".json", ".parquet", ".warc"}


@dataclass(frozen=True, slots=True)
class _File:
    url: str
    """With what the user typed before it."""
    path: str
    """As the file system calls it."""


def read_urls(item: str, seen: set[str], read: Read, skipped: Skip | None) -> Iterator[Item]:
    """What `read` finds in the files that an address stands for, each fetched into a folder of
    its own that is gone afterwards. They stand in the order of their paths.

    `seen` holds the files met so far, which are left out. Of the web only data files are fetched:
    a page there changes, and may hold another article tomorrow.
    """
    try:
        if scheme_of(item) in _WEB:
            _check_data(item)
        store = Store.of(item, InputError)
        found = _found(store, item)
    except InputError as error:
        yield Rejection(printable(item), str(error).removeprefix(f"{item} "))
        return
    for file in found:
        key = store.files.unstrip_protocol(file.path)
        if key not in seen:
            seen.add(key)
            yield from _fetched(store, file, read, skipped)


def base_of(item: str) -> str:
    """The part of an address that all files have that it stands for."""
    bare = item.rstrip("/")
    if scheme_of(item) in _WEB or not glob.has_magic(bare):
        return bare
    head, sign, rest = bare.partition("://")
    fixed = []
    for part in rest.split("/"):
        if glob.has_magic(part):
            break
        fixed.append(part)
    return head + sign + "/".join(fixed)


def _check_data(item: str) -> None:
    name = PurePosixPath(urlsplit(item).path.lower().removesuffix(".gz"))
    if name.suffix not in _DATA:
        raise InputError(
            f"{item} is a web address, and no page is fetched from the network; "
            "save the page as .html"
        )


def _found(store: Store, item: str) -> list[_File]:
    """The files, in order; an InputError where there are none."""
    with store.told():
        if scheme_of(item) in _WEB:
            return [_File(item, store.root)]
        try:
            kind = store.files.info(store.root)["type"]
        except FileNotFoundError:
            kind = "pattern" if glob.has_magic(store.root) else None
        if kind == "file":
            return [_File(store.url, store.root)]
        if kind == "directory":
            if found := _folder(store, store.root, store.root, store.url):
                return found
            raise InputError(f"{item} is a folder with no files")
        if kind is None:
            raise InputError(f"{item} does not exist")
        base = base_of(item)
        root = store.files._strip_protocol(base).rstrip("/")
        found = []
        for path, info in sorted(store.files.glob(store.root, detail=True).items()):
            if info["type"] == "directory":
                found += _folder(store, path, root, base)
            elif _seen_by_all(path, root):
                found.append(_File(_joined(base, path, root), path))
    if not found:
        raise InputError(f"{item} matches no file")
    return list(dict.fromkeys(found))


def _folder(store: Store, folder: str, root: str, base: str) -> list[_File]:
    found = store.files.find(folder, detail=True)
    paths = [path for path, info in found.items() if info["type"] == "file" and path[-1:] != "/"]
    return [
        _File(_joined(base, path, root), path) for path in sorted(paths) if _seen_by_all(path, root)
    ]


def _joined(base: str, path: str, root: str) -> str:
    return f"{base.rstrip('/')}/{path.removeprefix(root).lstrip('/')}"


def _seen_by_all(path: str, root: str) -> bool:
    """Whether nothing below `root` is hidden."""
    return not any(part.startswith(".") for part in path.removeprefix(root).split("/"))


def _fetched(store: Store, file: _File, read: Read, skipped: Skip | None) -> Iterator[Item]:
    shown = printable(file.url)
    with tempfile.TemporaryDirectory(prefix="claims-input-") as folder:
        local = Path(folder) / _name(file)
        try:
            with replace(store, url=file.url).told():
                store.files.get_file(file.path, str(local))
        except InputError as error:
            yield Rejection(shown, str(error).removeprefix(f"{file.url} "))
            return
        here = printable(local)

        def there(origin: str) -> str:
            return shown + origin.removeprefix(here)

        def tell(one: Skipped) -> None:
            if skipped is not None:
                skipped(replace(one, source=there(one.source)))

        for one in read(local, tell):
            if isinstance(one, Rejection):
                yield replace(one, source=there(one.source))
            elif isinstance(one, Unparsed):
                source = replace(one.source, origin=there(one.source.origin))
                yield replace(one, source=source)
            else:
                yield replace(one, origin=there(one.origin))


def _name(file: _File) -> str:
    """What the file is called: the name of an article without an address."""
    path = urlsplit(file.url).path if scheme_of(file.url) in _WEB else file.path
    return path.rstrip("/").rpartition("/")[2]
