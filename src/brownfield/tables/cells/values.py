"""How is the text of one cell read as a value of its column?"""

import math
import re

from brownfield.errors import DataError
from brownfield.tables.columns import MOST, Column, Kind, Value
from brownfield.tables.problems import did_you_mean, listed

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
BOOLEANS = {
    "true": True,
    "yes": True,
    "y": True,
    "t": True,
    "1": True,
    "1.0": True,
    "false": False,
    "no": False,
    "n": False,
    "f": False,
    "0": False,
    "0.0": False,
}
PER_CENT = 100.0
EXACT_INTEGER = 2**53  # whole numbers beyond it are not exact in a spreadsheet
WORDS_FOR_BLANK = {"n/a", "na", "#n/a", "nan", "null", "none", "-", "tbd", "tba", "?"}
EXPECTED: dict[Kind, str] = {
    "text": "text",
    "integer": "a whole number such as 2028",
    "number": "a number such as 1500, 0.25 or 4.5e8",
    "boolean": "true or false (also yes, no, 1, 0)",
}


def parse_value(text: str | None, column: Column) -> Value | None:
    """Return the value of a cell's text; None where it is blank.

    Raises
    ------
    DataError
        If the text is not of the column's kind, in its bounds or an allowed word.
    """
    if text is None or not text.strip():
        return None
    value = read_kind(text.strip(), column.kind)
    if value is None:
        message = f"Column {column.name} holds {EXPECTED[column.kind]}, not {text!r}. "
        raise DataError(message + kind_hint(text, column.kind) + ".")
    check_limits(value, column)
    return value


def read_kind(text: str, kind: Kind) -> Value | None:
    """Return stripped text as a value of `kind`; None where it is not one."""
    if kind == "text":
        return text
    if kind == "boolean":
        return BOOLEANS.get(text.lower())
    number = float(text) if NUMBER.fullmatch(text) else math.inf
    if not math.isfinite(number):
        return None
    return number if kind == "number" else _whole(number)


def _whole(number: float) -> int | None:
    is_exact = number.is_integer() and abs(number) < EXACT_INTEGER
    return int(number) if is_exact else None


def check_limits(value: Value, column: Column) -> None:
    """Check a value against the bounds and allowed words of its column.

    Raises
    ------
    DataError
        If it is outside; the message says what is allowed.
    """
    if column.allowed and value not in column.allowed:
        allowed = f"Allowed: {listed(column.allowed)}."
        hint = did_you_mean(str(value), column.allowed, "")
        message = f"Column {column.name} does not take {value!r}. {allowed} {hint}"
        raise DataError(message.strip())
    if isinstance(value, str) or is_within(float(value), column):
        return
    message = f"Column {column.name} holds {bounds_text(column)}, not {value!r}."
    raise DataError(message)


def is_within(number: float, column: Column) -> bool:
    """Return whether a number lies in the bounds of the column."""
    is_low = column.lower is not None and number < column.lower
    is_high = column.upper is not None and number > column.upper
    return not (is_low or is_high)


def bounds_hint(column: Column, value: float) -> str:
    """Return what to enter in place of a number that is outside the bounds."""
    is_share = column.unit.startswith("share") and column.upper == 1.0
    if is_share and 1.0 < value <= PER_CENT:
        share = f"{value / PER_CENT:g}"
        return f"Write {share} or {value:g}% if {value:g} % is meant"
    if value < 0.0 and column.lower == 0.0:
        return "Write it without the minus sign, or 0 if there is none"
    if column.name == "latitude" and math.isfinite(value):
        return f"Write {bounds_text(column, value)}; is it the longitude?"
    if column.unit == "calendar year":
        return "Write a calendar year of four digits, e.g. 2028"
    return f"Write {bounds_text(column, value)}"


def bounds_text(column: Column, value: float = 0.0) -> str:
    """Return the bounds of a number column in words.

    The bound that only keeps out typing errors is told to a `value` beyond it.
    """
    is_told = column.upper != MOST or value > MOST
    lower, upper = _short(column.lower), _short(column.upper if is_told else None)
    if lower and upper:
        return f"a number from {lower} to {upper}"
    if lower:
        return f"a number of at least {lower}"
    return f"a number of at most {upper}" if upper else "a number"


def kind_hint(text: str, kind: Kind) -> str:
    """Return what to do about text that is not of `kind`."""
    word = text.strip()
    if kind == "boolean":
        return did_you_mean(word, BOOLEANS, "Enter true or false")
    if word.lower() in WORDS_FOR_BLANK:
        return "Leave the cell blank if the figure is not given"
    if NUMBER.fullmatch(word) and not math.isfinite(float(word)):
        return f"Enter a number of at most {MOST:g}"
    if kind == "integer" and read_kind(word, "number") is not None:
        return "Enter a whole number without a fraction"
    return _separator_hint(word) or f"Enter {EXPECTED[kind]}, without units or words"


def _separator_hint(word: str) -> str | None:
    """Return how to write a number that has separators our numbers do not have."""
    bare = re.sub(r"[\s'\u2019_]", "", word)
    if word.endswith("%"):
        return "Write a share, e.g. 0.25 for 25 %"
    if re.fullmatch(r"[+-]?\d+,\d+", bare):
        return _comma_hint(bare)
    digits = bare
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        digits = bare.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", bare):
        digits = bare.replace(".", "").replace(",", ".")
    is_number = digits != word and NUMBER.fullmatch(digits)
    return f"Write {digits} without thousands separators" if is_number else None


def _comma_hint(bare: str) -> str:
    point, plain = bare.replace(",", "."), bare.replace(",", "")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", bare):
        return f"Write {plain} if the comma marks thousands, {point} if it is decimal"
    if re.fullmatch(r"[+-]?\d*,\d{4,}", bare):
        return f"Write {point} if the comma is decimal, {plain} if it is a slip"
    return f"Write {point} with a decimal point"


def _short(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
