"""What do parties that plan together pay each other, and what does that do to tax?

The joint value is counted before such transfers. Each party's own cash and value come
after them: they are taxed with its profit, old losses used as early as allowed.
"""

from dataclasses import dataclass, field

import numpy as np

from brownfield.model.blocks.profit import later_tax, taxable
from brownfield.model.formulation import Formulation
from brownfield.model.group_tax import group_tax
from brownfield.model.linear import Floats
from brownfield.model.money import FLOW
from brownfield.model.table import Table, concat
from brownfield.solve.settle import hold_to_the_least, use_losses_early


@dataclass(frozen=True)
class AfterTransfers:
    """A point of the model once everybody has been paid.

    Attributes
    ----------
    columns
        The point, with income, losses and later tax after transfers. Shape (columns,).
    flows
        party, node, item, amount: the transfers, and the tax on them of companies
        whose losses save tax at once; solver money.
    """

    columns: Floats = field(repr=False)
    flows: Table = field(repr=False)


def after_transfers(formulation: Formulation, columns: Floats) -> AfterTransfers:
    """Return what is left to each party after transfers.

    Parameters
    ----------
    formulation
        The model.
    columns
        Its best point. Shape (columns,), solver units.
    """
    data, moved = formulation.numbers, _moved(formulation, columns)
    flows = concat([moved, group_tax(data, moved)])
    after = columns.copy()
    if moved.height and formulation.tables.income.height:
        _write_tax(formulation, after, moved)
    return AfterTransfers(after, flows.select(*FLOW))


def _moved(formulation: Formulation, columns: Floats) -> Table:
    """Return the transfers as payments that follow no decision any more."""
    terms, fixed = formulation.transfers.terms, formulation.transfers.fixed
    paid = terms.with_columns(amount=terms["amount"] * columns[terms["column"]])
    every = concat([paid.select(*FLOW), fixed.select(*FLOW)])
    every = every.where(every["amount"] != 0.0)
    return every.with_columns(column=np.zeros(every.height, np.int64))


def _write_tax(formulation: Formulation, columns: Floats, moved: Table) -> None:
    """Write into `columns` the taxes of those who carry losses, transfers counted."""
    data, tables = formulation.numbers, formulation.tables
    on = ["party", "node"]
    years = tables.income.select("party", "allowance_years").distinct(["party"])
    profit = taxable(data, years, moved)
    profit = profit.totals(on, more=profit["amount"])
    income = tables.income.filled(profit, on, more=0.0)
    columns[income["column"]] += income["more"]
    use_losses_early(formulation, columns)
    later = tables.terminal_tax
    if later.height:
        owed = later_tax(data, moved.join(later.select(*on, "tax_rate"), on))
        owed = later.filled(owed.totals(on, more=owed["tax"]), on, more=0.0)
        hold_to_the_least(
            formulation.linear, columns, "terminal_tax", "terminal_tax", owed["more"]
        )
