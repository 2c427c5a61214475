"""Equations (13) and (14): what is a company's taxable profit, and its tax?

Profit is operating cash less capital spending spread over the allowance years. It is
taxed as income unless old losses relieve it; a loss is carried forward.
"""

import polars as pl

from brownfield.derive.frames import total
from brownfield.model.columns import Columns
from brownfield.model.data import Data
from brownfield.model.linear import LinearBuilder
from brownfield.model.money import CAPITAL_ITEMS, UNREPEATED_ITEMS

EQUATION_PROFIT = "13"
EQUATION_TAX = "14"
ON = ["party", "node"]


def add(
    builder: LinearBuilder,
    data: Data,
    columns: Columns,
    terms: pl.DataFrame,
    payments: pl.DataFrame,
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
    data: Data,
    columns: Columns,
    terms: pl.DataFrame,
    payments: pl.DataFrame,
) -> None:
    """Add income + relief - loss - (cash - allowances) = fixed payments."""
    years = columns.income.select("party", "allowance_years").unique()
    deducted = taxable(data, years, terms)
    fixed = taxable(data, years, payments.with_columns(column=pl.lit(0)))
    fixed = fixed.group_by(ON).agg(fixed=total(pl.col("amount")))
    keys = columns.income.select(ON).join(
        fixed, on=ON, how="left", maintain_order="left"
    )
    keys = keys.with_columns(pl.col("fixed").fill_null(0.0))
    rows = builder.add_rows(
        "profit", EQUATION_PROFIT, keys, lower="fixed", upper="fixed"
    )
    deducted = deducted.with_columns(amount=-pl.col("amount"))
    builder.add_terms(rows, deducted, "amount", on=ON)
    builder.add_terms(rows, columns.income, 1.0, on=ON)
    builder.add_terms(rows, columns.relief, 1.0, on=ON)
    builder.add_terms(rows, columns.loss, -1.0, on=ON)


def taxable(data: Data, years: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return column, party, node, amount: profit that one unit of a column makes.

    Parameters
    ----------
    data
        Data of the model.
    years
        party, allowance_years: the parties asked for.
    terms
        Money terms.
    """
    terms = terms.join(years, on="party")
    is_capital = pl.col("item").is_in(CAPITAL_ITEMS)
    spread = (
        terms.filter(is_capital)
        .rename({"node": "ancestor"})
        .join(data.paths, on="ancestor")
        .filter(pl.col("age") < pl.col("allowance_years"))
        .with_columns(amount=pl.col("amount") / pl.col("allowance_years"))
    )
    names = ["column", "party", "node", "amount"]
    return pl.concat([terms.filter(~is_capital).select(names), spread.select(names)])


def add_balance(builder: LinearBuilder, columns: Columns) -> None:
    """Add balance = balance at parent - relief + loss, and relief <= that balance."""
    earlier = columns.balance.select("party", "column", parent="node").join(
        columns.income.select("party", "node", "parent"), on=["party", "parent"]
    )
    keys = columns.balance.select(ON)
    rows = builder.add_rows("loss_balance", EQUATION_TAX, keys, lower=0.0, upper=0.0)
    builder.add_terms(rows, columns.balance, 1.0, on=ON)
    builder.add_terms(rows, columns.relief, 1.0, on=ON)
    builder.add_terms(rows, columns.loss, -1.0, on=ON)
    builder.add_terms(rows, earlier, -1.0, on=ON)
    rows = builder.add_rows("loss_used", EQUATION_TAX, keys, upper=0.0)
    builder.add_terms(rows, columns.relief, 1.0, on=ON)
    builder.add_terms(rows, earlier, -1.0, on=ON)


def add_relief(builder: LinearBuilder, columns: Columns) -> None:
    """Add (1 - share) relief - share x income <= (1 - share) x allowance."""
    limited = columns.income.filter(pl.col("loss_relief_share") < 1.0)
    rest = 1.0 - pl.col("loss_relief_share")
    keys = limited.select(*ON, upper=rest * pl.col("loss_allowance"))
    rows = builder.add_rows("loss_relief", EQUATION_TAX, keys, upper="upper")
    relief = columns.relief.join(limited, on=ON, how="semi")
    relief = relief.with_columns(rest=rest)
    income = limited.with_columns(share=-pl.col("loss_relief_share"))
    builder.add_terms(rows, relief, "rest", on=ON)
    builder.add_terms(rows, income, "share", on=ON)


def add_terminal_tax(
    builder: LinearBuilder,
    data: Data,
    columns: Columns,
    terms: pl.DataFrame,
    payments: pl.DataFrame,
) -> None:
    """Add terminal tax >= rate x multiple x operating cash of the last year."""
    multiple = data.derived.case.settings.case.terminal_multiple
    taxed = columns.terminal_tax.select(*ON, "tax_rate")
    later = multiple * pl.col("tax_rate") * pl.col("amount")
    repeated = ~pl.col("item").is_in(UNREPEATED_ITEMS)
    owed = terms.filter(repeated).join(taxed, on=ON).with_columns(owed=-later)
    fixed = (
        payments.filter(repeated)
        .join(taxed, on=ON)
        .group_by(ON)
        .agg(lower=total(later))
    )
    keys = taxed.select(ON).join(fixed, on=ON, how="left", maintain_order="left")
    keys = keys.with_columns(pl.col("lower").fill_null(0.0))
    rows = builder.add_rows("terminal_tax", EQUATION_TAX, keys, lower="lower")
    builder.add_terms(rows, columns.terminal_tax, 1.0, on=ON)
    builder.add_terms(rows, owed, "owed", on=ON)
