"""Which plain text stands for cells that people spell in their own way?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.cells.values import NUMBER
from brownfield.tables.habits.doubtful import (
    are_shares,
    shares_or_per_cent,
    without_doubtful,
)
from brownfield.tables.habits.words.numbers import (
    BLANKS,
    ONE_POINT,
    Marks,
    is_large,
    marks_of,
    plain_number,
)
from brownfield.tables.habits.words.spelling import (
    DIGITS,
    YEAR_UNIT,
    Spelled,
    Speller,
    as_code,
    as_year,
    with_unit,
    without_sign,
)
from brownfield.tables.habits.words.units import (
    Factor,
    is_percent,
    rate_of,
    unit_factor,
)
from brownfield.tables.problems import Finding, several

if TYPE_CHECKING:
    from brownfield.tables.columns import Column
    from brownfield.tables.habits.reading import Reading

FOREIGN = (";", "\t", "|")
POINT = rf"^\s*{ONE_POINT.pattern}\s*$"


def spelled(reading: Reading) -> Reading:
    """Return the reading with numbers, years and headings in our spelling."""
    marks, pointed = _marks(reading), _pointed(reading)
    for column in reading.table.columns:
        if column.name not in reading.raw.frame.columns:
            continue
        if column.kind in ("number", "integer"):
            reading = _numbers(reading, column, marks, pointed)
        elif column.name == "hs_code":
            words = reading.raw.frame[column.name].drop_nulls().unique()
            reading = _respelled(reading, column, words.to_list(), as_code)
    return reading


def _numeric(reading: Reading) -> list[str]:
    return [
        column.name
        for column in reading.table.columns
        if column.kind in ("number", "integer")
        and column.name in reading.raw.frame.columns
    ]


def _odd(cells: pl.Series) -> list[str]:
    """Return the distinct texts of a column that are no plain numbers."""
    numbers = cells.cast(pl.Float64, strict=False)
    if numbers.null_count() == cells.null_count():
        return []
    words = cells.filter(numbers.is_null() & cells.is_not_null()).unique().to_list()
    return [word for word in words if word.strip()]


def _marks(reading: Reading) -> Marks:
    frame, raw = reading.raw.frame, reading.raw
    like = Marks(
        is_foreign=raw.separator in FOREIGN,
        is_typed=raw.sheet is not None or raw.file.lower().endswith(".csv"),
        is_sheet=raw.sheet is not None,
    )
    odd = [word for name in _numeric(reading) for word in _odd(frame[name])]
    has_comma = any("," in word for word in odd)
    if like.is_typed and not like.is_sheet and (like.is_foreign or has_comma):
        odd = [w for n in _numeric(reading) for w in frame[n].drop_nulls().unique()]
    return marks_of(odd, like)


def _numbers(
    reading: Reading, column: Column, marks: Marks, pointed: frozenset[str]
) -> Reading:
    cells = reading.raw.frame[column.name]
    words = _odd(cells)
    if marks.is_point_doubtful:
        is_one = cells.str.contains(POINT).fill_null(value=False)
        words += cells.filter(is_one).unique().to_list() if is_one.any() else []
    elif column.name in pointed:
        reading = _with_point(reading, column)
    reading, words = without_doubtful(reading, column, marks, words)
    speller = _speller(reading, column, marks)
    return _respelled(reading, column, words, speller)


def _pointed(reading: Reading) -> frozenset[str]:
    """Return the columns of large numbers in which 25.000 may be meant as 25 thousand.

    Their file has commas between its cells, so a point there is one of decimals.
    """
    if reading.raw.separator != ",":
        return frozenset()
    names = [n for n in _numeric(reading) if is_large(reading.table.column(n))]
    each = [pl.col(name).str.contains(POINT).any() for name in names]
    flags = reading.raw.frame.select(each).row(0) if each else ()
    return frozenset(name for name, is_one in zip(names, flags, strict=True) if is_one)


def _with_point(reading: Reading, column: Column) -> Reading:
    """Tell that 25.000 is read as 25 where no other cell shows what its point marks."""
    cells = reading.raw.frame[column.name]
    rows = cells.str.contains(POINT).fill_null(value=False).arg_true()
    others = (reading.raw.frame[name] for name in _numeric(reading))
    if rows.is_empty() or any(map(_has_point, others)):
        return reading
    where = f"{reading.raw.at(rows[0])}: '{cells[rows[0]]}'"
    count = several(len(rows), "cell")
    return reading.tell(f"{count} of {column.name} read with a decimal point ({where})")


def _has_point(cells: pl.Series) -> bool:
    """Return whether a point in a column can only be that of decimals."""
    is_one = cells.str.contains(POINT)
    return bool((cells.str.contains(".", literal=True) & ~is_one).any())


def _speller(reading: Reading, column: Column, marks: Marks) -> Speller:
    unit = reading.units.get(column.name, "")
    ways: list[Speller] = [partial(plain_number, column=column, marks=marks)]
    if is_percent(unit):
        ways.insert(0, without_sign)  # the heading says it for all cells
    elif column.unit == YEAR_UNIT:
        ways.insert(0, as_year)
    elif not unit or _is_declared(reading, column, unit):
        currency = reading.currency_of_cells
        ways.append(partial(with_unit, column=column, marks=marks, currency=currency))
    return lambda word: next(filter(None, (way(word) for way in ways)), None)


def _is_declared(reading: Reading, column: Column, unit: str) -> bool:
    factor = unit_factor(unit, column, reading.currency_of_cells)
    return factor is not None and factor.is_one


def _respelled(
    reading: Reading, column: Column, words: list[str], speller: Speller
) -> Reading:
    spelled_words = {word: spelled for word in words if (spelled := speller(word))}
    # Stray blanks are left for the types, which tell them cell by cell.
    changed = {word: new for word, (new, its) in spelled_words.items() if its != BLANKS}
    if not changed:
        return reading
    cells = reading.raw.frame[column.name]
    seen = cells.filter(cells.is_in(pl.Series(list(changed)).implode()))
    for row_words in _told(reading, column, seen, spelled_words):
        reading = reading.tell(row_words)
    frame = reading.raw.frame.with_columns(cells.replace(changed))
    return replace(reading, raw=replace(reading.raw, frame=frame))


def _told(
    reading: Reading, column: Column, seen: pl.Series, spelled: dict[str, Spelled]
) -> list[str]:
    counts: Counter[str] = Counter()
    for word, count in seen.value_counts().iter_rows():
        counts[spelled[word][1]] += count
    cells = reading.raw.frame[column.name]
    lines = []
    for habit, count in sorted(counts.items()):
        words = [word for word, (_, its) in spelled.items() if its == habit]
        is_one = cells.is_in(pl.Series(words).implode()).fill_null(value=False)
        row = is_one.arg_true()[0]
        what = f"{several(count, 'cell')} of {column.name} read as {habit}"
        lines.append(f"{what} ({reading.raw.at(row)}: '{cells[row]}')")
    return lines


def in_declared_units(reading: Reading) -> Reading:
    """Return the reading with cells turned from the written unit into the declared."""
    for name, unit in reading.units.items():
        column = reading.table.column(name)
        if column.kind not in ("number", "integer") or name not in reading.raw.frame:
            continue
        factor = unit_in_force(reading, column, unit)
        if factor is None:
            reading = reading.refuse(_other_unit(reading, column, unit))
        elif is_percent(unit) and are_shares(reading.raw.frame[name]):
            reading = reading.refuse(shares_or_per_cent(reading.table.name, name))
        elif not factor.is_one:
            reading = _scaled(reading, column, unit, factor)
    return reading


def unit_in_force(reading: Reading, column: Column, unit: str) -> Factor | None:
    """Return what turns a written unit of a table into the declared; None if none does.

    Parameters
    ----------
    reading
        The table; its rows say which currency a rate is of.
    column, unit
        Which column, and the unit written for it.
    """
    rate = rate_of(unit)
    if rate is None or column.name != "rate" or "currency" not in reading.raw.frame:
        return unit_factor(unit, column, reading.currency_of_cells)
    given = reading.raw.frame["currency"].str.strip_chars().str.to_uppercase()
    is_of_rows = bool((given.drop_nulls() == rate[1]).all())
    return Factor() if rate[0] == reading.currency.upper() and is_of_rows else None


def _scaled(reading: Reading, column: Column, unit: str, factor: Factor) -> Reading:
    cells = reading.raw.frame[column.name]
    is_number = cells.str.strip_chars().str.contains(f"^(?:{NUMBER.pattern})$")
    numbers = cells.str.strip_chars().cast(pl.Float64, strict=False)
    scaled = (numbers * factor.times / factor.over).round_sig_figs(DIGITS)
    new = scaled.cast(pl.String).zip_with(is_number.fill_null(value=False), cells)
    frame = reading.raw.frame.with_columns(new.alias(column.name))
    note = f"unit '{unit}' of {column.name} used"
    return replace(reading, raw=replace(reading.raw, frame=frame)).tell(note)


def _other_unit(reading: Reading, column: Column, unit: str) -> Finding:
    money = f", and the case counts in {reading.currency}"
    is_money = "currency" in column.unit
    return Finding(
        table=reading.table.name,
        column=column.name,
        value=unit,
        rule="unit",
        message=f"{column.name} is in {column.unit}{money if is_money else ''}; it is "
        "not clear how to turn the written unit into that",
        hint="Convert the cells, or take the unit out if they are converted",
    )
