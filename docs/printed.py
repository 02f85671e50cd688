"""Runs what a page shows, and gives the page with what that prints.

Of a page's code blocks, those of `sh` hold commands of `claims`, those of `python` are run one
after the other, and one with a title is a file of that name. What a block prints stands after it,
between `<!-- printed -->` and `<!-- /printed -->`; `<!-- printed 12 lines -->` keeps the first
twelve. A command that is to fail says so: `claims build … # exit status 2`.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from claims.cli import main

_BLOCK = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<code>.*?)^```\n'
    r"(?P<printed>\n<!-- printed(?: (?P<lines>\d+) lines)? -->\n.*?^<!-- /printed -->\n)?",
    re.DOTALL | re.MULTILINE,
)
_STATUS = re.compile(r"# exit status (\d)$")


def run(page: Path, folder: Path, width: int) -> str:
    """The page's text, its blocks run in the folder, on a terminal of that width.

    Raises ValueError, with the page and the line, where a command is none of `claims` or ends
    otherwise than the page says.
    """
    names: dict[str, Any] = {}

    def shown(block: re.Match[str]) -> str:
        out = io.StringIO()
        try:
            # What Python code says on stderr are progress bars.
            aside = out if block["language"] == "sh" else io.StringIO()
            with redirect_stdout(out), redirect_stderr(aside):
                _run(block, names)
        except Exception as error:
            error.add_note(f"{page}: {block['code']}{out.getvalue()}")
            raise
        if not block["printed"]:
            return block[0]
        code = block[0].removesuffix(block["printed"])
        first = re.match(r"\n<!-- .*? -->\n", block["printed"])
        lines = [line.rstrip() for line in out.getvalue().rstrip().splitlines()]
        if block["lines"] and int(block["lines"]) < len(lines):
            lines = [*lines[: int(block["lines"])], "…"]
        text = "\n".join(lines)
        return f"{code}{first and first[0]}```text\n{text}\n```\n<!-- /printed -->\n"

    plain = {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "dumb"}
    with chdir(folder), patch.dict(os.environ, plain):
        return _BLOCK.sub(shown, page.read_text(encoding="utf-8"))


def _run(block: re.Match[str], names: dict[str, Any]) -> None:
    code = block["code"]
    if block["title"]:
        Path(block["title"]).write_text(code, encoding="utf-8")
    elif block["language"] == "python":
        exec(code, names)  # noqa: S102 - our own documentation
    elif block["language"] == "sh":
        for line in code.replace("\\\n", " ").splitlines():
            _command(line)


def _command(line: str) -> None:
    words = shlex.split(line, comments=True)
    if not words or words[:2] == ["pip", "install"]:
        return
    if words[0] != "claims":
        raise ValueError(f"{line!r} is no command of claims, so that it is not tried")
    status: Any = 0
    try:
        main(words[1:])
    except SystemExit as ended:
        status = ended.code or 0
    wanted = _STATUS.search(line)
    if status != (int(wanted[1]) if wanted else 0):
        raise ValueError(f"{line!r} ended with exit status {status}")
