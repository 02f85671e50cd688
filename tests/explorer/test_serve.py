"""What `claims explore` serves: ranges of a release's own files, to this machine alone."""

from __future__ import annotations

import http.client
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claims.cli import app
from claims.errors import ClaimsError, ReleaseError
from claims.explorer.serve import Server, part_of
from claims.release import write
from tests.examples import example
from tests.release.made import MADE_BY

PARQUET = "/data/claims/train-00000-of-00001.parquet"

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(example(), tmp_path_factory.mktemp("served"), provenance=MADE_BY).path


@pytest.fixture(scope="module")
def ask(release: Path, serve: Callable[[Path], Server]) -> Iterator[Ask]:
    server = serve(release)
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)

    def one(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=given)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()

    yield one
    connection.close()


def test_every_file_that_the_manifest_names_is_served_whole(release: Path, ask: Ask) -> None:
    for path in release.rglob("*"):
        if path.is_file():
            status, headers, body = ask(f"/{path.relative_to(release).as_posix()}")
            assert (status, body) == (200, path.read_bytes())
            assert headers["Accept-Ranges"] == "bytes"


def test_parts_of_a_file(release: Path, ask: Ask) -> None:
    whole = (release / PARQUET[1:]).read_bytes()
    size = len(whole)
    for asked, part in [
        ("bytes=0-3", slice(0, 4)),
        (f"bytes={size - 4}-", slice(size - 4, size)),
        ("bytes=-8", slice(size - 8, size)),
        (f"bytes=-{size * 2}", slice(0, size)),
        (f"bytes=10-{size * 2}", slice(10, size)),
    ]:
        status, headers, body = ask(PARQUET, Range=asked)
        assert (status, body) == (206, whole[part])
        assert headers["Content-Range"] == f"bytes {part.start}-{part.stop - 1}/{size}"
    status, headers, body = ask(PARQUET, Range=f"bytes={size}-")
    assert (status, headers["Content-Range"], body) == (416, f"bytes */{size}", b"")


def test_a_range_that_is_none_gives_the_whole_file(release: Path, ask: Ask) -> None:
    whole = (release / PARQUET[1:]).read_bytes()
    for asked in ("bytes=", "bytes=-", "lines=0-3", "bytes=5-3", "bytes=0-3,5-6", "bytes=a-b"):
        status, _, body = ask(PARQUET, Range=asked)
        assert (status, body) == (200, whole), asked


@given(size=st.integers(0, 50), start=st.integers(0, 60), last=st.integers(0, 60))
def test_a_part_is_what_python_would_slice(size: int, start: int, last: int) -> None:
    content = bytes(range(size))
    part = part_of(f"bytes={start}-{last}", size)
    if last < start:
        assert part is None
    else:
        assert part is not None
        assert content[part.start : part.end] == content[start : last + 1]
    suffix = part_of(f"bytes=-{last}", size)
    assert suffix is not None
    assert content[suffix.start : suffix.end] == (content[-last:] if last else b"")


def test_head_tells_the_size_and_an_etag_saves_the_rest(release: Path, ask: Ask) -> None:
    status, headers, body = ask(PARQUET, "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) == (release / PARQUET[1:]).stat().st_size
    assert ask(PARQUET, If_None_Match=headers["ETag"])[0] == 304
    assert ask(PARQUET, Range="bytes=0-3", If_Range=headers["ETag"])[0] == 206
    assert ask(PARQUET, Range="bytes=0-3", If_Range='"another"')[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret", "/data/../../secret", "/%2e%2e/secret", "/..%2fsecret", "//etc/passwd", "/secret",
        "/data", "/data/claims/", "/explorer/../release.json/..", "/%00", "/explorer/index.html%00.js",
        "/release.json.sig", "/.git/config",
    ],
)  # fmt: skip
def test_nothing_else_can_be_had(release: Path, ask: Ask, path: str) -> None:
    (release.parent / "secret").write_text("secret")
    assert ask(path)[0] == 404


def test_neither_by_a_manifest_nor_by_a_link_that_leads_out(release: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(release, tmp_path / "copy"))
    (tmp_path / "secret").write_text("secret")
    manifest = copy / "release.json"
    manifest.write_text(manifest.read_text().replace('"rejects.jsonl": ', '"../secret": '))
    (copy / "CHANGES.md").unlink()
    (copy / "CHANGES.md").symlink_to(tmp_path / "secret")
    with Server(copy) as server:
        assert not {"/../secret", "/CHANGES.md"} & server.paths.keys()
        assert "/README.md" in server.paths


def test_another_name_for_this_machine_is_refused(ask: Ask) -> None:
    assert ask("/release.json", Host="rebound.example:80")[0] == 421
    assert ask("/release.json", Host="localhost:80")[0] == 200


def test_the_page_is_found_and_its_policy_is_strict(ask: Ask) -> None:
    status, headers, _ = ask("/")
    assert (status, headers["Location"]) == (302, "/explorer/index.html")
    _, headers, body = ask("/explorer/index.html")
    said = headers["Content-Security-Policy"]
    assert said.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src")
    assert "unsafe" not in said
    for rule in said.split("; "):
        # The page says the same of itself, for hosts that send no header.
        assert rule in body.decode() or rule.startswith("frame-ancestors")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask("/explorer/app.js")[1]["Content-Type"] == "text/javascript; charset=utf-8"


def test_only_this_machine_is_listened_to(release: Path) -> None:
    with Server(release) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_an_error_of_one_line(release: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ClaimsError, match=r"cannot listen at port .* leave out --port"):
            Server(release, taken.getsockname()[1])


def test_what_is_no_release_or_has_no_explorer(release: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        Server(tmp_path)
    copy = Path(shutil.copytree(release, tmp_path / "copy"))
    manifest = copy / "release.json"
    manifest.write_text(manifest.read_text().replace("explorer/index.html", "explorer/other.html"))
    ran = CliRunner().invoke(app, ["explore", str(copy), "--no-browser"])
    assert ran.exit_code == 2
    assert "has no explorer: it was made by an older version; build it anew" in ran.output
