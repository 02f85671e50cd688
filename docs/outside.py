"""What the site does with links to the repository's other files, which it does not have."""

from __future__ import annotations

import re

_LINK = re.compile(r"\[([^\]\n]+)\]\(\.\./([^)\s]+)\)")


def on_page_markdown(markdown: str, **_: object) -> str:
    """The page with each link out of `docs/` as the name of the file. MkDocs calls this."""
    return _LINK.sub(_named, markdown)


def _named(link: re.Match[str]) -> str:
    words, path = link.groups()
    return f"`{path}`" if words.strip("`") == path else f"{words} (`{path}`)"
