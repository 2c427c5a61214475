"""Which plain text does a cell stand for that somebody spelled in their own way?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from brownfield.tables.cells.values import NUMBER
from brownfield.tables.habits.words.numbers import Marks, plain_number
from brownfield.tables.habits.words.units import is_percent, is_unit, unit_factor

if TYPE_CHECKING:
    from brownfield.tables.columns import Column

YEAR_UNIT = "calendar year"
DATES = (
    re.compile(r"(\d{4})-\d\d?-\d\d?(?:[ T].*)?"),
    re.compile(r"\d\d?[./]\d\d?[./](\d{4})"),
)
FINANCIAL = re.compile(r"(?:FY|CY)\s?((?:19|20|21)\d\d)", re.IGNORECASE)
CODE = re.compile(r"\d{2,4}(?:[. ]\d{2})+")
CUT_CODE = re.compile(r"(\d{4})\.(\d|\d{3}|\d{5})")  # a spreadsheet dropped the last 0
SYSTEM = re.compile(r"(?:HS|HTS|CN|TARIC)(?: ?code)?[ :.]*(?=\d)", re.IGNORECASE)
WITH_UNIT = re.compile(
    r"([+-]?)([^\d.,+()-]*)([\d.,][\d.,' \u00a0\u2009\u202f]*)([^\d()]*)"
)
DIGITS = 15  # that a spreadsheet keeps
BESIDE = "number with its unit"
Spelled = tuple[str, str]  # plain text and the habit it was written in
Speller = Callable[[str], Spelled | None]


def as_year(word: str) -> Spelled | None:
    """Return the year of a date or of a financial year."""
    bare = word.strip()
    if years := FINANCIAL.fullmatch(bare):
        return years[1], "the year that is named"
    dates = [match for date in DATES if (match := date.fullmatch(bare))]
    return (dates[0][1], "the year of a date") if dates else None


def as_code(word: str) -> Spelled | None:
    """Return a customs heading as its digits alone."""
    bare = word.strip()
    digits = SYSTEM.sub("", bare)
    if match := CUT_CODE.fullmatch(digits):
        return f"{match[1]}{match[2]}0", "customs headings that lost their last 0"
    if CODE.fullmatch(digits):
        return re.sub(r"[. ]", "", digits), "customs headings without dots"
    is_named = digits != bare and digits.isdigit()
    return (digits, "customs headings without letters") if is_named else None


def without_sign(word: str) -> Spelled | None:
    """Return a number without the sign of per cent, which its heading has."""
    bare = word.strip()
    number = bare.removesuffix("%").strip()
    is_plain = bare != number and re.fullmatch(NUMBER.pattern, number)
    return (number, "a number under a heading in %") if is_plain else None


def with_unit(word: str, column: Column, marks: Marks, currency: str) -> Spelled | None:
    """Return a number in the unit of its column that has a unit beside it.

    Parameters
    ----------
    word
        E.g. ``25k``, ``£20,500`` or ``6 weeks``.
    column
        Declared column of numbers.
    marks
        Decimal marks of the table.
    currency
        Currency the cell is in; blank where the row says it.
    """
    match = WITH_UNIT.fullmatch(word.strip())
    if match is None:
        return None
    unit = f"{match[2].strip()} {match[4].strip()}".strip()
    if not unit or not is_unit(unit, column, currency):
        return None
    factor = None if is_percent(unit) else unit_factor(unit, column, currency)
    plain = _number(match[1] + match[3].strip(), column, marks)
    if factor is None or plain is None:
        return None
    number = float(plain) * factor.times / factor.over
    return repr(float(f"{number:.{DIGITS}g}")), BESIDE


def _number(text: str, column: Column, marks: Marks) -> str | None:
    if plain := plain_number(text, column, marks):
        return plain[0]
    return text if NUMBER.fullmatch(text) else None
