"""Which text do the bytes of a CSV file stand for?"""

import re

UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BEYOND_UTF8 = re.compile(b"[\x80-\xff]")
# Letters, currency signs, quotation marks and dashes of Western Europe.
WESTERN = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u00a0\u00a3\u00a5\u00a7\u00b0\u00b2"
    "\u00b3\u00b5\u00bd\u00ab\u00bb\u2018-\u201d\u2013\u2014\u2026\u2022\u20ac"
    "\u0152\u0153\u0160\u0161\u0178\u017d\u017e]"
)


def as_utf8(data: bytes) -> tuple[bytes, str | None]:
    """Return bytes as UTF-8 without a mark, and which encoding was read otherwise.

    Raises
    ------
    UnicodeDecodeError
        If it is neither UTF-8 nor UTF-16, nor Western European throughout.
    """
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16").encode(), "read as UTF-16"
    data = data.removeprefix(UTF8_MARK)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not _is_western(data):
            raise
        return data.decode("cp1252").encode(), "read as Windows-1252"
    return data, None


def _is_western(data: bytes) -> bool:
    """Return whether no byte is part of UTF-8, and each is a letter or common sign."""
    ours = data.decode("utf-8", errors="ignore")
    if not ours.isascii():
        return False
    beyond = b"".join(sorted(set(BEYOND_UTF8.findall(data))))
    signs = beyond.decode("cp1252", errors="replace")
    return all(map(WESTERN.fullmatch, signs))
