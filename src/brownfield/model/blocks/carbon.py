"""Equation (17): do emissions stay below their cap, and what do they cost?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.model.arrays.table import Table, concat
from brownfield.model.money import terms_of
from brownfield.model.rows.carbon import CAP, PRICE

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "17"
KEY = ["policy", "since", "node"]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add that tonnes emitted, less those paid for, are at most the cap."""
    caps = data.carbon.where(data.carbon.is_label("kind", CAP))
    if caps.is_empty():
        return
    counted = emissions(data, columns)
    keys = caps.semi(counted, KEY).select(*KEY, upper="target")
    rows = builder.add_rows(
        "carbon_cap", EQUATION, keys, upper="upper", bounded_by="carbon"
    )
    builder.add_terms(rows, counted.semi(keys, KEY), "tonnes", on=KEY)
    builder.add_terms(rows, columns.over.semi(keys, KEY), -1.0, on=KEY)


def emissions(data: DataTables, columns: ColumnTables) -> Table:
    """Return column, policy, since, node, party, tonnes of a unit of the column."""
    names = ("column", *KEY, "party", "tonnes")
    production = columns.make.select("column", "recipe", "node")
    rules = data.carbon.select(*KEY)  # first: its labels hold every policy
    production = rules.join(data.carbon_made, KEY).join(production, ["recipe", "node"])
    sent = columns.deliver.select("column", "build_option", "place", "node")
    sent = rules.join(data.carbon_sent, KEY).join(
        sent, ["build_option", "place", "node"]
    )
    return concat([production.select(*names), sent.select(*names)])


def terms(data: DataTables, columns: ColumnTables) -> Table:
    """Return the money terms of carbon, for who emits it."""
    prices = data.carbon.where(data.carbon.is_label("kind", PRICE))
    if data.carbon.is_empty():
        return terms_of(columns.over, "party", "carbon", -columns.over["amount"])
    priced = emissions(data, columns).join(prices.select(*KEY, "amount"), KEY)
    paid = -priced["amount"] * priced["tonnes"]
    over = columns.over
    return concat(
        [
            terms_of(priced, "party", "carbon", paid),
            terms_of(over, "party", "carbon", -over["amount"]),
        ]
    )
