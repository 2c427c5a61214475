"""Which decisions do fleet rules bring, and what does each do to an account?

Credits are counted in units of the model: a vehicle of a share, 100 g of a limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import Labels
from brownfield.model.arrays.linear import INFINITY
from brownfield.model.arrays.table import Array, Table, concat

if TYPE_CHECKING:
    from brownfield.model.data import DataTables

ACCOUNT = ["policy", "party", "node"]
FLOWS = Labels(
    (
        *("earned", "owed", "bought", "sold", "kept", "carried", "borrowed", "repaid"),
        *("used", "given_up", "received", "handed", "missing", "forgiven"),
    )
)
AT_HAND = ("earned", "bought", "kept", "used")
HANDED_ON = ("sold", "carried", "given_up", "handed")
AT_ONCE = {
    "buy": ("bought", 1.0),
    "sell": ("sold", -1.0),
    "bank": ("carried", -1.0),
    "borrow": ("borrowed", 1.0),
    "exchange": ("used", 1.0),
    "pool": ("received", 1.0),
    "missing": ("missing", 1.0),
    "forgiven": ("forgiven", 1.0),
}
"""What each kind of decision does to the account it is taken in."""


def decisions(data: DataTables) -> Table:
    """Return every decision on credits, with its upper bound and whether it is whole.

    Returns
    -------
    decisions
        Rows of `credit_moves` with upper and is_integer; `small` is whether a maker
        is so small that it owes nothing.
    """
    moves = data.credit_moves
    is_small = moves.is_label("kind", "small")
    is_shared = np.isnan(moves["volume"]) | moves.is_label("kind", "pool")
    most = np.where(is_shared, INFINITY, moves["volume"])
    return moves.with_columns(upper=np.where(is_small, 1.0, most), is_integer=is_small)


def counted(data: DataTables, deliver: Table) -> Table:
    """Return the deliveries under each rule: column, account, earned, owed, asked."""
    on = ["product", "place", "node"]
    sold = deliver.select("column", *on).join(data.fleet_sold, on)
    return sold.select("column", *ACCOUNT, "earned", "owed", "asked")


def flows(data: DataTables, deliver: Table, credit: Table) -> Table:
    """Return policy, party, node, flow, column, amount: what each adds to an account.

    Parameters
    ----------
    data
        Data of the model.
    deliver, credit
        Columns of deliveries and of decisions on credits.
    """
    sold = counted(data, deliver)
    parts = [
        _flow(sold, "earned", sold["earned"]),
        _flow(sold, "owed", -sold["owed"]),
        *(_at_once(credit, kind) for kind in AT_ONCE),
        *_next_year(data, credit),
        *_elsewhere(credit),
    ]
    return concat(parts)


def _at_once(credit: Table, kind: str) -> Table:
    rows = credit.where(credit.is_label("kind", kind))
    flow, sign = AT_ONCE[kind]
    return _flow(rows, flow, np.full(rows.height, sign))


def _next_year(data: DataTables, credit: Table) -> list[Table]:
    """Return what is kept for, or owed in, the year after."""
    after = data.nodes.select("node", "parent")
    before = credit.with_columns(parent="node").drop("node")
    rows = before.join(after, ["parent"]).semi(data.fleet, ACCOUNT)
    kept = rows.where(rows.is_label("kind", "bank"))
    owed = rows.where(rows.is_label("kind", "borrow"))
    return [_flow(kept, "kept", kept["rate"]), _flow(owed, "repaid", -owed["rate"])]


def _elsewhere(credit: Table) -> list[Table]:
    """Return what a decision takes from another account than the one it serves."""
    used = credit.where(credit.is_label("kind", "exchange"))
    price = used["unit"] / used["from_unit"] / used["rate"]
    handed = credit.where(credit.is_label("kind", "pool"))
    return [
        _flow(used.with_columns(policy="from_policy"), "given_up", -price),
        _flow(
            handed.with_columns(party="giver"), "handed", np.full(handed.height, -1.0)
        ),
    ]


def _flow(rows: Table, flow: str, amount: Array) -> Table:
    place = np.full(rows.height, FLOWS.place[flow])
    amounts = rows.select("column", *ACCOUNT, amount=amount.astype(float))
    columns = {**amounts.columns, "flow": place}
    named = Table(columns, {**amounts.labels, "flow": FLOWS}, amounts.height)
    return named.where(named["amount"] != 0.0)
