"""Which numbers stand out among those beside them: other years, other rows?

A series is compared with the years beside each, which a trend leaves alike. A column
is compared with its middle, in powers and against its own spread, so that few large
rows do not move the yardstick.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.cells.codes import codes
from brownfield.tables.cells.currencies import MONEY
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.numbers.hints import count, meant_like
from brownfield.tables.doubts.numbers.money import amounts
from brownfield.tables.doubts.numbers.ranges import JUDGED, Judged
from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from brownfield.tables.columns import Column, Usual
    from brownfield.tables.frames import Tables
    from brownfield.tables.rule import Cells
    from brownfield.tables.settings import Settings

AT_AN_END = 5.0  # times the jump that a first or last year takes to stand out
FEWEST = 5  # rows that make a middle
SPREADS = 6.0  # spreads from the middle from which on a row stands out
STEPS = 10.0  # usual steps, in powers, that a year takes from those beside it
NORMAL = 1.4826  # median deviation of a normal curve, to its standard deviation


def jumps(
    tables: Tables, _: Settings, judged: Sequence[Judged] = JUDGED
) -> Iterator[Finding]:
    """Yield numbers of one year that are far from those of the years beside it."""
    series = [(table, column, u.jump) for table, column, u in judged if u.jump]
    for table, column, jump in series:
        names = [name for name in TABLES[table].key if name != "year"]
        frame = tables[table]
        if column.name in MONEY.get(table, ()):  # one series is in one currency
            names.append("currency")
        for cells in _jumping(frame, names, column.name, jump).to_dicts():
            yield _jump(table, column, cells)


def _jumping(
    frame: pl.DataFrame, names: Sequence[str], column: str, jump: float
) -> pl.DataFrame:
    """Return row, number and the numbers beside it of each row that stands out."""
    series = _beside(_uneven(frame, names, column, jump), column)
    number, low, high = pl.col(column), pl.col("low"), pl.col("high")
    steps = [(number / pl.col(end)).log().abs() for end in ("low", "high")]
    usual_step = series.select(pl.min_horizontal(steps).median()).item() or 0.0
    times = pl.max_horizontal(number / high, low / number)
    most = pl.when("is_end").then(jump * AT_AN_END).otherwise(jump)
    is_far = (times > most) & (times.log() > STEPS * usual_step)
    return series.filter(is_far).sort("row")


def _beside(series: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return rows with the lower and higher of the two numbers nearest to each."""
    nearest = [_at(column, step) for step in (1, -1, 2, -2)]
    before, after, long_before, long_after = nearest
    beside = series.select(
        *("row", column),
        is_end=before.is_null() | after.is_null(),
        first=pl.coalesce(before, long_after),
        second=pl.coalesce(after, long_before),
    ).drop_nulls(["first", "second"])
    ends = ("first", "second")
    return beside.with_columns(
        low=pl.min_horizontal(ends), high=pl.max_horizontal(ends)
    )


def _at(column: str, step: int) -> pl.Expr:
    """Return the number some rows before, or after, in the same series; else null."""
    is_same = pl.col("series") == pl.col("series").shift(step)
    return pl.when(is_same).then(pl.col(column).shift(step))


def _uneven(
    frame: pl.DataFrame, names: Sequence[str], column: str, jump: float
) -> pl.DataFrame:
    """Return the rows above 0, by year, of series that are not even from end to end.

    Columns: row, series (the same number for all its rows), year, and the number.
    """
    numbered = frame.select("year", column, series=codes(frame, names))
    rows = numbered.with_row_index("row").filter(pl.col(column) > 0)
    number = pl.col(column)
    ends = rows.group_by("series").agg(low=number.min(), high=number.max())
    uneven = ends.filter(pl.col("high") > jump * pl.col("low")).select("series")
    return rows.join(uneven, on="series", how="semi").sort("series", "year")


def _jump(table: str, column: Column, cells: Cells) -> Finding:
    number, low, high = cells[column.name], cells["low"], cells["high"]
    is_more = number > high
    times = number / high if is_more else low / number
    return Finding(
        table=table,
        row=cells["row"],
        column=column.name,
        value=shown(number),
        rule="far_from_years_beside",
        message=f"This is {count(times)} {'more' if is_more else 'less'} than "
        f"the years beside it ({low:,.6g} and {high:,.6g})",
        hint=meant_like(number, math.sqrt(low * high)),
    )


def outliers(
    tables: Tables, _: Settings, judged: Sequence[Judged] = JUDGED
) -> Iterator[Finding]:
    """Yield numbers that are far from the middle of their column, in case currency."""
    for table, column, usual in (entry for entry in judged if entry[2].fold):
        cells = _logs(tables, table, column.name, usual)
        if cells.height < FEWEST:
            continue
        middle, spread = _middle(cells)
        most = max(math.log(usual.fold or 1.0), SPREADS * spread)
        far = cells.filter((pl.col("log") - middle).abs() > most)
        for row in far.select("row", column.name, "case_money").iter_rows():
            yield _outlier(table, column, row, math.exp(middle))


def _logs(tables: Tables, table: str, column: str, usual: Usual) -> pl.DataFrame:
    """Return row, number, amount and its logarithm of the rows above 0."""
    numbered = amounts(tables, table, column).filter(pl.col("case_money") > 0)
    if usual.words:
        numbered = numbered.filter(pl.col(usual.column).is_in(usual.words))
    return numbered.select("row", column, "case_money", log=pl.col("case_money").log())


def _middle(cells: pl.DataFrame) -> tuple[float, float]:
    """Return the middle of the logarithms, and their spread."""
    middle = cells.select(pl.col("log").median()).item() or 0.0
    away = cells.select((pl.col("log") - middle).abs().median()).item() or 0.0
    return middle, NORMAL * away


def _outlier(
    table: str, column: Column, seen: tuple[int, float, float], middle: float
) -> Finding:
    row, number, amount = seen
    times = amount / middle if amount > middle else middle / amount
    return Finding(
        table=table,
        row=row,
        column=column.name,
        value=shown(number),
        rule="far_from_other_rows",
        message=f"This is {count(times)} {'more' if amount > middle else 'less'} "
        f"than the middle of the column ({middle:,.6g})",
        hint=meant_like(number, middle * number / amount),
    )
