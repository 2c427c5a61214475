"""Which vehicles is each grant for, and where must the plan say how many it pays?"""

import numpy as np

from brownfield.model.arrays.labels import BLANK
from brownfield.model.arrays.table import Array, Table, concat
from brownfield.model.data import DataTables

KEY = ("policy", "since", "node")
OF_ROW = ("payer", "amount", "kept", "cap", "is_public", "is_optional", "kind")


def granted(data: DataTables, deliver: Table, make: Table) -> Table:
    """Return policy, since, node, party and terms of the grants that must be counted.

    A grant without a budget that is given by law follows the vehicles themselves.
    """
    found = vehicles_under(data, deliver, make)
    counted = found.where(is_counted(found)).distinct([*KEY, "party"])
    return counted.drop("column", "product", "place")


def exhaustible(data: DataTables) -> Table:
    """Return the grants with a budget whose payer plans, so that it may not hold back.

    Where nobody in the plan pays, more is always better, and the budget is spent.
    """
    return data.grants.where(data.grants["is_public"] & has_budget(data.grants))


def vehicles_under(data: DataTables, deliver: Table, make: Table) -> Table:
    """Return every pair of a grant and a column of vehicles it is for.

    Returns
    -------
    pairs
        column, policy, since, node, party (who gets the grant), product, place (blank
        for support of what is built), and the terms of the grant.
    """
    names = ("column", *KEY, "party", "product", "place", *OF_ROW)
    sold = deliver.with_columns(party="programme_owner")
    sold = sold.select("column", "node", "build_option", "product", "place", "party")
    sold = _under(data, data.grants_sold, sold, ["node", "build_option", "place"])
    built = make.select("column", "node", "build_option", "product", party="owner")
    built = _under(data, data.grants_built, built, ["node", "build_option"])
    built = _without_place(built, sold)
    return concat([sold.select(*names), built.select(*names)])


def _under(data: DataTables, pairs: Table, made: Table, on: list[str]) -> Table:
    """Return the columns under each grant, the grant's labels kept."""
    return data.grants.join(pairs, KEY).join(made, on)


def _without_place(built: Table, sold: Table) -> Table:
    """Return what is built with a blank place, on the axis of what is sold."""
    columns = {**built.columns, "place": np.full(built.height, BLANK)}
    return Table(columns, {**built.labels, "place": sold.labels["place"]}, built.height)


def has_budget(table: Table) -> Array:
    """Return which grants have a most that is paid in a year."""
    has_some: Array = ~np.isnan(table["cap"].astype(float))
    return has_some


def is_counted(table: Table) -> Array:
    """Return which grants need a column: with a budget, or that may be refused."""
    is_some: Array = has_budget(table) | table["is_optional"].astype(np.bool_)
    return is_some


def most_granted(data: DataTables, found: Table) -> Table:
    """Return policy, since, node, party, most: no more vehicles are ever under a grant.

    Parameters
    ----------
    data
        Data of the model.
    found
        Pairs made by `vehicles_under`.
    """
    is_sold = found["place"] != BLANK
    sold = found.where(is_sold).distinct([*KEY, "party", "product", "place"])
    sold = sold.join(data.demand, ["product", "place", "node"])
    built = found.where(~is_sold).distinct([*KEY, "party", "product"]).drop("place")
    built = built.join(data.demand, ["product", "node"])
    names = (*KEY, "party", "volume")
    both = concat([sold.select(*names), built.select(*names)])
    return both.totals([*KEY, "party"], most=both["volume"])
