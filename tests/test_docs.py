import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_generated_pages_are_up_to_date():
    check = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_every_dependency_says_why_it_is_there():
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    said = (ROOT / "docs/dependencies.md").read_text()
    extras = project["optional-dependencies"]
    for line in [*project["dependencies"], *extras["plot"], *extras["sign"]]:
        assert re.split(r"[\[<>=]", line)[0] in said, line
