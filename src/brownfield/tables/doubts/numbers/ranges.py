"""Which numbers lie outside what their column usually holds?

The usual range stands beside each column where it is declared. One counted in vehicles
follows the prices of the case itself, so that it holds in any currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.columns import Column, Usual
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.numbers.costs import costs_of
from brownfield.tables.doubts.numbers.hints import (
    HUNDRED,
    count,
    limit,
    meant_money,
    meant_number,
    meant_share,
)
from brownfield.tables.doubts.numbers.money import amounts, vehicle_worth
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

Judged = tuple[str, Column, Usual]
Limits = tuple[float | None, float | None]


def every_judged() -> Iterator[Judged]:
    """Yield table, column and one usual range of it, of every column that has some."""
    for name, table in TABLES.items():
        for column in table.columns:
            for usual in column.usual:
                yield name, column, usual


JUDGED = tuple(every_judged())


def per_cent(
    tables: Tables, _: Settings, judged: Sequence[Judged] = JUDGED
) -> Iterator[Finding]:
    """Yield shares that look like per cent, in the columns that are judged."""
    for table, column, usual in judged:
        if usual.scale == "share":
            is_outside = _outside(pl.col(column.name), usual, 1.0)
            for row, cells in rows_where(tables[table], is_outside):
                yield _share(table, row, column.name, cells)


def strange_money(
    tables: Tables, settings: Settings, judged: Sequence[Judged] = JUDGED
) -> Iterator[Finding]:
    """Yield amounts that are too small or too large beside the worth of a vehicle."""
    is_money = any(usual.scale == "vehicles" for _, _, usual in judged)
    worth = vehicle_worth(tables, costs_of(tables)) if is_money else None
    for table, column, usual in judged:
        if usual.scale == "vehicles" and worth and tables[table].height:
            yield from _strange_money(tables, settings, (table, column, usual), worth)


def _strange_money(
    tables: Tables,
    settings: Settings,
    judged: Judged,
    worth: float,
) -> Iterator[Finding]:
    table, column, usual = judged
    limits = _limits(usual, worth)
    if not _has_strange(tables[table], column.name, usual, worth):
        return
    frame = amounts(tables, table, column.name)
    is_outside = _outside(pl.col("case_money"), usual, worth)
    for cells in frame.filter(is_outside).iter_rows(named=True):
        amount, rate = cells["case_money"], cells["case_money"] / cells[column.name]
        others = frame.filter(~is_outside, pl.col("case_money") > 0)[
            "case_money"
        ].median()
        size = f"{count(amount / worth)} the price of a vehicle of the case"
        yield Finding(
            table=table,
            row=cells["row"],
            column=column.name,
            value=shown(cells[column.name]),
            rule="strange_money",
            message=f"{settings.case.currency} {amount:,.12g} is {size} "
            f"({worth:,.6g}); usual is {limit(amount, limits)}",
            hint=meant_money(
                cells[column.name],
                (_at(limits[0], rate), _at(limits[1], rate)),
                _at(others if isinstance(others, float) else None, rate),
            ),
        )


def _has_strange(frame: pl.DataFrame, column: str, usual: Usual, worth: float) -> bool:
    """Return whether a look at all rows is worth while: few are in other money."""
    if "currency" in frame.columns and frame["currency"].count():
        return True
    is_outside = _outside(pl.col(column), usual, worth)
    return bool(frame.select(is_outside.any()).item())


def _at(amount: float | None, rate: float) -> float | None:
    """Return an amount of case currency in the currency of a row."""
    return None if amount is None else amount / rate


def strange_numbers(
    tables: Tables, _: Settings, judged: Sequence[Judged] = JUDGED
) -> Iterator[Finding]:
    """Yield other numbers outside their usual range, in the columns that are judged."""
    for table, column, usual in judged:
        if usual.scale == "number":
            is_outside = _outside(pl.col(column.name), usual, 1.0)
            for row, cells in rows_where(tables[table], is_outside):
                yield _strange_number(table, row, (column, usual), cells[column.name])


def _strange_number(
    table: str, row: int, judged: tuple[Column, Usual], number: float
) -> Finding:
    column, usual = judged
    limits = _limits(usual)
    hint = meant_share if column.unit.startswith("share") else meant_number
    return Finding(
        table=table,
        row=row,
        column=column.name,
        value=shown(number),
        rule="strange_number",
        message=f"This is not usual; usual is {limit(number, limits)}",
        hint=hint(number, limits),
    )


def _outside(cell: pl.Expr, usual: Usual, unit: float) -> pl.Expr:
    least, most = _limits(usual, unit)
    is_outside = pl.lit(value=False)
    if least is not None:
        is_outside |= (cell > 0) & (cell < least)
    if most is not None:
        is_outside |= cell >= most if usual.is_below else cell > most
    if usual.words:
        is_outside &= pl.col(usual.column).is_in(usual.words)
    return is_outside


def _limits(usual: Usual, unit: float = 1.0) -> Limits:
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
