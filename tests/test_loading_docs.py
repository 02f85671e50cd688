"""What README and docs/loading.md say of loading works as it stands there."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import claims
from claims.release import write
from tests.examples import in_splits
from tests.release.made import MADE_BY

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "train_tokens.py"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the seed article's release in `releases`."""
    folder = tmp_path_factory.mktemp("home")
    claims.build([ROOT / "articles"], out=folder / "releases")
    return folder


def test_the_page_on_loading(home, monkeypatch):
    monkeypatch.chdir(home)
    blocks = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs/loading.md").read_text("utf-8"), re.DOTALL
    )
    assert len(blocks) == 4
    known = {}
    for block in blocks:
        exec(block, known)  # noqa: S102 - our own documentation
    assert known["tokens"].num_rows == 11


def test_the_readme(home, monkeypatch):
    monkeypatch.chdir(home)
    section = (ROOT / "README.md").read_text("utf-8").split("## Load it\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(block, {})  # noqa: S102 - our own documentation
    for name in re.findall(r"\]\((.*?)\)", section):
        assert (ROOT / name).exists(), name


@pytest.mark.slow
@pytest.mark.skipif(find_spec("torch") is None, reason="needs torch: pip install -e '.[training]'")
@pytest.mark.parametrize("split", ["train", "validation"])
def test_the_example_of_training(home, tmp_path, split):
    """One epoch: on a release without other splits, and on one that has some."""
    releases = home / "releases"
    if split == "validation":
        releases = write(in_splits(), tmp_path, provenance=MADE_BY).path
    ran = subprocess.run(
        [sys.executable, str(EXAMPLE), str(releases)], capture_output=True, text=True, check=False, timeout=120
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("epoch 1: loss ")
    assert lines[1].startswith(f"F1 on {split}")
    assert [line.split()[0] for line in lines[2:]] == ["SOURCE", "CUE", "CONTENT"]
