from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import ReleaseError
from claims.release import Version, versions
from claims.release.version import next_version


@pytest.mark.parametrize("text", ["1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.-1", "1.0.0-rc1",
                                  "../1.0.0", "1.0.0\n", "१.0.0", "1.0.999999999", ""])  # fmt: skip
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(ReleaseError) as raised:
        Version.parse(text)
    assert str(raised.value) == (
        f"{text!r} is not a version: write three numbers with dots, such as 1.2.0"
    )


def test_the_next_version_follows_from_the_change() -> None:
    latest = Version(1, 9, 4)
    assert str(next_version(None, "added")) == "1.0.0"
    assert str(next_version(latest, "columns")) == "2.0.0"
    assert str(next_version(latest, "added")) == "1.10.0"
    assert str(next_version(latest, "corrected")) == "1.9.5"


def test_a_version_asked_for_comes_after_the_latest() -> None:
    assert next_version(Version(1, 9, 0), "added", "1.10.0") == (1, 10, 0)
    assert next_version(None, "added", "0.1.0") == (0, 1, 0)
    for asked in ("1.9.0", "1.2.0"):
        with pytest.raises(ReleaseError) as raised:
            next_version(Version(1, 9, 0), "added", asked)
        assert str(raised.value) == (
            f"version {asked} does not come after the latest release, 1.9.0: "
            "ask for 1.10.0 or later, or leave the version out"
        )


def test_versions_are_ordered_by_number_and_only_releases_count(tmp_path: Path) -> None:
    for name in ("1.10.0", "1.9.0", ".1.11.0-ab12", "notes", "2.0"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "release.json").touch()
    (tmp_path / "3.0.0").mkdir()
    assert [str(version) for version in versions(tmp_path)] == ["1.9.0", "1.10.0"]
    assert versions(tmp_path / "nowhere") == ()
