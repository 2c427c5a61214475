"""How is a model in which markets may want less?

Rows that whole points keep are looked for where each market wants at most its volume,

    0 <= deliver + unmet <= volume,

so that they hold for whatever less it wants. What a vehicle costs that is not sold is
put on those that are: with y its cost and V the volume of a market,

    c x  =  (c - y A) x + y V  where A x = V,

so the best is the best still, though none needs to be counted as unmet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Family, LinearModel

DEMAND, UNMET = "demand", "unmet"  # families of rows and of columns


def less_sold(model: LinearModel) -> LinearModel:
    """Return a model whose markets may want less than they do.

    Parameters
    ----------
    model
        The model as it is stated.
    """
    demand = _family(model.row_families, DEMAND)
    unmet = _family(model.column_families, UNMET)
    if demand is None or unmet is None:
        return model
    lower = model.row_lower.copy()
    rows = slice(demand.first, demand.first + demand.table.height)
    lower[rows] = np.minimum(lower[rows], 0.0)
    is_unmet = np.zeros(model.columns, dtype=np.bool_)
    is_unmet[unmet.first : unmet.first + unmet.table.height] = True
    row, column = model.entry_rows, model.positions
    is_demand = (row >= rows.start) & (row < rows.stop)
    worth = np.zeros(model.rows)
    lost = is_demand & is_unmet[column]
    worth[row[lost]] = model.cost[column[lost]] / model.values[lost]
    each = np.where(is_demand, worth[row] * model.values, 0.0)
    cost = model.cost - np.bincount(column, each, model.columns)
    return model.with_arrays(row_lower=lower, cost=cost)


def _family(families: tuple[Family, ...], name: str) -> Family | None:
    """Return the family of a name that has members; None if there is none."""
    found = [one for one in families if one.name == name and one.table.height]
    return found[0] if found else None
