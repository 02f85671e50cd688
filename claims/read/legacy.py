"""Text from before UTF-8, whose encoding nothing declares."""

from __future__ import annotations

import re

from charset_normalizer import CharsetMatch, from_bytes

# below this a guess is luck: a few letters fit many languages in many encodings
_ENOUGH_LETTERS = 100

# What stands at these bytes in the code pages of Windows, all of them alike: quotation marks,
# dashes, the ellipsis, no-break space and a few signs.
_MARKS = rb"\x85\x91-\x94\x96\x97\xa0\xa7\xa9\xab\xae\xb0\xb1\xb6\xb7\xbb"
# Letters that Western (1252) and Central European (1250) Windows have in the same places.
_LETTERS = bytes(
    byte
    for byte in range(0xC0, 0x100)
    if bytes([byte]).decode("cp1252") == bytes([byte]).decode("cp1250")
)
_ALIKE = re.compile(rb"[\x00-\x7f" + _MARKS + re.escape(_LETTERS) + rb"]*")
# Where such bytes must not stand. On a Mac or under DOS they are letters inside words.
_MISPLACED = re.compile(
    rb"[A-Za-z][\x85\x91\x93\x94\xa7\xa9\xab\xae\xb0\xb1\xb6\xb7\xbb][A-Za-z]"
    # an en dash or a no-break space as the letters that they are elsewhere
    rb"|[a-z]\x96[a-z]|[A-Za-z]\xa0[\s,.;:!?]"
    # an apostrophe before what is no ending of a word, and no name (O'Brien, d'Ivoire)
    rb"|[a-z]\x92(?!(?:s|t|d|m|re|ve|ll|am|em)\b)[a-z]"
    # capitals outside ASCII after small letters: letters of another code page
    rb"|[a-z][\xc0-\xde]|[\xc0-\xff]{3}"
    rb"|(?<![A-Za-z\xc0-\xff])[\xe0-\xff](?![A-Za-z\xc0-\xff])[^\s,.;:]"
)
# opening marks after a letter: under DOS they are letters
_IMPLAUSIBLE = re.compile("(?<=[^\\W\\d_])[‚„ƒˆ‹¤]")
_MISPLACED_SHARE = 0.1

# Encodings that news was in fact published in. Of two that are nearly alike the rarer one would
# otherwise now and then win by a hair.
_COMMON_NAMES = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_5 iso8859_7 koi8_r "
    "cp866 mac_roman cp850 cp932 euc_jp gb18030 big5 cp949"
)
_COMMON = _COMMON_NAMES.split()
_MAX_CHAOS = 0.05
_MIN_COHERENCE = 0.3
_LEAD = 0.03
_SAMPLE = 10_000


def guess(data: bytes) -> str | None:
    """The text of `data`, where it is plain what encoding it has; None where it is not."""
    if _like_windows(data):
        return data.decode("cp1252", "replace")
    return _detected(data)


def _like_windows(data: bytes) -> bool:
    """Whether this is Latin script from Windows that reads the same in its every code page."""
    if len(re.findall(rb"[A-Za-z]", data)) < _ENOUGH_LETTERS or not _ALIKE.fullmatch(data):
        return False
    foreign = len(re.findall(rb"[\x80-\xff]", data))
    return len(_MISPLACED.findall(data)) <= _MISPLACED_SHARE * foreign


def _detected(data: bytes) -> str | None:
    # the detector probes a few places only: let it see none that any encoding would fit
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    matches = sorted(from_bytes(telling, cp_isolation=_COMMON), key=_rank)
    if not matches:
        return None
    best = matches[0]
    sample = str(best)
    letters = sum(1 for character in sample if character.isalpha())
    if best.chaos > _MAX_CHAOS or best.coherence < _MIN_COHERENCE or letters < _ENOUGH_LETTERS:
        return None
    if _IMPLAUSIBLE.search(sample):
        return None
    if any(not _behind(rival, best) and str(rival) != sample for rival in matches[1:]):
        return None
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return None


def _rank(match: CharsetMatch) -> tuple[float, float, str]:
    return (match.chaos, -match.coherence, match.encoding)


def _behind(rival: CharsetMatch, best: CharsetMatch) -> bool:
    return rival.chaos > best.chaos + _LEAD or rival.coherence < best.coherence - _LEAD
