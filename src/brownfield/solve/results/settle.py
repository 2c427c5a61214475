"""Which of several equally good books does a plan state?

Where money is not discounted, or a party does not count, the search may use old losses
late or overstate what nobody pays for. The plan states the books by the law: old losses
as early as allowed, and no more missing vehicles or later tax than there are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.table import Array
    from brownfield.model.formulation import Formulation
    from brownfield.solve.search.extensive import Solved

LEAST = {"minimum_volume": "shortfall", "terminal_tax": "terminal_tax"}
"""Families of rows, and the columns that are the least the row allows."""


def settled(formulation: Formulation, solved: Solved) -> Solved:
    """Return the solved model with the books that the law asks for.

    Parameters
    ----------
    formulation
        The model.
    solved
        Its best point; volumes and decisions are kept.
    """
    if solved.columns is None:
        return solved
    columns = solved.columns.copy()
    use_losses_early(formulation, columns)
    for rows, family in LEAST.items():
        hold_to_the_least(formulation.linear, columns, rows, family)
    gained = formulation.linear.cost @ (columns - solved.columns)
    return replace(solved, columns=columns, objective=solved.objective + float(gained))


def use_losses_early(formulation: Formulation, columns: Floats) -> None:
    """Write into `columns` taxes with old losses used as early as allowed.

    Profit is income + relief - loss whatever the timing; parents come before children.
    """
    tables = formulation.tables
    income, balance = tables.income, tables.balance
    pairs = _pairs(balance["party"], balance["node"])
    place = dict(zip(pairs, balance["column"].tolist(), strict=True))
    terms = ("loss_allowance", "loss_relief_share")
    for row in np.argsort(income["node"], kind="stable"):
        party, parent = income["party"][row], income["parent"][row]
        old = 0.0 if parent == BLANK else columns[place[party, parent]]
        at = [t["column"][row] for t in (income, tables.relief, tables.loss, balance)]
        profit = columns[at[0]] + columns[at[1]] - columns[at[2]]
        allowance, share = (float(income[name][row]) for name in terms)
        columns[at] = year_of(profit, old, allowance, share)


def year_of(
    profit: float, old: float, allowance: float, share: float
) -> tuple[float, float, float, float]:
    """Return taxable income, losses used, loss of the year and losses carried on.

    Parameters
    ----------
    profit
        Profit of the year before old losses are used.
    old
        Losses carried forward to it.
    allowance, share
        Profit that old losses may offset in full, and the share of the rest.
    """
    if profit <= 0.0:
        return 0.0, 0.0, -profit, old - profit
    free = min(profit, allowance)
    used = min(old, free + share * (profit - free))
    return profit - used, used, 0.0, old - used


def hold_to_the_least(
    model: LinearModel, columns: Floats, rows: str, family: str
) -> None:
    """Write into `columns` the least of each column of a family that its row allows.

    The n-th row of the family of rows bounds the n-th column from below with factor 1.
    """
    bounded = next((f for f in model.row_families if f.name == rows), None)
    held = next(f for f in model.column_families if f.name == family)
    if bounded is None:
        return
    for n in range(len(bounded.keys)):
        row = bounded.first + n
        entries = slice(model.starts[row], model.starts[row + 1])
        activity = model.values[entries] @ columns[model.positions[entries]]
        short = model.row_lower[row] - (activity - columns[held.first + n])
        columns[held.first + n] = max(0.0, float(short))


def _pairs(*names: Array) -> list[tuple[int, int]]:
    return list(zip(*(column.tolist() for column in names), strict=True))
