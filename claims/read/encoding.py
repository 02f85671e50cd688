"""Bytes into text: never mojibake.

Text that was decoded wrongly looks like text, and every claim in it would be wrong. So the order
is: a byte order mark, UTF-8, what a page's server or the page declares, and only then a guess,
which is taken where every plausible encoding gives the same text, or one is clearly ahead; anything
else is refused.
"""

from __future__ import annotations

import codecs
import re

from claims.errors import InputError

# longest first: the mark of UTF-32 begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f�]")
_CONTROL_SHARE = 0.01
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
# browsers read these names as the larger encodings, and pages are written for browsers
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_ADVICE = "save it as UTF-8"


def decode(data: bytes, *, page: bool = False, stated: str | None = None) -> str:
    """The text of `data`; an `InputError` where it is not certain what the text is.

    A `page` (HTML) may declare its encoding; that which its server `stated` holds before it, as in
    browsers, where the bytes can be of it. Line ends stay as they are; a byte order mark is
    no part of the text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if data.startswith(_BINARY):
        raise InputError("is a binary file")
    if b"\0" in data:
        raise InputError(_with_nul(data))
    declared = (_stated(data, stated) or _declared(data)) if page else None
    if b"\x1b$" in data or b"\x1b(" in data:
        # ISO 2022 switches scripts by escapes, so that its bytes are valid, meaningless UTF-8
        return _strictly(data, declared) if declared else _refuse(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise InputError(
                f"is broken UTF-8: the byte at offset {error.start} cannot be decoded; {_ADVICE}"
            ) from error
    else:
        if len(_CONTROL.findall(text.replace("�", ""))) > _CONTROL_SHARE * len(text):
            raise InputError("is a binary file")
        return text
    return _strictly(data, declared) if declared else _guess(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not {encoding.removesuffix('-sig')}, as it says: the byte at offset {error.start} "
            f"cannot be decoded; {_ADVICE}"
        ) from error


def _refuse(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not text in a known encoding (not UTF-8 at byte {error.start}); {_ADVICE}"
        ) from error
    raise InputError(f"is not text in a known encoding; {_ADVICE}")


def _with_nul(data: bytes) -> str:
    """Which complaint fits bytes with NULs in them."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) > 16 and max(even, odd) > len(sample) / 5 and min(even, odd) == 0:
        return f"is not text in a known encoding (UTF-16 without a byte order mark?); {_ADVICE}"
    return "is a binary file"


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it is in, as Python calls it; None where it says nothing."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return None if match is None else _known((match[1] or match[2]).decode("ascii"))


def _stated(data: bytes, name: str | None) -> str | None:
    """The encoding of that name, if the bytes can be of it: servers state one for all pages."""
    encoding = None if name is None else _known(name)
    try:
        if encoding is not None:
            data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def _known(name: str) -> str | None:
    """The encoding as Python calls it; None where it has none of that name.

    UTF-16 cannot be true of bytes in which the declaration could be read, and UTF-7 is only ever
    an attack; browsers ignore both.
    """
    try:
        name = codecs.lookup(name).name
        "".encode(name)  # codecs that are no encodings (rot13, hex) have no text to give
    except (LookupError, UnicodeError):
        return None
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return _AS_BROWSERS.get(name, name)


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of the bytes outside ASCII make UTF-8 characters than do not."""
    text = data.decode("utf-8", "replace")
    faults = text.count("�")
    characters = sum(1 for character in text if character >= "\x80") - faults
    return characters > faults


def _guess(data: bytes) -> str:
    # a legacy encoding is the exception: only then is the detector loaded
    from claims.read.legacy import guess

    text = guess(data)
    return _refuse(data) if text is None or _CONTROL.search(text) else text
