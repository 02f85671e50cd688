"""In whose words a claim is given: quoted, partly quoted, or retold."""

from __future__ import annotations

import re

from claims.records import Voice
from claims.spans import Spans

QUOTED_SHARE = 0.8
"""From this share of words inside quotation marks on, a claim counts as a direct quotation."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_OPEN = {"“": "”", "„": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}


def voice_of(text: str, content: Spans) -> Voice:
    """ "direct", "mixed" or "indirect", by the share of the content's words inside quotation marks.

    Single marks count where they open the content, as in British print: elsewhere they may be
    apostrophes. The thresholds are those of the PolNeAR scorer: 0.8 and above 0.
    """
    words = quoted = 0
    closing: str | None = None
    for start, end in content:
        for match in _TOKEN.finditer(text, start, end):
            mark = match[0]
            if mark == closing:
                apostrophe = mark in "'’" and match.end() < end and text[match.end()].isalnum()
                closing = closing if apostrophe else None
            elif closing is None and mark in _OPEN and (mark not in "‘'" or match.start() == start):
                closing = _OPEN[mark]
            elif mark[0].isalnum():
                words += 1
                quoted += closing is not None
        # A quotation of several paragraphs is closed only at its end.
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= QUOTED_SHARE * words else "mixed"
