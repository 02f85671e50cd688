import hashlib
import os
import sqlite3
import stat
import threading

import pytest

from claims.engine.kept import FOLDER, Kept
from claims.engine.kept import store as store_module
from claims.read import Unparsed
from claims.read.source import Source
from tests.spoken import Story, extraction

ITEMS = [
    Unparsed(Source(f"{n}.txt", f"{n}.txt", b"", f"{n:064x}"), "text") for n in range(5)
]  # fmt: skip
WORDS = " ".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(200))
FOUND = [extraction(Story(f"{n}.txt", ["Jane Doe"], words=f"{n} {WORDS}")) for n in range(5)]


def keep(folder, numbers, *, finish=False, vocabulary="ab"):
    """What of these was kept; the rest is kept now."""
    kept = Kept(folder, vocabulary)
    had = []
    for n in numbers:
        key = kept.key(ITEMS[n])
        found = kept.get(key)
        assert found in (None, FOUND[n])
        if found is None:
            kept.put(key, FOUND[n])
        else:
            had.append(n)
    if finish:
        kept.finish()
    kept.close()
    return had


def file(folder):
    return folder / FOLDER / "extractions.sqlite"


def test_what_one_build_found_the_next_has(tmp_path):
    assert keep(tmp_path, [0, 1]) == []
    assert keep(tmp_path, [0, 1, 2]) == [0, 1]
    assert keep(tmp_path, [0, 1, 2], vocabulary="cd") == []
    there = sorted(path.name for path in file(tmp_path).parent.iterdir())
    assert there == [".gitignore", file(tmp_path).name]


def test_nothing_found_leaves_no_file(tmp_path):
    kept = Kept(tmp_path / "out", "ab")
    assert kept.get(kept.key(ITEMS[0])) is None
    kept.finish()
    kept.close()
    assert not (tmp_path / "out").exists()


def test_a_whole_build_drops_what_it_did_not_use_and_the_file_shrinks(tmp_path):
    keep(tmp_path, range(5))
    before = file(tmp_path).stat().st_size
    assert keep(tmp_path, [1, 3], finish=False) == [1, 3]
    assert keep(tmp_path, [1, 3], finish=True) == [1, 3]
    assert keep(tmp_path, range(5)) == [1, 3]
    keep(tmp_path, [1], finish=True)
    assert file(tmp_path).stat().st_size < before


def test_another_builds_new_ones_are_not_dropped(tmp_path):
    keep(tmp_path, [0])
    slow = Kept(tmp_path, "ab")
    assert slow.get(slow.key(ITEMS[0]))
    assert keep(tmp_path, [1, 2], finish=True) == []
    slow.put(slow.key(ITEMS[3]), FOUND[3])
    slow.finish()
    slow.close()
    assert keep(tmp_path, range(5)) == [1, 2, 3]


def test_builds_at_once_lose_nothing(tmp_path):
    threads = [threading.Thread(target=keep, args=(tmp_path, [n])) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert keep(tmp_path, range(5)) == list(range(5))


@pytest.mark.parametrize(
    "content",
    [b"", b"no database", b"SQLite format 3\0" + bytes(4080), None],
    ids=["empty", "other", "cut", "damaged"],
)
def test_a_damaged_file_is_made_anew(tmp_path, content):
    keep(tmp_path, range(5))
    if content is None:
        content = bytearray(file(tmp_path).read_bytes())
        content[100:4096] = bytes(3996)
    file(tmp_path).write_bytes(content)
    assert keep(tmp_path, [0, 1]) == []
    assert keep(tmp_path, [0, 1]) == [0, 1]


def test_damaged_rows_and_a_table_of_another_form_are_not_used(tmp_path):
    keep(tmp_path, [0, 1])
    with sqlite3.connect(file(tmp_path)) as connection:
        connection.execute("UPDATE kept SET value = zeroblob(length(value)) WHERE id = 1")
    assert keep(tmp_path, [0, 1]) == [1]
    assert keep(tmp_path, [0, 1]) == [0, 1]
    with sqlite3.connect(file(tmp_path)) as connection:
        connection.execute("ALTER TABLE kept RENAME COLUMN value TO other")
    assert keep(tmp_path, [0, 1]) == []
    assert keep(tmp_path, [0, 1]) == [0, 1]


def test_a_file_that_another_holds_is_let_be(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "_WAIT", 0.05)
    keep(tmp_path, [0])
    with sqlite3.connect(file(tmp_path)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert keep(tmp_path, [0, 1]) == []
        connection.rollback()
    assert keep(tmp_path, [0, 1]) == [0]


@pytest.mark.skipif(os.name == "nt", reason="folders there have no such rights")
def test_a_folder_that_may_not_be_written_is_no_error(tmp_path):
    (tmp_path / FOLDER).write_text("in the way")
    assert keep(tmp_path, [0]) == []
    assert (tmp_path / FOLDER).read_text() == "in the way"
    if os.getuid() != 0:
        (tmp_path / "out").mkdir()
        (tmp_path / "out").chmod(stat.S_IRUSR | stat.S_IXUSR)
        assert keep(tmp_path / "out", [0]) == []
