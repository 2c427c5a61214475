"""Equations (13) and (14): what is a company's taxable profit, and its tax?

Profit is operating cash less capital spending spread over the allowance years. It is
taxed as income unless old losses relieve it; a loss is carried forward.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Table, concat
from brownfield.model.money import CAPITAL_ITEMS, UNREPEATED_ITEMS

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION_PROFIT = "13"
EQUATION_TAX = "14"
ON = ["party", "node"]


def add(
    builder: LinearBuilder,
    data: DataTables,
    columns: ColumnTables,
    terms: Table,
    payments: Table,
) -> None:
    """Add the rows that define income, losses used and losses carried forward."""
    if columns.income.is_empty():
        return
    add_profit(builder, data, columns, terms, payments)
    add_balance(builder, columns)
    add_relief(builder, columns)
    add_terminal_tax(builder, data, columns, terms, payments)


def add_profit(
    builder: LinearBuilder,
    data: DataTables,
    columns: ColumnTables,
    terms: Table,
    payments: Table,
) -> None:
    """Add income + relief - loss - (cash - allowances) = fixed payments."""
    years = columns.income.select("party", "allowance_years").distinct(["party"])
    deducted = taxable_parts(data, years, terms)
    paid = payments.with_columns(column=np.zeros(payments.height, np.int64))
    paid = taxable(data, years, paid)
    fixed = paid.totals(ON, fixed=paid["amount"])
    keys = columns.income.select(*ON).filled(fixed, ON, fixed=0.0)
    rows = builder.add_rows(
        "profit", EQUATION_PROFIT, keys, lower="fixed", upper="fixed"
    )
    for part in deducted:
        builder.add_terms(
            rows, part.with_columns(amount=-part["amount"]), "amount", on=ON
        )
    builder.add_terms(rows, columns.income, 1.0, on=ON)
    builder.add_terms(rows, columns.relief, 1.0, on=ON)
    builder.add_terms(rows, columns.loss, -1.0, on=ON)


def taxable(data: DataTables, years: Table, terms: Table) -> Table:
    """Return `taxable_parts` as one table."""
    return concat(taxable_parts(data, years, terms))


def taxable_parts(data: DataTables, years: Table, terms: Table) -> tuple[Table, Table]:
    """Return column, party, node, amount: profit that one unit of a column makes.

    Cash that counts at once, then what capital spending takes off in later years.

    Parameters
    ----------
    data
        Data of the model.
    years
        party, allowance_years: the parties asked for.
    terms
        Money terms.
    """
    terms = terms.semi(years, ["party"])
    is_capital = terms.is_label("item", *CAPITAL_ITEMS)
    spent = terms.where(is_capital).join(years, ["party"])
    spread = spent.with_columns(ancestor="node").drop("node")
    spread = spread.join(data.paths, ["ancestor"])
    spread = spread.where(spread["age"] < spread["allowance_years"])
    spread = spread.with_columns(amount=spread["amount"] / spread["allowance_years"])
    names = ("column", *ON, "amount")
    return terms.select(*names).where(~is_capital), spread.select(*names)


def add_balance(builder: LinearBuilder, columns: ColumnTables) -> None:
    """Add balance = balance at parent - relief + loss, and relief <= that balance."""
    earlier = columns.balance.select("party", "column", parent="node").join(
        columns.income.select("party", "node", "parent"), ["party", "parent"]
    )
    keys = columns.balance.select(*ON)
    rows = builder.add_rows("loss_balance", EQUATION_TAX, keys, lower=0.0, upper=0.0)
    builder.add_terms(rows, columns.balance, 1.0, on=ON)
    builder.add_terms(rows, columns.relief, 1.0, on=ON)
    builder.add_terms(rows, columns.loss, -1.0, on=ON)
    builder.add_terms(rows, earlier, -1.0, on=ON)
    rows = builder.add_rows("loss_used", EQUATION_TAX, keys, upper=0.0)
    builder.add_terms(rows, columns.relief, 1.0, on=ON)
    builder.add_terms(rows, earlier, -1.0, on=ON)


def add_relief(builder: LinearBuilder, columns: ColumnTables) -> None:
    """Add (1 - share) relief - share x income <= (1 - share) x allowance."""
    limited = columns.income.where(columns.income["loss_relief_share"] < 1.0)
    rest = 1.0 - limited["loss_relief_share"]
    keys = limited.select(*ON, upper=rest * limited["loss_allowance"])
    rows = builder.add_rows("loss_relief", EQUATION_TAX, keys, upper="upper")
    relief = columns.relief.semi(limited, ON)
    relief = relief.with_columns(rest=1.0 - relief["loss_relief_share"])
    income = limited.with_columns(share=-limited["loss_relief_share"])
    builder.add_terms(rows, relief, "rest", on=ON)
    builder.add_terms(rows, income, "share", on=ON)


def add_terminal_tax(
    builder: LinearBuilder,
    data: DataTables,
    columns: ColumnTables,
    terms: Table,
    payments: Table,
) -> None:
    """Add terminal tax >= rate x multiple x operating cash of the last year."""
    taxed = columns.terminal_tax.select(*ON, "tax_rate")
    owed, fixed = (
        later_tax(data, flows.join(taxed, ON)) for flows in (terms, payments)
    )
    totals = fixed.totals(ON, lower=fixed["tax"])
    keys = taxed.select(*ON).filled(totals, ON, lower=0.0)
    rows = builder.add_rows("terminal_tax", EQUATION_TAX, keys, lower="lower")
    owed = owed.with_columns(owed=-owed["tax"])
    builder.add_terms(rows, columns.terminal_tax, 1.0, on=ON)
    builder.add_terms(rows, owed, "owed", on=ON)


def later_tax(data: DataTables, flows: Table) -> Table:
    """Return the flows that come again after the last year, with their later tax."""
    multiple = data.derived.case.settings.case.terminal_multiple
    again = flows.where(~flows.is_label("item", *UNREPEATED_ITEMS))
    return again.with_columns(tax=multiple * again["tax_rate"] * again["amount"])
