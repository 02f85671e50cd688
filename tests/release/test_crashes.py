"""Builds that are killed, run out of room or run at once leave what was there as it was."""

import multiprocessing
import shutil
import time
from pathlib import Path

import pytest

from claims.release.verify import verify
from claims.release.version import versions
from tests.release.crashing import build, build_and_die, build_on_a_full_disk
from tests.release.made import contents

pytest.importorskip("fcntl")
pytest.importorskip("resource")

MOMENTS = 50
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.release.crashing"])


@pytest.fixture
def out(tmp_path):
    run(build, tmp_path / "releases", "1.0.0")
    return tmp_path / "releases"


def run(work, *arguments):
    """The exit status of a process that does it; negative for a signal."""
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def check_whole(out: Path) -> None:
    """No half release is to be seen."""
    for version in versions(out):
        assert verify(out / str(version)).good


def check_next(out: Path) -> None:
    """The next build succeeds, and nothing but releases lies there."""
    assert run(build, out, "2.0.0") == 0
    assert {entry.name for entry in out.iterdir()} == set(map(str, versions(out)))
    check_whole(out)


def test_killed_at_every_step_that_touches_the_disk(out):
    before = contents(out / "1.0.0")
    for step in range(200):
        status = run(build_and_die, out, "1.1.0", step)
        assert contents(out / "1.0.0") == before
        check_whole(out)
        if status == 0:
            break
        assert status == -9
    assert step > 10
    check_next(out)


def test_killed_at_any_moment(out):
    before = contents(out / "1.0.0")
    begun = time.perf_counter()
    run(build, out, "1.0.1")
    taken = time.perf_counter() - begun
    killed = 0
    for moment in range(MOMENTS):
        process = CONTEXT.Process(target=build, args=(out, f"1.1.{moment}"))
        process.start()
        process.join(taken * moment / MOMENTS)
        process.kill()
        process.join(60)
        killed += process.exitcode == -9
        assert contents(out / "1.0.0") == before
        check_whole(out)
        for version in versions(out)[1:]:  # else there are more to check each time
            shutil.rmtree(out / str(version))
    assert killed > MOMENTS / 2
    check_next(out)


@pytest.mark.parametrize("room", [0, 1_000, 4_000])
def test_no_room(out, room):
    before = contents(out)
    assert run(build_on_a_full_disk, out, "1.1.0", room) == 3
    assert contents(out) == before
    assert [entry.name for entry in out.iterdir()] == ["1.0.0"]
    assert run(build, out, "1.1.0") == 0
    check_whole(out)


def test_builds_at_once_write_one_after_the_other(out):
    wanted = [f"1.{minor}.0" for minor in range(1, 5)]
    working = [CONTEXT.Process(target=build, args=(out, version)) for version in wanted]
    for process in working:
        process.start()
    for process in working:
        process.join(60)
    # One that comes after a later version is refused; none is half there.
    assert "1.4.0" in {entry.name for entry in out.iterdir()}
    assert all(not entry.name.startswith(".") for entry in out.iterdir())
    check_whole(out)
