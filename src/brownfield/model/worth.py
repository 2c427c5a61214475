"""What is one unit of cash worth today, in expectation and in one future?"""

import numpy as np

from brownfield.model.data import DataTables
from brownfield.model.money import UNREPEATED_ITEMS
from brownfield.model.table import Array, Table

SALVAGED_ITEMS = ("tooling", "opening")


def present_values(data: DataTables, terms: Table) -> Array:
    """Return the expected present value of one unit of the column of each term."""
    mean = mean_weights(data).select("party", "mean_weight")
    priced = terms.join(worth(data), ["party", "node"]).join(mean, ["party"])
    return priced["mean_weight"] * priced["amount"] * counted(data, priced)


def mean_weights(data: DataTables) -> Table:
    """Return party, tail, mean_weight, tail_weight: how much mean and tail count.

    Both are shares of the party's objective weight; a party without a tail has only
    its mean.
    """
    weights = data.derived.case.settings.plan.objective_weights
    parties = data.parties
    words = parties.labels["party"].words
    own = np.array([weights.get(word, 1.0) for word in words])[parties["party"]]
    tail = np.nan_to_num(parties["tail"].astype(float))
    share = np.where(tail > 0.0, parties["tail_weight"], 0.0)
    return parties.select(
        "party", tail=tail, mean_weight=own * (1.0 - share), tail_weight=own * share
    )


def worth_in_each_future(data: DataTables) -> Table:
    """Return party, node, leaf, factor, extra, salvage: present values of 1.

    As `worth`, but in the future that ends in `leaf`, without its probability.
    """
    multiple = data.derived.case.settings.case.terminal_multiple
    leaves = data.discount.select("party", leaf="node", factor="factor")
    back = leaves.select("party", "leaf", back=multiple * leaves["factor"])
    found = data.leaf_paths.join(data.discount, ["node"])
    found = found.join(back, ["party", "leaf"])
    is_last = found["node"] == found["leaf"]
    return found.with_columns(extra=is_last * found["back"], salvage="back")


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
