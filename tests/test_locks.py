"""A folder that one process holds, another waits for or keeps away from."""

import multiprocessing
from pathlib import Path

import pytest

from claims import locks

pytest.importorskip("fcntl")


def tried(folder: str, answers: "multiprocessing.Queue[bool]") -> None:
    held = locks.hold(Path(folder), wait=False)
    answers.put(held is not None)
    locks.let_go(held)


def held_by_another(folder: Path) -> bool:
    """Whether another process can hold the folder."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=tried, args=(str(folder), answers))
    process.start()
    found = answers.get(timeout=60)
    process.join()
    return found


def test_only_one_process_holds_a_folder(tmp_path: Path) -> None:
    held = locks.hold(tmp_path)
    assert held is not None
    assert not held_by_another(tmp_path)
    locks.let_go(held)
    assert held_by_another(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        locks.hold(tmp_path / "none")
