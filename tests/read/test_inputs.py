from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from claims.errors import InputError
from claims.read import read
from claims.records import Document, Rejection

KNOWN = (
    "known are .txt, .md, .html, .htm, .xhtml, .json, .jsonl, .ndjson, .warc "
    "(each also with .gz), .pdf and .parquet"
)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"The text of " + os.fsencode(name).decode("utf-8", "replace").encode())


def origins(*inputs: str | Path, below: Path) -> list[str]:
    return [
        str(Path(found.origin if isinstance(found, Document) else found.source).relative_to(below))
        for found in read(inputs)
    ]


def test_folder_is_read_by_relative_path_without_hidden_files(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.txt", "a.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "Z.TXT")
    expected = ["Z.TXT", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt"]
    assert origins(tmp_path, below=tmp_path) == expected


def test_inputs_keep_their_order_and_are_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a.txt", "c.txt")
    assert origins(tmp_path / "c.txt", tmp_path, tmp_path / "a.txt", below=tmp_path) == [
        "c.txt",
        "a.txt",
        "b.txt",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("[b]*", ["b.txt"]),
        ("d*", ["d/c.txt", "d/e/f.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "d/c.txt", "d/e/f.txt"]),
        ("d/**/*.txt", ["d/c.txt", "d/e/f.txt"]),
        ("**/e/*", ["d/e/f.txt"]),
        ("**", ["a.txt", "b.txt", "d/c.txt", "d/e/f.txt"]),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    touch(tmp_path, "b.txt", "a.txt", "d/c.txt", "d/e/f.txt", ".h.txt", ".g/i.txt")
    assert origins(f"{tmp_path}/{pattern}", below=tmp_path) == expected


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    touch(tmp_path, "[1] what.txt")
    assert origins(f"{tmp_path}/[1] what.txt", below=tmp_path) == ["[1] what.txt"]


def test_what_is_not_there_is_rejected_and_the_rest_read(tmp_path: Path) -> None:
    touch(tmp_path, "good.txt")
    (tmp_path / "empty").mkdir()
    inputs: list[str | Path] = [
        tmp_path / "none.txt",
        tmp_path / "empty",
        f"{tmp_path}/*.html",
        f"{tmp_path}/no/**/*.html",
        "https://example.com/a",
        "",
        tmp_path / "good.txt",
    ]
    *rejected, good = read(inputs)
    assert rejected == [
        Rejection(f"{tmp_path}/none.txt", "does not exist"),
        Rejection(f"{tmp_path}/empty", "is a folder with no files"),
        Rejection(f"{tmp_path}/*.html", "matches no file"),
        Rejection(f"{tmp_path}/no/**/*.html", "matches no file"),
        Rejection(
            "https://example.com/a",
            "is a web address, and no page is fetched from the network; save the page as .html",
        ),
        Rejection("''", "is an empty name; give a file, a folder or a pattern"),
    ]
    assert isinstance(good, Document)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.docx", "has the suffix .docx, which is not read; "),
        ("README", "has no suffix; "),
        ("a.pdf.gz", "has the suffix .pdf.gz, which is not read; "),
        ("a.gz", "has the suffix .gz, which is not read; "),
        ("b.tar.gz", "has the suffix .tar.gz, which is not read; "),
    ],
)
def test_unknown_formats_are_listed(tmp_path: Path, name: str, why: str) -> None:
    touch(tmp_path, name)
    digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    assert list(read([tmp_path])) == [Rejection(f"{tmp_path}/{name}", why + KNOWN, digest)]


def test_links_that_lead_back_up_end(tmp_path: Path) -> None:
    touch(tmp_path, "d/a.txt")
    (tmp_path / "d" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "d" / "again").symlink_to(tmp_path / "d", target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    for given in (tmp_path, f"{tmp_path}/**"):
        first, second = read([given])
        assert isinstance(first, Document)
        assert first.origin.endswith("/a.txt")
        assert isinstance(second, Rejection)
        assert second.source == f"{tmp_path}/self.txt"
        assert second.reason == "cannot be read: too many levels of symbolic links"


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    why = "is neither a file nor a folder; to read from a pipe, give - and pipe it in"
    for given in (tmp_path / "pipe.txt", tmp_path, f"{tmp_path}/*", f"{tmp_path}/**"):
        assert list(read([given])) == [Rejection(f"{tmp_path}/pipe.txt", why)]


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.txt", "b.jsonl")

    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    # not by chmod: root reads everything
    monkeypatch.setattr(Path, "open", refuse)
    assert list(read([tmp_path])) == [
        Rejection(f"{tmp_path}/a.txt", "cannot be read: permission denied"),
        Rejection(f"{tmp_path}/b.jsonl", "cannot be read: permission denied"),
    ]


def test_unlistable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.txt", "b/c.txt")
    listed = Path.iterdir

    def refuse(self: Path) -> object:
        if self.name == "b":
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    first, second = read([tmp_path])
    assert isinstance(first, Document)
    assert second == Rejection(f"{tmp_path}/b", "cannot be read: permission denied")


def test_a_name_that_is_not_utf8_can_be_written_as_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    touch(tmp_path, name)
    [found] = read([tmp_path])
    assert isinstance(found, Document)
    assert found.source_uri == "caf�.txt"
    assert found.origin == f"{tmp_path}/caf�.txt"


def test_unknown_columns_are_an_error_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read([], columns={"txt": "body"})
    assert str(caught.value) == (
        'columns maps "txt"; it may map "source_uri", "outlet", "title", "byline", "published", '
        '"language", "text"'
    )


def test_readers_are_loaded_when_met() -> None:
    code = (
        "import sys, claims.read; "
        "print([m for m in ('trafilatura', 'pypdf', 'pyarrow', 'lxml', 'charset_normalizer') "
        "if m in sys.modules and m not in before])"
    )
    # what the package itself loads is not the readers' doing
    code = "import sys, claims; before = set(sys.modules); " + code
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
