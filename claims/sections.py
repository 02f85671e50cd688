"""What each block of an article is: headline, body, caption, a link to another article, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.records import Paragraph, SectionName
from claims.spans import Span

HEADLINE_WORDS = 30
"""The longest first block that is taken for a headline where the source does not name one."""

_AGENCY = r"(?:AP|AFP|Reuters|EPA|EFE|TASS|RIA Novosti|Xinhua|ANSA|dpa|UPI|Getty|Getty Images)"
_NO_STOP = r"[^.!?\"”*]"
_LABEL = re.compile(
    r"(?:related(?: (?:article|stor(?:y|ies)|coverage|news|video|reading|content|link)s?)?"
    r"|(?:also )?read(?: more| also| next)?|see also|more on this(?: story)?|further reading"
    r"|more coverage|don['’]t miss|watch|listen|recommended|editor['’]?s['’]? picks?)\s*[:|]\s*",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(
    r"(?:file(?: photo)?\s*[:–—-]|(?:photo|image|picture|caption|illustration)\s*:)\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"""(?:(?<=[.!?"”'’)…])|^)\s*(?:
        (?P<mark>\*\*|__|[*_])(?!\s)[^*_\n]{{2,100}}(?P=mark)   # a name in bold or italics
      | \((?=[^()]*(?:\bphotos?\b|\bcourtesy\b|\b{_AGENCY}\b\s*/|/\s*{_AGENCY}\b))[^()]{{3,120}}\)
      | (?:(?:photo|image|picture)?\s?credits?|(?:photo|image|picture|photograph)(?:\ by)?)\s*:?\s
        (?=[A-Z(])[^.!?]{{2,100}}\.?
      | {_NO_STOP}{{0,80}}(?:/\s?{_AGENCY}|\bGetty\ Images|\bAP\ Photo){_NO_STOP}{{0,40}}
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"""(?:
        by\s+{_NO_STOP}{{2,80}}                                       # a byline
      | (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?
        (?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}|\d{{1,2}}\s+[A-Z][a-z]{{2,8}}\.?),?\s+\d{{4}} # a date
      | (?:(?:original\s+)?url|link|source)\s*:\s*(?:https?://.*)?
      | https?://\S.*
      | \((?:(?:additional\s+)?reporting|writing|editing|compiled)\s+by\s[^()]{{2,200}}\) # credits
      | advertisement | story\ continues\ below.* | (?:share|sign\ up|subscribe)\b{_NO_STOP}{{0,60}}
      | [\W_]+                                                       # rules and ornaments
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_DATELINE = re.compile(
    r"""[A-Z][A-Z.'’-]+(?:\ [A-Z][A-Z.'’-]+){0,3}                    # the place, in capitals
    (?:,\ [A-Z][\w.]*(?:\ [A-Z]\w*)?){0,2}                          # its state or country; a date
    (?:\ \d{1,2})?\ ?(?:\((?P<agency>[A-Z][\w ]{1,30})\)\ ?)?[–—-]{1,2}\ """,
    re.VERBOSE,
)
_ENDS_OPEN = re.compile(r"[\w,–—-]\s*$")
_BLOCK_END = re.compile(r"[^\S\n]*\n\s*")


def paragraphs(text: str, title: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, as they stand.

    A line break inside a sentence (the next line starts in lower case, and the line before does
    not end one) does not part paragraphs: pages are cut anywhere.
    """
    blocks = list(_blocks(text))
    found: list[Paragraph] = []
    for number, block in enumerate(blocks):
        words = text[block.start : block.end]
        if number == 0 and _is_headline(words, title, last=len(blocks) == 1):
            found.append(Paragraph(*block, "headline"))
            continue
        if part := classify(words):
            section, span = part
            found.append(Paragraph(block.start + span.start, block.start + span.end, section))
    return tuple(found)


def classify(block: str) -> tuple[SectionName, Span] | None:
    """What a block is, and the span of it that is somebody's words.

    Labels ("Related article:") and credits lie outside the span. None for a block that says
    nothing: a byline, a date, an address, a credit alone.
    """
    if _FURNITURE.match(block):
        return None
    if label := _LABEL.match(block):
        return _nonempty("related", label.end(), len(block))
    label = _CAPTION_LABEL.match(block)
    credit = _CREDIT.search(block)
    if not (label or credit):
        return "body", Span(0, len(block))
    end = credit.start() if credit else len(block)
    return _nonempty("caption", label.end() if label else 0, len(block[:end].rstrip()))


def dateline(paragraph: str) -> int:
    """Where the words of a paragraph begin after "NAIROBI (Reuters) - "; 0 without a dateline."""
    match = _DATELINE.match(paragraph)
    return match.end() if match else 0


def dateline_agency(paragraph: str) -> str | None:
    """The agency that a paragraph's dateline names in brackets."""
    match = _DATELINE.match(paragraph)
    return match["agency"] if match else None


def continues(before: str, after: str) -> bool:
    """Whether a line break between these two stretches of text cuts a sentence."""
    return after[:1].islower() and _ENDS_OPEN.search(before[-20:]) is not None


def same_words(one: str, other: str) -> bool:
    """Whether two headlines are the same but for case, punctuation and white space."""
    plain = [re.sub(r"\W+", " ", words).strip().casefold() for words in (one, other)]
    return plain[0] == plain[1] != ""


def _nonempty(section: SectionName, start: int, end: int) -> tuple[SectionName, Span] | None:
    return (section, Span(start, end)) if start < end else None


def _is_headline(words: str, title: str | None, *, last: bool) -> bool:
    if title is not None:
        return same_words(words, title)
    short = len(words.split()) <= HEADLINE_WORDS
    plain = classify(words) == ("body", Span(0, len(words)))
    stopped = words[-1] in ".!?:,\"”'’"
    return short and plain and not last and (not stopped or in_title_case(words))


def in_title_case(words: str) -> bool:
    """Whether nearly all long words begin with a capital."""
    long = re.findall(r"(?<!\w)[^\W\d_]{4,}", words)
    return len(long) > 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _blocks(text: str) -> Iterator[Span]:
    start = len(text) - len(text.lstrip())
    for match in _BLOCK_END.finditer(text, start):
        if match.end() == len(text):
            break
        if continues(text[start : match.start()], text[match.end() : match.end() + 1]):
            continue
        if start < match.start():
            yield Span(start, match.start())
        start = match.end()
    end = len(text.rstrip())
    if start < end:
        yield Span(start, end)
