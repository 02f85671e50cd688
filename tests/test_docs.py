import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from benchmarks import labelled
from claims.framing import load_vocabulary
from claims.spans import words_at
from docs import printed

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_the_generated_pages_are_up_to_date():
    check = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_every_dependency_says_why_it_is_there():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    said = (ROOT / "docs/dependencies.md").read_text()
    extras = project["optional-dependencies"]
    for line in [
        *project["dependencies"],
        *(one for name in ("docs", "plot", "s3", "sign") for one in extras[name]),
    ]:
        assert re.split(r"[\[<>=]", line)[0] in said, line


def test_a_page_shows_what_its_blocks_print(tmp_path):
    """A file, a command that works, one that fails as it says, Python, some of the lines."""
    page = tmp_path / "page.md"
    page.write_text(
        '```yaml title="bad.yaml"\nversion: 1\n```\n\n'
        "```sh\npip install never-run\nclaims build x.txt --frames bad.yaml   # exit status 2\n```\n\n"
        "<!-- printed -->\nstale\n<!-- /printed -->\n\n"
        "```python\nfor n in range(3):\n    print(n)\n```\n\n"
        "<!-- printed 2 lines -->\n<!-- /printed -->\n\n```text\nas it is\n```\n"
    )
    text = printed.run(page, tmp_path, width=100)
    assert "```text\nclaims: bad.yaml:1: the vocabulary has no families; add it\n```" in text
    assert "<!-- printed 2 lines -->\n```text\n0\n1\n…\n```\n<!-- /printed -->" in text
    assert "stale" not in text
    assert text.endswith("```text\nas it is\n```\n")
    page.write_text(text)
    assert printed.run(page, tmp_path, width=100) == text


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("rm -r releases", "'rm -r releases' is no command of claims, so that it is not tried"),
        ("claims show nowhere", "'claims show nowhere' ended with exit status 2"),
        (
            "claims --version # exit status 1",
            "'claims --version # exit status 1' ended with exit status 0",
        ),
    ],
)
def test_a_page_that_is_wrong_is_not_written(tmp_path, line, fault):
    page = tmp_path / "page.md"
    page.write_text(f"```sh\n{line}\n```\n")
    with pytest.raises(ValueError, match=re.escape(fault)) as failed:
        printed.run(page, tmp_path, width=100)
    assert failed.value.__notes__[0].startswith(f"{page}: {line}")


def test_the_tutorial_is_right_about_the_rows_that_it_calls_wrong():
    """It says which of the rows that it shows are wrong: if a better program mends them, its
    section "Read what you count" has to be written anew."""
    section = page("tutorial.md").split("## Read what you count")[1].split("\n## ")[0]
    assert "The Northern Observer (asserted): …" in section
    assert "Council for Open Assembly (asserted): …" in section
    assert "Ilona Maresh (denied): …" in section
    assert "Dorin Valk (asserted): …" in section


def test_pins_make_one_speaker_of_two():
    shown = re.compile(r'"Oster"\)\n```\n\n<!-- printed -->\n```text\n(.*?)\n```', re.DOTALL)
    before, after = shown.findall(page("speakers.md"))
    names = [[line.split(" person")[0] for line in said.splitlines()] for said in (before, after)]
    assert names == [["Lena Oster", "Olena Oster"], ["Lena Oster"]]


def test_the_page_on_frames_counts_the_vocabulary():
    vocabulary = load_vocabulary()
    said = f"{len(vocabulary.labels)} labels in {len(vocabulary.families)} families"
    assert said in " ".join(page("frames.md").split())


def test_readmes_figures_are_those_of_the_page_on_quality():
    section = (
        (ROOT / "README.md")
        .read_text("utf-8")
        .split("## How good it is")[1]
        .split("\nThe extractor")[0]
    )
    figures = set(re.findall(r"\d[\d,]*\.\d|\d+,\d+|\d{2,}", section))
    assert {"93.5", "74.6", "86.1", "51.1"} <= figures
    assert figures <= set(re.findall(r"\d[\d,]*\.\d|\d+,\d+|\d{2,}", page("quality.md")))


def test_articles_labelled_as_the_page_on_quality_shows_are_read_and_compared(
    tmp_path, monkeypatch, capsys
):
    (marked,) = re.findall(r'```text title="square.txt"\n(.*?)```', page("quality.md"), re.DOTALL)
    (code,) = re.findall(r"```python\n(.*?)```", page("quality.md"), re.DOTALL)
    text = textwrap.dedent(marked)
    for folder, labels in (("mine", text), ("theirs", text.replace("{s2:he}", "he"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "square.txt").write_text(labels, "utf-8")
    mine = tmp_path / "mine"
    (article,) = labelled.corpus(mine)
    sources = [words_at(article.text, one.source) for one in article.attributions]
    assert sources == ["Interior Minister Dorin Valk", "he"]
    assert labelled.digest(mine) == labelled.digest(mine / "square.txt")
    monkeypatch.chdir(tmp_path)
    exec(textwrap.dedent(code), {})  # noqa: S102 - our own documentation
    assert capsys.readouterr().out == "attribution 100.0, triple 50.0\n"


def page(name):
    return (ROOT / "docs" / name).read_text("utf-8")
