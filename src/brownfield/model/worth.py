"""What is one unit of cash worth today, in expectation and in one future?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.money import UNREPEATED_ITEMS

if TYPE_CHECKING:
    from brownfield.model.arrays.table import Array, Table
    from brownfield.model.data import DataTables

MOST_AT_ONCE = 500_000  # terms that are priced together
SALVAGED_ITEMS = ("tooling", "opening")


def present_values(data: DataTables, terms: Table) -> Array:
    """Return the expected present value of one unit of the column of each term."""
    mean = mean_weights(data).select("party", "mean_weight")
    one = worth(data)
    values = []
    for some in terms.pieces(MOST_AT_ONCE):
        priced = some.join(one, ["party", "node"]).join(mean, ["party"])
        cash = priced["mean_weight"] * priced["amount"]
        values.append(cash * counted(data, priced))
    return np.concatenate(values)


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
    leaves = data.discount.select("party", leaf="node", last="factor")
    worths = data.leaf_paths.join(data.discount, ["node"])
    worths = worths.join(leaves, ["party", "leaf"])
    is_last = worths["node"] == worths["leaf"]
    worths = worths.with_columns(extra=multiple * is_last * worths["last"], salvage=0.0)
    if data.derived.case.settings.case.terminal != "salvage":
        return worths
    worths = worths.join(salvaged_shares(data), ["party", "node", "leaf"])
    return worths.with_columns(salvage=worths["back"] * worths["last"])


def salvaged_shares(data: DataTables) -> Table:
    """Return party, node, leaf, back: the share of capital spent that comes back.

    A company pays tax on what comes back above the value written down by then: what is
    left of the spending after the allowances of the years it has been deducted.
    """
    share = data.derived.case.settings.case.terminal_multiple
    years = data.nodes.select("node", spent="year")
    ends = data.nodes.select(leaf="node", last="year")
    pairs = data.leaf_paths.join(years, ["node"]).join(ends, ["leaf"])
    owners = data.parties.select(
        "party",
        "allowance_years",
        rate=data.parties["tax_rate"] * data.parties.is_label("kind", "company"),
    )
    each = owners.cross(pairs)
    deducted = (each["last"] - each["spent"] + 1) / each["allowance_years"]
    left = 1.0 - np.minimum(1.0, deducted)
    gain = np.maximum(0.0, share - left)
    return each.select("party", "node", "leaf", back=share - each["rate"] * gain)


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
    the node that comes back, after tax, at the leaves below it.
    """
    multiple = data.derived.case.settings.case.terminal_multiple
    nodes = data.nodes.select("node", "probability", "is_leaf")
    present = data.discount.join(nodes, ["node"])
    factor = present["factor"] * present["probability"]
    present = present.with_columns(factor=factor)
    extra = factor * present["is_leaf"] * multiple
    present = present.with_columns(extra=extra, salvage=0.0)
    if data.derived.case.settings.case.terminal != "salvage":
        return present
    at_leaves = present.select("party", leaf="node", last="factor")
    below = salvaged_shares(data).join(at_leaves, ["party", "leaf"])
    back = below.totals(["party", "node"], salvage=below["back"] * below["last"])
    return present.drop("salvage").join(back, ["party", "node"])
