"""Which plain text stands for cells that people spell in their own way?"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from brownfield.tables.cells.values import NUMBER
from brownfield.tables.columns import Column
from brownfield.tables.habits.numbers import (
    BLANKS,
    ONE_POINT,
    Marks,
    marks_of,
    plain_number,
)
from brownfield.tables.habits.reading import Reading
from brownfield.tables.habits.units import Factor, is_percent, unit_factor
from brownfield.tables.problems import MOST_LISTED, Finding, several

YEAR_UNIT = "calendar year"
DATES = (
    re.compile(r"(\d{4})-\d\d?-\d\d?(?:[ T].*)?"),
    re.compile(r"\d\d?[./]\d\d?[./](\d{4})"),
)
CODE = re.compile(r"\d{2,4}(?:[. ]\d{2})+")
FOREIGN = (";", "\t", "|")
DIGITS = 15  # that a spreadsheet keeps
Spelled = tuple[str, str]  # plain text and the habit it was written in
Speller = Callable[[str], Spelled | None]


def spelled(reading: Reading) -> Reading:
    """Return the reading with numbers, years and headings in our spelling."""
    marks = _marks(reading)
    for column in reading.table.columns:
        if column.name not in reading.raw.frame.columns:
            continue
        if column.kind in ("number", "integer"):
            reading = _numbers(reading, column, marks)
        elif column.name == "hs_code":
            words = reading.raw.frame[column.name].drop_nulls().unique()
            reading = _respelled(reading, column, words.to_list(), _code)
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
    found = cells.filter(numbers.is_null() & cells.is_not_null()).unique().to_list()
    return [word for word in found if word.strip()]


def _marks(reading: Reading) -> Marks:
    frame, raw = reading.raw.frame, reading.raw
    is_foreign = raw.separator in FOREIGN
    is_typed = raw.sheet is None and raw.file.lower().endswith(".csv")
    odd = [word for name in _numeric(reading) for word in _odd(frame[name])]
    if is_typed and (is_foreign or any("," in word for word in odd)):
        odd = [w for n in _numeric(reading) for w in frame[n].drop_nulls().unique()]
    return marks_of(odd, is_foreign=is_foreign, is_typed=is_typed)


def _numbers(reading: Reading, column: Column, marks: Marks) -> Reading:
    cells = reading.raw.frame[column.name]
    words = _odd(cells)
    if marks.is_typed and (marks.comma or marks.is_foreign):
        plain = [
            w for w in cells.drop_nulls().unique() if ONE_POINT.fullmatch(w.strip())
        ]
        reading = _doubtful(reading, column, marks, plain)
        words += plain
    speller = _date if column.unit == YEAR_UNIT else None
    if is_percent(reading.units.get(column.name, "")):
        speller = _without_sign  # the heading says it for all cells
    return _respelled(
        reading,
        column,
        words,
        lambda word: (
            (speller(word) if speller else None) or plain_number(word, column, marks)
        ),
    )


def _without_sign(word: str) -> Spelled | None:
    bare = word.strip()
    number = bare.removesuffix("%").strip()
    is_plain = bare != number and re.fullmatch(NUMBER.pattern, number)
    return (number, "a number under a heading in %") if is_plain else None


def _date(word: str) -> Spelled | None:
    found = [match for date in DATES if (match := date.fullmatch(word.strip()))]
    return (found[0][1], "the year of a date") if found else None


def _code(word: str) -> Spelled | None:
    bare = word.strip()
    if not CODE.fullmatch(bare):
        return None
    return re.sub(r"[. ]", "", bare), "customs headings without dots"


def _doubtful(
    reading: Reading, column: Column, marks: Marks, words: list[str]
) -> Reading:
    """Refuse numbers that polars would read, but that may mean a thousand times it."""
    unclear = [word for word in words if plain_number(word, column, marks) is None]
    if not unclear:
        return reading
    cells = reading.raw.frame[column.name]
    rows = cells.is_in(pl.Series(unclear).implode()).fill_null(value=False).arg_true()
    for row in rows.head(MOST_LISTED).to_list():
        reading = reading.refuse(_two_readings(reading, column, row, cells[row]))
    return reading


def _two_readings(reading: Reading, column: Column, row: int, word: str) -> Finding:
    plain = word.strip().replace(".", "")
    return Finding(
        table=reading.table.name,
        column=column.name,
        row=row,
        value=word,
        rule="two_readings",
        message="The point may mark thousands or decimals",
        hint=f"Write {plain} if it marks thousands, {float(word)} if it is decimal",
    )


def _respelled(
    reading: Reading, column: Column, words: list[str], speller: Speller
) -> Reading:
    found = {word: spelled for word in words if (spelled := speller(word))}
    # Stray blanks are left for the types, which tell them cell by cell.
    changed = {word: new for word, (new, its) in found.items() if its != BLANKS}
    if not changed:
        return reading
    cells = reading.raw.frame[column.name]
    seen = cells.filter(cells.is_in(pl.Series(list(changed)).implode()))
    for row_words in _told(reading, column, seen, found):
        reading = reading.tell(row_words)
    frame = reading.raw.frame.with_columns(cells.replace(changed))
    return replace(reading, raw=replace(reading.raw, frame=frame))


def _told(
    reading: Reading, column: Column, seen: pl.Series, found: dict[str, Spelled]
) -> list[str]:
    counts: Counter[str] = Counter()
    for word, count in seen.value_counts().iter_rows():
        counts[found[word][1]] += count
    cells = reading.raw.frame[column.name]
    lines = []
    for habit, count in sorted(counts.items()):
        words = [word for word, (_, its) in found.items() if its == habit]
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
        is_own_money = "currency" in reading.raw.frame.columns
        factor = unit_factor(unit, column, "" if is_own_money else reading.currency)
        if factor is None:
            reading = reading.refuse(_other_unit(reading, column, unit))
        elif is_percent(unit) and _are_shares(reading.raw.frame[name]):
            reading = reading.refuse(_shares_or_per_cent(reading, column))
        elif not factor.is_one:
            reading = _scaled(reading, column, unit, factor)
    return reading


def _scaled(reading: Reading, column: Column, unit: str, factor: Factor) -> Reading:
    cells = reading.raw.frame[column.name]
    is_number = cells.str.strip_chars().str.contains(f"^(?:{NUMBER.pattern})$")
    numbers = cells.str.strip_chars().cast(pl.Float64, strict=False)
    scaled = (numbers * factor.times / factor.over).round_sig_figs(DIGITS)
    new = scaled.cast(pl.String).zip_with(is_number.fill_null(value=False), cells)
    frame = reading.raw.frame.with_columns(new.alias(column.name))
    told = f"unit '{unit}' of {column.name} used"
    return replace(reading, raw=replace(reading.raw, frame=frame)).tell(told)


def _are_shares(cells: pl.Series) -> bool:
    """Return whether all numbers of a column in per cent may be shares as well."""
    numbers = cells.str.strip_chars().cast(pl.Float64, strict=False).drop_nulls().abs()
    filled = numbers.filter(numbers > 0.0)
    return len(filled) > 0 and bool((filled <= 1.0).all())


def _shares_or_per_cent(reading: Reading, column: Column) -> Finding:
    return Finding(
        table=reading.table.name,
        column=column.name,
        value="%",
        rule="two_readings",
        message=f"The unit of {column.name} is %, and no cell is above 1: 0.1 may mean "
        "10 % or 0.1 %",
        hint="Take % out of the heading if 0.1 means 10 %; write 0.001 without it if "
        "it means 0.1 %",
    )


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
