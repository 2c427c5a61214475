"""What do parties that plan together pay each other?

The joint value is counted before such transfers; each party's own cash and value come
after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.model.arrays.table import Table, concat
from brownfield.model.formulation import Formulation, fixed_tax
from brownfield.model.money import FLOW

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats


def transfers(formulation: Formulation, columns: Floats) -> Table:
    """Return party, node, item, amount of transfers, and of tax not in the model.

    The tax on transfers that count for tax is in the model's own terms; on the others
    both sides are taxed at once, at one rate.

    Parameters
    ----------
    formulation
        The model.
    columns
        Its best point. Shape (columns,), solver units.
    """
    every = []
    for contracts in (formulation.taxed, formulation.untaxed):
        terms = contracts.terms
        paid = terms.with_columns(amount=terms["amount"] * columns[terms["column"]])
        moved = concat([paid.select(*FLOW), contracts.fixed.select(*FLOW)])
        every.append(moved.where(moved["amount"] != 0.0))
    return concat([*every, fixed_tax(formulation.numbers, every[-1])])
