"""Equation (15): what is a unit of each column worth today, in expectation?

Cash counts at its probability, its party's discount factor and weight. After the last
year either nothing counts, or operating cash after tax counts some years more (their
tax is the column terminal_tax, so no relief is ever counted more than once), or a
share of capital spending comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.model.worth import present_values

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.arrays.table import Table
    from brownfield.model.data import DataTables

EQUATION = "15"


def add(builder: LinearBuilder, data: DataTables, terms: Table) -> None:
    """Add every money term to the objective at its present value."""
    valued = terms.with_columns(value=present_values(data, terms))
    builder.add_cost(valued, "value")
