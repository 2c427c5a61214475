"""Which text may stand in a file of a board paper?"""

import re
from collections.abc import Mapping
from typing import Any

from brownfield.tables.cells.controls import printable

RUN = 22  # characters without a place to break a line
UNBROKEN = re.compile(rf"[^\s\u200b-]{{{RUN + 1},}}")
JOINT = re.compile("(?<=[|=/_>,;])")
PIECE = re.compile(rf"(.{{{RUN}}})(?=.)")
BREAK = "\u200b"  # a line may be broken here, and nothing is printed
GAP = re.compile(r"(?<=\b[A-Z]{3}) (?=[+-]?\d)|(?<=\d) (?=(?:m|bn)\b|%)")
NO_BREAK = "\u00a0"  # a space at which no line is broken
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def as_text(value: Any) -> Any:
    r"""Return a value whose texts are safe: no control codes, no runs without a break.

    Half a pair of letters, as broken text may hold, becomes a question mark.

    Examples
    --------
    >>> as_text({"name": "a\x1bb", "parts": [1, "x" * 23]})["name"]
    'a\\u001bb'
    """
    if isinstance(value, str):
        return UNBROKEN.sub(_broken, kept_together(clean(value)))
    if isinstance(value, Mapping):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(one) for one in value]
    return value


def _broken(run: re.Match[str]) -> str:
    """Return a run with places to break a line: after signs that join, and between."""
    pieces = JOINT.split(run[0])
    return BREAK.join(PIECE.sub(rf"\1{BREAK}", piece) for piece in pieces if piece)


def kept_together(text: str) -> str:
    r"""Return text in which no amount is broken from its unit.

    Examples
    --------
    >>> kept_together("worth GBP 1.2 m, or 5 % of it")
    'worth GBP\xa01.2\xa0m, or 5\xa0% of it'
    """
    return GAP.sub(NO_BREAK, text)


def clean(text: str) -> str:
    """Return text that may stand in XML: control codes written out."""
    return NOT_IN_XML.sub("?", printable(text))
