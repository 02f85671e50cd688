"""Builds that are killed, run out of room or run at once leave what was there as it was."""

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims.engine.kept import FOLDER
from claims.release.verify import verify
from claims.release.version import versions
from tests.release.crashing import (
    build,
    build_and_die,
    build_of_articles,
    build_on_a_full_disk,
)
from tests.release.made import contents
from tests.release.tampering import ARTICLE

pytest.importorskip("fcntl")
pytest.importorskip("resource")

MOMENTS = 50
MOMENTS_OF_ALL = 12
CONTEXT = multiprocessing.get_context("forkserver")
PROCESSES = Path("/proc")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", autouse=True)
def preloaded(request):
    """What forks the builds has loaded what they need: models only where articles are read."""
    reads = test_killed_while_it_reads_understands_or_writes.__name__
    models = any(item.name == reads for item in request.session.items)
    CONTEXT.set_forkserver_preload([f"tests.release.{'loaded' if models else 'crashing'}"])


@pytest.fixture
def out(tmp_path):
    run(build, tmp_path / "releases", "1.0.0")
    return tmp_path / "releases"


def run(work, *arguments):
    """The exit status of a process that does it; negative for a signal."""
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    process.join(300)
    assert process.exitcode is not None
    return process.exitcode


WHOLE: list[dict[str, dict[str, bytes]]] = []
"""The files of each folder of releases of which all were verified: one and the same need it once."""


def check_whole(out: Path) -> None:
    """No half release is to be seen."""
    there = {str(version): contents(out / str(version)) for version in versions(out)}
    if there in WHOLE:
        return
    for version in there:
        assert verify(out / version).good
    WHOLE.append(there)


def check_next(out: Path) -> None:
    """The next build succeeds, and nothing but releases and what is kept lies there."""
    assert run(build, out, "2.0.0") == 0
    there = {entry.name for entry in out.iterdir()} - {FOLDER}
    assert there == set(map(str, versions(out)))
    check_whole(out)


@pytest.mark.slow
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


def kill_at_any_moment(out: Path, moments: int, work, *arguments) -> None:
    """Do it and kill it, so many times, at moments that lie evenly over what it takes."""
    before = contents(out / "1.0.0")
    begun = time.perf_counter()
    assert run(work, *arguments, out, "1.0.1") == 0
    taken = time.perf_counter() - begun
    killed = 0
    for moment in range(moments):
        process = CONTEXT.Process(target=work, args=(*arguments, out, f"1.1.{moment}"))
        begun = time.perf_counter()
        process.start()
        process.join(taken * moment / moments)
        if process.exitcode == 0:  # the machine has less to do than it had
            taken = time.perf_counter() - begun
        process.kill()
        process.join(300)
        killed += process.exitcode == -9
        assert contents(out / "1.0.0") == before
        check_whole(out)
        for version in versions(out)[1:]:  # else there are more to check each time
            shutil.rmtree(out / str(version))
    assert killed > moments / 2
    check_next(out)


@pytest.mark.slow
def test_killed_while_it_writes(out):
    kill_at_any_moment(out, MOMENTS, build)


@pytest.mark.slow
def test_killed_while_it_reads_understands_or_writes(out, news):
    kill_at_any_moment(out, MOMENTS_OF_ALL, build_of_articles, news)


def started_by(process: subprocess.Popen[bytes]) -> list[Path]:
    """The folders in `/proc` of what runs in the process's session."""
    found = []
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if after_name[3] == str(process.pid) and after_name[0] != "Z":
            found.append(folder)
    return found


def workers(processes: list[Path]) -> list[Path]:
    """Those of the processes that are the build's workers."""
    found = []
    for folder in processes:
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in command:
            found.append(folder)
    return found


def mapped(processes: list[Path], pattern: str) -> list[set[str]]:
    """For each of the processes the files of that name that it has in memory."""
    found = []
    for folder in processes:
        try:
            found.append(set(re.findall(rf"/\S*{pattern}\S*", (folder / "maps").read_text())))
        except OSError:
            found.append(set())
    return found


@pytest.mark.slow
@pytest.mark.skipif(not PROCESSES.exists(), reason="there is no /proc to find processes in")
@pytest.mark.parametrize(("started", "loaded"), [(0, 0), (1, 0), (2, 2)])
def test_killed_with_workers(out, tmp_path, started, loaded):
    """Before so many of them started, and before the model's library is in so many: all end."""
    before = contents(out / "1.0.0")
    for folder in ("news", "home", "temporary"):
        (tmp_path / folder).mkdir()
    for number in range(40):
        text = ARTICLE.replace("Turku", f"Harbour {number}")
        (tmp_path / "news" / f"{number}.txt").write_text(text)
    own = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")}
    process = subprocess.Popen(
        [
            sys.executable, "-c", "from claims.cli import main; main()", "build",
            str(tmp_path / "news"), "--out", str(out), "--workers", "2", "--quiet",
        ],
        env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        while (
            len(there := workers(started_by(process))) < started
            or sum(map(bool, mapped(there, "onnxruntime_py"))) < loaded
        ):
            assert process.poll() is None
            time.sleep(0.02)
        semaphores = set().union(*mapped(there, "/sem.mp-"))
    finally:
        process.kill()
        process.wait(60)
    assert semaphores or not loaded
    until = time.monotonic() + 60
    while (left := started_by(process)) and time.monotonic() < until:
        time.sleep(0.02)
    for folder in left:
        os.kill(int(folder.name), signal.SIGKILL)
    assert not left
    assert not [name for name in semaphores if Path(name).exists()]
    assert not [*(tmp_path / "home").iterdir(), *(tmp_path / "temporary").iterdir()]
    assert contents(out / "1.0.0") == before
    check_next(out)


@pytest.mark.parametrize("room", [0, 1_000, 4_000])
def test_no_room(out, room):
    before = contents(out)
    assert run(build_on_a_full_disk, out, "1.1.0", room) == 3
    assert contents(out) == before
    assert [entry.name for entry in out.iterdir()] == ["1.0.0"]
    assert run(build, out, "1.1.0") == 0
    check_whole(out)


@pytest.mark.slow
def test_no_room_on_a_small_file_system(tmp_path):
    """A real one that fills up: with room for no page more, for one, and so on until it fits."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare to make a file system with")
    mounted = ["unshare", "-Urm", "sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"']
    may = subprocess.run([*mounted, tmp_path, "true"], capture_output=True, text=True, check=False)
    if may.returncode:
        pytest.skip(f"this user may mount no file system: {may.stderr.strip()}")
    ran = subprocess.run(
        [*mounted, tmp_path, sys.executable, "-m", "tests.release.full_disk", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 10


def test_builds_at_once_write_one_after_the_other(out):
    wanted = [f"1.{minor}.0" for minor in range(1, 5)]
    working = [CONTEXT.Process(target=build, args=(out, version)) for version in wanted]
    for process in working:
        process.start()
    for process in working:
        process.join(300)
    # One that comes after a later version is refused; none is half there.
    assert "1.4.0" in {entry.name for entry in out.iterdir()}
    assert all(not entry.name.startswith(".") for entry in out.iterdir())
    check_whole(out)
