"""What is each grant or package for, and of what must the plan say how much is paid?

A grant is for vehicles delivered, for vehicles built, or for capital spent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from brownfield.model.arrays.labels import BLANK, Labels
from brownfield.model.arrays.table import Array, Table, concat
from brownfield.model.rows.grants import CAPITAL

if TYPE_CHECKING:
    from brownfield.model.data import DataTables

KEY = ("policy", "since", "node")
OF_ROW = ("payer", "amount", "kept", "cap", "is_public", "is_optional", "kind")
PAIR = ("column", *KEY, "party", "product", "place", "weight", *OF_ROW)


class Decided(NamedTuple):
    """The columns of the model that a grant may be for.

    Attributes
    ----------
    deliver, make, start, open
        As in `columns.py`.
    """

    deliver: Table
    make: Table
    start: Table
    open: Table


def granted(data: DataTables, decided: Decided) -> Table:
    """Return policy, since, node, party and terms of the grants that must be counted.

    A grant without a budget that is given by law follows what it is for by itself.
    """
    terms = paid_for(data, decided)
    counted = terms.where(is_counted(terms)).distinct([*KEY, "party"])
    return counted.drop("column", "product", "place", "weight")


def exhaustible(data: DataTables) -> Table:
    """Return the grants with a budget whose payer plans, so that it may not hold back.

    Where nobody in the plan pays, more is always better, and the budget is spent.
    """
    return data.grants.where(data.grants["is_public"] & has_budget(data.grants))


def paid_for(data: DataTables, decided: Decided) -> Table:
    """Return every pair of a grant and a column it is for.

    Returns
    -------
    pairs
        column, policy, since, node, party (who gets the grant), product, place (blank
        but for what is delivered), weight (vehicles in a unit of the column; of a
        capital_grant the money spent, scaled), and the terms of the grant.
    """
    if data.grants.is_empty():
        return _sold(data, decided.deliver)
    products = decided.make.labels["product"]
    blank = {"product": products, "place": decided.deliver.labels["place"]}
    parts = [
        _sold(data, decided.deliver),
        _built(data, decided.make),
        _tooled(data, decided.start),
        _opened(data, decided.open),
    ]
    return concat([_with_blanks(part, blank).select(*PAIR) for part in parts])


def _sold(data: DataTables, deliver: Table) -> Table:
    sold = deliver.with_columns(party="programme_owner", weight=1.0)
    names = ("column", "node", "build_option", "product", "place", "party", "weight")
    pairs = data.grants.join(data.grants_sold, KEY)
    pairs_sold = pairs.join(sold.select(*names), ["node", "build_option", "place"])
    return pairs_sold.select(*PAIR)


def _built(data: DataTables, make: Table) -> Table:
    built = make.with_columns(party="owner", weight=1.0)
    names = ("column", "node", "build_option", "product", "party", "weight")
    pairs = data.grants.join(data.grants_built, KEY)
    return pairs.join(built.select(*names), ["node", "build_option"])


def _tooled(data: DataTables, start: Table) -> Table:
    spent = start.where(~start["is_committed"])
    spent = spent.join(data.programme_costs, ["build_option", "node"])
    spent = spent.with_columns(party="programme_owner", weight="tooling_cost")
    names = ("column", "node", "build_option", "party", "weight")
    pairs = data.grants.join(data.grants_tooled, KEY)
    return _spent(pairs.join(spent.select(*names), ["node", "build_option"]))


def _opened(data: DataTables, opened: Table) -> Table:
    spent = opened.join(data.plants, ["facility", "node"])
    spent = spent.with_columns(party="owner", weight="opening_cost")
    names = ("column", "node", "facility", "party", "weight")
    pairs = data.grants.join(data.grants_opened, KEY)
    return _spent(pairs.join(spent.select(*names), ["node", "facility"]))


def _spent(pairs: Table) -> Table:
    """Return the pairs in which something is spent; a blank cost is none."""
    return pairs.where(pairs["weight"] > 0.0)


def _with_blanks(pairs: Table, labels: dict[str, Labels]) -> Table:
    """Return the pairs with a blank product and place where they have none."""
    new = {n: np.full(pairs.height, BLANK) for n in labels if n not in pairs.columns}
    columns = {**pairs.columns, **new}
    return Table(columns, {**pairs.labels, **{n: labels[n] for n in new}}, pairs.height)


def has_budget(table: Table) -> Array:
    """Return which grants have a most that is paid in a year."""
    has_some: Array = ~np.isnan(table["cap"].astype(float))
    return has_some


def is_counted(table: Table) -> Array:
    """Return which grants need a column: with a budget, or that may be refused."""
    is_some: Array = has_budget(table) | table["is_optional"].astype(np.bool_)
    return is_some


def most_granted(data: DataTables, terms: Table) -> Table:
    """Return policy, since, node, party, most: no grant is ever for more.

    Parameters
    ----------
    data
        Data of the model.
    terms
        Pairs made by `paid_for`.

    Returns
    -------
    most
        Scaled vehicles, of a capital_grant scaled money: as if all that may be spent at
        the node were.
    """
    is_capital = terms.is_label("kind", CAPITAL)
    spent = terms.where(is_capital).select(*KEY, "party", volume="weight")
    vehicles = terms.where(~is_capital)
    is_sold = vehicles["place"] != BLANK
    sold = vehicles.where(is_sold).distinct([*KEY, "party", "product", "place"])
    sold = sold.join(data.demand, ["product", "place", "node"])
    built = vehicles.where(~is_sold).distinct([*KEY, "party", "product"]).drop("place")
    built = built.join(data.demand, ["product", "node"])
    names = (*KEY, "party", "volume")
    both = concat([sold.select(*names), built.select(*names), spent])
    return both.totals([*KEY, "party"], most=both["volume"])


def supported(data: DataTables, running: Table) -> Table:
    """Return policy, since, build_option, owner, node, amount of what may be saved.

    Only at nodes with a node on their path at which the package may be decided.
    """
    key = ["policy", "since", "node"]
    decided = data.packages.select("policy", "since", ancestor="node")
    reached = decided.join(data.paths, ["ancestor"]).select(*key)
    return data.savings.semi(running, ["build_option", "node"]).semi(reached, key)
