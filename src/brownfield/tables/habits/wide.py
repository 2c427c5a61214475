"""Which rows does a table mean that has one column a year?"""

from dataclasses import replace

import polars as pl

from brownfield.tables.habits.reading import ROW, Reading
from brownfield.tables.problems import Finding


def as_long(reading: Reading) -> Reading:
    """Return the reading with one row for each year that has a value.

    A year whose cells are all blank gives no row.
    """
    if not reading.years:
        return reading
    clash = {"year", *(column for column, _ in reading.years.values())}
    clash &= set(reading.raw.frame.columns)
    if clash:
        return _refused(reading, sorted(clash))
    frame = reading.raw.frame.with_row_index(ROW)
    years = sorted({year for _, year in reading.years.values()})
    long = pl.concat([_of_year(reading, frame, year) for year in years])
    order = long.select(pl.arg_sort_by(ROW, "year")).to_series()
    rows = long.drop_in_place(ROW).gather(order).cast(pl.Int64)
    lines = None if reading.raw.first_line is None else _lines(reading, rows)
    raw = replace(reading.raw, frame=_ordered(long, order), lines=lines)
    return replace(reading, raw=raw, years={})


def _ordered(long: pl.DataFrame, order: pl.Series) -> pl.DataFrame:
    """Return the rows in an order, as text; column by column, since text is large."""
    names = long.columns
    columns = (long.drop_in_place(name).gather(order) for name in names)
    return pl.DataFrame([cells.cast(pl.String) for cells in columns])


def _of_year(reading: Reading, frame: pl.DataFrame, year: int) -> pl.DataFrame:
    every = dict.fromkeys(column for column, _ in reading.years.values())
    here = {column: n for n, (column, y) in reading.years.items() if y == year}
    cells = [
        pl.col(here[column]).alias(column)
        if column in here
        else pl.lit(None, pl.String).alias(column)
        for column in every
    ]
    others = [name for name in frame.columns if name not in reading.years]
    part = frame.select(*others, pl.lit(year).alias("year"), *cells)
    is_filled = [pl.col(column).fill_null("") != "" for column in every]
    return part.filter(pl.any_horizontal(is_filled))


def _lines(reading: Reading, rows: pl.Series) -> pl.Series:
    raw = reading.raw
    if raw.lines is not None:
        return raw.lines.gather(rows)
    return rows + (raw.first_line or 0)


def _refused(reading: Reading, clash: list[str]) -> Reading:
    names = list(reading.years)
    finding = Finding(
        table=reading.table.name,
        column=clash[0],
        value=names[0],
        rule="wide_form",
        message=f"There is a column {clash[0]}, and columns a year beside it",
        hint="Keep either one row or one column for each year",
    )
    raw = replace(reading.raw, frame=reading.raw.frame.drop(names))
    return replace(reading, raw=raw, years={}).refuse(finding)
