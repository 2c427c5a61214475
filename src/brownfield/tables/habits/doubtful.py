"""Which numbers can be read in two ways, and are refused with both?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.habits.words.numbers import (
    ONE_COMMA,
    ONE_POINT,
    Marks,
    plain_number,
)
from brownfield.tables.habits.words.units import currency_in, unit_factor
from brownfield.tables.problems import MOST_LISTED, Finding

if TYPE_CHECKING:
    from brownfield.tables.columns import Column
    from brownfield.tables.habits.reading import Reading

RULE = "two_readings"
SCALE = 1e3  # from which a unit counts in thousands or more
Told = tuple[str, str, str]  # rule, message and hint


def without_doubtful(
    reading: Reading, column: Column, marks: Marks, words: list[str]
) -> tuple[Reading, list[str]]:
    """Refuse numbers that may mean a thousand times what stands there.

    Parameters
    ----------
    reading, column
        Whose cells they are.
    marks
        Decimal marks of the table.
    words
        Distinct texts of the column that are no plain numbers, or look like one.

    Returns
    -------
    The reading, and the words that are left.
    """
    unit = reading.units.get(column.name)
    reasons: dict[str, Told] = {}
    for word in words:
        bare = word.strip()
        if ONE_POINT.fullmatch(bare):
            if plain_number(word, column, marks) is None:
                reasons[word] = _point(bare)
        elif unit and _is_scaled_twice(reading, column, marks, unit, bare):
            reasons[word] = _comma_and_unit(bare, unit)
        elif other := _other_currency(reading, bare):
            reasons[word] = _converted(other, reading.currency)
    return _refused(reading, column, reasons), [w for w in words if w not in reasons]


def _is_scaled_twice(
    reading: Reading, column: Column, marks: Marks, unit: str, word: str
) -> bool:
    """Return whether thousands of thousands are hardly meant."""
    factor = unit_factor(unit, column, reading.currency_of_cells)
    if not ONE_COMMA.fullmatch(word) or factor is None:
        return False
    if factor.times < SCALE * factor.over:
        return False
    return not marks.point or "vehicles" in column.unit.split(" per ")[0]


def _refused(reading: Reading, column: Column, reasons: dict[str, Told]) -> Reading:
    if not reasons:
        return reading
    cells = reading.raw.frame[column.name]
    rows = cells.is_in(pl.Series(list(reasons)).implode()).fill_null(value=False)
    places = rows.arg_true()
    for row in places.head(MOST_LISTED).to_list():
        rule, message, hint = reasons[cells[row]]
        reading = reading.refuse(
            Finding(
                table=reading.table.name,
                column=column.name,
                row=row,
                value=cells[row],
                rule=rule,
                message=message,
                hint=hint,
            )
        )
    return reading.with_cells(cells.scatter(places, None))


def _point(word: str) -> Told:
    plain = word.replace(".", "")
    return (
        RULE,
        "The point may mark thousands or decimals",
        f"Write {plain} if it marks thousands, {float(word)} if it is decimal",
    )


def _comma_and_unit(word: str, unit: str) -> Told:
    plain, point = word.replace(",", ""), word.replace(",", ".")
    return (
        RULE,
        f"The column is in '{unit}', and the comma may mark thousands of these",
        f"Write {plain} if so, {point} if the comma is decimal; or take the unit out",
    )


def _other_currency(reading: Reading, word: str) -> str | None:
    """Return the currency written in a cell, where it is not that of the case."""
    currency = currency_in(word)
    return None if currency in (None, reading.currency.upper()) else currency


def _converted(other: str, currency: str) -> Told:
    message = f"The cell is in {other}, and the case counts in {currency}"
    return "unit", message, "Convert it, and write the number alone"


def are_shares(cells: pl.Series) -> bool:
    """Return whether all numbers of a column in per cent may be shares as well."""
    numbers = cells.str.strip_chars().cast(pl.Float64, strict=False).drop_nulls().abs()
    filled = numbers.filter(numbers > 0.0)
    return len(filled) > 0 and bool((filled <= 1.0).all())


def shares_or_per_cent(table: str, column: str) -> Finding:
    """Return the problem of a column in per cent whose cells may be shares."""
    return Finding(
        table=table,
        column=column,
        value="%",
        rule=RULE,
        message=f"The unit of {column} is %, and no cell is above 1: 0.1 may mean "
        "10 % or 0.1 %",
        hint="Take % out of the heading if 0.1 means 10 %; write 0.001 without it if "
        "it means 0.1 %",
    )
