"""Equation (11): does what a maker delivers meet its fleet rules, with what credits?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Table, concat
from brownfield.model.fleet import (
    ACCOUNT,
    AT_HAND,
    HANDED_ON,
    counted,
    flows,
)
from brownfield.model.money import terms_of

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "11"
CAPPED = ["credit", *ACCOUNT]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add that no account is short, hands on what it lacks, or passes its limits."""
    if data.fleet.is_empty():
        return
    moved = flows(data, columns.deliver, columns.credit)
    add_balance(builder, data, moved)
    add_handed_on(builder, data, moved)
    sold = counted(data, columns.deliver)
    add_caps(builder, columns.credit, sold)
    add_small(builder, data, columns.credit, sold)


def add_balance(builder: LinearBuilder, data: DataTables, moved: Table) -> None:
    """Add earned - owed + every credit that comes - that goes >= - opening."""
    keys = data.fleet.select(*ACCOUNT, "unit", lower=-data.fleet["opening"])
    rows = builder.add_rows(
        "credit_balance", EQUATION, keys, lower="lower", bounded_by="credit"
    )
    builder.add_terms(rows, moved, "amount", on=ACCOUNT)


def add_handed_on(builder: LinearBuilder, data: DataTables, moved: Table) -> None:
    """Add that what is sold, kept, exchanged and given is at hand."""
    gone = moved.where(moved.is_label("flow", *HANDED_ON))
    here = moved.where(moved.is_label("flow", *AT_HAND, *HANDED_ON))
    keys = data.fleet.semi(gone, ACCOUNT)
    keys = keys.select(*ACCOUNT, lower=-keys["opening"])
    rows = builder.add_rows("credit_at_hand", EQUATION, keys, lower="lower")
    builder.add_terms(rows, here.semi(keys, ACCOUNT), "amount", on=ACCOUNT)


def add_caps(builder: LinearBuilder, credit: Table, sold: Table) -> None:
    """Add that a move is at most its share of the credits asked."""
    capped = credit.where(~np.isnan(credit["cap"]))
    keys = capped.distinct(CAPPED).select(*CAPPED, "cap")
    rows = builder.add_rows("credit_cap", EQUATION, keys.select(*CAPPED), upper=0.0)
    builder.add_terms(rows, capped, 1.0, on=CAPPED)
    asked = sold.select("column", *ACCOUNT, "asked").join(keys, ACCOUNT)
    asked = asked.with_columns(most=-asked["cap"] * asked["asked"])
    builder.add_terms(rows, asked, "most", on=CAPPED)
    pooled = credit.where(credit.is_label("kind", "pool") & ~np.isnan(credit["volume"]))
    keys = pooled.distinct(CAPPED).select(*CAPPED, "volume")
    rows = builder.add_rows("credit_volume", EQUATION, keys, upper="volume")
    builder.add_terms(rows, pooled, 1.0, on=CAPPED)


def add_small(
    builder: LinearBuilder, data: DataTables, credit: Table, sold: Table
) -> None:
    """Add that credits are forgiven only to who delivers at most `free_below`."""
    limits = _limits(data)
    forgiven = credit.where(credit.is_label("kind", "forgiven"))
    small = credit.where(credit.is_label("kind", "small")).join(limits, ACCOUNT)
    small = small.with_columns(most=-small["owed"], over=small["over"])
    here = sold.semi(limits, ACCOUNT)
    rows = builder.add_rows("credit_owed", EQUATION, limits.select(*ACCOUNT), upper=0.0)
    builder.add_terms(rows, forgiven, 1.0, on=ACCOUNT)
    owed = here.with_columns(owed=-here["owed"])
    builder.add_terms(rows, owed, "owed", on=ACCOUNT)
    rows = builder.add_rows(
        "credit_small", EQUATION, limits.select(*ACCOUNT), upper=0.0
    )
    builder.add_terms(rows, forgiven, 1.0, on=ACCOUNT)
    builder.add_terms(rows, small, "most", on=ACCOUNT)
    keys = limits.select(*ACCOUNT, "upper")
    rows = builder.add_rows("credit_vehicles", EQUATION, keys, upper="upper")
    builder.add_terms(rows, here, 1.0, on=ACCOUNT)
    builder.add_terms(rows, small, "over", on=ACCOUNT)


def _limits(data: DataTables) -> Table:
    """Return who may be small: owed (most), upper (most vehicles), over (the rest)."""
    free = data.fleet.where(~np.isnan(data.fleet["free_below"]))
    wanted = data.demand.select("product", "place", "node", "volume")
    bound = data.fleet_sold.semi(free, ACCOUNT)
    bound = bound.join(wanted, ["product", "place", "node"])
    sums = bound.totals(
        ACCOUNT, upper=bound["volume"], owed=bound["volume"] * bound["owed"]
    )
    free = free.filled(sums, ACCOUNT, upper=0.0, owed=0.0)
    over = np.maximum(0.0, free["upper"] - free["free_below"])
    return free.with_columns(over=over)


def terms(columns: ColumnTables) -> Table:
    """Return the money terms of credits bought, sold and missing, for the maker."""
    credit = columns.credit
    paid = credit.where(credit.is_label("kind", "buy", "missing"))
    sold = credit.where(credit.is_label("kind", "sell"))
    return concat(
        [
            terms_of(paid, "party", "credits", -paid["price"]),
            terms_of(sold, "party", "credits", sold["price"]),
        ]
    )
