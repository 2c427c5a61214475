"""Which number does text mean that is spelled as people spell numbers?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.tables.cells.values import NUMBER

if TYPE_CHECKING:
    from brownfield.tables.columns import Column

GAP = "[ \u00a0\u2009\u202f'\u2019]"
GAPPED = re.compile(rf"([+-]?[1-9]\d{{0,2}}(?:{GAP}\d{{3}})+)(?:[.,](\d+))?")
BY_COMMA = re.compile(r"([+-]?[1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?")
BY_POINT = re.compile(r"([+-]?[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?")
COMMA_DECIMAL = re.compile(r"[+-]?\d*,\d+")
POINT_DECIMAL = re.compile(r"[+-]?\d*\.\d+")
ONE_COMMA = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
ONE_POINT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
LONG_COMMA = re.compile(r"[+-]?\d*,\d{4,}")  # no thousands, and odd as a decimal
DASHES = ("-", "\u2013", "\u2014")
LARGE = ("vehicles", "standard vehicles a year", "case currency", "people", "credits a")
NOT_LARGE = ("case currency per unit", "case currency per job", "case currency, or")
THOUSANDS, DECIMAL, PERCENT, BLANKS = "thousands", "decimal comma", "percent", "blanks"
ZERO = "zero"
PER_CENT = 100.0


@dataclass(frozen=True)
class Marks:
    """Which decimal marks a table shows beyond doubt.

    Attributes
    ----------
    comma, point
        Whether some cell can only be read with that decimal mark.
    is_foreign
        Whether the file is one of those where the comma often marks decimals.
    is_typed
        Whether cells are as typed; those of a database are numbers already.
    is_sheet
        Whether it is a sheet of a workbook, where text is no number by itself.
    """

    comma: bool = False
    point: bool = False
    is_foreign: bool = False
    is_typed: bool = True
    is_sheet: bool = False

    @property
    def is_point_doubtful(self) -> bool:
        """Whether the point of 14.000 may mark thousands."""
        return self.is_typed and (self.comma or self.is_foreign or self.is_sheet)


def marks_of(words: Iterable[str], like: Marks) -> Marks:
    """Return the decimal marks that the distinct texts of a table's numbers show.

    Parameters
    ----------
    words
        The texts.
    like
        What is known of the file.
    """
    comma = point = False
    for word in words:
        bare = word.strip().removesuffix("%").strip()
        comma = comma or _shows_comma(bare)
        point = point or _shows_point(bare)
    return replace(like, comma=comma, point=point)


def _shows_comma(word: str) -> bool:
    grouped = BY_POINT.fullmatch(word)
    if grouped and (grouped[2] or word.count(".") > 1):
        return True
    return bool(COMMA_DECIMAL.fullmatch(word)) and not ONE_COMMA.fullmatch(word)


def _shows_point(word: str) -> bool:
    grouped = BY_COMMA.fullmatch(word)
    if grouped and (grouped[2] or word.count(",") > 1):
        return True
    return bool(POINT_DECIMAL.fullmatch(word)) and not ONE_POINT.fullmatch(word)


def is_large(column: Column) -> bool:
    """Return whether thousands are common in a column, and three decimals are not."""
    if column.unit.startswith(NOT_LARGE):
        return False
    return column.unit.startswith(LARGE)


def plain_number(word: str, column: Column, marks: Marks) -> tuple[str, str] | None:
    """Return a number in our spelling, and the habit it was written in.

    Returns
    -------
    None where the text is no number, or can be read as two.
    """
    bare = word.strip(" \t\u00a0\u2009\u202f")
    if bare.endswith("%"):
        return _percent(bare[:-1].rstrip(" \u00a0\u202f"), column, marks)
    if ONE_COMMA.fullmatch(bare):
        return _one_comma(bare, column, marks)
    if ONE_POINT.fullmatch(bare):
        return _one_point(bare, column, marks)
    if bare in DASHES:
        return ("0", ZERO) if is_zero_meant(column) else None
    return _beyond_doubt(bare, marks)


def is_zero_meant(column: Column) -> bool:
    """Return whether a dash can only be zero: a blank is that too, or not allowed."""
    is_low = column.lower is None or column.lower <= 0.0
    return is_low and (column.is_required or column.default == 0)


def _gapped(match: re.Match[str]) -> tuple[str, str]:
    whole = re.sub(GAP, "", match[1])
    return whole + (f".{match[2]}" if match[2] else ""), THOUSANDS


def _beyond_doubt(bare: str, marks: Marks) -> tuple[str, str] | None:
    if marks.point and LONG_COMMA.fullmatch(bare):
        return None
    if gapped := GAPPED.fullmatch(bare):
        return _gapped(gapped)
    if COMMA_DECIMAL.fullmatch(bare):
        return bare.replace(",", "."), DECIMAL
    return _grouped(bare) or ((bare, BLANKS) if NUMBER.fullmatch(bare) else None)


def _grouped(bare: str) -> tuple[str, str] | None:
    if match := BY_COMMA.fullmatch(bare):
        return match[1].replace(",", "") + (match[2] or ""), THOUSANDS
    if match := BY_POINT.fullmatch(bare):
        rest = f".{match[2]}" if match[2] else ""
        return match[1].replace(".", "") + rest, THOUSANDS
    return None


def _one_comma(bare: str, column: Column, marks: Marks) -> tuple[str, str] | None:
    if not is_large(column) or marks.comma or (marks.is_foreign and not marks.point):
        return None
    return bare.replace(",", ""), THOUSANDS


def _one_point(bare: str, column: Column, marks: Marks) -> tuple[str, str] | None:
    """Read 14.000: fourteen, unless the table writes its decimals with commas."""
    if not marks.is_point_doubtful:
        return bare, BLANKS
    if marks.comma and not marks.point and is_large(column):
        return bare.replace(".", ""), THOUSANDS
    is_point = not marks.comma and (marks.point or not is_large(column))
    return (bare, BLANKS) if is_point else None


def _percent(bare: str, column: Column, marks: Marks) -> tuple[str, str] | None:
    plain = plain_number(bare, column, marks) if not bare.endswith("%") else None
    if plain is None or "share" not in column.unit:
        return None
    return repr(float(f"{float(plain[0]) / PER_CENT:.15g}")), PERCENT
