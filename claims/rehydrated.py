"""What putting words back found: values, and the words to tell them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claims.records import Rejection
from claims.release.problem import named, short
from claims.wording import counted

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An article whose text is still withheld."""

    article_id: str
    source_uri: str
    title: str | None
    text_sha256: str
    """Of the text that the release was made from."""
    copy: str | None
    """The copy of that address; None where none was given."""
    copy_sha256: str | None
    """Of the copy's text, cleaned."""

    def __str__(self) -> str:
        what = f"{self.article_id} {named(self.source_uri)}"
        if self.title:
            what += f" “{named(self.title)}”"
        if self.copy is None or self.copy_sha256 is None:
            return f"{what}: no copy given has text of SHA-256 {short(self.text_sha256)}"
        return (
            f"{what}: {named(self.copy)} has text of SHA-256 {short(self.copy_sha256)}, "
            f"expected {short(self.text_sha256)}"
        )


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """A release with the words of all its articles, or of some."""

    path: Path
    version: str
    articles: int
    """Those that have their text now and had none."""
    content_sha256: str
    missing: tuple[Mismatch, ...]
    rejected: tuple[Rejection, ...]
    """Inputs that could not be read as articles."""
    unused: int
    """Inputs that are no article of the release."""

    @property
    def whole(self) -> bool:
        """Whether every article has its text."""
        return not self.missing

    def __str__(self) -> str:
        """What to tell who asked."""
        lines = [f"Made {self.path} with the words of {counted(self.articles, 'article')}."]
        if self.whole:
            lines.append(
                f"The content is that of the release with text, SHA-256 {self.content_sha256}."
            )
        else:
            lines.append(f"Still without words: {counted(len(self.missing), 'article')}.")
            lines += [f"  {one}" for one in self.missing[:_SHOWN]]
            more = len(self.missing) - _SHOWN
            lines += [f"  and {more:,} more; --json lists all"] if more > 0 else []
        if self.unused:
            lines.append(f"Not of the release: {counted(self.unused, 'input')}.")
        lines += [f"{named(one.source)}: {named(one.reason)}" for one in self.rejected[:_SHOWN]]
        return "\n".join(lines)
