"""How much room does text take on a slide? (A slide does not flow, so it is measured.)

Widths are shares of the size of the type, a little more than those of Arial and its
doubles, so that what is said to fit does fit, in bold too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from math import ceil

THIN = frozenset("fijlrtI.,:;'!|()[]- \u2013\u2019\u201c\u201d")
WIDE = frozenset("mwMW@%&GOQ\u2014\u2026")
LEADING = 1.2  # height of a line over the size of its type
POINT = 1 / 72  # inches
BOLD = 1.08  # width of bold letters over that of others
LONG = 30.0  # width of a cell beyond which it may as well have more lines
WORD = 9.0  # width up to which a word of a cell is not broken
ROUND = 1.8  # empty space beside the text of a cell, over the size of the type


@cache
def width_of(letter: str) -> float:
    """Return the width of a letter over the size of its type."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if unicodedata.combining(letter) or letter == "\u200b":
        return 0.0
    if letter in THIN:
        return 0.36
    if letter in WIDE:
        return 0.9
    return 0.74 if letter.isupper() else 0.59


def lines_of(text: str, size: float, width: float) -> int:
    """Return on how many lines text stands.

    Parameters
    ----------
    text
        The text.
    size
        Of the type, points.
    width
        Of the column, inches.
    """
    room, count, used = max(width, 0.1) / (size * POINT), 1, 0.0
    for word in text.replace("\u200b", " ").split(" "):
        long = sum(map(width_of, word))
        if used and used + long > room:
            count, used = count + 1, 0.0
        count += max(0, ceil(long / room) - 1)
        used += (long % room if long > room else long) + width_of(" ")
    return count


def height_of(text: str, size: float, width: float) -> float:
    """Return the height of text in a column, inches."""
    return lines_of(text, size, width) * size * POINT * LEADING


def widths(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    is_number: Sequence[bool],
    room: float,
) -> list[float]:
    """Return the share of each column of a table in its width, in [0, 1].

    A column of numbers has room for its longest cell on a line, and any for its longest
    word that is no monster. Those of words share the rest by their longest cell, as far
    as that matters.

    Parameters
    ----------
    heads, rows, is_number
        Headings, rows, and whether the cells of each column are numbers.
    room
        Width of the table over the size of its type.
    """
    need, more = [], []
    for at, head in enumerate(heads):
        words = max(map(_long, " ".join(row[at] for row in rows).split(" ")))
        word = max(BOLD * max(map(_long, head.split(" "))), min(words, WORD))
        longest = max([word, *(_long(row[at]) for row in rows)])
        need.append((longest if is_number[at] else word) + ROUND)
        more.append(0.0 if is_number[at] else min(longest, LONG))
    left = max(0.0, room - sum(need)) / (sum(more) or 1.0)
    wide = [one + left * part for one, part in zip(need, more, strict=True)]
    return [one / sum(wide) for one in wide]


def _long(text: str) -> float:
    return sum(map(width_of, text))


def that_fit(heights: Sequence[float], room: float) -> int:
    """Return how many of some things, one below the other, have room."""
    return sum(1 for end in accumulate(heights) if end <= room + 1e-9)
