"""Which numbers lie outside what their column usually holds?

The usual range stands beside each column where it is declared. One counted in vehicles
follows the prices of the case itself, so that it holds in any currency.
"""

import math
from collections.abc import Iterator

import polars as pl

from brownfield.tables.columns import Column, Usual
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.numbers.converted import converted, is_as_written
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import Cells, rows_where
from brownfield.tables.settings import Settings

HUNDRED = 100
LEAVE_OR_MEND = "Correct it, or leave it if it is meant so"
STEPS = (1e3, 1e6, 1e9)  # thousands, millions, billions


def judged() -> Iterator[tuple[str, Column, Usual]]:
    """Yield table, column and one usual range of it, of every column that has some."""
    for name, table in TABLES.items():
        for column in table.columns:
            for usual in column.usual:
                yield name, column, usual


JUDGED = tuple(judged())


def per_cent(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield shares that look like per cent."""
    for table, column, usual in JUDGED:
        if usual.scale == "share":
            for row, cells in rows_where(tables[table], _outside(column, usual, 1.0)):
                yield _share(table, row, column.name, cells)


def strange_money(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield amounts that are too small or too large beside the price of a vehicle."""
    paid = converted(tables, settings)
    price = vehicle_price(paid)
    for table, column, usual in JUDGED:
        if usual.scale == "vehicles" and price:
            for row, cells in rows_where(paid[table], _outside(column, usual, price)):
                amount = cells[column.name]
                is_own = is_as_written(tables, (table, row, column.name), amount)
                limits = _limits(usual, price)
                told = f"{count(amount / price)} the price of a vehicle of the case"
                yield Finding(
                    table=table,
                    row=row,
                    column=column.name,
                    value=shown(tables[table][column.name][row]),
                    rule="strange_money",
                    message=f"{settings.case.currency} {amount:,.12g} is {told} "
                    f"({price:,.6g}); usual is {_range(amount, *limits)}",
                    hint=meant(amount, *limits) if is_own else LEAVE_OR_MEND,
                )


def strange_numbers(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield other numbers outside their usual range."""
    for table, column, usual in JUDGED:
        if usual.scale == "number":
            for row, cells in rows_where(tables[table], _outside(column, usual, 1.0)):
                yield Finding(
                    table=table,
                    row=row,
                    column=column.name,
                    value=shown(cells[column.name]),
                    rule="strange_number",
                    message="This is not usual; usual is "
                    f"{_range(cells[column.name], *_limits(usual))}",
                    hint=LEAVE_OR_MEND,
                )


def vehicle_price(tables: Tables) -> float | None:
    """Return the middle price of a vehicle over the rows of demand; None without."""
    price = pl.col("price")
    middle = tables["demand"].select(price.filter(price > 0).median()).item()
    return None if middle is None else float(middle)


def meant(amount: float, least: float | None, most: float | None) -> str:
    """Return a hint with the amount in thousands, or by them, if that is usual."""
    low, high = least or 0.0, math.inf if most is None else most
    factors = STEPS if amount < low else tuple(1 / step for step in STEPS)
    for factor in factors:
        if low <= amount * factor <= high:
            whole = f"{amount * factor:.15g}"
            return f"Did you mean {whole}? Money is entered in whole units"
    return LEAVE_OR_MEND


def count(times: float) -> str:
    """Return how many times in words, e.g. ``0.00044 times`` or ``1,200 times``."""
    return f"{times:,.3g} times" if times < HUNDRED else f"{times:,.0f} times"


def _outside(column: Column, usual: Usual, unit: float) -> pl.Expr:
    cell, (least, most) = pl.col(column.name), _limits(usual, unit)
    is_outside = pl.lit(value=False)
    if least is not None:
        is_outside |= (cell > 0) & (cell < least)
    if most is not None:
        is_outside |= cell >= most if usual.is_below else cell > most
    if usual.words:
        is_outside &= pl.col(usual.column).is_in(usual.words)
    return is_outside


def _limits(usual: Usual, unit: float = 1.0) -> tuple[float | None, float | None]:
    least = None if usual.least is None else usual.least * unit
    return least, None if usual.most is None else usual.most * unit


def _share(table: str, row: int, column: str, cells: Cells) -> Finding:
    share = cells[column]
    return Finding(
        table=table,
        row=row,
        column=column,
        value=shown(share),
        rule="per_cent",
        message=f"A share is written as 0.1, not 10: this is read as "
        f"{HUNDRED * share:,.6g} %",
        hint=_share_meant(share, cells.get("form")),
    )


def _share_meant(share: float, form: str | None) -> str:
    left = f"Leave it if {HUNDRED * share:,.6g} % is meant"
    if share > HUNDRED and form is not None:
        return f"Did you mean an amount of money, in form fee_per_vehicle? {left}"
    if share > HUNDRED:
        return f"Enter a share. {left}"
    return f"Did you mean {share / HUNDRED:g}? {left}"


def _range(number: float, least: float | None, most: float | None) -> str:
    """Return the limit that the number breaks."""
    is_small = least is not None and number < least
    return f"at least {least:,.6g}" if is_small else f"at most {most:,.6g}"
