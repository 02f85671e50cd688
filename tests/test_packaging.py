"""The wheel, installed beside a user's own `schemas.py`."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    # From a copy: a build leaves its files in the tree, and takes them into the next wheel.
    copy = folder / "copy"
    for name in ("claims", "schemas"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(copy)], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
def test_the_wheel_holds_the_package_whole_and_no_module_beside_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"claims"}
    for source in [
        path
        for kind in ("py", "yaml", "onnx", "json", "js", "css", "html", "svg")
        for path in ROOT.glob(f"claims/**/*.{kind}")
    ]:
        assert source.relative_to(ROOT).as_posix() in names
    for source in ROOT.glob("schemas/*.py"):
        assert f"claims/schemas/{source.name}" in names
    assert {"claims/py.typed", "claims/explorer/page/vendor/LICENSE"} <= set(names)


@pytest.mark.slow
def test_a_users_own_schemas_module_and_ours_stay_apart(wheel, tmp_path):
    target = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(target),
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    work = tmp_path / "work"
    work.mkdir()
    (work / "schemas.py").write_text("OWNER = 'user'\n")
    code = (
        "import schemas, claims, claims.schemas;"
        "print(schemas.OWNER, claims.__file__, claims.schemas.__file__, sorted(claims.schemas.TABLES))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=work, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(target)},
    )  # fmt: skip
    owner, package, ours, tables = ran.stdout.strip().split(" ", 3)
    assert owner == "user"
    assert Path(package) == target / "claims" / "__init__.py"
    assert Path(ours) == target / "claims" / "schemas" / "__init__.py"
    assert tables == "['articles', 'claims', 'framings', 'speakers', 'tracks']"


def test_the_lock_holds_every_dependency():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(
            d
            for extra in ("cluster", "docs", "plot", "sign", "test", "dev")
            for d in project["optional-dependencies"][extra]
        ),
    ]
    names = {re.split(r"[<>=\[ ;]", line)[0].lower() for line in wanted} - {"news-claims"}
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines()}
    assert names <= locked
