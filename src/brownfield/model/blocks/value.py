"""Equation (15): what is a unit of each column worth today, in expectation?

Cash counts at its probability, its party's discount factor and weight. After the last
year either nothing counts, or operating cash after tax counts some years more (their
tax is the column terminal_tax, so no relief is ever counted more than once), or a
share of capital spending comes back.
"""

import numpy as np

from brownfield.model.data import DataTables
from brownfield.model.linear import LinearBuilder
from brownfield.model.money import UNREPEATED_ITEMS
from brownfield.model.table import Array, Table

EQUATION = "15"
SALVAGED_ITEMS = ("tooling", "opening")


def add(builder: LinearBuilder, data: DataTables, terms: Table) -> None:
    """Add every money term to the objective at its present value."""
    valued = terms.with_columns(value=present_values(data, terms))
    builder.add_cost(valued, "value")


def present_values(data: DataTables, terms: Table) -> Array:
    """Return the expected present value of one unit of the column of each term."""
    parties = terms.labels["party"].words
    weights = data.derived.case.settings.plan.objective_weights
    weight = np.array([weights.get(party, 1.0) for party in parties])
    priced = terms.join(worth(data), ["party", "node"])
    return weight[priced["party"]] * priced["amount"] * counted(data, priced)


def counted(data: DataTables, priced: Table) -> Array:
    """Return how often one unit of cash counts, terminal value included."""
    rule = data.derived.case.settings.case.terminal
    worth_of_one: Array = priced["factor"]
    if rule == "multiple":
        is_running = ~priced.is_label("item", *UNREPEATED_ITEMS)
        worth_of_one = worth_of_one + is_running * priced["extra"]
    if rule == "salvage":
        is_salvaged = priced.is_label("item", *SALVAGED_ITEMS)
        worth_of_one = worth_of_one - is_salvaged * priced["salvage"]
    return worth_of_one


def worth(data: DataTables) -> Table:
    """Return party, node, factor, extra, salvage: expected present values of 1.

    ``extra`` is the terminal multiple at leaves, ``salvage`` the share of spending at
    the node that comes back at the leaves below it.
    """
    multiple = data.derived.case.settings.case.terminal_multiple
    nodes = data.nodes.select("node", "probability", "is_leaf")
    present = data.discount.join(nodes, ["node"])
    factor = present["factor"] * present["probability"]
    present = present.with_columns(factor=factor)
    extra = factor * present["is_leaf"] * multiple
    at_leaves = present.select("party", leaf="node", back=factor * multiple)
    below = data.leaf_paths.join(at_leaves, ["leaf"])
    back = below.totals(["party", "node"], salvage=below["back"])
    return present.with_columns(extra=extra).join(back, ["party", "node"])
