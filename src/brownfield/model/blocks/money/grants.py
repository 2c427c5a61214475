"""Equation (21): how many vehicles, or how much capital, does a budget pay for?

As much as the grant is for, until the budget of the year is spent. Where the payer
plans, four rows keep it from holding back; where it may refuse, it pays for all or for
none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Table, concat
from brownfield.model.granted import (
    KEY,
    Decided,
    has_budget,
    is_counted,
    most_granted,
    paid_for,
)
from brownfield.model.money import terms_of
from brownfield.model.rows.grants import CAPITAL, OPERATING, PURCHASE

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "21"
ON = [*KEY, "party"]
ITEM_OF = {
    PURCHASE: "grants",
    OPERATING: "operating_support",
    CAPITAL: "capital_grants",
}


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add granted <= vehicles, amount x granted <= budget, and that all of it is."""
    if columns.granted.is_empty():
        return
    terms = paid_for(data, decisions(columns))
    terms = terms.where(is_counted(terms))
    most = columns.granted.join(most_granted(data, terms), ON)
    under = terms.select("column", *ON, "amount", "weight")
    under = under.with_columns(less=-under["weight"])
    rows = builder.add_rows("granted", EQUATION, most.select(*ON), upper=0.0)
    builder.add_terms(rows, most, 1.0, on=ON)
    builder.add_terms(rows, under, "less", on=ON)
    add_budget(builder, most)
    add_refusal(builder, data, columns, most)
    add_in_full(builder, data, columns, most, under)
    add_spent(builder, data, columns, most, under)


def add_budget(builder: LinearBuilder, granted: Table) -> None:
    """Add amount x granted <= budget of the year."""
    limited = granted.where(has_budget(granted))
    keys = limited.select(*KEY, "cap").distinct(KEY)
    rows = builder.add_rows("grant_budget", EQUATION, keys, upper="cap")
    builder.add_terms(rows, limited, "amount", on=KEY)


def add_refusal(
    builder: LinearBuilder, data: DataTables, columns: ColumnTables, granted: Table
) -> None:
    """Add granted <= most x decision, where the payer may refuse."""
    optional = granted.where(granted["is_optional"].astype(np.bool_))
    rows = builder.add_rows("grant_decided", EQUATION, optional.select(*ON), upper=0.0)
    builder.add_terms(rows, optional, 1.0, on=ON)
    builder.add_terms(rows, _decisions(data, columns, optional), "on", on=ON)


def add_in_full(
    builder: LinearBuilder,
    data: DataTables,
    columns: ColumnTables,
    granted: Table,
    under: Table,
) -> None:
    """Add granted >= vehicles - most x (1 - decision), where there is no budget."""
    whole = granted.where(~has_budget(granted))
    keys = whole.select(*ON, lower=-whole["most"])
    rows = builder.add_rows("grant_in_full", EQUATION, keys, lower="lower")
    builder.add_terms(rows, whole, 1.0, on=ON)
    builder.add_terms(rows, under.semi(whole, ON), "less", on=ON)
    builder.add_terms(rows, _decisions(data, columns, whole), "on", on=ON)


def add_spent(
    builder: LinearBuilder,
    data: DataTables,
    columns: ColumnTables,
    granted: Table,
    under: Table,
) -> None:
    """Add that vehicles go without only once the budget of a payer that plans is spent.

    Amount x granted >= budget where it is, else amount x (vehicles - granted) <= 0.
    """
    held = granted.semi(columns.exhausted, KEY)
    paid = held.with_columns(most=held["amount"] * held["most"])
    limits = paid.totals(KEY, most=paid["most"])
    spent = columns.exhausted.join(limits, KEY)
    spent = spent.with_columns(
        budget=-np.minimum(spent["cap"], 2.0 * spent["most"]),
        lower=-spent["most"] * spent["is_optional"],
    )
    rows = builder.add_rows("grant_spent", EQUATION, spent.select(*KEY), lower=0.0)
    builder.add_terms(rows, held, "amount", on=KEY)
    builder.add_terms(rows, spent, "budget", on=KEY)
    missing = under.semi(spent, KEY)
    missing = missing.with_columns(amount=-missing["amount"] * missing["weight"])
    optional = spent.where(spent["is_optional"].astype(np.bool_))
    rows = builder.add_rows(
        "grant_unspent", EQUATION, spent.select(*KEY, "lower"), lower="lower"
    )
    builder.add_terms(rows, held, "amount", on=KEY)
    builder.add_terms(rows, missing, "amount", on=KEY)
    builder.add_terms(rows, spent, "most", on=KEY)
    builder.add_terms(rows, _decisions(data, columns, optional), "on", on=KEY)


def decisions(columns: ColumnTables) -> Decided:
    """Return the columns that a grant may be for."""
    return Decided(columns.deliver, columns.make, columns.start, columns.open)


def _decisions(data: DataTables, columns: ColumnTables, rows: Table) -> Table:
    """Return the decisions on the path to each row, with `on`: its most, taken off."""
    packages = columns.package.select("policy", "since", "column", ancestor="node")
    kept = [name for name in rows.columns if name != "column"]
    terms = rows.select(*kept).join(packages.join(data.paths, ["ancestor"]), KEY)
    return terms.with_columns(on=-terms["most"])


def terms(data: DataTables, columns: ColumnTables) -> Table:
    """Return the money terms of grants: column, party, node, item, amount.

    The seller gets the share that reaches it, a payer that plans pays all of it.
    """
    terms = paid_for(data, decisions(columns))
    by_law = terms.where(~is_counted(terms))
    counted = columns.granted.with_columns(weight=1.0)
    return concat([*_paid(by_law), *_paid(counted)])


def _paid(rows: Table) -> list[Table]:
    flows = []
    rows = rows.with_columns(amount=rows["amount"] * rows["weight"])
    for kind, item in ITEM_OF.items():
        chosen = rows.where(rows.is_label("kind", kind))
        public = chosen.where(chosen["is_public"].astype(np.bool_))
        flows.append(terms_of(chosen, "party", item, chosen["amount"] * chosen["kept"]))
        flows.append(terms_of(public, "payer", item, -public["amount"]))
    return flows
